/**
 * Pairs of records that matching could not tell apart, and hidden records that are the edition of public ones. The index
 * keeps only what it joined; so the pairs are judged again, of the records as the snapshot has them.
 */
import { createHelperThread, type HelperThread } from '#platform/helper-thread.ts';
import { bigintArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { JobProgress } from '../jobs/worker.ts';
import { rowsOfSnapshot } from '../snapshots/snapshot-rows.ts';
import { findCandidates, type Candidates } from './candidates.ts';
import type { PairBatch } from '#union-index/match/pair-batch.ts';
import { judgeBatch } from './judge-batch.ts';

type Tx = Transaction<Database>;

const BATCH = 10_000;

interface FoundPair {
  readonly a: number;
  readonly b: number;
  readonly probability: number;
  readonly decision: 'SAME' | 'UNSURE';
}

/** All or nothing: what a killed process had begun leaves nothing behind. Gives how many pairs were not looked at. */
export async function findPairs(
  db: Kysely<Database>,
  snapshot: number,
  progress: JobProgress,
  onThreadFailure: (error: unknown) => void,
): Promise<number> {
  const thread = createHelperThread(new URL('judge-worker.ts', import.meta.url), judgeBatch, onThreadFailure);
  return db.transaction().execute(async (transaction) => {
    await sql`SET LOCAL statement_timeout = 0`.execute(transaction);
    await sql`SET LOCAL work_mem = '128MB'`.execute(transaction);
    await progress.step('looking for records that may be one edition');
    await transaction.deleteFrom('snapshot_pair').where('snapshot', '=', snapshot).execute();
    const candidates = await findCandidates(transaction, snapshot);
    for (let done = 0; done < candidates.pairs; done += BATCH) {
      await progress.step('judging pairs of records', done, candidates.pairs);
      await keep(transaction, snapshot, await judgeNext(transaction, done, candidates, thread));
    }
    await dropRuled(transaction, snapshot);
    return candidates.leftOut;
  });
}

async function judgeNext(
  transaction: Tx,
  done: number,
  { ignored, pairs: last }: Candidates,
  thread: HelperThread<PairBatch, Float64Array>,
): Promise<readonly FoundPair[]> {
  const until = Math.min(done + BATCH, last);
  const { rows: pairs } = await sql<{ a: number; b: number }>`
    SELECT a, b FROM candidate_pair WHERE number > ${done} AND number <= ${until} ORDER BY number`.execute(transaction);
  const places = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const { rows: records } = await sql<{ readonly place: number; readonly row: number; readonly description: string }>`
    SELECT c.place, c.row, coalesce(c.description, d.description) AS description
    FROM compared_record c LEFT JOIN public_description d ON d.record = c.record AND c.keys IS NULL
    WHERE c.place = ANY(${places}::int[]) AND coalesce(c.description, d.description) IS NOT NULL`.execute(transaction);
  const at = new Map(records.map(({ place }, index) => [place, index]));
  const known = pairs.flatMap(({ a, b }) => {
    const [first, second] = [at.get(a), at.get(b)];
    return first === undefined || second === undefined ? [] : [[first, second] as const];
  });
  const judged = await thread.ask({
    descriptions: records.map(({ description }) => description),
    pairs: Uint32Array.from(known.flat()),
    ignored,
  });
  return known.flatMap(([first, second], index) => {
    const probability = judged[index] ?? Number.NaN;
    if (Number.isNaN(probability)) return [];
    const rows = [records[first]?.row ?? 0, records[second]?.row ?? 0];
    const decision = probability > 0 ? 'SAME' : 'UNSURE';
    return [{ a: Math.min(...rows), b: Math.max(...rows), probability: Math.abs(probability), decision }];
  });
}

async function keep(transaction: Tx, snapshot: number, found: readonly FoundPair[]): Promise<void> {
  if (found.length === 0) return;
  const rows = [...new Set(found.flatMap(({ a, b }) => [a, b]))];
  await sql`
    WITH given AS (
      SELECT * FROM unnest(${bigintArray(found.map(({ a }) => a))}::bigint[], ${bigintArray(found.map(({ b }) => b))}::bigint[],
        ${found.map(({ decision }) => decision)}::text[], ${found.map(({ probability }) => probability)}::real[])
        AS given(a, b, decision, probability)),
    known AS (
      SELECT t.id, t.item_count AS copies, t.visibility <> 'PUBLIC' AS hidden,
        (SELECT count(*) FROM ${rowsOfSnapshot('item', snapshot)} i
          WHERE i.record = t.record AND i.status = 'ON_LOAN')::int AS on_loan
      FROM snapshot_record t WHERE t.id = ANY(${bigintArray(rows)}::bigint[]))
    INSERT INTO snapshot_pair (snapshot, a, b, decision, hidden, probability, copies, on_loan)
    SELECT ${snapshot}::int, g.a, g.b, g.decision, a.hidden OR b.hidden, g.probability, a.copies + b.copies,
      a.on_loan + b.on_loan
    FROM given g JOIN known a ON a.id = g.a JOIN known b ON b.id = g.b`.execute(transaction);
}

/** What somebody has ruled over is not asked again. */
async function dropRuled(transaction: Tx, snapshot: number): Promise<void> {
  await sql`
    DELETE FROM snapshot_pair p USING snapshot_record a, system sa, snapshot_record b, system sb
    WHERE p.snapshot = ${snapshot} AND a.id = p.a AND sa.id = a.system AND b.id = p.b AND sb.id = b.system
      AND EXISTS (SELECT FROM ruling u WHERE (u.a_system, u.a_local, u.b_system, u.b_local) IN (
        (sa.system_id, a.local_id, sb.system_id, b.local_id), (sb.system_id, b.local_id, sa.system_id, a.local_id)))`.execute(
    transaction,
  );
}
