/** The fourteen characters that answers 24 and 64 begin with: what a patron may not do, and why. */

/** In their order: `Y` means denied or over a limit, a blank that it is not. */
export const STATUS_FLAGS = [
  'CHARGE_DENIED',
  'RENEWAL_DENIED',
  'RECALL_DENIED',
  'HOLD_DENIED',
  'CARD_LOST',
  'TOO_MANY_LOANS',
  'TOO_MANY_OVERDUE',
  'TOO_MANY_RENEWALS',
  'TOO_MANY_CLAIMS',
  'TOO_MANY_LOST',
  'EXCESSIVE_FINES',
  'EXCESSIVE_FEES',
  'RECALL_OVERDUE',
  'TOO_MANY_BILLED',
] as const;
export type StatusFlag = (typeof STATUS_FLAGS)[number];

/**
 * The flags that are set; null if they say nothing of the patron: Sierra sets all that stop borrowing where it was shown no
 * PIN or a wrong one, and nobody's account is all of this at once.
 *
 *     64YYYY      YY  00120261124    141538…
 */
export function readStatusFlags(fixed: string): ReadonlySet<StatusFlag> | null {
  const set = new Set(STATUS_FLAGS.filter((_, place) => fixed[place] === 'Y'));
  return STATUS_FLAGS.every((flag) => set.has(flag) || MEANS_LITTLE.has(flag)) ? null : set;
}

/** They alone stop nobody from borrowing. */
const MEANS_LITTLE: ReadonlySet<StatusFlag> = new Set(['RENEWAL_DENIED', 'RECALL_DENIED', 'HOLD_DENIED']);
