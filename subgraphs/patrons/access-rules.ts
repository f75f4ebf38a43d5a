/** Who may read an account, for what. Pure. */
import type { Library, StaffPurpose } from '#domain/region.ts';
import type { AccessRefusal, AccessRefusalCode } from './__generated__/types.ts';
import { hasAgreed } from './library-directory.ts';

const MESSAGES: Readonly<Record<AccessRefusalCode, string>> = {
  NOT_FOUND: 'There is no such account here, or it is only to be found by its card.',
  NO_AGREEMENT: 'The region has no agreement with the library of this account to handle its readers’ data.',
  PURPOSE_NOT_AGREED: 'The agreement with the library of this account does not name this purpose.',
  NOT_YOUR_LIBRARY: 'This is another library’s reader, and no agreement shares the account with yours.',
  LIBRARY_UNKNOWN:
    'The system does not say which of its libraries the reader belongs to, so it is unknown who may look.',
  NOTE_REQUIRED: 'Say in a note what this look is about.',
  PURPOSE_NEEDED: 'Say what the account is to be read for: ask for it by `account` with a purpose.',
  CANNOT_FIND: 'The library’s system cannot find a reader by card here.',
  SYSTEM_UNAVAILABLE: 'The library’s system does not answer; try again later.',
  LOCKED_OUT:
    'You tried too many cards that are not known here, or not your library’s. Wait before you try the next one.',
  LIBRARY_MOVED:
    'The library has moved to another system: link the card there again, and the account goes on as it was.',
};

const NEED_A_NOTE: readonly StaffPurpose[] = ['SUBJECT_ACCESS', 'INCIDENT'];

export function refuseAccess(code: AccessRefusalCode, retryAt: Date | null = null): AccessRefusal {
  return { code, message: MESSAGES[code], retryAt: retryAt?.toISOString() ?? null };
}

/** Null if readers of the library may read their own accounts. */
export function findOwnRefusal(library: Library | null): AccessRefusal | null {
  return library !== null && hasAgreed(library) ? null : refuseAccess('NO_AGREEMENT');
}

/** Null if staff of `own` libraries may look at accounts of the library's readers for this purpose. */
export function findStaffRefusal(
  own: readonly string[],
  library: Library,
  purpose: StaffPurpose,
): AccessRefusal | null {
  const isOwn = own.includes(library.id);
  if (!hasAgreed(library)) return refuseAccess(isOwn ? 'NO_AGREEMENT' : 'NOT_YOUR_LIBRARY');
  const { purposes, sharedWith } = library.patronData;
  const agreed = [
    ...(isOwn ? [purposes] : []),
    ...sharedWith.filter((shared) => own.includes(shared.library)).map((shared) => shared.purposes),
  ];
  if (agreed.length === 0) return refuseAccess('NOT_YOUR_LIBRARY');
  return agreed.some((list) => list.includes(purpose)) ? null : refuseAccess('PURPOSE_NOT_AGREED');
}

export function needsNote(purpose: StaffPurpose, note: string | null): boolean {
  return note === null && NEED_A_NOTE.includes(purpose);
}
