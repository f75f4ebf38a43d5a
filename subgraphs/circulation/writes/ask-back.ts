/** What became of a write that its system did not answer: the account is read a few times. Sends nothing else. */
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountFacts } from '#domain/accounts.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { ReadAccount } from '../accounts/account-reader.ts';
import type { OpenedAccount } from '../accounts/sealed-ids.ts';
import type { Evidence, WriteTraces } from './write.ts';

/** A system that broke off is often back in a moment, and may still be at work on the write. */
export const LOOK_AFTER_MS: readonly number[] = [0, 1_000, 3_000];

export interface AskedBack {
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
export async function readOrNull(read: ReadAccount, of: OpenedAccount): Promise<AccountFacts | null> {
  try {
    return await read(of);
  } catch (error) {
    if (!isMerciaError(error)) throw error;
    return null;
  }
}
