/** Barcodes planted in two systems, in every shape that loads and spreadsheets make of one. */
import { countRows } from '#comparison/index.ts';
import { FINDING_KINDS, FINDINGS, type FindingKind } from '#domain/comparison.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellsOf, startFilesRegion, type FileCopy, type FilesRegion } from './support/files-region.ts';

interface Shape {
  readonly shape: string;
  readonly north: string;
  /** Barcode of the copy that is planted in the south, or of two there. */
  readonly south: string | readonly [string, string];
  /** What is found in the planted copy. */
  readonly found: readonly FindingKind[];
}

const ELSEWHERE: readonly FindingKind[] = ['BARCODE_ELSEWHERE'];
const ALIKE: readonly FindingKind[] = ['BARCODE_ELSEWHERE_ALIKE'];

const SHAPES: readonly Shape[] = [
  { shape: 'the same digits', north: '30001000000017', south: '30001000000017', found: ELSEWHERE },
  { shape: 'the same letters and digits', north: 'N0012345', south: 'N0012345', found: ELSEWHERE },
  { shape: 'small letters', north: 'HX00441', south: 'hx00441', found: ALIKE },
  { shape: 'some small letters', north: 'QwErTy12', south: 'QWerty12', found: ALIKE },
  { shape: 'a leading zero lost', north: '00412233', south: '0412233', found: ALIKE },
  { shape: 'all leading zeros lost', north: '00005512', south: '5512', found: ALIKE },
  { shape: 'leading zeros added', north: '771200', south: '000771200', found: ALIKE },
  { shape: 'a blank behind', north: '30001000000025', south: '30001000000025 ', found: ALIKE },
  { shape: 'a blank before', north: '30001000000033', south: ' 30001000000033', found: ALIKE },
  { shape: 'a tab behind', north: '30001000000041', south: '30001000000041\t', found: ALIKE },
  { shape: 'a hard blank', north: '30001000000058', south: '30001000000058\u00A0', found: ALIKE },
  { shape: 'a byte order mark', north: '30001000000066', south: '\uFEFF30001000000066', found: ALIKE },
  { shape: 'a line feed', north: 'LB7781', south: 'LB7781\r\n', found: ALIKE },
  { shape: 'case and blanks', north: 'PK0091', south: ' pk0091 ', found: ALIKE },
  { shape: 'zeros and blanks', north: '0088123', south: '88123 ', found: ALIKE },
  { shape: 'scientific, the same', north: '3.0001E+13', south: '3.0001E+13', found: ELSEWHERE },
  { shape: 'twice in one system', north: 'T1', south: ['30001000000900', '30001000000900'], found: ['BARCODE_TWICE'] },
  { shape: 'twice but for case', north: 'T2', south: ['ab771x', 'AB771X'], found: ['BARCODE_TWICE_ALIKE'] },
  {
    shape: 'twice and elsewhere',
    north: '30001000000918',
    south: ['30001000000918', '30001000000918'],
    found: ['BARCODE_ELSEWHERE', 'BARCODE_TWICE'],
  },
  { shape: 'made up of its record', north: '{record}-2001', south: '{record}-2001', found: ['BARCODE_MADE_UP'] },
  { shape: 'zeros before a letter, which no load drops', north: '00K12', south: 'K12', found: [] },
  { shape: 'another number', north: '8812399', south: '8812398', found: [] },
  { shape: 'a number within a longer one', north: '3000', south: '30001000', found: [] },
  { shape: 'scientific, of a number that is there', north: '30001000000777', south: '3.00010E+13', found: [] },
];

const recordOf = (place: number): string => String(7_000 + place);

/** Files are refused with a spoilt number in them, and blanks are cut off: those come as from a system that lets them through. */
const comesByFile = (barcode: string): boolean => /^[\w{}-]+$/.test(barcode);

function plant(side: 'north' | 'south'): readonly FileCopy[] {
  return SHAPES.flatMap((shape, place) => {
    const barcodes = typeof shape[side] === 'string' ? [shape[side]] : shape[side];
    return barcodes.map((barcode) => ({
      record: recordOf(place),
      barcode: comesByFile(barcode) ? barcode.replace('{record}', recordOf(place)) : `${side}-${place}`,
    }));
  });
}

async function plantTheOthers(db: FilesRegion['db']): Promise<void> {
  for (const [place, shape] of SHAPES.entries()) {
    for (const side of ['north', 'south'] as const) {
      const barcode = shape[side];
      if (typeof barcode !== 'string' || comesByFile(barcode)) continue;
      await db.updateTable('item').set({ barcode }).where('barcode', '=', `${side}-${place}`).execute();
    }
  }
}

/** What spreadsheets and loads do, by another way: one pair of copies after the other. */
function bruteForce(copies: readonly Kept[]): readonly string[] {
  const fold = (barcode: string): string => {
    const bare = barcode.replaceAll(/^[\s\u200B]+|[\s\u200B]+$/g, '').toUpperCase();
    return /^\d+$/.test(bare) ? BigInt(bare).toString() : bare;
  };
  const real = copies.filter(({ barcode, record }) => !new RegExp(`^${record}-\\d+$`).test(barcode));
  const made = copies.filter((copy) => !real.includes(copy)).map(({ id }) => `${id} BARCODE_MADE_UP`);
  const clashes = real.flatMap((one) =>
    real
      .filter((other) => other !== one && fold(other.barcode) === fold(one.barcode))
      .map((other) => {
        const where = other.system === one.system ? 'TWICE' : 'ELSEWHERE';
        return `${one.id} BARCODE_${where}${other.barcode === one.barcode ? '' : '_ALIKE'}`;
      }),
  );
  return [...new Set([...made, ...clashes])].toSorted();
}

