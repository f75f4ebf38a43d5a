/** What reports say where something is hidden, belongs to nobody, is not told or is no book: each planted once or a few times. */
import { findSnapshot, runReport } from '#comparison/index.ts';
import { countRows } from '#comparison/populations/counts.ts';
import { is } from '#comparison/reports/conditions.ts';
import { loansByMonth } from '#comparison/day-one/loans-by-month.ts';
import { keepResult } from '#comparison/snapshots/finder.ts';
import { readRegion } from '#comparison/snapshots/snapshot.ts';
import type { SystemId } from '#domain/ids.ts';
import { showCount } from '#domain/small-numbers.ts';
import { dataField } from '#adapters/files/folder.fixture.ts';
import { sql } from 'kysely';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askReport, lineOf, rowsOf, type AskedReport } from './support/ask-report.ts';
import type { Comparing } from './support/compared-region.ts';
import { startExportsRegion } from './support/exports-region.ts';
import { exportedSystem, writeRecords, type Records } from './support/mixed-exports.ts';

let region: Comparing;
const folder = mkdtempSync(join(tmpdir(), 'mercia-said-'));

const NORTH: Records = {
  1001: { title: 'On the shelves of Ely', copies: [{ a: 'N1' }] },
  1002: { title: 'Unmapped and uncertain waters', copies: [{ a: 'N1', 7: '9' }] },
  1003: { title: 'Silent copies of the fen', copies: [{ a: 'N1', 7: '' }] },
  1004: { title: 'Borrowed for years', copies: [{ a: 'N2', q: '2023-05-01' }] },
  1005: {
    title: 'Read upon a screen',
    extent: '1 online resource',
    copies: [{ a: 'N1', y: 'EBOOK', p: '' }],
    more: [dataField('856', { u: 'https://books.example.org/1005' })],
  },
  1006: { title: 'Dressing of leg ulcers in the community', copies: [{ a: 'N1' }] },
  1007: { title: 'Hidden with a copy', isHidden: true, copies: [{ a: 'N1', p: '' }] },
  1008: { title: 'One copy of it is hidden', copies: [{ a: 'N1', h: '1' }, { a: 'N2' }, { a: 'N2' }] },
  1009: { title: 'Whose is the copy', copies: [{ a: '' }, { a: 'N1' }, { a: 'N2' }] },
  1010: { title: 'A label fell off', copies: [{ a: 'N1', p: '' }, { a: 'N2' }] },
  1011: { title: 'No copies at all' },
  1012: { title: 'Hidden with a hidden copy', isHidden: true, copies: [{ a: 'N1', h: '1' }] },
  1013: { title: 'Lost by a reader', copies: [{ a: 'N1', 7: '1', q: '2023-03-01' }] },
  1014: { title: 'Asked for elsewhere', copies: [{ a: 'N1', y: 'ILL' }] },
  1015: { title: 'Asked for elsewhere as well', copies: [{ a: 'N2', y: 'ILL' }] },
  1016: { title: 'A paper that is bound in', more: [dataField('773', { t: 'On the shelves of Ely', w: '1001' })] },
};
const SOUTH: Records = {
  // Perhaps 1006 with a slip in the number of pages, perhaps another book.
  5001: { title: 'Dressing of leg ulcers in the community', extent: '340 p.', copies: [{ a: 'S1' }] },
  5002: { title: 'Nobody says how it stands', copies: [{ a: 'S1' }, { a: 'S1' }] },
  5003: { title: 'Lent to us', copies: [{ a: 'S1', y: 'ILL' }] },
};

interface Shown {
  readonly search: {
    readonly edges: readonly {
      readonly node: { readonly holdings: readonly { readonly availability: Availability }[] };
    }[];
  };
}
interface Availability {
  readonly items: {
    readonly edges: readonly {
      readonly node: { readonly status: string; readonly due: { readonly on: string } | null };
    }[];
  };
}

