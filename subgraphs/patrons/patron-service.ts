/** Everything that can be asked about patrons' accounts, each question for those who may ask it. */
import { toId, parseId, type LibraryId } from '#domain/ids.ts';
import type { InternalContext } from '#platform/signed-context.ts';
import { continuedBy, formerAccounts, standingLinks, toOwnAccount, toLinkedByStaff } from './accounts.ts';
import { assertOperator, findPatron, getStaffOrAnalyst, getPatron, getStaff, type Staff } from './callers.ts';
import { isPin, readCard } from './card-lookup.ts';
import { hasAgreed } from './library-directory.ts';
import { createLinkAttempts, createStaffAttempts, type Attempted, type LinkAttempts } from './link-attempts.ts';
import { createAccountLinks, isOf, shownId, type Link } from './account-links.ts';
import { lookAtDuplicates, type ReaderGroups } from './look-at-duplicates.ts';
import { lookByCard, lookById, type LookRequest } from './look.ts';
import type { AccountLookModel, AccountModel, AuditPageModel, LinkAccountModel } from './models.ts';
import type { Person } from './patron-keys.ts';
import { readAudit, type AuditQuestion } from './read-audit.ts';
import { findOwnRefusal } from './access-rules.ts';
import type { StaffDependencies } from './staff-dependencies.ts';
import { codeOfCard, linked, refuseLink, refuseAtDesk } from './link-refusals.ts';
import { insertAuditEntry } from './repositories/audit.ts';
import { findCardForStaff } from './find-card-for-staff.ts';
import { readReason } from './note.ts';

export type PatronService = ReturnType<typeof createPatronService>;

export interface PatronServiceDependencies extends Omit<StaffDependencies, 'staffAttempts' | 'accountLinks'> {
  readonly groups: ReaderGroups;
}

export function createPatronService(options: PatronServiceDependencies) {
  const { db, keys, libraries, clock } = options;
  const accountLinks = createAccountLinks(db, keys);
  const attempts = createLinkAttempts(db, keys, clock);
  const dependencies = { ...options, accountLinks, attempts, staffAttempts: createStaffAttempts(db, keys, clock) };
  return {
    /** Of libraries that the region still has, oldest link first. */
    async accountsOf(patron: Person): Promise<readonly AccountModel[]> {
      const links = await accountLinks.usedBy(patron, clock());
      return standingLinks(links, libraries)
        .filter(({ library }) => libraries.find(library) !== null)
        .map((link) => toOwnAccount(link, libraries));
    },
    /** Null if it is not the caller's own. */
    async findOwn(account: string, caller: InternalContext): Promise<AccountModel | null> {
      const patron = findPatron(caller);
      const id = toId(account, 'account');
      if (patron === null || id === null) return null;
      const links = standingLinks(await accountLinks.usedBy(patron, clock()), libraries);
      const link = links.find((one) => shownId(one) === keys.current.accountId(id));
      // By the id that was asked for: leave to read it is for that one.
      return link === undefined ? null : { ...toOwnAccount(link, libraries), id };
    },
    /** Throws FORBIDDEN for everybody but a patron, as the two below do. */
    linkByCard: async (card: CardAndPin, caller: InternalContext): Promise<LinkAccountModel> =>
      linkByCard(card, getPatron(caller), caller, dependencies),
    /** False if there was no such link. */
    async unlink(account: string, caller: InternalContext): Promise<boolean> {
      const patron = getPatron(caller);
      const id = toId(account, 'account');
      return id !== null && accountLinks.remove(id, patron);
    },
    /** Throws FORBIDDEN for everybody but staff, as the two below do. */
    linkAtDesk: async (card: SeenCard, caller: InternalContext): Promise<LinkAccountModel> =>
      linkAtDesk(card, getStaff(caller), caller, dependencies),
    lookById: async (id: string, look: LookRequest, caller: InternalContext): Promise<AccountLookModel> =>
      lookById(id, look, getStaff(caller), dependencies),
    lookByCard: async (
      card: { readonly library: string; readonly card: string },
      look: LookRequest,
      caller: InternalContext,
    ): Promise<AccountLookModel> => lookByCard(card, look, getStaff(caller), caller, dependencies),
    /** Null if there is no such group. Throws FORBIDDEN for everybody but staff and analysts. */
    lookAtDuplicates: async (
      group: string,
      look: LookRequest,
      caller: InternalContext,
    ): Promise<readonly AccountLookModel[] | null> =>
      lookAtDuplicates(group, look, getStaffOrAnalyst(caller), dependencies),
    /** A grant for the caller to read the account, good for minutes; null if the caller may not. */
    async signGrant(
      { id: account, library, continued, access }: AccountModel,
      { subject }: InternalContext,
    ): Promise<string | null> {
      if (subject === null || 'refusal' in access) return null;
      return keys.sign({ subject, account, library, purpose: access.purpose, continued });
    },
    /** Throws FORBIDDEN for everybody but an operator. */
    async audit(question: AuditQuestion, caller: InternalContext): Promise<AuditPageModel> {
      assertOperator(caller);
      return readAudit(question, { db, keys, accountLinks });
    },
  };
}

interface CardAndPin {
  readonly library: string;
  readonly card: string;
  readonly pin: string;
}

/**
 * The PIN is sent to the library's own system only, once, and only if the library has an agreement and neither patron nor
 * card is locked out.
 */
