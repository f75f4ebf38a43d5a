/** What libraries found of their samples: brought in row by row, the newest in the place of what was there. */
import type { Snapshot } from '#comparison/snapshots/snapshot.ts';
import { MOVE_PURPOSES } from '#comparison/readers/count-readers.ts';
import type { SampleResult } from '#domain/evidence.ts';
import type { Region } from '#domain/region.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import { findPermittedRows } from '#union-index/index.ts';
import { sql, type Kysely } from 'kysely';
import { drawSample, type SampleToDraw } from './draw-sample.ts';

export interface SampleOf {
  readonly snapshot: Pick<Snapshot, 'name' | 'digest'>;
  readonly library: string;
  readonly seed: string;
}

export interface FoundRow {
  readonly stratum: string;
  readonly key: string;
  readonly result: SampleResult;
  readonly note: string | null;
}

export interface RefusedResult {
  /** Place among the rows, from 0. */
  readonly place: number;
  readonly column: string | null;
  readonly problem: string;
}

const MOST_ROWS = 1_000;
const LONGEST_NOTE = 500;

/** What is not of the sample is refused with its place; the rest is taken. Throws BAD_USER_INPUT for too many rows. */
export async function enterSampleResults(
  db: Kysely<Database>,
  sample: SampleToDraw & { readonly of: SampleOf['snapshot'] },
  { found, by, at }: { readonly found: readonly FoundRow[]; readonly by: string; readonly at: Date },
): Promise<{ readonly taken: number; readonly refused: readonly RefusedResult[] }> {
  if (found.length > MOST_ROWS) throw badUserInput(`results: at most ${MOST_ROWS} rows at a time.`);
  const drawn = new Set((await drawSample(db, sample)).map(keyOf));
  const refused = found.flatMap((row, place): readonly RefusedResult[] => {
    if (!drawn.has(keyOf(row)))
      return [
        {
          place,
          column: 'key',
          problem: 'The sample has no such row: leave the column Key as it came.',
        },
      ];
    if ((row.note?.length ?? 0) > LONGEST_NOTE)
      return [{ place, column: 'note', problem: `A note has at most ${LONGEST_NOTE} characters.` }];
    return [];
  });
  const wrong = new Set(refused.map(({ place }) => place));
  // The last line about one thing counts.
  const rows = new Map(found.flatMap((row, place) => (wrong.has(place) ? [] : [[keyOf(row), row] as const])));
  const { name, digest } = sample.of;
  const of = { snapshot: name, snapshot_digest: digest, library: sample.library, seed: sample.seed };
  if (rows.size > 0) {
    await db
      .insertInto('move_sample_result')
      .values([...rows.values()].map((row) => ({ ...of, ...row, entered_by: by, entered_at: at })))
      .onConflict((conflict) =>
        conflict.columns(['snapshot', 'library', 'seed', 'stratum', 'key']).doUpdateSet({
          snapshot_digest: sql`excluded.snapshot_digest`,
          result: sql`excluded.result`,
          note: sql`excluded.note`,
          entered_by: sql`excluded.entered_by`,
          entered_at: sql`excluded.entered_at`,
        }),
      )
      .execute();
  }
  return { taken: rows.size, refused };
}

export function keyOf({ stratum, key }: Pick<FoundRow, 'stratum' | 'key'>): string {
  return `${stratum} ${key}`;
}

export async function readSampleResults(
  db: Kysely<Database>,
  { snapshot, library, seed }: SampleOf,
): Promise<ReadonlyMap<string, FoundRow>> {
  const rows = await db
    .selectFrom('move_sample_result')
    .select(['stratum', 'key', 'result', 'note'])
    .where('snapshot', '=', snapshot.name)
    .where(sql<boolean>`snapshot_digest IS NOT DISTINCT FROM ${snapshot.digest}`)
    .where('library', '=', library)
    .where('seed', '=', seed)
    .execute();
  return new Map(rows.map((row) => [keyOf(row), row]));
}

/** Things that somebody found wrong or not found, of a sample of any seed, and that nobody has found right since. */
export async function countUncorrected(
  db: Kysely<Database>,
  { snapshot, library }: Omit<SampleOf, 'seed'>,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (
      SELECT DISTINCT ON (stratum, key) result FROM move_sample_result
      WHERE snapshot = ${snapshot.name} AND snapshot_digest IS NOT DISTINCT FROM ${snapshot.digest} AND library = ${library}
      ORDER BY stratum, key, entered_at DESC) newest
    WHERE result <> 'RIGHT'`.execute(db);
  return rows[0]?.count ?? 0;
}

/** How many rows of any sample of a library were right, wrong or not found: what evidence counts. */
export async function countSampleResults(
  db: Kysely<Database>,
  { snapshot, libraries }: { readonly snapshot: SampleOf['snapshot']; readonly libraries: readonly string[] },
): Promise<
  readonly { readonly library: string; readonly seed: string; readonly result: SampleResult; readonly count: number }[]
> {
  return db
    .selectFrom('move_sample_result')
    .select(['library', 'seed', 'result'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('snapshot', '=', snapshot.name)
    .where(sql<boolean>`snapshot_digest IS NOT DISTINCT FROM ${snapshot.digest}`)
    .where('library', 'in', [...libraries])
    .groupBy(['library', 'seed', 'result'])
    .orderBy('library')
    .orderBy('seed')
    .orderBy('result')
    .execute();
}

/** Whether the library has agreed that its readers are compared for a move. */
export function mayCompareReaders(region: Region, library: string): boolean {
  return findPermittedRows(region, MOVE_PURPOSES).libraries.some((one) => one === library);
}