beforeAll(async () => {
  writeRecords(folder, 'north', NORTH);
  writeRecords(folder, 'south', SOUTH);
  region = await startExportsRegion([
    exportedSystem(folder, 'north', { N1: 'northfield', N2: 'norwood' }),
    exportedSystem(folder, 'south', { S1: 'southam' }, { tellsState: false }),
  ]);
  // One copy of many whose system tells that nobody ever borrowed it.
  await sql`UPDATE item SET details = '{"lastBorrowedOn": null}' WHERE barcode = '3910010'`.execute(
    region.graph.database.db,
  );
  await region.takeSnapshot('first');
});
afterAll(async () => {
  await region.close();
  rmSync(folder, { recursive: true });
});

/** The record numbers of a list of copies; of which system the first row is, is left to chance. */
const recordsIn = (report: AskedReport, name: string): readonly string[] =>
  rowsOf(report, name)
    .map((row) => row[7] ?? '')
    .toSorted();
const table = (report: AskedReport, name: string): readonly string[] =>
  rowsOf(report, name).map((row) => row.join(' | '));

describe('last copies', () => {
  it('tell apart what nobody knows the state of, what is read on a screen, and what may have a twin', async () => {
    const report = await askReport(region, 'last-copies');

    expect(report.title).toBe(
      '6 copies are the last of their edition; 2 of them stood on the shelf, and of 3 nobody knows how they stand.',
    );
    const numbers = Object.fromEntries(report.summary.map(({ label, value }) => [label, value]));
    expect(numbers).toMatchObject({
      'Last copies': 6,
      'On the shelf when harvested': 2,
      'Elsewhere: lent, in transit, in process': 1,
      'Last copies of which nobody knows how they stand': 3,
      'Last copies whose edition may be the same as another: somebody must rule': 2,
      'E-books and e-journals of one library alone, in none of these numbers': 1,
    });
    expect(recordsIn(report, 'copies')).toEqual(['1001', '1002', '1003', '1004', '1006', '5001']);
    expect(recordsIn(report, 'perhaps not')).toEqual(['1006', '5001']);
  });
});

describe('what is in a public count', () => {
  it('is all but the hidden, the copies of hidden records, and those of nobody', async () => {
    const report = await askReport(region, 'totals');

    expect(lineOf(report, 'Items').value).toBe(20);
    expect(lineOf(report, 'Items counted in public').value).toBe(16);
    expect(lineOf(report, 'Items in no public count').value).toBe(4);
    expect(table(report, 'items')).toEqual([
      'north | public | counted in public | 13',
      'south | public | counted in public | 3',
      'north | public | nobody knows whose it is | 1',
      'north | public | its record is hidden | 1',
      'north | suppressed | it is hidden | 1',
      'north | suppressed | its record is hidden | 1',
    ]);
  });

  it('names hidden copies with those of hidden records', async () => {
    const report = await askReport(region, 'suppressed');

    expect(report.title).toBe('5 records and 3 items are hidden from the public.');
    expect(recordsIn(report, 'items')).toEqual(['1007', '1008', '1012']);
  });
});

describe('what did not come across', () => {
  it('is every copy that lacks its number, barcode or library, and what came hidden', async () => {
    const report = await askReport(region, 'not-across');

    expect(report.title).toBe(
      '0 records could not be read. Of the copies that came, 0 have no number, 3 no barcode, and 1 no library that is known.',
    );
    expect(lineOf(report, 'Records that came and are hidden').value).toBe(5);
    expect(lineOf(report, 'Copies that came and are hidden, or their records are').value).toBe(3);
    expect(lineOf(report, 'Of them read online: they need none').value).toBe(1);
    expect(recordsIn(report, 'no barcode')).toEqual(['1005', '1007', '1010']);
  });

  it('tells a library of the copies of its system that are nobody’s', async () => {
    const report = await askReport(region, 'not-across', { library: 'norwood' });

    expect(lineOf(report, 'Copies of a library that nobody knows').value).toBe(1);
    expect(recordsIn(report, 'no library')).toEqual(['1009']);
  });
});

