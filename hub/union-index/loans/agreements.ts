/** Which loans, holds and readers may be kept: only those of libraries with an agreement that names the purpose. */
import { LOAN_LIST_PURPOSES } from '#contract/reader-sources.ts';
import type { SystemId } from '#domain/ids.ts';
import type { DataPurpose, Library, Region } from '#domain/region.ts';
import type { LoanList } from '#store/loan-lists.ts';
import type { KeptRows } from './repositories/forget.ts';

/** The purposes of each list; one of them is enough. */
export const LIST_PURPOSES: Readonly<Record<LoanList, readonly DataPurpose[]>> = {
  OPEN_LOANS: LOAN_LIST_PURPOSES.openLoans,
  OPEN_HOLDS: LOAN_LIST_PURPOSES.openHolds,
  USE_COUNTS: LOAN_LIST_PURPOSES.useCounts,
  READERS: LOAN_LIST_PURPOSES.readers,
  OPEN_CHARGES: LOAN_LIST_PURPOSES.openCharges,
};

/** The purposes for which facts of a reader may be kept that only a move needs. */
const MOVE_PURPOSES: readonly DataPurpose[] = ['MOVE_RECONCILIATION'];

export type Agreements = ReturnType<typeof createAgreements>;

export function hasAgreedTo(library: Library, purposes: readonly DataPurpose[]): boolean {
  return purposes.some((purpose) => library.patronData?.purposes.includes(purpose) === true);
}

export function createAgreements(region: Region, systemId: SystemId) {
  const owners = region.systems.find(({ id }) => id === systemId)?.owners ?? [];
  const byCode = new Map(owners.map(({ code, library }) => [code, library]));
  const all = new Set(byCode.values());
  const libraries = region.libraries.filter(({ id }) => all.has(id));
  const keptFor = (purposes: readonly DataPurpose[]): KeptRows | null => {
    const agreed = libraries.filter((library) => hasAgreedTo(library, purposes)).map(({ id }) => id);
    // A row of an unknown library may be kept only if every library agreed.
    return agreed.length === 0 ? null : { libraries: agreed, unknown: agreed.length === all.size };
  };
  return {
    /** All libraries of the system. */
    libraries: [...all],
    /** The library of an owner code; null for no code, and for one that the region file does not name. */
    libraryOf: (code: string | null) => (code === null ? null : (byCode.get(code) ?? null)),
    /** The owner codes of these libraries; undefined for all that there may be. */
    codesOf: ({ libraries: kept, unknown }: KeptRows) =>
      unknown ? undefined : owners.filter(({ library }) => kept.includes(library)).map(({ code }) => code),
    /** Which rows of a list may be kept; null if none of the system's libraries agreed to it. */
    keptOf: (list: LoanList) => keptFor(LIST_PURPOSES[list]),
    /** Of whose readers the facts may be kept that only a move needs; null if none of the system's libraries agreed to one. */
    ofAMove: keptFor(MOVE_PURPOSES),
  };
}

/**
 * Rows that may be shown for a purpose today, whatever was agreed to when they were stored: of libraries, and of systems in which
 * all libraries agreed, where rows of an unknown library may be shown too.
 */
export function findPermittedRows(region: Region, purposes: readonly DataPurpose[]) {
  const libraries = region.libraries.filter((library) => hasAgreedTo(library, purposes)).map(({ id }) => id);
  const agreed = new Set(libraries);
  const whole = region.systems.filter(({ owners }) => owners.every(({ library }) => agreed.has(library)));
  return { libraries, systems: whole.map(({ id }) => id) };
}