interface Kept {
  readonly id: number;
  readonly system: number;
  readonly record: string;
  readonly barcode: string;
}

let region: FilesRegion;
let snapshot: number;
beforeAll(async () => {
  region = await startFilesRegion({ north: plant('north'), south: plant('south') });
  await plantTheOthers(region.db);
  snapshot = await region.takeSnapshot('planted');
}, 120_000);
afterAll(() => region.close());

/** Clashes of barcodes, with one another or made up; not what a library's own usual barcodes tell. */
const CLASHES = FINDING_KINDS.filter((kind) => /^BARCODE_(ELSEWHERE|TWICE|MADE_UP)/.test(kind));

async function findingsOf(number: number): Promise<readonly string[]> {
  const rows = await region.db
    .selectFrom('snapshot_finding')
    .select(['subject', 'kind'])
    .where('snapshot', '=', number)
    .where('kind', 'in', CLASHES)
    .execute();
  return rows.map(({ subject, kind }) => `${subject} ${kind}`).toSorted();
}

describe('barcodes that clash', () => {
  it.each(SHAPES)('$shape: $found', async ({ shape, found }) => {
    const place = SHAPES.findIndex((one) => one.shape === shape);
    const rows = await region.db
      .selectFrom('snapshot_item as t')
      .innerJoin('record as r', 'r.id', 't.record')
      .innerJoin('system as s', 's.id', 't.system')
      .leftJoin('snapshot_finding as f', (join) =>
        join.onRef('f.subject', '=', 't.id').on('f.snapshot', '=', snapshot).on('f.kind', 'in', CLASHES),
      )
      .select(['f.kind', 'f.detail'])
      .where('r.local_id', '=', recordOf(place))
      .where('s.system_id', '=', 'south')
      .execute();

    expect([...new Set(rows.flatMap(({ kind }) => kind ?? []))].toSorted()).toEqual(found);
  });

  it('are those that comparing copy by copy finds, and no others', async () => {
    const { rows } = await sql<Kept>`
      SELECT t.id, t.system, r.local_id AS record, t.barcode FROM snapshot_item t JOIN record r ON r.id = t.record
      WHERE btrim(t.barcode) <> ''`.execute(region.db);

    expect(await findingsOf(snapshot)).toEqual(bruteForce(rows));
  });

  it('have a sentence for each kind', () => {
    for (const { says } of Object.values(FINDINGS)) expect(says).toMatch(/^[A-Z].*\.$/);
  });

  it('say what differs', async () => {
    const rows = await cellsOf(await region.report('barcodes-of-others'), 'other systems');
    const differs = new Map(rows.map((cells) => [cells[0], cells.at(-1)]));

    expect(differs.get('hx00441')).toBe('case');
    expect(differs.get('5512')).toBe('leading zeros');
    expect(differs.get('LB7781\r\n')).toBe('blanks at the ends');
    expect(differs.get(' pk0091 ')).toBe('blanks at the ends, case');
    expect(differs.get('N0012345')).toBe('nothing');
  });

  it('cost each pair what one side would relabel', async () => {
    const report = await region.report('barcodes-of-others');

    // 14 alike or equal, the scientific one, and the one that is twice in the south.
    expect(await cellsOf(report, 'systems')).toEqual([
      ['south', 'north', 18, 17, 'north relabels', 17],
      ['north', 'south', 17, 18, 'north relabels', 17],
    ]);
    expect(report.summary.find(({ label }) => label.startsWith('Items to relabel if one copy'))?.value).toBe(20);
  });

  it('that are missing or cannot be right are told apart', async () => {
    const { summary } = await region.report('barcodes', { library: 'south-library' });
    const numbers = Object.fromEntries(summary.map(({ label, value }) => [label, value]));

    expect(numbers).toMatchObject({
      'Items without a barcode': 0,
      'Items with a number that the system made up for want of a barcode': 1,
      'Spoilt by a spreadsheet (3.0001E+13)': 2,
      'Shorter than four characters': 1,
    });
  });

  it.each([
    ['relabel', 'barcodes-of-others'],
    ['no-barcode', 'barcodes'],
  ])('are told by the name %s, too, which %s had before', async (before, now) => {
    const [asked, meant] = [await region.report(before), await region.report(now)];

    expect([asked.title, asked.tables.map(({ name }) => name)]).toEqual([
      meant.title,
      meant.tables.map(({ name }) => name),
    ]);
    expect(asked.summary[0]).toEqual({
      label: `${before} is a part of ${now} now`,
      value: null,
      text: `ask for ${now}`,
    });
    expect(asked.summary.slice(1).map(({ value }) => value)).toEqual(meant.summary.map(({ value }) => value));
  });

  it('are found in copies alone, not in records that have the same row number', async () => {
    const where = [{ dimension: 'FINDING', in: Object.keys(FINDINGS) }] as const;

    expect((await countRows(region.db, { snapshot, population: 'RECORDS', where })).value).toBe(0);
    expect((await countRows(region.db, { snapshot, population: 'ITEMS', where })).value).toBeGreaterThan(30);
  });

  it('are none in a clean twin', async () => {
    const clean = (side: number): readonly FileCopy[] =>
      SHAPES.map((_, place) => ({ record: recordOf(place), barcode: `3000${side}00000${1000 + place}` }));
    await region.load({ north: clean(1), south: clean(2) });
    const second = await region.takeSnapshot('clean');

    expect(await findingsOf(second)).toEqual([]);
    const { title } = await region.report('barcodes-of-others', { snapshot: 'clean' });
    expect(title).toBe(
      '0 items have a barcode that a copy in another system has too; at least 0 must get another, besides those that have none.',
    );
  });
});
