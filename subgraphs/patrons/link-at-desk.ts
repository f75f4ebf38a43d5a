/** Staff link an account to a patron who stands at their desk. */
import { parseId, type LibraryId } from '#domain/ids.ts';
import type { InternalContext } from '#platform/signed-context.ts';
import { insertAuditEntry } from './repositories/audit.ts';
import { continuedBy, formerAccounts, toLinkedByStaff } from './accounts.ts';
import type { Staff } from './callers.ts';
import { readCard } from './card-lookup.ts';
import { findCardForStaff } from './find-card-for-staff.ts';
import { hasAgreed } from './library-directory.ts';
import { codeOfCard, linked, refuseAtDesk } from './link-refusals.ts';
import { isOf, type Link } from './account-links.ts';
import type { LinkAccountModel } from './models.ts';
import { readReason } from './note.ts';
import type { StaffDependencies } from './staff-dependencies.ts';

export interface SeenCard {
  readonly library: string;
  readonly card: string;
  readonly patron: string;
  readonly reason: string;
}

/** Throws BAD_USER_INPUT for a reason that says nothing. */
export async function linkAtDesk(
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
    await insertAuditEntry(transaction, {
      at: link.linkedAt,
      action: before === own ? 'LINK' : 'MOVE_LINK',
      actor: staff.subject,
      actorLibraries: staff.libraries,
      account,
      patron: subject,
      library: homeLibrary,
      purpose: null,
      note,
      refusal: null,
    });
    await accountLinks.move(transaction, link);
  });
  return linked(toLinkedByStaff(link));
}

/** The pseudonym in a patron's id; null for what is no patron's id of this region. */
function readPatron(id: string, regionId: string): string | null {
  const parts = parseId(id, 'patron');
  return parts?.routingKey === regionId && /^[\w-]{16,64}$/.test(parts.local) ? parts.local : null;
}
