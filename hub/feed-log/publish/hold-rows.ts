/** The tables of sets: how large they are, what they lost, which are held, and which editions wait for that. */
import { arrayLiteral, bigintArray, textArray } from '#store/binary-array.ts';
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { lockFeed } from '../lock.ts';

export interface HeldSet extends SetName {
  readonly since: Date;
  /** Entries within a day, when it was held. */
  readonly wouldLose: number;
  readonly had: number;
}

const DAY_MS = 86_400_000;

export async function findHolds(db: Kysely<Database>): Promise<readonly HeldSet[]> {
  const { rows } = await sql<HeldSet>`
    SELECT r.name AS repository, h.set_spec AS set, h.since, h.would_lose AS "wouldLose", h.had
    FROM feed_hold h JOIN feed_repository r ON r.id = h.repository
    ORDER BY h.since, r.id, h.set_spec`.execute(db);
  return rows;
}

export async function insertHolds(transaction: Tx, holds: readonly HeldSet[]): Promise<void> {
  for (const { repository, set, since, wouldLose, had } of holds) {
    await sql`
      INSERT INTO feed_hold (repository, set_spec, since, would_lose, had)
      SELECT id, ${set}, ${since}::timestamptz, ${wouldLose}::integer, ${had}::integer
      FROM feed_repository WHERE name = ${repository}`.execute(transaction);
  }
}

/** Names and sets as columns; repositories that were never written have no sizes. */
function asColumns(keys: Iterable<string>): { readonly names: Buffer; readonly sets: Buffer } {
  const named = [...keys].map(readSetKey);
  return {
    names: textArray(named.map(({ repository }) => repository)),
    sets: textArray(named.map(({ set }) => set)),
  };
}

/** What sets have now, and what they lost within a day. */
export async function findSizes(
  transaction: Tx,
  keys: readonly string[],
  now: Date,
): Promise<readonly { readonly key: string; readonly entries: number; readonly lost: number }[]> {
  const { names, sets } = asColumns(keys);
  const since = new Date(now.getTime() - DAY_MS);
  const { rows } = await sql<SetName & { entries: number; lost: number }>`
    SELECT asked.repository, asked.set, coalesce(s.entries, 0) AS entries,
      coalesce((SELECT sum(l.entries)::bigint FROM feed_loss l
        WHERE l.repository = r.id AND l.set_spec = asked.set AND l.at > ${since}::timestamptz), 0) AS lost
    FROM unnest(${names}::text[], ${sets}::text[]) AS asked(repository, set)
      JOIN feed_repository r ON r.name = asked.repository
      LEFT JOIN feed_set_size s ON s.repository = r.id AND s.set_spec = asked.set`.execute(transaction);
  return rows.map(({ entries, lost, ...name }) => ({ key: toSetKey(name), entries, lost }));
}

export async function addToSizes(transaction: Tx, growth: ReadonlyMap<string, number>): Promise<void> {
  const { names, sets } = asColumns(growth.keys());
  await sql`
    INSERT INTO feed_set_size AS s (repository, set_spec, entries)
    SELECT r.id, g.set, g.entries
    FROM unnest(${names}::text[], ${sets}::text[], ${bigintArray([...growth.values()])}::bigint[])
        AS g(repository, set, entries)
      JOIN feed_repository r ON r.name = g.repository
    ON CONFLICT (repository, set_spec) DO UPDATE SET entries = s.entries + excluded.entries`.execute(transaction);
}

export async function insertLosses(transaction: Tx, lost: ReadonlyMap<string, number>, at: Date): Promise<void> {
  if (lost.size === 0) return;
  const { names, sets } = asColumns(lost.keys());
  await sql`
    INSERT INTO feed_loss (repository, set_spec, at, entries)
    SELECT r.id, l.set, ${at}::timestamptz, l.entries
    FROM unnest(${names}::text[], ${sets}::text[], ${[...lost.values()]}::integer[]) AS l(repository, set, entries)
      JOIN feed_repository r ON r.name = l.repository`.execute(transaction);
}