describe('staff of a library', () => {
  it.each([
    ['not-across', 'Copies of a library that nobody knows', 1, 'no library'],
    ['temporary', 'Temporary records', 2, 'temporary'],
  ])('see in %s how many rows are nobody’s, and none of them', async (name, label, value, table) => {
    const { db } = region.graph.database;
    const snapshot = await findSnapshot(db, 'first');
    if (snapshot === null) throw new Error('there is no snapshot');
    const asked = { name, snapshot, library: null, system: null, options: {}, now: new Date(0) };
    const { summary, tables } = await runReport(db, { ...asked, visibleLibraries: ['norwood'] });

    const line = summary.find((one) => one.label === label);
    expect([line?.value, line?.drill]).toEqual([value, undefined]);
    const rows = await tables.find((one) => one.name === table)?.rows({ after: null, first: 10 });
    expect(rows?.rows).toEqual([]);
  });
});

describe('a number of which not all is known', () => {
  it('says of how many copies it is not known', async () => {
    const report = await askReport(region, 'profile', { system: 'north' });

    expect(lineOf(report, 'Items that are available')).toMatchObject({ value: 13, text: 'not known of 2 others' });
    expect(lineOf(report, 'Items that were never borrowed')).toMatchObject({
      value: 1,
      text: 'not known of 16 others',
    });
  });

  it('makes no code one whose copies were never borrowed', async () => {
    const rows = rowsOf(await askReport(region, 'codes', { system: 'north' }), 'in use');

    expect(rows.filter(([, list]) => list === 'branch').map(([, , code, , , borrowed]) => [code, borrowed])).toEqual([
      ['N1', 'not told'],
      ['N2', 'not told'],
    ]);
  });

  it('is no 0 where the snapshot was taken before it was counted', async () => {
    const label = 'Copies of which it is told whether they were';
    expect(lineOf(await askReport(region, 'never-borrowed'), label).value).toBeGreaterThan(0);
    await sql`DELETE FROM snapshot_result WHERE report = 'never-borrowed'`.execute(region.graph.database.db);
    expect(lineOf(await askReport(region, 'never-borrowed'), label)).toMatchObject({
      value: null,
      text: 'not counted when the snapshot was taken',
    });
  });

  it('is told of loans since they are counted by month, and says if it is of other systems, too', async () => {
    const { db } = region.graph.database;
    const snapshot = await findSnapshot(db, 'first');
    if (snapshot === null) throw new Error('there is no snapshot');
    const known = await readRegion(db, snapshot.number);
    const asked = { db, snapshot, library: null, options: {}, reports: [], visibleLibraries: null, scope: [] };
    const titleFor = async (system: string | null, lent: object, shared: readonly string[] = []): Promise<string> => {
      await keepResult(db, { snapshot: snapshot.number, report: 'LENT', key: 'norwood' }, lent);
      const owners = known.systems.flatMap((one) => one.owners).filter(({ library }) => library === 'norwood');
      const systems = known.systems.map((one) =>
        shared.includes(one.id) ? { ...one, owners: [...one.owners, ...owners] } : one,
      );
      const context = { ...asked, region: { ...known, systems }, system: system as SystemId | null, now: new Date(0) };
      return (await loansByMonth.run(context)).title;
    };
    const since = { from: '2024-01-05', to: '2026-11-27', inAll: showCount(90), years: [] };
    expect(await titleFor(null, { ...since, months: [] })).toContain('not known yet');

    const lent = { ...since, monthsFrom: '2026-07', months: [{ from: '2026-07', to: '2026-08', count: showCount(9) }] };
    expect(await titleFor(null, lent)).toBe('9 loans of 1 library, counted since 2026-07.');
    expect(await titleFor('north', lent)).toBe('9 loans of 1 library, counted since 2026-07.');
    expect(await titleFor('north', lent, ['south'])).toBe(
      '9 loans of 1 library, in all systems of the library, counted since 2026-07.',
    );
  });

  it('names the systems of which nobody knows which records nothing is to be borrowed of', async () => {
    const label = 'Records that readers see, without a copy, a run or an address';
    expect(lineOf(await askReport(region, 'fix-first', { snapshot: 'first' }), label)).toMatchObject({
      value: null,
      notToldBy: ['north', 'south'],
    });
  });

  it('is no 0 where no copy has a known state', async () => {
    const { data } = await region.ask<{ snapshot: { count: { value: number | null; notToldBy: readonly string[] } } }>(
      `{ snapshot { count(of: ITEMS, where: [{ dimension: RECORD_VISIBILITY, in: ["PUBLIC"] },
        { dimension: STATUS, in: ["AVAILABLE"] }, { dimension: SYSTEM, in: ["south"] }]) { value notToldBy } } }`,
    );
    expect(data.snapshot.count).toEqual({ value: null, notToldBy: ['south'] });
  });

  it('is no 0 where two things that are asked are told of no row', async () => {
    const where = [is('STATUS', 'AVAILABLE'), is('ACQUIRED_YEAR', '2020'), is('SYSTEM', 'south')];
    const count = await countRows(region.graph.database.db, { snapshot: 1, population: 'ITEMS', where });

    expect(count).toEqual({ value: null, notToldBy: ['south'], unknownRows: 3 });
  });
});

