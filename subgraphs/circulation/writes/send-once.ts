/**
 * Sends a write to its system at most once. Before it is sent the account is read and the write is noted down; one of
 * which the system says nothing is asked back; one that was noted before is recalled.
 */
import type { AccountFacts, Refusal } from '#domain/accounts.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type { SystemIdentity } from '#adapters/adapter.ts';
import type { ReadAccount } from '../accounts/account-reader.ts';
import type { CallPatrons } from '../accounts/patron-call.ts';
import type { CallTimeout } from '../call-timeout.ts';
import { askBack } from './ask-back.ts';
import { digestOf, type KeptWrite, type KeptWrites } from './kept-writes.ts';
import { createLedger } from './ledger.ts';
import { concludeFrom, isAnotherWish, settle, type NotedWrite } from './noted-write.ts';
import { recall } from './recall.ts';
import {
  CANNOT_KEEP,
  cannotRecall,
  nobodyCanSay,
  NOT_FOUND,
  stillUnderWay,
  turnedAway,
  wasNeverDone,
} from './refusals.ts';
import type { Write, WriteResult } from './write.ts';

export interface SendOnceOptions {
  readonly read: ReadAccount;
  readonly callPatrons: CallPatrons;
  readonly kept: KeptWrites;
  /** Why an account may not be changed now, whatever is asked for; null where it may. */
  readonly refuse: (system: SystemIdentity, account: AccountFacts) => Refusal | null;
  readonly callTimeout: CallTimeout;
  /** Pauses before each look at the account of a write that broke off, milliseconds. */
  readonly lookAfterMs: readonly number[];
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly logger: Logger;
}

/** A write is several requests, and its system has more to do than for a look. */
const WRITE_TIMES = 3;
/** A system that still had the write in its queue would have done it by then. */
const LOST_AFTER_TIMES = 2 * WRITE_TIMES;

/** `key` names the write. Rejects with BAD_USER_INPUT where the key came with another wish; never for what a system does. */
export type SendOnce<Done extends { readonly localId: string }> = (
  write: Write<Done>,
  key: string,
) => Promise<WriteResult<Done>>;

export function createSendOnce<Done extends { readonly localId: string }>(options: SendOnceOptions): SendOnce<Done> {
  const { read, callPatrons, refuse, callTimeout, lookAfterMs, clock } = options;
  const ledger = createLedger(options.kept, options.logger);

  async function send(noted: NotedWrite<Done>): Promise<WriteResult<Done>> {
    const { key, write, note } = noted;
    const { system, kind } = write;
    try {
      const ask = (signal: AbortSignal) => write.send(signal);
      const told = await callPatrons({ system: system.id, kind, ask, times: WRITE_TIMES });
      await settle(
        noted,
        told.outcome === 'DONE' ? { outcome: 'DONE', localId: told.done?.localId ?? null } : told,
        ledger,
      );
      return told;
    } catch (error) {
      if (!isMerciaError(error)) throw error;
      if (wasNeverDone(error)) {
        await ledger.forget(key, note);
        return refused(turnedAway(error, system));
      }
      const seen = await askBack(read, write.account, write, note.evidence, lookAfterMs);
      return (await concludeFrom(noted, seen, ledger)) ?? { outcome: 'UNKNOWN', reason: nobodyCanSay(error, system) };
    }
  }

  /** The account as it stands before the write, or why it is not sent. */
  async function lookFirst(write: Write<Done>): Promise<AccountFacts | Refusal> {
    const { system } = write;
    try {
      const account = write.before ?? (await read(write.account));
      if (account === null) return NOT_FOUND;
      return refuse(system, account) ?? write.refusalBefore(account) ?? account;
    } catch (error) {
      if (!isMerciaError(error)) throw error;
      return turnedAway(error, system);
    }
  }

  return async (write, key) => {
    const { system } = write;
    const known = await ledger.find(key);
    if (known === undefined) return { outcome: 'UNKNOWN', reason: cannotRecall(system) };
    if (known !== null) {
      const noted = { key, write, note: known };
      const lostAfterMs = LOST_AFTER_TIMES * callTimeout(system.id);
      if (!isAnotherWish(noted, clock())) return recall(noted, { read, ledger, lostAfterMs, clock });
      await ledger.forget(key, known);
    }
    const before = await lookFirst(write);
    if ('code' in before) return refused(before);
    const input = digestOf(write.input);
    const note: KeptWrite = { input, sentAt: clock(), evidence: write.noteBefore(before), outcome: null };
    const isOurs = await ledger.claim(key, note);
    if (isOurs === undefined) return refused(CANNOT_KEEP);
    return isOurs ? send({ key, write, note }) : { outcome: 'UNKNOWN', reason: stillUnderWay(system) };
  };
}

function refused(refusal: Refusal): WriteResult<never> {
  return { outcome: 'REFUSED', refusal };
}
