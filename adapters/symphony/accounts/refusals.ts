/** Symphony's codes for what it will not do → refusals. Its own words stay behind: they may name a person. */
import type { Refusal } from '#domain/accounts.ts';
import { findWords, RENEWED_AS_OFTEN_AS_ALLOWED, toRefusal } from '../../shared/accounts/refusals.ts';
import type { RefusalWords } from '../../shared/accounts/refusals.ts';
import type { RefusalSaid } from '../refusal.ts';

/** What the server says by number, as the makers of other clients found it to mean. */
const BY_CODE: Readonly<Record<string, RefusalWords>> = {
  'hatErrorResponse.141': RENEWED_AS_OFTEN_AS_ALLOWED,
  'hatErrorResponse.7703': RENEWED_AS_OFTEN_AS_ALLOWED,
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

/** What a member of staff could override. The adapter never does: it says what prevents it. */
const BY_PROMPT: Readonly<Record<string, RefusalWords>> = {
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

/** What Symphony said, in the domain's words. A prompt says more than the code that comes with it. */
export function refusalOf({ code, prompt }: RefusalSaid): Refusal {
  const words = findWords(BY_PROMPT, prompt) ?? findWords(BY_CODE, code);
  return toRefusal(words ?? (prompt === null ? 'OTHER' : 'SEE_STAFF'), code);
}
