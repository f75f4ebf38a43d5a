/** Shows the accounts behind tokens that seem to be one person's. Each look is written down like any other. */
import type { AccountId, LibraryId } from '#domain/ids.ts';
import type { Library, StaffPurpose } from '#domain/region.ts';
import type { AccessRefusal } from './__generated__/types.ts';
import type { AccountLookModel } from './models.ts';
import { findStaffRefusal, refuseAccess } from './access-rules.ts';
import type { StaffOrAnalyst, Staff } from './callers.ts';
import { hasAgreed } from './library-directory.ts';
import { look, NOTHING_FOUND, type Found, type LookRequest } from './look.ts';
import type { StaffDependencies } from './staff-dependencies.ts';

export interface GroupedAccount {
  /** Null if its token cannot be opened with the region's present secret. */
  readonly account: AccountId | null;
  /** Null if its system does not say whose reader it is. */
  readonly library: LibraryId | null;
}

/** Groups of `duplicateReaders`. */
export interface ReaderGroups {
  /** Null if there is no such group, or its accounts have changed. */
  find(group: string): Promise<readonly GroupedAccount[] | null>;
}

/** In the order of the group; null if there is no such group. */
export async function lookAtDuplicates(
  group: string,
  wanted: LookRequest,
  looker: StaffOrAnalyst,
  dependencies: StaffDependencies & { readonly groups: ReaderGroups },
): Promise<readonly AccountLookModel[] | null> {
  const accounts = await dependencies.groups.find(group);
  if (accounts === null) return null;
  const staff: Staff = { ...looker, libraries: looker.libraries ?? [] };
  return Promise.all(
    accounts.map((grouped) =>
      look(wanted, staff, dependencies, (purpose) => judge(grouped, purpose, looker, dependencies)),
    ),
  );
}

async function judge(
  { account, library: id }: GroupedAccount,
  purpose: StaffPurpose,
  { libraries }: StaffOrAnalyst,
  dependencies: StaffDependencies,
): Promise<Found> {
  if (account === null) return { ...NOTHING_FOUND, library: id, refusal: refuseAccess('NOT_FOUND') };
  const library = id === null ? null : dependencies.libraries.find(id);
  if (library === null) return { ...NOTHING_FOUND, account, refusal: refuseAccess('LIBRARY_UNKNOWN') };
  const refusal =
    libraries === null ? findAnalystRefusal(library, purpose) : findStaffRefusal(libraries, library, purpose);
  return { account, library: library.id, link: await dependencies.accountLinks.find(account), refusal };
}

/** An analyst compares readers of libraries that agreed to it, and does nothing else with them. */
function findAnalystRefusal(library: Library, purpose: StaffPurpose): AccessRefusal | null {
  if (!hasAgreed(library)) return refuseAccess('NO_AGREEMENT');
  const isComparing = purpose === 'DATA_CLEANING' || purpose === 'MOVE_RECONCILIATION';
  return isComparing && library.patronData.purposes.includes(purpose) ? null : refuseAccess('PURPOSE_NOT_AGREED');
}
