/** Staff look at an account. Every look is written down, refused or not, before access is granted. */
import { toId, type AccountId, type LibraryId } from '#domain/ids.ts';
import type { StaffPurpose } from '#domain/region.ts';
import type { InternalContext } from '#platform/signed-context.ts';
import { insertAuditEntry } from './repositories/audit.ts';
import type { AccessRefusal, AccessRefusalCode } from './__generated__/types.ts';
import { findStaffRefusal, needsNote, refuseAccess } from './access-rules.ts';
import type { Staff } from './callers.ts';
import { readCard } from './card-lookup.ts';
import { findCardForStaff } from './find-card-for-staff.ts';
import { shownId, type Link } from './account-links.ts';
import { standingLinks } from './accounts.ts';
import type { AccountLookModel } from './models.ts';
import { readNote } from './note.ts';
import type { StaffDependencies } from './staff-dependencies.ts';

export interface LookRequest {
  readonly purpose: StaffPurpose;
  readonly note?: string | null | undefined;
}

/** What a look has found so far. */
export interface Found {
  readonly account: AccountId | null;
  readonly library: LibraryId | null;
  readonly link: Link | null;
  /** Where it goes on since its library moved; absent for an account that did not move. */
  readonly continued?: string | undefined;
  readonly refusal: AccessRefusal | null;
}

type Find = (purpose: StaffPurpose) => Promise<Found>;

export const NOTHING_FOUND: Omit<Found, 'refusal'> = { account: null, library: null, link: null };

/** By the id of an account that was linked before, or whose system has readers of one library only. */
export function lookById(
  id: string,
  wanted: LookRequest,
  staff: Staff,
  dependencies: StaffDependencies,
): Promise<AccountLookModel> {
  const { libraries, accountLinks } = dependencies;
  return look(wanted, staff, dependencies, async (purpose) => {
    const account = toId(id, 'account');
    if (account === null) return { ...NOTHING_FOUND, refusal: refuseAccess('NOT_FOUND') };
    const link = await accountLinks.find(account);
    const library = link === null ? libraries.findOnlyOf(account) : libraries.find(link.library);
    if (library === null) return { ...NOTHING_FOUND, account, refusal: refuseAccess('NOT_FOUND') };
    const refusal = findStaffRefusal(staff.libraries, library, purpose);
    if (link === null || isComparing(purpose)) return { account, library: library.id, link, refusal };
    const standing = standingLinks(await accountLinks.of(link.subject), libraries);
    const goesOn = standing.find((one) => shownId(one) === link.account && one.library === link.library) ?? link;
    return { account, library: library.id, link: goesOn, continued: goesOn.continues?.sealed, refusal };
  });
}

/** By a card. The system is asked only if staff may look at readers of the library that they name. */
export function lookByCard(
  named: { readonly library: string; readonly card: string },
  wanted: LookRequest,
  staff: Staff,
  asking: InternalContext,
  dependencies: StaffDependencies,
): Promise<AccountLookModel> {
  const { libraries, accountLinks } = dependencies;
  return look(wanted, staff, dependencies, async (purpose) => {
    const library = libraries.find(named.library);
    if (library === null) return { ...NOTHING_FOUND, refusal: refuseAccess('NOT_FOUND') };
    const before = { ...NOTHING_FOUND, library: library.id };
    const refusal = findStaffRefusal(staff.libraries, library, purpose);
    if (refusal !== null) return { ...before, refusal };
    const card = readCard(named.card);
    if (card === null) return { ...before, refusal: refuseAccess('NOT_FOUND') };
    const refusalAt = (id: LibraryId | null): AccessRefusal | null => {
      const home = id === null ? null : libraries.find(id);
      return home === null ? refuseAccess('LIBRARY_UNKNOWN') : findStaffRefusal(staff.libraries, home, purpose);
    };
    const mayKnow = (home: LibraryId | null): boolean => !HIDDEN_OWNERS.has(refusalAt(home)?.code);
    const answer = await findCardForStaff({ library: library.id, card, staff, asking, mayKnow }, dependencies);
    if ('lockedUntil' in answer) return { ...before, refusal: refuseAccess('LOCKED_OUT', answer.lockedUntil) };
    if ('refusal' in answer) return { ...before, refusal: refuseAccess(WORDS[answer.refusal]) };
    const { account, homeLibrary } = answer;
    const link = await accountLinks.find(account);
    const found = { account, library: homeLibrary ?? library.id, link, refusal: refusalAt(homeLibrary) };
    if (link === null || isComparing(purpose)) return found;
    return { ...found, account: shownId(link), continued: link.continues?.sealed };
  });
}

/** Before and after a move are compared by the accounts of both systems, each under its own id. */
function isComparing(purpose: StaffPurpose): boolean {
  return purpose === 'MOVE_RECONCILIATION';
}

/** Refusals of a card whose owner is none of these staff's business, as far as is known. */
const HIDDEN_OWNERS = new Set<AccessRefusalCode | undefined>(['NOT_YOUR_LIBRARY', 'LIBRARY_UNKNOWN']);

const WORDS = {
  NOT_RECOGNISED: 'NOT_FOUND',
  CANNOT_SAY: 'CANNOT_FIND',
  SYSTEM_UNAVAILABLE: 'SYSTEM_UNAVAILABLE',
} as const satisfies Record<string, AccessRefusalCode>;

/** Writes the look down before it answers. */
export async function look(
  { purpose, note: said }: LookRequest,
  staff: Staff,
  { db, keys, clock }: StaffDependencies,
  find: Find,
): Promise<AccountLookModel> {
  const note = readNote(said);
  const found = needsNote(purpose, note)
    ? { ...NOTHING_FOUND, refusal: refuseAccess('NOTE_REQUIRED') }
    : await find(purpose);
  const { library, link, continued, refusal } = found;
  const account = found.account && keys.current.accountId(found.account);
  await insertAuditEntry(db, {
    at: clock(),
    action: 'LOOK',
    actor: staff.subject,
    actorLibraries: staff.libraries,
    account,
    patron: null,
    library,
    purpose,
    note,
    refusal: refusal?.code ?? null,
  });
  if (refusal !== null || account === null || library === null) {
    return { account: null, refusal: refusal ?? refuseAccess('NOT_FOUND') };
  }
  return { account: { id: account, library, continued, link, access: { purpose } }, refusal: null };
}
