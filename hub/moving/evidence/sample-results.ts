/** What libraries found of their samples: brought in row by row, the newest in the place of what was there. */
import { MOVE_PURPOSES } from '#comparison/readers/count-readers.ts';
import type { SampleResult } from '#domain/evidence.ts';
import type { Region } from '#domain/region.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import { findPermittedRows } from '#union-index/index.ts';
import { sql, type Kysely } from 'kysely';
import { drawSample, type SampleToDraw } from './draw-sample.ts';

/** Which sample. */
export interface SampleOf {
  readonly snapshot: string;
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
  sample: SampleToDraw & { readonly snapshotName: string },
  { found, by, at }: { readonly found: readonly FoundRow[]; readonly by: string; readonly at: Date },
): Promise<{ readonly taken: number; readonly refused: readonly RefusedResult[] }> {
  if (found.length > MOST_ROWS)
    throw new MerciaError('BAD_USER_INPUT', `results: at most ${MOST_ROWS} rows at a time.`);
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
  const of = { snapshot: sample.snapshotName, library: sample.library, seed: sample.seed };
  if (rows.size > 0) {
    await db
      .insertInto('move_sample_result')
      .values([...rows.values()].map((row) => ({ ...of, ...row, entered_by: by, entered_at: at })))
      .onConflict((conflict) =>
        conflict.columns(['snapshot', 'library', 'seed', 'stratum', 'key']).doUpdateSet({
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
    .where('snapshot', '=', snapshot)
    .where('library', '=', library)
    .where('seed', '=', seed)
    .execute();
  return new Map(rows.map((row) => [keyOf(row), row]));
}

/** How many rows of any sample of a library were right, wrong or not found: what evidence counts. */
export async function countSampleResults(
  db: Kysely<Database>,
  { snapshot, libraries }: { readonly snapshot: string; readonly libraries: readonly string[] },
): Promise<
  readonly { readonly library: string; readonly seed: string; readonly result: SampleResult; readonly count: number }[]
> {
  return db
    .selectFrom('move_sample_result')
    .select(['library', 'seed', 'result'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('snapshot', '=', snapshot)
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
