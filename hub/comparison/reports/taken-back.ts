/** Says of every report that its snapshot is not what it was: records were taken back since it was taken. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { lastRead, once } from '../snapshots/once.ts';
import type { ReportContext, ReportResult } from './report.ts';
import { counted } from './say.ts';

/** Why a snapshot says something else than when it was taken. */
interface TakenBackFromSnapshot {
  readonly at: Date;
  readonly reason: string;
  readonly records: number;
  readonly digestBefore: string;
  readonly digestAfter: string;
}

/** The oldest first. Each gave the snapshot another digest. */
export function listTakenBack(db: Kysely<Database>, snapshot: number): Promise<readonly TakenBackFromSnapshot[]> {
  return once(db, [lastRead(db, snapshot)], ['TAKEN BACK'], async () => {
    const { rows } = await sql<TakenBackFromSnapshot>`
      SELECT at, reason, records, digest_before AS "digestBefore", digest_after AS "digestAfter"
      FROM snapshot_taken_back WHERE snapshot = ${snapshot} ORDER BY at, take_back`.execute(db);
    return rows;
  });
}

export async function withTakenBack(
  { db, snapshot }: Pick<ReportContext, 'db' | 'snapshot'>,
  result: ReportResult,
): Promise<ReportResult> {
  const acts = await listTakenBack(db, snapshot.number);
  if (acts.length === 0) return result;
  const lines = acts.map(({ at, reason, records, digestBefore, digestAfter }) => ({
    label: 'Taken back from this snapshot',
    value: records,
    text: `${counted(records, 'record says', 'records say')} nothing any more since ${at.toISOString().slice(0, 10)}: ${reason}. Reports from before were made of ${digestBefore}, those since of ${digestAfter}`,
  }));
  return { ...result, summary: [...result.summary, ...lines] };
}
