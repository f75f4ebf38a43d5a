/** Refusals in words for the patron. A system's own words stay behind: they may name a person. */
import type { Refusal, RefusalCode, Renewable } from '#domain/accounts.ts';

const MESSAGES: Readonly<Record<RefusalCode, string>> = {
  LIMIT_REACHED: 'No more of these are allowed.',
  ON_HOLD_FOR_OTHER: 'Somebody else is waiting for it.',
  RECALLED: 'The library has asked for it back.',
  BLOCKED: 'Borrowing is stopped on this account; ask the library.',
  NOT_HOLDABLE: 'It cannot be kept for you at this library.',
  NOT_RENEWABLE: 'It cannot be renewed by readers themselves.',
  TOO_SOON: 'It is too soon to renew it.',
  ALREADY_DONE: 'You have asked for it already.',
  NOT_FOUND: 'The library does not have this on your account.',
  NOT_SUPPORTED: 'This library system cannot do that.',
  NOT_PERMITTED: 'This library system does not permit it here; ask the library.',
  SEE_STAFF: 'Only the library staff can do this; ask them.',
  SYSTEM_UNAVAILABLE: 'The library system is busy with it; try again in a moment.',
  OTHER: 'The library system refused; ask the library.',
};

/** A code, which has a message of its own; or a code with a message that says more. */
export type RefusalWords = RefusalCode | readonly [code: RefusalCode, message: string];

export const RENEWED_AS_OFTEN_AS_ALLOWED: RefusalWords = [
  'LIMIT_REACHED',
  'It has been renewed as often as readers may renew it themselves.',
];

export const STANDING_UNKNOWN: RefusalWords = [
  'NOT_SUPPORTED',
  'The library system does not say whether this account may ask for anything; ask the library.',
];

/** `sourceCode` is the system's own code; null if the adapter itself refuses. */
export function toRefusal(words: RefusalWords, sourceCode: string | null = null): Refusal {
  const [code, message] = typeof words === 'string' ? [words, MESSAGES[words]] : words;
  return { code, message, sourceCode };
}

/** What a system's own code means; undefined if the table does not have it. */
export function findWords(
  table: Readonly<Record<string, RefusalWords>>,
  sourceCode: string | null,
): RefusalWords | undefined {
  return sourceCode !== null && Object.hasOwn(table, sourceCode) ? table[sourceCode] : undefined;
}

export const RENEWABLE: Renewable = { possible: true, refusal: null };
/** It can only be tried. */
export const RENEWABLE_UNKNOWN: Renewable = { possible: null, refusal: null };

export function notRenewable(refusal: Refusal): Renewable {
  return { possible: false, refusal };
}
