/** Which editions to look at next. */
import { bigintArray } from '#store/binary-array.ts';
import type { Tx } from '#store/tables.ts';
import { sql } from 'kysely';
import type { LogState } from './state.ts';

export interface Candidates {
  readonly editions: readonly number[];
  /** Rows of `feed_due` that named some of them. */
  readonly due: readonly number[];
  /** What the log has dealt with, once they are published. */
  readonly changeSeq: number;
  readonly sweptTo: number | null;
}

/**
 * The next editions: those that changed come first, then those that somebody asked for, then those that a sweep comes to. What
 * says that an edition changed was committed with its change, so that whoever sees the one sees the other.
 */
export async function findCandidates(transaction: Tx, state: LogState, limit: number): Promise<Candidates> {
  const editions = new Set<number>();
  const changes = await sql<{ seq: number; edition: number }>`
    SELECT seq, edition FROM change WHERE seq > ${state.changeSeq} ORDER BY seq LIMIT ${limit}`.execute(transaction);
  for (const { edition } of changes.rows) editions.add(edition);
  const due = await takeUpTo(limit - editions.size, (left) => findDue(transaction, left));
  for (const { edition } of due) editions.add(edition);
  const letGo = await takeUpTo(limit - editions.size, (left) => findLetGo(transaction, left));
  for (const { edition } of letGo) editions.add(edition);
  const { swept, sweptTo } = await findSwept(transaction, state.sweptTo, limit - editions.size);
  for (const edition of swept) editions.add(edition);
  return {
    editions: [...editions],
    due: due.map(({ id }) => id),
    changeSeq: changes.rows.at(-1)?.seq ?? state.changeSeq,
    sweptTo,
  };
}

async function takeUpTo<T>(left: number, find: (left: number) => Promise<readonly T[]>): Promise<readonly T[]> {
  return left > 0 ? find(left) : [];
}

async function findDue(transaction: Tx, limit: number): Promise<readonly { id: number; edition: number }[]> {
  const { rows } = await sql<{ id: number; edition: number }>`
    SELECT id, edition FROM feed_due ORDER BY id LIMIT ${limit}`.execute(transaction);
  return rows;
}

async function findLetGo(transaction: Tx, limit: number): Promise<readonly { edition: number }[]> {
  const { rows } = await sql<{ edition: number }>`
    SELECT edition FROM feed_held WHERE due ORDER BY edition LIMIT ${limit}`.execute(transaction);
  return rows;
}

/** The next editions of a sweep: those of the index, and those of the log that the index no longer has. */
async function findSwept(
  transaction: Tx,
  sweptTo: number | null,
  limit: number,
): Promise<{ readonly swept: readonly number[]; readonly sweptTo: number | null }> {
  if (sweptTo === null || limit <= 0) return { swept: [], sweptTo };
  const { rows } = await sql<{ edition: number }>`
    SELECT edition FROM (
      (SELECT id AS edition FROM edition WHERE id > ${sweptTo} ORDER BY id LIMIT ${limit})
      UNION
      (SELECT DISTINCT edition FROM feed_entry WHERE replaced_at IS NULL AND edition > ${sweptTo}
        ORDER BY edition LIMIT ${limit})
    ) AS next ORDER BY edition LIMIT ${limit}`.execute(transaction);
  const swept = rows.map(({ edition }) => edition);
  return { swept, sweptTo: swept.length < limit ? null : (swept.at(-1) ?? null) };
}

export async function deleteDue(transaction: Tx, due: readonly number[]): Promise<void> {
  if (due.length === 0) return;
  await sql`DELETE FROM feed_due WHERE id = ANY(${bigintArray(due)}::bigint[])`.execute(transaction);
}