describe('parts of other publications', () => {
  it('are no records without items', async () => {
    const report = await askReport(region, 'without-items');

    expect(lineOf(report, 'Parts of other publications (MARC 773), not counted above').value).toBe(1);
    expect(rowsOf(report, 'without items').map(([id]) => id)).toEqual(['1011']);
  });

  it('are found in snapshots that a version took which did not count them, also if one system was counted again', async () => {
    const { db } = region.graph.database;
    const count = (part: string) =>
      region.ask(
        `{ snapshot(name: "first") { count(of: RECORDS, where: [{ dimension: PART, in: ["${part}"] }]) { value } } }`,
      );
    const [report, yes, no] = [await askReport(region, 'without-items'), await count('YES'), await count('NO')];

    for (const system of ['south', 'north']) {
      await sql`DELETE FROM snapshot_cell c USING system s
        WHERE c.dimensions ~ 'PART' AND s.id = c.system AND s.system_id = ${system}`.execute(db);
      // As of another snapshot: what was read of this one is not read again.
      await sql`UPDATE snapshot SET digest = 'without ' || ${system}`.execute(db);
      expect(await askReport(region, 'without-items')).toEqual(report);
      expect([await count('YES'), await count('NO')]).toEqual([yes, no]);
    }
  });
});

describe('records for one interlibrary loan', () => {
  it('are no records without items', async () => {
    const report = await askReport(region, 'without-items');

    expect(report.title).toBe('1 record has no items.');
    expect(lineOf(report, 'Records for one interlibrary loan, not counted above').value).toBe(3);
    expect(rowsOf(report, 'without items').map(([id]) => id)).toEqual(['1011']);
  });

  it('are left out of the number of a list as they are of its rows, in whatever order the others are named', async () => {
    const untitled = '{ dimension: HAS_TITLE, in: ["NO"] }';
    const lasting = `${untitled}, { dimension: VISIBILITY, in: ["UNKNOWN", "SUPPRESSED", "PUBLIC"] }`;
    const { data } = await region.ask<{
      readonly snapshot: {
        readonly all: { readonly value: number };
        readonly count: { readonly value: number };
        readonly records: { readonly nodes: readonly object[] };
      };
    }>(`{ snapshot(name: "first") { all: count(of: RECORDS, where: [${untitled}]) { value }
      count(of: RECORDS, where: [${lasting}]) { value } records(first: 50, where: [${lasting}]) { nodes { visibility } } } }`);

    const { all, count, records } = data.snapshot;
    expect(count.value).toBe(records.nodes.length);
    expect(all.value - count.value).toBe(3);
  });

  it('are told to a library as those of its whole system, and of their copies that nothing is kept', async () => {
    const report = await askReport(region, 'temporary', { library: 'norwood' });

    expect(lineOf(report, 'Temporary records')).toMatchObject({
      value: 2,
      text: 'of all libraries in north: nothing kept of them says whose they are',
    });
    expect(lineOf(report, 'Items on them').value).toBeNull();
    expect(rowsOf(report, 'temporary').map(([id]) => id)).toEqual(['1014', '1015']);
    expect(lineOf(await askReport(region, 'temporary', { library: 'southam' }), 'Temporary records')).toMatchObject({
      value: 1,
      text: null,
    });
  });

  it('are in no list of what to mend, nor are hidden copies of hidden records', async () => {
    const { tables } = await askReport(region, 'fix-first');
    const recordsOf = tables.map(({ name, columns, rows }) => {
      const place = columns.findIndex(({ header }) => header === 'Record number');
      return { name, records: rows.edges.map(({ node }) => node.cells[place] ?? '') };
    });

    expect(recordsOf.flatMap(({ records }) => records.filter((id) => ['1014', '1015', '5003'].includes(id)))).toEqual(
      [],
    );
    expect(recordsOf.find(({ name }) => name === 'on hidden record')?.records).toEqual(['1007']);
  });
});

