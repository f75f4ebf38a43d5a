/** Staff find an account by its card, as often as they have to and no more: a card tells whose it is without a PIN. */
import type { LibraryId } from '#domain/ids.ts';
import type { InternalContext } from '#platform/signed-context.ts';
import type { Staff } from './callers.ts';
import type { CardAnswer } from './card-lookup.ts';
import type { Locked } from './link-attempts.ts';
import type { StaffDependencies } from './staff-dependencies.ts';

/** Of whom is asked, and by whom. */
export interface StaffQuestion {
  readonly library: string;
  readonly card: string;
  /** Of the patron whose card it is said to be, at systems that their library has left; none if not given. */
  readonly formerAccounts?: readonly string[];
  readonly staff: Staff;
  readonly asking: InternalContext;
  /** Whether these staff may know that a reader of this library has the card. */
  readonly mayKnow: (home: LibraryId | null) => boolean;
}

/** Counts every card that is not recognised, or that is a reader's of whom these staff may not know. */
export async function findCardForStaff(
  { library, card, formerAccounts = [], staff, asking, mayKnow }: StaffQuestion,
  { accountLinks, cards, staffAttempts }: StaffDependencies,
): Promise<CardAnswer | Locked> {
  const begun = await staffAttempts.begin(staff);
  if ('lockedUntil' in begun) return begun;
  const answer = await cards.find({ library, card, formerAccounts }, asking);
  const counts = 'refusal' in answer ? answer.refusal === 'NOT_RECOGNISED' : !mayKnow(answer.homeLibrary);
  if (!counts) await staffAttempts.takeBack(staff, begun);
  if (!('refusal' in answer) && answer.homeLibrary !== null)
    await accountLinks.belongsTo(answer.account, answer.homeLibrary);
  return answer;
}
