/**
 * Texts in AF with which servers refuse a renewal or a hold → refusals. The texts themselves go no further: Koha puts the
 * reader's name into one of them.
 */
import type { Refusal } from '#domain/accounts.ts';
import { RENEWED_AS_OFTEN_AS_ALLOWED, toRefusal, type RefusalWords } from '../../shared/accounts/refusals.ts';

type RefusalText = readonly [RegExp, RefusalWords];

/** Words that say the same at every server that uses them. */
export const REFUSALS: readonly RefusalText[] = [[/^#?Item has holds$/i, 'ON_HOLD_FOR_OTHER']];

/** Koha 23.05, each as recorded. */
export const KOHA_REFUSALS: readonly RefusalText[] = [
  ...REFUSALS,
  [/^Item has reached maximum renewals$/, RENEWED_AS_OFTEN_AS_ALLOWED],
  // A patron who owes too much, whatever the copy.
  [/^Renewals not allowed\.$/, 'BLOCKED'],
  // The reader's name stands behind it.
  [/^Item not checked out to /, ['NOT_FOUND', 'There is no such loan.']],
  [/^Excessive fees blocking placement of hold\.$/, 'BLOCKED'],
  // Koha cancels by the barcode, which a hold on a title does not have.
  [
    /^Error with transaction drop_hold/,
    ['SEE_STAFF', 'This hold can only be given up at the library or in its own catalogue.'],
  ],
];

/** What a server's texts say, of those that are known; `OTHER` if it gave no reason or one that nobody knows. */
export function refusalOf(texts: readonly string[], known: readonly RefusalText[]): Refusal {
  return toRefusal(wordsOf(texts, known) ?? 'OTHER');
}

/** Undefined if none of the texts is known to refuse anything. */
export function wordsOf(texts: readonly string[], known: readonly RefusalText[]): RefusalWords | undefined {
  return known.find(([pattern]) => texts.some((text) => pattern.test(text.trim())))?.[1];
}

/** What the adapter itself refuses, before anything is sent. */
export const NO_LOAN: RefusalWords = ['NOT_FOUND', 'There is no such loan.'];
export const NO_HOLD: RefusalWords = ['NOT_FOUND', 'There is no such hold (any more).'];
export const NO_COPY: RefusalWords = ['NOT_FOUND', 'The library system has no such copy.'];
export const NO_ACCOUNT: RefusalWords = ['NOT_FOUND', 'There is no such account.'];
/** A hold whose copy waits or travels, or may travel. */
export const HOLD_CAUGHT: RefusalWords = ['SEE_STAFF', 'It is ready or on its way, or may be; ask at the desk.'];
export const HAS_IT: RefusalWords = ['ALREADY_DONE', 'It is kept for this account already.'];
/** A title, or a number that begins one, may be the barcode of another copy. */
export const NO_BARCODE: RefusalWords = [
  'NOT_SUPPORTED',
  'The library system gives no barcode for it, so it cannot be changed from here; ask the library.',
];
export const SAME_NAME: RefusalWords = [
  'NOT_SUPPORTED',
  'The library system gives more than one of them this name, so nobody can tell which is meant; ask the library.',
];
export const NEEDS_COPY: RefusalWords = [
  'NOT_SUPPORTED',
  'This library system can only be asked for a copy with a barcode; name another copy.',
];
export const VOLUME_WITHOUT_COPY: RefusalWords = ['NOT_SUPPORTED', 'Name a copy of the volume.'];
export const TITLES_ALONE: RefusalWords = [
  'NOT_SUPPORTED',
  'This library system keeps any copy of a title, not one that is named; ask for any copy.',
];