describe('a copy that was exported with the day on which it is due', () => {
  it('is among what is long overdue, lost or not, though its system tells no loans', async () => {
    const report = await askReport(region, 'long-overdue');

    expect(lineOf(report, 'Copies due over a year ago, of systems that tell no loans')).toMatchObject({
      value: 2,
      notToldBy: ['south'],
    });
    const south = await askReport(region, 'long-overdue', { system: 'south' });
    expect(south.title).toContain('Copies due over a year ago, of systems that tell no loans: not told.');
    expect(rowsOf(report, 'copies').map((row) => [row[7], row.at(-1)])).toEqual([
      ['1004', '2023-05-01'],
      ['1013', '2023-03-01'],
    ]);
  });

  it('shows that day in the graph', async () => {
    const { data } = await region.ask<Shown>(
      `{ search(query: "lost by a reader") { edges { node { holdings { availability {
        items { edges { node { status due { on } } } } } } } } } }`,
    );
    const items = data.search.edges.flatMap(({ node }) =>
      node.holdings.flatMap(({ availability }) => availability.items.edges),
    );
    expect(items.map(({ node }) => node)).toEqual([{ status: 'LOST', due: { on: '2023-03-01' } }]);
  });
});

describe('what was mended', () => {
  it('is told apart from what was deleted', async () => {
    const { 1010: _, ...others } = NORTH;
    writeRecords(folder, 'north', {
      ...others,
      1007: { title: 'Hidden with a copy', isHidden: true, copies: [{ a: 'N1' }] },
      1001: { title: 'On the shelves of Ely', copies: [{ a: 'N1', 7: '1' }] },
      // What its state meant was not known.
      1002: { title: 'Unmapped and uncertain waters', copies: [{ a: 'N1', 7: '1' }] },
      // Its state is one that nobody has said what it means: it may be lost still.
      1013: { title: 'Lost by a reader', copies: [{ a: 'N1', 7: '9' }] },
    });
    const results = await region.graph.harvest(['north'], 'full');
    expect(results.map(({ problem }) => problem)).toEqual([null]);
    await region.takeSnapshot('second');
    const report = await askReport(region, 'mended', { options: [{ name: 'since', value: 'first' }] });

    const problem = rowsOf(report, 'problems').find(([what]) => what === 'Items without a barcode');
    expect(problem).toEqual(['Items without a barcode', '3', '1', '1', '1', '0']);
    const became = rowsOf(report, 'mended').flatMap(([what, how, , id]) =>
      what === 'Items without a barcode' ? [`${id ?? ''} ${how ?? ''}`] : [],
    );
    expect(became.toSorted()).toEqual(['1007/#1 mended', '1010/#1 no longer there']);
  });

  it('takes for mended nothing whose state is not told any more', async () => {
    const options = [{ name: 'since', value: 'first' }];
    const report = await askReport(region, 'mended', { system: 'north', options });
    const lost = rowsOf(report, 'problems').find(([what]) => what === 'Items that nobody can find');
    const fixes = await askReport(region, 'fix-first', { system: 'north', options });

    expect(lost).toEqual(['Items that nobody can find', '1', '2', '0', '0', '1']);
    expect(rowsOf(report, 'mended').map(([what]) => what)).not.toContain('Items that nobody can find');
    expect(lineOf(report, 'Not told any more: perhaps mended, perhaps not').value).toBe(1);
    expect(rowsOf(fixes, 'done').map((row) => row[4])).not.toContain('Copies that are missing or lost and still shown');
    expect(lineOf(await askReport(region, 'assumed-lost', { options }), 'Items that nobody can find').text).toContain(
      '1 in "first"; since then 0 have gone and 1 have come, and of 1 it is not told any more, and of 1 it was not told before',
    );
    expect(lineOf(report, 'Not told before: perhaps new, perhaps not').value).toBe(1);
    const nothing = 'Records that readers see, without a copy, a run or an address';
    expect(lineOf(fixes, nothing)).toMatchObject({ value: null, text: null, notToldBy: ['north'] });
    const kind = 'Copies that are missing or lost and still shown';
    expect(lineOf(fixes, kind).text).toBe('0 left, 1 new, 0 done; of 1 it was not told before');
    expect(fixes.title).toMatch(/\b2 are new.*; of 1 it was not told before\.$/);
  });
});

