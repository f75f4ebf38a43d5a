/** Everything that can be asked about patrons' accounts, each by whoever may ask it. */
import type { GrantSigner } from '#platform/account-grant.ts';
import type { InternalContext } from '#platform/signed-context.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { toOwnAccount } from './accounts.ts';
import { assertOperator, findPatron, getLooker, getPatron, getStaff } from './callers.ts';
import type { CardDesk } from './card-desk.ts';
import type { LibraryDirectory } from './library-directory.ts';
import { linkAtDesk, type SeenCard } from './link-at-desk.ts';
import { createLinkAttempts } from './link-attempts.ts';
import { linkByCard, type CardAndPin } from './link-by-card.ts';
import { createLinkVault } from './link-vault.ts';
import { lookAtDuplicates, type ReaderGroups } from './look-at-duplicates.ts';
import { lookByCard, lookById, type WantedLook } from './look.ts';
import type { AccountLookModel, AccountModel, AuditPageModel, LinkAccountModel } from './models.ts';
import type { PatronKeys } from './patron-keys.ts';
import { readAudit, type AuditQuestion } from './read-audit.ts';

export interface PatronDesk {
  readonly sign: GrantSigner;
  /** Of libraries that the region still has, oldest link first. */
  accountsOf(subject: string): Promise<readonly AccountModel[]>;
  /** Null where it is not the caller's own. */
  findOwn(account: string, caller: InternalContext): Promise<AccountModel | null>;
  /** Throws FORBIDDEN for everybody but a patron, as the two below do. */
  linkByCard(card: CardAndPin, caller: InternalContext): Promise<LinkAccountModel>;
  /** False where there was no such link. */
  unlink(account: string, caller: InternalContext): Promise<boolean>;
  /** Throws FORBIDDEN for everybody but staff, as the two below do. */
  linkAtDesk(card: SeenCard, caller: InternalContext): Promise<LinkAccountModel>;
  lookById(id: string, look: WantedLook, caller: InternalContext): Promise<AccountLookModel>;
  lookByCard(
    card: { readonly library: string; readonly card: string },
    look: WantedLook,
    caller: InternalContext,
  ): Promise<AccountLookModel>;
  /** Null where there is no such group. Throws FORBIDDEN for everybody but staff and analysts. */
  lookAtDuplicates(
    group: string,
    look: WantedLook,
    caller: InternalContext,
  ): Promise<readonly AccountLookModel[] | null>;
  /** Throws FORBIDDEN for everybody but an operator. */
  audit(question: AuditQuestion, caller: InternalContext): Promise<AuditPageModel>;
}

export interface PatronDeskMeans {
  readonly db: Kysely<Database>;
  readonly keys: PatronKeys;
  readonly cards: CardDesk;
  readonly groups: ReaderGroups;
  readonly libraries: LibraryDirectory;
  readonly clock: () => Date;
}

export function createPatronDesk({ db, keys, cards, groups, libraries, clock }: PatronDeskMeans): PatronDesk {
  const vault = createLinkVault(db, keys);
  const means = { db, libraries, cards, groups, vault, clock, attempts: createLinkAttempts(db, keys, clock) };
  return {
    sign: keys.sign,
    async accountsOf(subject) {
      const links = await vault.usedBy(subject, clock());
      return links
        .filter(({ library }) => libraries.find(library) !== null)
        .map((link) => toOwnAccount(link, libraries));
    },
    async findOwn(account, caller) {
      const subject = findPatron(caller);
      if (subject === null) return null;
      const link = await vault.find(account);
      return link?.subject === subject ? toOwnAccount(link, libraries) : null;
    },
    linkByCard: async (card, caller) => linkByCard(card, getPatron(caller), caller, means),
    unlink: async (account, caller) => vault.remove(account, getPatron(caller)),
    linkAtDesk: async (card, caller) => linkAtDesk(card, getStaff(caller), caller, means),
    lookById: async (id, look, caller) => lookById(id, look, getStaff(caller), means),
    lookByCard: async (card, look, caller) => lookByCard(card, look, getStaff(caller), caller, means),
    lookAtDuplicates: async (group, look, caller) => lookAtDuplicates(group, look, getLooker(caller), means),
    async audit(question, caller) {
      assertOperator(caller);
      return readAudit(db, question);
    },
  };
}
