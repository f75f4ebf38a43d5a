/**
 * Koha's words for what it will not do, and ours. It says them in the text of an error (23.05: `Renewal not authorized
 * (too_many)`, `Hold cannot be placed. Reason: tooManyReserves`) or as `error_code` (25.05).
 */
import type { Refusal, RefusalCode } from '#domain/accounts.ts';
import { wireError } from '../wire.ts';

type Said = readonly [RefusalCode, string];

const LIMIT: Said = ['LIMIT_REACHED', 'No more of these are allowed.'];
const RENEWED_ENOUGH: Said = ['LIMIT_REACHED', 'It has been renewed as often as is allowed.'];
const WANTED: Said = ['ON_HOLD_FOR_OTHER', 'Somebody else is waiting for it.'];
const RECALLED: Said = ['RECALLED', 'The library wants it back.'];
const TOO_SOON: Said = ['TOO_SOON', 'It is too soon to renew it.'];
const NOT_RENEWABLE: Said = ['NOT_RENEWABLE', 'Loans of this kind are not renewed.'];
const BLOCKED: Said = ['BLOCKED', 'The account is blocked; ask the library.'];
const GONE: Said = ['NOT_FOUND', 'There is no such loan.'];
const NO_HOLDS: Said = ['NOT_HOLDABLE', 'The library keeps no copies of this kind.'];
const NOT_THERE: Said = ['NOT_HOLDABLE', 'It cannot be collected at this place.'];
const HAS_IT: Said = ['ALREADY_DONE', 'It is kept for, or lent to, this account already.'];

const TABLE: Readonly<Record<string, Said>> = {
  // Renewals (CanBookBeRenewed).
  too_many: RENEWED_ENOUGH,
  too_unseen: ['SEE_STAFF', 'It must be shown at the desk before it is renewed again.'],
  on_reserve: WANTED,
  booked: WANTED,
  recalled: RECALLED,
  too_soon: TOO_SOON,
  auto_too_soon: TOO_SOON,
  auto_renew: ['NOT_RENEWABLE', 'It is renewed by itself; nothing need be done.'],
  auto_too_late: NOT_RENEWABLE,
  item_denied_renewal: NOT_RENEWABLE,
  onsite_checkout: NOT_RENEWABLE,
  overdue: ['NOT_RENEWABLE', 'Nothing is renewed while something is overdue.'],
  restriction: BLOCKED,
  auto_account_expired: BLOCKED,
  auto_too_much_oweing: BLOCKED,
  auto_too_much_owing: BLOCKED,
  no_item: GONE,
  no_checkout: GONE,
  item_issued_to_other_patron: GONE,
  // Holds (CanItemBeReserved, CanBookBeReserved).
  tooManyHoldsForThisRecord: LIMIT,
  tooManyReserves: LIMIT,
  tooManyReservesToday: LIMIT,
  noReservesAllowed: NO_HOLDS,
  notReservable: NO_HOLDS,
  damaged: ['NOT_HOLDABLE', 'The copy is damaged.'],
  ageRestricted: ['NOT_HOLDABLE', 'It is for older readers.'],
  itemAlreadyOnHold: HAS_IT,
  alreadypossession: HAS_IT,
  recall: RECALLED,
  cannotReserveFromOtherBranches: NOT_THERE,
  branchNotInHoldGroup: NOT_THERE,
  pickupNotInHoldGroup: NOT_THERE,
  libraryNotFound: NOT_THERE,
  libraryNotPickupLocation: NOT_THERE,
  cannotBeTransferred: NOT_THERE,
  // Patrons, looked at from 25.05 on (can_place_holds).
  expired: BLOCKED,
  debt_limit: BLOCKED,
  bad_address: BLOCKED,
  card_lost: BLOCKED,
  restricted: BLOCKED,
  hold_limit: LIMIT,
};

const ENDED: Said = ['ALREADY_DONE', 'There is no such hold any more.'];
const CAUGHT: Said = ['SEE_STAFF', 'It is ready or on its way; ask at the desk.'];

/** What Koha says in sentences. */
const SENTENCES: readonly (readonly [RegExp, Said])[] = [
  [/^The supplied pickup location is not valid/, NOT_THERE],
  [/^patron_id not found/, ['NOT_FOUND', 'There is no such account.']],
  [/^Item \d+ doesn't belong to biblio/, ['NOT_FOUND', 'The title has no such copy.']],
  [/^Checkout doesn't exist/, GONE],
  [/^Hold not found/, ENDED],
  [/^Cancellation forbidden/, CAUGHT],
];

/** For a hold that has ended, which Koha does not tell of. */
export const HOLD_GONE: Refusal = toRefusal(ENDED, null);
/** For a hold whose copy waits or travels: readers may not cancel it, though a service account could. */
export const HOLD_CAUGHT: Refusal = toRefusal(CAUGHT, null);

/** What Koha answered to a write that it did not do. */
export function refusalOf(body: unknown): Refusal {
  const { data } = wireError.safeParse(body);
  const words = data?.error ?? '';
  const sentence = SENTENCES.find(([pattern]) => pattern.test(words));
  const code = data?.error_code ?? /\((\w+)\)$|Reason: (\w+)/.exec(words)?.slice(1).find(Boolean) ?? null;
  return sentence === undefined ? refusalFor(code) : toRefusal(sentence[1], code);
}

/** The same for one of Koha's own codes; null where it gave none. */
export function refusalFor(sourceCode: string | null): Refusal {
  const said = sourceCode === null ? undefined : TABLE[sourceCode];
  return toRefusal(said ?? ['OTHER', 'The library system refuses; ask the library.'], sourceCode);
}

function toRefusal([code, message]: Said, sourceCode: string | null): Refusal {
  return { code, message, sourceCode };
}