describe('a record without a class mark', () => {
  it('lacks the field of one, or has one that cannot be read: two reports never name both alike', async () => {
    const mended = await askReport(region, 'mended', { options: [{ name: 'since', value: 'first' }] });
    const lacking = rowsOf(mended, 'problems').map(([what]) => what ?? '');
    const fields = rowsOf(await askReport(region, 'completeness', { system: 'north' }), 'lacks').map(([what]) => what);
    const unread = (await askReport(region, 'class-schemes')).summary.map(({ label }) => label);

    expect(lacking).toContain('Records without a field for a class mark');
    expect(fields).toContain('a field for a class mark');
    expect(lacking.filter((label) => unread.includes(label))).toEqual([]);
  });
});

describe('what records lack', () => {
  it('is not known of records that are still to be read, and said of the others alone', async () => {
    const { db } = region.graph.database;
    const snapshot = (await findSnapshot(db, null))?.number ?? 0;
    const keep = (library: string, records: number, fields: object, lacks: object) =>
      keepResult(
        db,
        { snapshot, report: 'FIELDS', key: `LIBRARY ${library}` },
        { records, counts: { FIELD: fields, LACKS: lacks, FAULT: {} } },
      );
    await keep('northfield', 9, { '(not told)': 9 }, { '(not told)': 9 });
    await keep('norwood', 9, { '(not told)': 4, 245: 5 }, { '(not told)': 4, SUBJECT: 3 });
    await keep('southam', 3, { '(none)': 1, 245: 2 }, {});

    const unread = await askReport(region, 'completeness', { library: 'northfield' });
    expect(unread.title).toBe(
      'It is not known yet what the records lack: they are still to be read by the rules in force.',
    );
    expect(new Set(rowsOf(unread, 'lacks').map((row) => row[2]))).toEqual(new Set([null]));
    const some = await askReport(region, 'completeness', { library: 'norwood' });
    expect(some.title).toBe('3 of 5 records lack what is most often missing.');
    const whole = await askReport(region, 'completeness', { library: 'southam' });
    expect(whole.title).toBe('Of 2 records none lacks anything that is looked for.');
  });
});
