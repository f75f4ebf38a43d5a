/** The systems that two snapshots have, and where their rows differ. */
import type { Population } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { lastRead, once } from '../snapshots/once.ts';
import { TABLE_OF } from './dimensions.ts';

export interface SharedSystem {
  readonly id: SystemId;
  readonly system: number;
  /** Versions of the system in the earlier snapshot and in the later one. */
  readonly was: number;
  readonly is: number;
  /**
   * Whether a row that both have is the same in both, and a row that one has alone differs by its key: then nothing but the rows that
   * have ended or come need be read.
   */
  readonly byChanges: boolean;
  /** What the later snapshot is not told: that it has no such rows says nothing of those of the earlier one. */
  readonly notTold: readonly string[];
  /** What the earlier snapshot is not told: of the rows that the later one has it cannot be said that they came. */
  readonly wasNotTold: readonly string[];
  /** Number of the last row that the earlier version may have; what came later has a greater one. */
  readonly last: Readonly<Record<Population, number>>;
  /** The populations of which rows have ended or come. */
  readonly changed: ReadonlySet<Population>;
}

const POPULATIONS = ['RECORDS', 'ITEMS', 'STATEMENTS'] as const satisfies readonly Population[];

type Row = Omit<SharedSystem, 'last' | 'changed'> & {
  readonly last: readonly string[];
  readonly changed: readonly boolean[];
};

/** By id. */
export function findSharedSystems(
  db: Kysely<Database>,
  earlier: number,
  later: number,
): Promise<readonly SharedSystem[]> {
  const both = [earlier, later].map((number) => lastRead(db, number));
  return once(db, both, ['SHARED'], () => readSharedSystems(db, earlier, later));
}

async function readSharedSystems(
  db: Kysely<Database>,
  earlier: number,
  later: number,
): Promise<readonly SharedSystem[]> {
  const { rows } = await sql<Row>`
    SELECT name.system_id AS id, past.system, past.version AS was, now.version AS "is",
      NOT past.repeats AND NOT now.repeats
        AND past.not_told @> now.not_told AND now.not_told @> past.not_told AS "byChanges", now.not_told AS "notTold",
      past.not_told AS "wasNotTold",
      last.of::text[] AS last, ARRAY[${sql.join(POPULATIONS.map(hasChanged))}] AS changed
    FROM snapshot_system past JOIN snapshot_system now USING (system) JOIN system name ON name.id = past.system,
      LATERAL (SELECT ARRAY[${sql.join(POPULATIONS.map(lastRow))}]::bigint[] AS of OFFSET 0) last
    WHERE past.snapshot = ${earlier} AND now.snapshot = ${later}
    ORDER BY name.system_id`.execute(db);
  return rows.map(({ last: [records = '0', items = '0', statements = '0'], changed, ...row }) => ({
    ...row,
    last: { RECORDS: Number(records), ITEMS: Number(items), STATEMENTS: Number(statements) },
    changed: new Set(POPULATIONS.filter((_, place) => changed[place] === true)),
  }));
}

/** From the end, over what has come since. */
function lastRow(population: Population): RawBuilder<unknown> {
  return sql`coalesce((SELECT t.id FROM ${sql.table(TABLE_OF[population])} t
    WHERE t.system = past.system AND t.from_version <= past.version ORDER BY t.id DESC LIMIT 1), 0)`;
}

function hasChanged(population: Population, place: number): RawBuilder<unknown> {
  const rows = sql`SELECT FROM ${sql.table(TABLE_OF[population])} t WHERE t.system = past.system`;
  return sql`(EXISTS (${rows} AND t.to_version > past.version AND t.to_version <= now.version)
    OR EXISTS (${rows} AND t.id > last.of[${sql.lit(place + 1)}] AND t.from_version <= now.version))`;
}
