/** Everything that can be asked about patrons' accounts, each question for those who may ask it. */
import { toId } from '#domain/ids.ts';
import type { InternalContext } from '#platform/signed-context.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { toOwnAccount } from './accounts.ts';
import { assertOperator, findPatron, getStaffOrAnalyst, getPatron, getStaff } from './callers.ts';
import type { CardLookup } from './card-lookup.ts';
import type { LibraryDirectory } from './library-directory.ts';
import { linkAtDesk, type SeenCard } from './link-at-desk.ts';
import { createLinkAttempts, createStaffAttempts } from './link-attempts.ts';
import { linkByCard, type CardAndPin } from './link-by-card.ts';
import { createAccountLinks, isOf } from './account-links.ts';
import { lookAtDuplicates, type ReaderGroups } from './look-at-duplicates.ts';
import { lookByCard, lookById, type LookRequest } from './look.ts';
import type { AccountLookModel, AccountModel, AuditPageModel, LinkAccountModel } from './models.ts';
import type { PatronKeys, Person } from './patron-keys.ts';
import { readAudit, type AuditQuestion } from './read-audit.ts';

export type PatronService = ReturnType<typeof createPatronService>;

export interface PatronServiceDependencies {
  readonly db: Kysely<Database>;
  readonly keys: PatronKeys;
  readonly cards: CardLookup;
  readonly groups: ReaderGroups;
  readonly libraries: LibraryDirectory;
  readonly clock: () => Date;
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
      return links
        .filter(({ library }) => libraries.find(library) !== null)
        .map((link) => toOwnAccount(link, libraries));
    },
    /** Null if it is not the caller's own. */
    async findOwn(account: string, caller: InternalContext): Promise<AccountModel | null> {
      const patron = findPatron(caller);
      const id = toId(account, 'account');
      if (patron === null || id === null) return null;
      const link = await accountLinks.find(id);
      // By the id that was asked for: leave to read it is for that one.
      return link !== null && isOf(patron, link) ? { ...toOwnAccount(link, libraries), id } : null;
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
    async signGrant({ id: account, access }: AccountModel, { subject }: InternalContext): Promise<string | null> {
      if (subject === null || 'refusal' in access) return null;
      return keys.sign({ subject, account, purpose: access.purpose });
    },
    /** Throws FORBIDDEN for everybody but an operator. */
    async audit(question: AuditQuestion, caller: InternalContext): Promise<AuditPageModel> {
      assertOperator(caller);
      return readAudit(question, { db, keys, accountLinks });
    },
  };
}