async function linkByCard(
  { library: libraryId, card: written, pin }: CardAndPin,
  patron: Person,
  asking: InternalContext,
  {
    libraries,
    cards,
    attempts,
    accountLinks,
    clock,
  }: Omit<StaffDependencies, 'staffAttempts'> & { readonly attempts: LinkAttempts },
): Promise<LinkAccountModel> {
  const library = libraries.find(libraryId);
  const card = readCard(written);
  if (library === null || card === null || !isPin(pin)) return refuseLink('NOT_RECOGNISED');
  if (!hasAgreed(library)) return refuseLink('NO_AGREEMENT');
  const attempted: Attempted = { patron, system: library.system, card };
  const begun = await attempts.begin(attempted);
  if ('lockedUntil' in begun) return refuseLink('LOCKED_OUT', begun.lockedUntil);
  const former = formerAccounts(await accountLinks.usedBy(patron, clock()), libraryId, libraries);
  const answer = await cards.verify({ library: libraryId, card, pin, formerAccounts: former }, asking);
  if ('refusal' in answer) {
    // It may have been tried at the system even if nobody waited for the answer: it stays counted.
    if (!answer.shown) await attempts.notMade(attempted, begun);
    return refuseLink(codeOfCard(answer));
  }
  await attempts.succeeded(attempted, begun);
  const { account, homeLibrary } = answer;
  if (homeLibrary === null) return refuseLink('CANNOT_VERIFY');
  const hasChanged = await accountLinks.belongsTo(account, homeLibrary);
  if (findOwnRefusal(libraries.find(homeLibrary)) !== null) return refuseLink('NO_AGREEMENT');
  const { subject } = patron;
  const linkedAt = clock();
  const continues = continuedBy(answer, libraryId);
  const link: Link = { subject, account, library: homeLibrary, verifiedBy: 'CARD_AND_PIN', linkedAt, continues };
  if (await accountLinks.add(link)) return linked(toOwnAccount(link, libraries));
  // Where the system before was silent when the card was linked, it may have told only now.
  const known = continues === undefined ? null : await accountLinks.goOn(account, patron, continues);
  if (known !== null) return linked(toOwnAccount(known, libraries));
  const other = await accountLinks.find(account);
  if (other === null || !isOf(patron, other)) return refuseLink('LINKED_ELSEWHERE');
  return hasChanged ? linked(toOwnAccount(other, libraries)) : refuseLink('ALREADY_LINKED');
}

/** As the gateway makes them (`gateway/identity/subject.ts`). */
const PSEUDONYM = /^[\w-]{24}$/;

interface SeenCard {
  readonly library: string;
  readonly card: string;
  readonly patron: string;
  readonly reason: string;
}

/** Throws BAD_USER_INPUT for a reason that says nothing. */
async function linkAtDesk(
  { library: libraryId, card: written, patron, reason }: SeenCard,
  staff: Staff,
  asking: InternalContext,
  dependencies: StaffDependencies,
): Promise<LinkAccountModel> {
  const { db, keys, libraries, accountLinks, clock } = dependencies;
  const note = readReason(reason, 'say how the patron was known');
  const subject = readPatron(patron, libraries.regionId);
  if (subject === null) return refuseAtDesk('UNKNOWN_PATRON');
  const library = libraries.find(libraryId);
  if (library === null || !staff.libraries.includes(libraryId)) return refuseAtDesk('NOT_YOUR_LIBRARY');
  if (!hasAgreed(library)) return refuseAtDesk('NO_AGREEMENT');
  const card = readCard(written);
  if (card === null) return refuseAtDesk('NOT_RECOGNISED');
  const mayKnow = (home: LibraryId | null): boolean => home !== null && staff.libraries.includes(home);
  const former = formerAccounts(await accountLinks.of(subject), libraryId, libraries);
  const asked = { library: libraryId, card, staff, asking, mayKnow, formerAccounts: former };
  const answer = await findCardForStaff(asked, dependencies);
  if ('lockedUntil' in answer) return refuseAtDesk('LOCKED_OUT', answer.lockedUntil);
  if ('refusal' in answer) return refuseAtDesk(codeOfCard(answer));
  const { homeLibrary } = answer;
  const account = keys.current.accountId(answer.account);
  if (homeLibrary === null) return refuseAtDesk('CANNOT_VERIFY');
  const home = libraries.find(homeLibrary);
  if (home === null || !staff.libraries.includes(homeLibrary)) return refuseAtDesk('NOT_YOUR_LIBRARY');
  if (!hasAgreed(home)) return refuseAtDesk('NO_AGREEMENT');
  const before = await accountLinks.find(account);
  const continues = continuedBy(answer, libraryId);
  const own = before !== null && isOf({ subject }, before) ? before : null;
  const isKnown = continues === undefined || own?.continues !== undefined;
  if (own !== null && isKnown) return refuseAtDesk('ALREADY_LINKED');
  const seen = { subject, account, library: homeLibrary, verifiedBy: 'STAFF', linkedAt: clock(), continues } as const;
  const link: Link = { ...own, ...seen };
  await db.transaction().execute(async (transaction) => {
    // Its reader may have linked it since it was looked for.
    const isMoved = await accountLinks.move(transaction, link);
    await insertAuditEntry(transaction, {
      at: link.linkedAt,
      action: isMoved ? 'MOVE_LINK' : 'LINK',
      actor: staff.subject,
      actorLibraries: staff.libraries,
      account,
      patron: subject,
      library: homeLibrary,
      purpose: null,
      note,
      refusal: null,
    });
  });
  return linked(toLinkedByStaff(link));
}

/**
 * The pseudonym in a patron's id; null for what is no patron's id of this region, or was not copied whole. Whether somebody has it is
 * not known here.
 */
function readPatron(id: string, regionId: string): string | null {
  const parts = parseId(id, 'patron');
  return parts?.routingKey === regionId && PSEUDONYM.test(parts.local) ? parts.local : null;
}
