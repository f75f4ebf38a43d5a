/**
 * Koha's words for what it will not do → refusals. It says them in the text of an error (23.05: `Renewal not authorized
 * (too_many)`, `Hold cannot be placed. Reason: tooManyReserves`) or as `error_code` (25.05).
 */
import type { Refusal } from '#domain/accounts.ts';
import { findWords, RENEWED_AS_OFTEN_AS_ALLOWED, toRefusal } from '../../shared/accounts/refusals.ts';
import type { RefusalWords } from '../../shared/accounts/refusals.ts';
import { wireError } from '../wire.ts';

export const NO_LOAN: RefusalWords = ['NOT_FOUND', 'There is no such loan.'];
export const NO_HOLD: RefusalWords = ['NOT_FOUND', 'There is no such hold.'];
export const NO_TITLE: RefusalWords = ['NOT_FOUND', 'There is no such title.'];
export const NO_COPY: RefusalWords = ['NOT_FOUND', 'The title has no such copy.'];
export const NO_ACCOUNT: RefusalWords = ['NOT_FOUND', 'There is no such account.'];
/** A hold that has ended, which Koha no longer shows. */
export const HOLD_ENDED: RefusalWords = ['ALREADY_DONE', 'There is no such hold any more.'];
/** A hold whose copy waits or travels: readers may not cancel it, though a service account could. */
export const HOLD_CAUGHT: RefusalWords = ['SEE_STAFF', 'It is ready or on its way; ask at the desk.'];

const NOT_RENEWABLE: RefusalWords = ['NOT_RENEWABLE', 'Loans of this kind are not renewed.'];
const NO_HOLDS: RefusalWords = ['NOT_HOLDABLE', 'The library keeps no copies of this kind.'];
const NOT_THERE: RefusalWords = ['NOT_HOLDABLE', 'It cannot be collected at this place.'];
const HAS_IT: RefusalWords = ['ALREADY_DONE', 'It is kept for, or lent to, this account already.'];

const TABLE: Readonly<Record<string, RefusalWords>> = {
  // Renewals (CanBookBeRenewed).
  too_many: RENEWED_AS_OFTEN_AS_ALLOWED,
  too_unseen: ['SEE_STAFF', 'It must be shown at the desk before it is renewed again.'],
  on_reserve: 'ON_HOLD_FOR_OTHER',
  booked: 'ON_HOLD_FOR_OTHER',
  recalled: 'RECALLED',
  too_soon: 'TOO_SOON',
  auto_too_soon: 'TOO_SOON',
  auto_renew: ['NOT_RENEWABLE', 'It is renewed by itself; nothing need be done.'],
  auto_too_late: NOT_RENEWABLE,
  item_denied_renewal: NOT_RENEWABLE,
  onsite_checkout: NOT_RENEWABLE,
  overdue: ['NOT_RENEWABLE', 'Nothing is renewed while something is overdue.'],
  restriction: 'BLOCKED',
  auto_account_expired: 'BLOCKED',
  auto_too_much_oweing: 'BLOCKED',
  auto_too_much_owing: 'BLOCKED',
  no_item: NO_LOAN,
  no_checkout: NO_LOAN,
  item_issued_to_other_patron: NO_LOAN,
  // Holds (CanItemBeReserved, CanBookBeReserved).
  tooManyHoldsForThisRecord: 'LIMIT_REACHED',
  tooManyReserves: 'LIMIT_REACHED',
  tooManyReservesToday: 'LIMIT_REACHED',
  noReservesAllowed: NO_HOLDS,
  notReservable: NO_HOLDS,
  damaged: ['NOT_HOLDABLE', 'The copy is damaged.'],
  ageRestricted: ['NOT_HOLDABLE', 'It is for older readers.'],
  itemAlreadyOnHold: HAS_IT,
  alreadypossession: HAS_IT,
  recall: 'RECALLED',
  cannotReserveFromOtherBranches: NOT_THERE,
  branchNotInHoldGroup: NOT_THERE,
  pickupNotInHoldGroup: NOT_THERE,
  libraryNotFound: NOT_THERE,
  libraryNotPickupLocation: NOT_THERE,
  cannotBeTransferred: NOT_THERE,
  // Patrons, looked at from 25.05 on (can_place_holds).
  expired: 'BLOCKED',
  debt_limit: 'BLOCKED',
  bad_address: 'BLOCKED',
  card_lost: 'BLOCKED',
  restricted: 'BLOCKED',
  hold_limit: 'LIMIT_REACHED',
};

/** What Koha says in sentences. */
const SENTENCES: readonly (readonly [RegExp, RefusalWords])[] = [
  [/^The supplied pickup location is not valid/, NOT_THERE],
  [/^patron_id not found/, NO_ACCOUNT],
  [/^Item \d+ doesn't belong to biblio/, NO_COPY],
  [/^Checkout (?:doesn't exist|not found)/, NO_LOAN],
  [/^Hold not found/, HOLD_ENDED],
  [/^Cancellation forbidden/, HOLD_CAUGHT],
];

/** What Koha answered to a write that it did not do. */
export function refusalOf(body: unknown): Refusal {
  const { data } = wireError.safeParse(body);
  const words = data?.error ?? '';
  const sentence = SENTENCES.find(([pattern]) => pattern.test(words));
  const code = data?.error_code ?? /\(([a-z]\w*)\)$|Reason: (\w+)/i.exec(words)?.slice(1).find(Boolean) ?? null;
  return sentence === undefined ? refusalFor(code) : toRefusal(sentence[1], code);
}

/** Whether Koha says why, in a sentence that is known or with a code of whatever kind. */
export function givesReason(body: unknown): boolean {
  const { code, sourceCode } = refusalOf(body);
  return code !== 'OTHER' || sourceCode !== null;
}

/** The same for one of Koha's own codes; null if it gave none. */
export function refusalFor(sourceCode: string | null): Refusal {
  return toRefusal(findWords(TABLE, sourceCode) ?? 'OTHER', sourceCode);
}
