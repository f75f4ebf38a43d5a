/** A patron links an account of their own, by card and PIN. */
import type { InternalContext } from '#platform/signed-context.ts';
import { findOwnRefusal } from './access-rules.ts';
import { toOwnAccount } from './accounts.ts';
import type { CardLookup } from './card-lookup.ts';
import { isPin, readCard } from './card-text.ts';
import { hasAgreed, type LibraryDirectory } from './library-directory.ts';
import type { Attempted, LinkAttempts } from './link-attempts.ts';
import { linked, refuseCard, refuseLink } from './link-refusals.ts';
import { isOf, type Link, type AccountLinks } from './account-links.ts';
import type { LinkAccountModel } from './models.ts';
import type { Person } from './patron-keys.ts';

export interface LinkByCardDependencies {
  readonly libraries: LibraryDirectory;
  readonly cards: CardLookup;
  readonly attempts: LinkAttempts;
  readonly accountLinks: AccountLinks;
  readonly clock: () => Date;
}

export interface CardAndPin {
  readonly library: string;
  readonly card: string;
  readonly pin: string;
}

/**
 * The PIN is sent to the library's own system only, once, and only if the library has an agreement and neither patron nor
 * card is locked out.
 */
export async function linkByCard(
  { library: libraryId, card: written, pin }: CardAndPin,
  patron: Person,
  asking: InternalContext,
  { libraries, cards, attempts, accountLinks, clock }: LinkByCardDependencies,
): Promise<LinkAccountModel> {
  const library = libraries.find(libraryId);
  const card = readCard(written);
  if (library === null || card === null || !isPin(pin)) return refuseLink('NOT_RECOGNISED');
  if (!hasAgreed(library)) return refuseLink('NO_AGREEMENT');
  const attempted: Attempted = { patron, system: library.system, card };
  const lock = await attempts.begin(attempted);
  if (lock !== null) return refuseLink('LOCKED_OUT', lock.lockedUntil);
  const answer = await cards.verify({ library: libraryId, card, pin }, asking);
  if ('refusal' in answer) {
    // It may have been tried at the system even if nobody waited for the answer: it stays counted.
    if (!answer.shown) await attempts.notMade(attempted);
    return refuseCard(answer);
  }
  await attempts.succeeded(attempted);
  const { account, homeLibrary } = answer;
  if (homeLibrary === null) return refuseLink('CANNOT_VERIFY');
  if (findOwnRefusal(libraries.find(homeLibrary)) !== null) return refuseLink('NO_AGREEMENT');
  const { subject } = patron;
  const link: Link = { subject, account, library: homeLibrary, verifiedBy: 'CARD_AND_PIN', linkedAt: clock() };
  if (await accountLinks.add(link)) return linked(toOwnAccount(link, libraries));
  const other = await accountLinks.find(account);
  return refuseLink(other !== null && isOf(patron, other) ? 'ALREADY_LINKED' : 'LINKED_ELSEWHERE');
}
