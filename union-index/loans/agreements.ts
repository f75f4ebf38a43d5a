/** Whose loans, holds and readers may be kept: those of libraries whose agreement names the purpose, and nobody else's. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { DataPurpose, Library, Region } from '#domain/region.ts';
import type { LoanList } from '#store/loan-tables.ts';
import type { KeptRows } from './repositories/forget.ts';

/** For each list the purposes of which one is enough. */
export const LIST_PURPOSES: Readonly<Record<LoanList, readonly DataPurpose[]>> = {
  OPEN_LOANS: ['STATISTICS'],
  OPEN_HOLDS: ['STATISTICS'],
  USE_COUNTS: ['STATISTICS'],
  READERS: ['DATA_CLEANING', 'MOVE_RECONCILIATION'],
};

export interface Agreements {
  /** Whose a code of the system is; null for none, and for one that the region file does not name. */
  libraryOf(ownerCode: string | null): LibraryId | null;
  /** All libraries of the system. */
  readonly libraries: readonly LibraryId[];
  /** What of a list may be kept; null where none of the system's libraries agreed to it. */
  keptOf(list: LoanList): KeptRows | null;
}

export function hasAgreedTo(library: Library, purposes: readonly DataPurpose[]): boolean {
  return purposes.some((purpose) => library.patronData?.purposes.includes(purpose) === true);
}

export function createAgreements(region: Region, systemId: SystemId): Agreements {
  const owners = region.systems.find(({ id }) => id === systemId)?.owners ?? [];
  const byCode = new Map(owners.map(({ code, library }) => [code, library]));
  const all = new Set(byCode.values());
  const libraries = region.libraries.filter(({ id }) => all.has(id));
  return {
    libraries: [...all],
    libraryOf: (code) => (code === null ? null : (byCode.get(code) ?? null)),
    keptOf(list) {
      const agreed = libraries.filter((library) => hasAgreedTo(library, LIST_PURPOSES[list])).map(({ id }) => id);
      // Whose it is cannot be told: it may be kept only where it does not matter.
      return agreed.length === 0 ? null : { libraries: agreed, unknown: agreed.length === all.size };
    },
  };
}

/** Rows that may be told for a purpose today, whatever was agreed to when they were stored. */
export interface TellableRows {
  readonly libraries: readonly LibraryId[];
  /** Systems of which all libraries agreed: there rows of nobody knows which library may be told too. */
  readonly systems: readonly SystemId[];
}

export function findTellable(region: Region, purposes: readonly DataPurpose[]): TellableRows {
  const libraries = region.libraries.filter((library) => hasAgreedTo(library, purposes)).map(({ id }) => id);
  const agreed = new Set(libraries);
  const whole = region.systems.filter(({ owners }) => owners.every(({ library }) => agreed.has(library)));
  return { libraries, systems: whole.map(({ id }) => id) };
}
