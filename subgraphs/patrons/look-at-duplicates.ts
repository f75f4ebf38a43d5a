/** Looks behind the tokens of accounts that seem to be one person's: each look is written down like any other. */
import type { AccountId, LibraryId } from '#domain/ids.ts';
import type { Library, StaffPurpose } from '#domain/region.ts';
import type { AccessRefusalModel, AccountLookModel } from './models.ts';
import { findStaffRefusal, refuseAccess } from './access-rules.ts';
import type { Staff } from './callers.ts';
import { hasAgreed } from './library-directory.ts';
import { look, NOTHING_FOUND, type Found, type WantedLook } from './look.ts';
import type { StaffMeans } from './staff-means.ts';

export interface GroupedAccount {
  /** Null where its token cannot be opened with the region's secret of today. */
  readonly account: AccountId | null;
  /** Null where its system does not say whose reader it is. */
  readonly library: LibraryId | null;
}

/** Groups of `duplicateReaders`. */
export interface ReaderGroups {
  /** Null where there is no such group, or its accounts are not the same any more. */
  find(group: string): Promise<readonly GroupedAccount[] | null>;
}

/** Somebody who compares the readers of several libraries; `libraries` is null for an analyst, who is of none. */
export interface Looker extends Omit<Staff, 'libraries'> {
  readonly libraries: readonly string[] | null;
}

/** In the order of the group; null where there is no such group. */
export async function lookAtDuplicates(
  group: string,
  wanted: WantedLook,
  looker: Looker,
  means: StaffMeans & { readonly groups: ReaderGroups },
): Promise<readonly AccountLookModel[] | null> {
  const accounts = await means.groups.find(group);
  if (accounts === null) return null;
  const staff: Staff = { subject: looker.subject, libraries: looker.libraries ?? [] };
  return Promise.all(
    accounts.map((grouped) => look(wanted, staff, means, (purpose) => judge(grouped, purpose, looker, means))),
  );
}

async function judge(
  { account, library: id }: GroupedAccount,
  purpose: StaffPurpose,
  { libraries }: Looker,
  means: StaffMeans,
): Promise<Found> {
  if (account === null) return { ...NOTHING_FOUND, library: id, refusal: refuseAccess('NOT_FOUND') };
  const library = id === null ? null : means.libraries.find(id);
  if (library === null) return { ...NOTHING_FOUND, account, refusal: refuseAccess('LIBRARY_UNKNOWN') };
  const refusal =
    libraries === null ? findAnalystRefusal(library, purpose) : findStaffRefusal(libraries, library, purpose);
  return { account, library: library.id, link: await means.vault.find(account), refusal };
}

/** An analyst compares readers of libraries that agreed to it, and does nothing else with them. */
function findAnalystRefusal(library: Library, purpose: StaffPurpose): AccessRefusalModel | null {
  if (!hasAgreed(library)) return refuseAccess('NO_AGREEMENT');
  const isComparing = purpose === 'DATA_CLEANING' || purpose === 'MOVE_RECONCILIATION';
  return isComparing && library.patronData.purposes.includes(purpose) ? null : refuseAccess('PURPOSE_NOT_AGREED');
}
