/** An index with so many editions, put together of real records, read and written by the same code as those of a harvest. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { createRandom, type Random } from '#simulators/random.ts';
import type { Database } from '#store/tables.ts';
import { toEditionRow } from '#union-index/cluster/edition-row.ts';
import type { RecordDescription } from '#union-index/description.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import { upsertEditions, type EditionRow } from '#union-index/repositories/editions.ts';
import { sql, type Kysely } from 'kysely';
import { inventEdition } from '../load/invent-edition.ts';
import { readRecordPool, type RecordPool } from '../load/record-pool.ts';

export const LIBRARIES = Array.from({ length: 30 }, (_, at) => `library-${String(at)}` as LibraryId);
const SEED = 20_261_127;
const BATCH = 1_000;
const SERIALS = 0.05;
/** One edition in so many is by people of whom no record of the pool has that name: most authors have one book. */
const OTHER_NAMES = 0.7;
const AT = new Date('2031-03-01T00:00:00Z');
const SYSTEM = 'bench' as SystemId;

interface Pools {
  readonly books: RecordPool;
  readonly serials: RecordPool;
  /** Parts of names: before the comma, and behind it. */
  readonly last: readonly string[];
  readonly first: readonly string[];
}

/** Writes editions 1 to `count`, without records and holdings, and no row of `change`. */
export async function inventEditions(db: Kysely<Database>, count: number): Promise<void> {
  const random = createRandom(SEED);
  const pools = readPools();
  for (let from = 1; from <= count; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - from + 1) }, (_, at) =>
      inventRow(from + at, pools, random),
    );
    await db.transaction().execute((transaction) => upsertEditions(transaction, rows, AT));
  }
  await sql`SELECT setval(pg_get_serial_sequence('edition', 'id'), ${count})`.execute(db);
  await sql`VACUUM ANALYZE edition, search_doc`.execute(db);
}

function readPools(): Pools {
  const { books, serials } = readRecordPool();
  const names = books.records
    .flatMap((record) => describeRecord(record).creators)
    .map((name) => name.split(', '))
    .filter(({ length }) => length === 2);
  return { books, serials, last: names.map(([last = '']) => last), first: names.map(([, first = '']) => first) };
}

function inventRow(id: number, pools: Pools, random: Random): EditionRow {
  const pool = random.chance(SERIALS) ? pools.serials : pools.books;
  const description = rename(describeRecord(inventEdition(pool, random)), pools, random);
  const holders = random.some(LIBRARIES, drawHolders(random)).map((library) => ({ library, siteCodes: [] }));
  const member = { stored: { system: 1, systemId: SYSTEM, holders }, description, sortKey: `bench ${String(id)}` };
  return toEditionRow(id, [member], { systemOrder: () => 0, siteOf: () => null });
}

/** Half of all editions are held once, few by many. */
function drawHolders(random: Random): number {
  return Math.min(LIBRARIES.length, Math.ceil(1 / (1 - random.next() * 0.98)));
}

function rename(description: RecordDescription, { last, first }: Pools, random: Random): RecordDescription {
  if (!random.chance(OTHER_NAMES)) return description;
  const creators = description.creators.map(() => `${random.one(last)}, ${random.one(first)}`);
  // As libraries class: by a number behind the point, of their own or of the scheme.
  const classmarks = description.classmarks.map(({ scheme, mark }) => ({
    scheme,
    mark: `${mark}${String(random.below(100))}`,
  }));
  return { ...description, creators: [...new Set(creators)], classmarks };
}
