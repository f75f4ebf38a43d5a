/** A change to an account that is wanted, and its possible outcomes. */
import type { AccountFacts, Refusal, WriteOutcome } from '#domain/accounts.ts';
import type { Reason } from '#domain/facts.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { SystemIdentity } from '#contract/adapter.ts';
import type { OpenedAccount } from '../accounts/sealed-ids.ts';

export type WriteKind = 'renew' | 'place_hold' | 'cancel_hold';

/** What may or may not have happened is UNKNOWN, neither done nor refused. */
export type WriteResult<Done> =
  | { readonly outcome: 'DONE'; readonly done: Done | null }
  | { readonly outcome: 'REFUSED'; readonly refusal: Refusal }
  | { readonly outcome: 'UNKNOWN'; readonly reason: Reason };

/**
 * How one kind of write is seen, in the account alone, to have happened. What a system does not show never counts as "not
 * done".
 */
export interface WriteTraces<Done extends { readonly localId: string }> {
  /** Why it need not be sent, as the account stands; null if it may be sent. */
  refusalBefore(before: AccountFacts): Refusal | null;
  /** What must be kept of the account to see later whether the write happened. */
  noteBefore(before: AccountFacts): Evidence;
  /** Whether it happened; null if the account does not show it. */
  happened(evidence: Evidence, after: AccountFacts): boolean | null;
  /** The loan or the hold as it stands; null if the account does not show it. `localId`: as the system named it. */
  find(after: AccountFacts, evidence: Evidence, localId: string | null): Done | null;
}

/** A few of the system's own numbers and dates, as texts; they are kept sealed. */
export type Evidence = readonly string[];

export interface Write<Done extends { readonly localId: string }> extends WriteTraces<Done> {
  readonly kind: WriteKind;
  readonly system: SystemIdentity;
  readonly account: OpenedAccount;
  /** Everything that was asked for, as one text: the same key must always come with the same. */
  readonly input: string;
  /** The caller's own; null if it gave none. */
  readonly idempotencyKey: string | null;
  /** The account, if it was read a moment ago for this write; otherwise it is read first. */
  readonly before?: AccountFacts | undefined;
  /** Whose copies it is about, by the account as it stands, as far as that is known. Never rejects. */
  readonly ownersOf: (before: AccountFacts) => Promise<readonly LibraryId[]>;
  readonly send: (signal: AbortSignal) => Promise<WriteOutcome<Done | null>>;
}
