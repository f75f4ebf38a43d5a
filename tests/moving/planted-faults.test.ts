/**
 * A move without a fault, and then one with the faults that loads make, planted into the tables of the target: a ledger names each, and
 * nothing else.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plantMeanFaults } from './support/mean-move-faults.ts';
import { startMovedRegion, type LedgerRow, type MovedRegion } from './support/moved-region.ts';
import { makeSource, moveAll, permit, sizesOf } from './support/moved-world.ts';
import { plantFaults } from './support/planted-move-faults.ts';
import type { PlantedFault, RowName } from './support/target-tables.ts';

/** Of each of the fifteen kinds; the others stand on rows that a hundred leave alone. */
const EACH = 100;
const sizes = sizesOf(EACH);
const source = makeSource(sizes);
const moved = moveAll(source, 'old');
/** Of rows without the name of a reader. */
const BY_RECORD_OR_BARCODE = new Set(['RECORDS', 'ITEMS', 'STATEMENTS', 'LOANS']);

let region: MovedRegion;
type Tables = Awaited<ReturnType<MovedRegion['rowsOf']>>;
let untold: Tables;
let faithful: Tables;

beforeAll(async () => {
  region = await startMovedRegion({ old: source, new: moved.world });
  await region.bring('old');
  await region.mapCodes();
  // Its records tell no notes of staff, and its charges are not for everybody.
  moved.world.preferences['OAI-PMH:include_items'] = true;
  permit(moved.world, false);
  await region.bring('new', ['OPEN_CHARGES']);
  untold = await compare('untold');
  moved.world.preferences['OAI-PMH:include_items'] = false;
  permit(moved.world, true);
  await region.bring('new');
  faithful = await compare('faithful');
}, 900_000);
afterAll(() => region.close());

async function compare(name: string): Promise<Tables> {
  await region.takeSnapshot(name);
  await region.makeLedger(name, { source: name, target: name });
  return region.rowsOf(name, name);
}

function unexplainedOf(tables: Tables): readonly LedgerRow[] {
  return ['ledger: unexplained', 'ledger-readers: unexplained'].flatMap((table) => tables.get(table) ?? []);
}

/** How many rows of a class became what. */
function countOf(tables: Tables, name: string): LedgerRow {
  return tables.get('ledger: classes')?.find((row) => row['Class'] === name) ?? {};
}

it('of a move without a fault leaves nothing unexplained', () => {
  expect(unexplainedOf(faithful)).toEqual([]);
  expect((faithful.get('ledger: classes') ?? []).map((row) => [row['Class'], row['In the source']])).toEqual([
    ['RECORDS', String(sizes.records)],
    ['ITEMS', String(2 * sizes.records)],
    ['STATEMENTS', String(sizes.records / 3)],
    ['READERS', String(sizes.readers)],
    ['LOANS', String(sizes.loans)],
    ['HOLDS', String(6 * EACH)],
    ['CHARGES', String(1.25 * sizes.readers)],
    ['BLOCKS', String(sizes.readers / 10)],
  ]);
});

it('says of what a side does not tell that it cannot be proved', () => {
  expect(unexplainedOf(untold)).toEqual([]);
  const charges = String(1.25 * sizes.readers);
  const pence = [...source.charges.values()].reduce((sum, { amount }) => sum + Math.round(amount * 100), 0);
  expect(countOf(untold, 'CHARGES')).toMatchObject({
    'In the source': charges,
    Carried: '0',
    'Cannot be proved': charges,
    'Pence in the source': String(pence),
    'Pence in the target': null,
  });
  expect(countOf(untold, 'ITEMS')).toMatchObject({ 'Cannot be proved': String(sizes.records) });
  expect(untold.get('ledger: not provable')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ Class: 'CHARGES', 'Not told by': 'new' }),
      expect.objectContaining({ Class: 'ITEMS', Field: 'staff notes', 'Not told by': 'new' }),
    ]),
  );
});

describe('of a move with planted faults', () => {
  const badly = moveAll(source, 'old');
  const kinds = [...plantFaults(badly, EACH), ...plantMeanFaults(badly)];
  let found: ReadonlyMap<RowName, readonly LedgerRow[]>;

  beforeAll(async () => {
    Object.assign(moved.world, badly.world);
    await region.bring('new');
    const spoiled = await compare('spoiled');
    found = Map.groupBy(unexplainedOf(spoiled), nameOf(spoiled));
  }, 240_000);

  /** Whether each row is named, and the first with the field that is wrong. */
  function isFound({ named: [first = '', ...more], field }: PlantedFault): boolean {
    const rows = found.get(first) ?? [];
    return rows.some((row) => field?.test(row['Field'] ?? '') ?? true) && more.every((row) => found.has(row));
  }
  function missed(faults: readonly PlantedFault[]): readonly unknown[] {
    return faults.flatMap((fault) => (isFound(fault) ? [] : [[fault.named, fault.named.map((row) => found.get(row))]]));
  }

  it.each(kinds)('names each: $kind', ({ faults }) => {
    expect(missed(faults)).toEqual([]);
  });

  it('names nothing else', () => {
    const faults = kinds.flatMap((one) => one.faults);
    const planted = new Set(faults.flatMap(({ named, follows = [] }) => [...named, ...follows]));
    expect([...found].filter(([row]) => !planted.has(row))).toEqual([]);
  });
});

/** A reader is a digest, another one in each ledger: what each owes, which nobody else does, says who is who. */
function nameOf(tables: Tables): (row: LedgerRow) => RowName {
  const keyOf = (kind: string, pence: string | null | undefined): string => `${kind} ${pence ?? ''}`;
  const debtors = new Map(
    [...source.charges.values()].map(({ patron_id: reader, debit_type: kind, amount }) => [
      keyOf(kind ?? '', String(Math.round(amount * 100))),
      reader,
    ]),
  );
  const readers = new Map(
    (tables.get('ledger-readers: charges') ?? []).flatMap((row): readonly (readonly [string, number])[] => {
      const [digest = '', kind = ''] = (row['Row'] ?? '').split(' ');
      const reader = debtors.get(keyOf(kind, row['Pence in the source']));
      return reader === undefined ? [] : [[digest, reader]];
    }),
  );
  return (row) => {
    const [of, key] = [row['Class'] ?? '', row['Row'] ?? ''];
    if (BY_RECORD_OR_BARCODE.has(of)) return `${of} ${key}`;
    return `${of} ${key.replace(/^[0-9a-f]{12}/u, (digest) => `reader:${String(readers.get(digest) ?? '?')}`)}`;
  };
}