/** What was lost longer ago than a day says nothing any more. */
export async function forgetLosses(db: Kysely<Database>, now: Date): Promise<void> {
  await sql`DELETE FROM feed_loss WHERE at <= ${new Date(now.getTime() - DAY_MS)}::timestamptz`.execute(db);
}

/** The sets that an operator let go, of each of the editions that waited for some. */
export async function findLetGo(
  transaction: Tx,
  editions: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const { rows } = await sql<{ edition: number; keys: readonly string[] }>`
    SELECT edition, let_go AS keys FROM feed_held
    WHERE edition = ANY(${bigintArray(editions)}::bigint[]) AND let_go <> '{}'`.execute(transaction);
  return new Map(rows.map(({ edition, keys }) => [edition, keys]));
}

export interface WaitingEdition {
  readonly edition: number;
  readonly waitsFor: readonly string[];
  /** Why it cannot be rendered; null if it waits for an operator alone. */
  readonly problem: string | null;
}

/** Writes which of the editions wait now; the others do no more. */
export async function replaceWaiting(
  transaction: Tx,
  editions: readonly number[],
  waiting: readonly WaitingEdition[],
): Promise<void> {
  await sql`
    DELETE FROM feed_held WHERE edition = ANY(${bigintArray(editions)}::bigint[])
      AND edition <> ALL(${bigintArray(waiting.map(({ edition }) => edition))}::bigint[])`.execute(transaction);
  if (waiting.length === 0) return;
  await sql`
    INSERT INTO feed_held AS h (edition, waits_for, problem)
    SELECT w.edition, w.waits_for::text[], w.problem
    FROM unnest(${bigintArray(waiting.map(({ edition }) => edition))}::bigint[],
      ${textArray(waiting.map(({ waitsFor }) => arrayLiteral(waitsFor)))}::text[],
      ${textArray(waiting.map(({ problem }) => problem))}::text[]) AS w(edition, waits_for, problem)
    ON CONFLICT (edition) DO UPDATE SET waits_for = excluded.waits_for, problem = excluded.problem, due = false`.execute(
    transaction,
  );
}

/** What an operator lets go: a set, everything that is held of a repository, or everything. */
export interface Release {
  readonly repository: string | null;
  readonly set: string | null;
}

/** Lets sets go: what waits for them is published next. Gives those that were held. */
export async function releaseSets(db: Kysely<Database>, { repository, set }: Release): Promise<readonly SetName[]> {
  return db.transaction().execute(async (transaction) => {
    // A batch that is being written has read what is held; which editions wait for that is known once it is committed.
    await lockFeed(transaction);
    const { rows: released } = await sql<SetName>`
      DELETE FROM feed_hold h USING feed_repository r
      WHERE r.id = h.repository AND (${repository}::text IS NULL OR r.name = ${repository})
        AND (${set}::text IS NULL OR h.set_spec = ${set})
      RETURNING r.name AS repository, h.set_spec AS set`.execute(transaction);
    const keys = textArray(released.map(toSetKey));
    await sql`UPDATE feed_held SET let_go = let_go || ${keys}::text[], due = true WHERE waits_for && ${keys}::text[]`.execute(
      transaction,
    );
    return released;
  });
}

/** Looks again at what waits for a set that is not held any more, in the log of a version that let sets go beside a batch. */
export async function retryStranded(db: Kysely<Database>): Promise<void> {
  await sql`
    UPDATE feed_held SET due = true
    WHERE NOT due AND NOT waits_for <@ (SELECT coalesce(array_agg(rtrim(r.name || ' ' || h.set_spec)), '{}')
      FROM feed_hold h JOIN feed_repository r ON r.id = h.repository)`.execute(db);
}

/** A set of a repository; the empty set is the whole repository. */
interface SetName {
  readonly repository: string;
  readonly set: string;
}

/** As `feed_held` has it: `editions format:book`, or `editions` for the whole repository. Neither name has a blank. */
export function toSetKey({ repository, set }: SetName): string {
  return set === '' ? repository : `${repository} ${set}`;
}

export function readSetKey(key: string): SetName {
  const [repository = '', set = ''] = key.split(' ');
  return { repository, set };
}
