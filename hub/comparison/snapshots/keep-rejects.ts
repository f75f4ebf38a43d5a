/** The records that could not be read, as they stood when a snapshot was taken. */
import type { Database } from '#store/tables.ts';
import type { HarvestReject } from '#contract/adapter.ts';
import { sql, type Kysely } from 'kysely';
import { keepResults, readResults, type SnapshotFinder } from './finder.ts';
import { lastRead, once } from './once.ts';

type KeptReject = Pick<HarvestReject, 'localId' | 'place' | 'reason'>;

export interface KeptRejects {
  readonly system: string;
  readonly count: number;
  /** The first of them. */
  readonly rejects: readonly KeptReject[];
}

const RESULT = 'rejects';
/** More say that something is wrong with the extract, and not with its records. */
const MOST_KEPT = 10_000;

export const keepRejects: SnapshotFinder = {
  what: 'records that could not be read',
  async find(transaction, { number }) {
    const { rows } = await sql<{ system: string; count: number; rejects: readonly KeptReject[] }>`
      SELECT name.system_id AS system, count(*) AS count,
        json_agg(json_build_object('localId', r.local_id, 'place', r.place, 'reason', r.reason) ORDER BY r.id)
          FILTER (WHERE r.nth <= ${MOST_KEPT}) AS rejects
      FROM (SELECT reject.*, row_number() OVER (PARTITION BY system ORDER BY id) AS nth FROM reject) r
        JOIN snapshot_system s ON s.system = r.system AND s.snapshot = ${number}
        JOIN system name ON name.id = r.system
      GROUP BY name.system_id`.execute(transaction);
    const kept = rows.map(({ system, ...value }) => [system, value] as const);
    await keepResults(transaction, { snapshot: number, report: RESULT }, kept);
  },
};

/** How many, by system; a system without rejects is not in it. */
export function countRejects(db: Kysely<Database>, snapshot: number): Promise<ReadonlyMap<string, number>> {
  return once(db, [lastRead(db, snapshot)], ['REJECTS'], async () => {
    const { rows } = await sql<{ system: string; count: number }>`
      SELECT key AS system, (value ->> 'count')::int AS count FROM snapshot_result
      WHERE snapshot = ${snapshot} AND report = ${RESULT}`.execute(db);
    return new Map(rows.map(({ system, count }) => [system, count]));
  });
}

/** By system; a system without rejects is not in it. */
export async function readRejects(db: Kysely<Database>, snapshot: number): Promise<readonly KeptRejects[]> {
  const kept = await readResults<Omit<KeptRejects, 'system'>>(db, { snapshot, report: RESULT });
  return Array.from(kept, ([system, value]) => ({ system, ...value }));
}
