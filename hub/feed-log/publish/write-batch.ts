/** Writes a batch at the end of the log, all of it or nothing. */
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { bigintArray } from '#store/binary-array.ts';
import { lookUpByIndex } from '#union-index/repositories/editions.ts';
import { lockFeed } from '../lock.ts';
import type { Batch, PublishOptions } from './batch.ts';
import { deleteDue } from './candidates.ts';
import type { NewVersion } from './compare.ts';
import {
  addToSizes,
  findLetGo,
  insertHolds,
  insertLosses,
  replaceWaiting,
  type HeldSet,
  type WaitingEdition,
} from './hold-rows.ts';
import { countLosses, decideHolds, growthBy, lostBy, type EditionLosses, type HoldDecision } from './hold.ts';
import { ensureRepositories, moveEntries, writeVersions } from './log-rows.ts';
import { toSecond, type LogState } from './state.ts';

type WriteOptions = Pick<PublishOptions, 'publication' | 'clock' | 'logger'>;

/** Somebody else wrote into the log, or hid a record, after a batch was read: nothing of the batch is written. */
export class LogMovedError extends Error {}

/** Throws {@link LogMovedError} if the log is not where it was when the batch was read, or a record of the batch is hidden by now. */
export async function writeBatch(
  db: Kysely<Database>,
  batch: Batch,
  { publication, clock, logger }: WriteOptions,
): Promise<void> {
  const { newlyHeld } = await db.transaction().execute(async (transaction) => {
    await lockFeed(transaction);
    await lookUpByIndex(transaction);
    await assertStillPublic(transaction, batch.records);
    // Taken under the lock: whoever was published before has no later one.
    const now = await clock(transaction);
    return write(transaction, batch, { holdPercent: publication.holdPercent, now });
  });
  for (const { repository, set, wouldLose, had } of newlyHeld)
    logger.error(
      { repository, set, wouldLose, had },
      'a set of the feeds is held: it would lose too much within a day',
    );
}

/** What was hidden since the batch was read has no entry yet that could have been taken out of the log. */
async function assertStillPublic(transaction: Tx, records: readonly number[]): Promise<void> {
  const { rows } = await sql`
    SELECT FROM record WHERE id = ANY(${bigintArray(records)}::bigint[]) AND visibility <> 'PUBLIC' LIMIT 1`.execute(
    transaction,
  );
  if (rows.length > 0) throw new LogMovedError('a record was hidden while a batch was read; it is read again');
}

async function write(
  transaction: Tx,
  batch: Batch,
  { holdPercent, now }: { readonly holdPercent: number; readonly now: Date },
): Promise<{ readonly newlyHeld: readonly HeldSet[] }> {
  const { candidates, versions, moved, problems, state } = batch;
  const repositories = await ensureRepositories(transaction, new Set(versions.map(({ repository }) => repository)));
  const losses = await findCountedLosses(transaction, batch);
  const decision = await decideHolds(transaction, losses, { holdPercent, now });
  const written = versions.filter(({ edition }) => !decision.waits.has(edition));
  const datestamp = later(toSecond(now), state.datestamp);
  await moveState(transaction, state, {
    ...candidates,
    position: state.position + written.length,
    datestamp: written.length > 0 ? datestamp : state.datestamp,
  });
  await writeVersions(transaction, written, { position: state.position + 1, datestamp, repositories });
  await moveEntries(transaction, moved);
  await writeSets(transaction, written, losses, decision, now);
  await replaceWaiting(transaction, candidates.editions, toWaiting(decision, problems));
  await deleteDue(transaction, candidates.due);
  return decision;
}

/** What editions would lose, but for what nobody is asked about: what must go, and what an operator let go. */
async function findCountedLosses(
  transaction: Tx,
  { versions, unheld, candidates }: Batch,
): Promise<readonly EditionLosses[]> {
  const losing = versions.filter((version) => lostBy(version).length > 0 && !unheld.has(version.edition));
  if (losing.length === 0) return [];
  const letGo = await findLetGo(transaction, candidates.editions);
  return [...Map.groupBy(losing, ({ edition }) => edition)].map(([edition, own]) => ({
    edition,
    losses: own.flatMap(lostBy).filter((key) => letGo.get(edition)?.includes(key) !== true),
  }));
}

async function writeSets(
  transaction: Tx,
  written: readonly NewVersion[],
  losses: readonly EditionLosses[],
  { waits, newlyHeld }: HoldDecision,
  now: Date,
): Promise<void> {
  await addToSizes(transaction, growthBy(written));
  await insertLosses(transaction, countLosses(losses.filter(({ edition }) => !waits.has(edition))), now);
  await insertHolds(transaction, newlyHeld);
}

function toWaiting({ waits }: HoldDecision, problems: ReadonlyMap<number, string>): readonly WaitingEdition[] {
  return [
    ...[...waits].map(([edition, waitsFor]) => ({ edition, waitsFor, problem: null })),
    ...[...problems].map(([edition, problem]) => ({ edition, waitsFor: [], problem })),
  ];
}

type Reached = Pick<LogState, 'position' | 'datestamp' | 'changeSeq' | 'sweptTo'>;

/** Somebody may have begun another epoch, or taken entries back, meanwhile. */
async function moveState(transaction: Tx, from: LogState, to: Reached): Promise<void> {
  const { rows } = await sql`
    UPDATE feed_state SET position = ${to.position}, datestamp = ${to.datestamp}::timestamptz,
      change_seq = ${to.changeSeq}, swept_to = ${to.sweptTo}::bigint, problem = NULL
    WHERE epoch = ${from.epoch} AND position = ${from.position} AND change_seq = ${from.changeSeq}
      AND rules IS NOT DISTINCT FROM ${from.rules}
    RETURNING 1`.execute(transaction);
  if (rows.length === 0) throw new LogMovedError('the log moved while a batch was read; it is read again');
}

function later(a: Date, b: Date): Date {
  return a < b ? b : a;
}
