/** Symphony's refusals of renewals and holds → the domain's. Its own words stay behind: they may name a person. */
import type { Refusal, RefusalCode } from '#domain/accounts.ts';
import type { RefusalSaid } from '../refusal.ts';

/** What the server says by number, as the makers of other clients found it to mean. */
const BY_CODE: Readonly<Record<string, RefusalCode>> = {
  'hatErrorResponse.141': 'LIMIT_REACHED',
  'hatErrorResponse.7703': 'LIMIT_REACHED',
  'hatErrorResponse.105': 'RECALLED',
  'hatErrorResponse.252': 'ON_HOLD_FOR_OTHER',
  // On the reserve shelf of a course: renewed at the desk, if at all.
  'hatErrorResponse.46': 'NOT_RENEWABLE',
  'hatErrorResponse.238': 'SEE_STAFF',
  // A fee for renewing would have to be accepted.
  acknowledgeRenewalFeeCircPrompt: 'SEE_STAFF',
  // No copy can fill the hold; "hold not allowed".
  'hatErrorResponse.447': 'NOT_HOLDABLE',
  'hatErrorResponse.17286': 'NOT_HOLDABLE',
  'hatErrorResponse.722': 'ALREADY_DONE',
  // Still in use by another session after several tries.
  'hatErrorResponse.116': 'SYSTEM_UNAVAILABLE',
  recordNotFound: 'NOT_FOUND',
  keyParseError: 'NOT_FOUND',
  permissionDeniedRecordHidden: 'NOT_FOUND',
};

/** What a member of staff could override. The adapter never does: it says what stands in the way. */
const BY_PROMPT: Readonly<Record<string, RefusalCode>> = {
  CIRC_HOLDS_OVRCD: 'ON_HOLD_FOR_OTHER',
  HOLD_NO_HOLDS_OVRCD: 'NOT_HOLDABLE',
  CKOBLOCKS: 'BLOCKED',
  USER_PRIVILEGE_OVRCD: 'BLOCKED',
};

/**
 * Codes that clients list as ordinary refusals without saying what they mean. Nothing recorded shows them, so they stay
 * OTHER; the code goes along.
 */
export const MEANING_UNKNOWN = ['hatErrorResponse.17', 'hatErrorResponse.91', 'hatErrorResponse.753'] as const;

const MESSAGES: Readonly<Record<RefusalCode, string>> = {
  LIMIT_REACHED: 'It has been renewed as often as readers may renew it themselves',
  ON_HOLD_FOR_OTHER: 'Somebody else is waiting for it',
  RECALLED: 'The library has asked for it back',
  BLOCKED: 'Borrowing is stopped on this account; ask the library',
  NOT_HOLDABLE: 'It cannot be kept for you at this library',
  NOT_RENEWABLE: 'It cannot be renewed by readers themselves',
  TOO_SOON: 'It is too soon to renew it',
  ALREADY_DONE: 'You have asked for it already',
  NOT_FOUND: 'The library does not have this on your account',
  NOT_SUPPORTED: 'This library system cannot do that',
  NOT_PERMITTED: 'This library system does not permit it here; ask the library',
  SEE_STAFF: 'Only the library staff can do this; ask them',
  SYSTEM_UNAVAILABLE: 'The library system is busy with it; try again in a moment',
  OTHER: 'The library system refused; ask the library',
};

/** What Symphony said, in the domain's words. A prompt says more than the code beside it. */
export function toRefusal({ code, prompt }: RefusalSaid): Refusal {
  const known = (prompt === null ? undefined : BY_PROMPT[prompt]) ?? BY_CODE[code];
  return refusalOf(known ?? (prompt === null ? 'OTHER' : 'SEE_STAFF'), code);
}

/** A refusal with our words for the reader; `sourceCode` is Symphony's own, null where the adapter itself refuses. */
export function refusalOf(code: RefusalCode, sourceCode: string | null, message = MESSAGES[code]): Refusal {
  return { code, message, sourceCode };
}
