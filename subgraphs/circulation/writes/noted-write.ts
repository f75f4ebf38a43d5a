/** A write that was noted down before it was sent: what became of it, from what was kept of it or from the account. Sends nothing. */
import { type KeptOutcome, type KeptWrite, type KeptWrites, digestOf } from './kept-writes.ts';
import type { Write, WriteResult, Evidence, WriteTraces } from './write.ts';
import type { Logger } from '#platform/logger.ts';
import { redactError } from '#platform/redact-error.ts';
import { badUserInput, type MerciaError, isMerciaError } from '#platform/errors.ts';
import type { ReadAccount } from '../accounts/patron-call.ts';
import { underWayReason, lostRefusal } from './refusals.ts';
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountFacts } from '#domain/accounts.ts';
import type { OpenedAccount } from '../accounts/sealed-ids.ts';

export interface NotedWrite<Done extends { readonly localId: string }> {
  readonly key: string;
  readonly write: Write<Done>;
  readonly note: KeptWrite;
}

/**
 * Keeps the outcome. Without a key of the caller's own a refusal is not kept: the next request of the same kind is a new one.
 * If it cannot be kept nothing is lost: the account is looked at when the write is asked for again.
 */
export async function settle<Done extends { readonly localId: string }>(
  { key, write, note }: NotedWrite<Done>,
  outcome: KeptOutcome,
  ledger: Ledger,
): Promise<void> {
  const isOver = write.idempotencyKey === null && outcome.outcome === 'REFUSED';
  await (isOver ? ledger.forget(key, note) : ledger.settle(key, { ...note, outcome }));
}

/** DONE if the account shows that the write happened; null if it does not. */
export async function concludeFrom<Done extends { readonly localId: string }>(
  noted: NotedWrite<Done>,
  { happened, account }: AskedBack,
  ledger: Ledger,
): Promise<WriteResult<Done> | null> {
  if (happened !== true || account === null) return null;
  const done = noted.write.find(account, noted.note.evidence, null);
  await settle(noted, { outcome: 'DONE', localId: done?.localId ?? null }, ledger);
  return { outcome: 'DONE', done };
}

/**
 * Without a key of the caller's own, the same input counts as the same write for so long: somebody who was told "still under
 * way" asks again, and a double click means one write.
 */
const SAME_WRITE_MS = 10 * 60_000;

export function isNewWrite<Done extends { readonly localId: string }>(
  { write, note }: NotedWrite<Done>,
  nowMs: number,
): boolean {
  return write.idempotencyKey === null && note.outcome !== null && nowMs - note.sentAt > SAME_WRITE_MS;
}

/**
 * As {@link KeptWrites}, for callers that go on without it: never rejects, undefined means that nothing can be read or kept now. A
 * failure of the store is logged here, and nowhere else.
 */
export type Ledger = ReturnType<typeof createLedger>;

export function createLedger(kept: KeptWrites, logger: Logger) {
  async function orLog<T>(operation: keyof Ledger, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      // Keys and evidence lead to an account, and an error of the database may quote them.
      logger.error({ operation, ...redactError(error) }, 'Writes to accounts cannot be noted down');
      return undefined;
    }
  }
  return {
    find: (key: string): Promise<KeptWrite | null | undefined> => orLog('find', () => kept.find(key)),
    claim: (key: string, write: KeptWrite): Promise<boolean | undefined> =>
      orLog('claim', () => kept.claim(key, write)),
    settle: (key: string, write: KeptWrite): Promise<void> => orLog('settle', () => kept.settle(key, write)),
    forget: (key: string, write: KeptWrite): Promise<void> => orLog('forget', () => kept.forget(key, write)),
    count: (...sent: Parameters<KeptWrites['count']>): Promise<void> => orLog('count', () => kept.count(...sent)),
  };
}

interface RecallOptions {
  readonly read: ReadAccount;
  readonly ledger: Ledger;
  /** Milliseconds after which a write that left no trace in its account counts as lost. */
  readonly lostAfterMs: number;
  readonly clock: () => number;
}

/** Answers a write that is asked for again. Rejects with BAD_USER_INPUT if the key came with another input. */
export async function recall<Done extends { readonly localId: string }>(
  noted: NotedWrite<Done>,
  { read, ledger, lostAfterMs, clock }: RecallOptions,
): Promise<WriteResult<Done>> {
  const { write, note } = noted;
  if (note.input !== digestOf(write.input)) throw keyReusedError();
  if (note.outcome?.outcome === 'REFUSED') return note.outcome;
  if (note.outcome?.outcome === 'DONE') {
    const account = await readOrNull(read, write.account);
    const done = account === null ? null : write.find(account, note.evidence, note.outcome.localId);
    return { outcome: 'DONE', done };
  }
  const seen = await askBack(read, write.account, write, note.evidence, [0]);
  const done = await concludeFrom(noted, seen, ledger);
  if (done !== null) return done;
  if (seen.happened === null || clock() - note.sentAt < lostAfterMs) {
    return { outcome: 'UNKNOWN', reason: underWayReason(write.system) };
  }
  const refused = { outcome: 'REFUSED', refusal: lostRefusal(write.system) } as const;
  await settle(noted, refused, ledger);
  return refused;
}

/** The message repeats no key: it is the caller's own text. */
export function keyReusedError(): MerciaError {
  return badUserInput('idempotencyKey: it came with another input before; use a new key for each write.');
}

/** A system that broke off is often back in a moment, and may still be at work on the write. */
export const LOOK_AFTER_MS: readonly number[] = [0, 1_000, 3_000];

interface AskedBack {
  /** Whether it happened, as far as the account shows. Null if the account could not be read, or does not show it. */
  readonly happened: boolean | null;
  /** The account as last read; null if it could not be read. */
  readonly account: AccountFacts | null;
}

/** Reads after each of the pauses, until the write is seen to have happened. Never rejects for what a system does. */
export async function askBack<Done extends { readonly localId: string }>(
  read: ReadAccount,
  of: OpenedAccount,
  traces: Pick<WriteTraces<Done>, 'happened'>,
  evidence: Evidence,
  afterMs: readonly number[],
): Promise<AskedBack> {
  let seen: AskedBack = { happened: null, account: null };
  for (const ms of afterMs) {
    if (ms > 0) await delay(ms);
    const account = await readOrNull(read, of);
    if (account === null) continue;
    seen = { happened: traces.happened(evidence, account), account };
    if (seen.happened === true) break;
  }
  return seen;
}

/** The account; null if its system does not show it now. The reason was logged by the call. */
async function readOrNull(read: ReadAccount, of: OpenedAccount): Promise<AccountFacts | null> {
  try {
    return await read(of);
  } catch (error) {
    if (!isMerciaError(error)) throw error;
    return null;
  }
}
