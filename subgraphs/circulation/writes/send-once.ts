/**
 * Sends a write to its system at most once. First the account is read and the write is noted down. If the system then does
 * not answer, the account is read again to see what happened; a write that was noted before is recalled, not sent.
 */
import type { AccountFacts, Refusal } from '#domain/accounts.ts';
import type { LibraryId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type { SystemIdentity } from '#contract/adapter.ts';
import type { ReadAccount, CallPatrons } from '../accounts/patron-call.ts';
import type { CallTimeout } from '../call-timeout.ts';
import { askBack, recall, createLedger, concludeFrom, isNewWrite, settle, type NotedWrite } from './noted-write.ts';
import { digestOf, type KeptWrite, type KeptWrites } from './kept-writes.ts';
import {
  CANNOT_KEEP,
  cannotRecallReason,
  unknownOutcomeReason,
  NOT_FOUND,
  underWayReason,
  turnedAwayRefusal,
  wasNeverDone,
} from './refusals.ts';
import type { Write, WriteResult } from './write.ts';

export interface SendOnceOptions {
  readonly read: ReadAccount;
  readonly callPatrons: CallPatrons;
  readonly kept: KeptWrites;
  /** Why an account may not be changed now by what is about copies of these libraries; null if it may. */
  readonly refuse: (system: SystemIdentity, account: AccountFacts, owners: readonly LibraryId[]) => Refusal | null;
  readonly callTimeout: CallTimeout;
  /** Pauses before each look at the account of a write that broke off, milliseconds. */
  readonly lookAfterMs: readonly number[];
  readonly clock: () => number;
  readonly logger: Logger;
}

/** A write is several requests, and takes its system longer than reading. */
const WRITE_TIMES = 3;
/** A system that still had the write in its queue would have done it by then. */
const LOST_AFTER_TIMES = 2 * WRITE_TIMES;

/** `key` names the write. Rejects with BAD_USER_INPUT if the key came with another input before; never for what a system does. */
export type SendOnce<Done extends { readonly localId: string }> = (
  write: Write<Done>,
  key: string,
) => Promise<WriteResult<Done>>;

export function createSendOnce<Done extends { readonly localId: string }>(options: SendOnceOptions): SendOnce<Done> {
  const { read, callPatrons, callTimeout, lookAfterMs, clock } = options;
  const ledger = createLedger(options.kept, options.logger);

  async function send(noted: NotedWrite<Done>): Promise<WriteResult<Done>> {
    const { key, write, note } = noted;
    const { system, kind } = write;
    try {
      const ask = (signal: AbortSignal) => write.send(signal);
      const result = await callPatrons({ system: system.id, kind, ask, times: WRITE_TIMES });
      await settle(
        noted,
        result.outcome === 'DONE' ? { outcome: 'DONE', localId: result.done?.localId ?? null } : result,
        ledger,
      );
      return result;
    } catch (error) {
      if (!isMerciaError(error)) throw error;
      if (wasNeverDone(error)) {
        await ledger.forget(key, note);
        return refused(turnedAwayRefusal(error, system));
      }
      const seen = await askBack(read, write.account, write, note.evidence, lookAfterMs);
      return (
        (await concludeFrom(noted, seen, ledger)) ?? { outcome: 'UNKNOWN', reason: unknownOutcomeReason(error, system) }
      );
    }
  }

  return async (write, key) => {
    const { system } = write;
    const known = await ledger.find(key);
    if (known === undefined) return { outcome: 'UNKNOWN', reason: cannotRecallReason(system) };
    if (known !== null) {
      const noted = { key, write, note: known };
      const lostAfterMs = LOST_AFTER_TIMES * callTimeout(system.id);
      if (!isNewWrite(noted, clock())) return recall(noted, { read, ledger, lostAfterMs, clock });
      await ledger.forget(key, known);
    }
    const before = await lookFirst(write, options);
    if ('code' in before) return refused(before);
    const input = digestOf(write.input);
    const note: KeptWrite = { input, sentAt: clock(), evidence: write.noteBefore(before), outcome: null };
    const isOurs = await ledger.claim(key, note);
    if (isOurs === undefined) return refused(CANNOT_KEEP);
    if (!isOurs) return { outcome: 'UNKNOWN', reason: underWayReason(system) };
    const result = await send({ key, write, note });
    if (result.outcome !== 'REFUSED') await ledger.count(system.id, write.kind, result.outcome);
    return result;
  };
}

/** The account before the write, or why the write is not sent. */
async function lookFirst<Done extends { readonly localId: string }>(
  write: Write<Done>,
  { read, refuse }: Pick<SendOnceOptions, 'read' | 'refuse'>,
): Promise<AccountFacts | Refusal> {
  const { system } = write;
  try {
    const account = write.before ?? (await read(write.account));
    if (account === null) return NOT_FOUND;
    return refuse(system, account, await write.ownersOf(account)) ?? write.refusalBefore(account) ?? account;
  } catch (error) {
    if (!isMerciaError(error)) throw error;
    return turnedAwayRefusal(error, system);
  }
}

function refused(refusal: Refusal): WriteResult<never> {
  return { outcome: 'REFUSED', refusal };
}
