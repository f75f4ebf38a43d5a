/** Answers a write that is asked for again, from what was kept of it or from the account. Sends nothing. */
import { MerciaError } from '#platform/errors.ts';
import type { ReadAccount } from '../accounts/account-reader.ts';
import { askBack, readOrNull } from './ask-back.ts';
import { digestOf } from './kept-writes.ts';
import type { Ledger } from './ledger.ts';
import { concludeFrom, settle, type NotedWrite } from './noted-write.ts';
import { underWayReason, lostRefusal } from './refusals.ts';
import type { WriteResult } from './write.ts';

export interface RecallOptions {
  readonly read: ReadAccount;
  readonly ledger: Ledger;
  /** Milliseconds after which a write that left no trace in its account counts as lost. */
  readonly lostAfterMs: number;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** Rejects with BAD_USER_INPUT if the key came with another input. */
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
  return new MerciaError(
    'BAD_USER_INPUT',
    'idempotencyKey: it came with another input before; use a new key for each write.',
  );
}
