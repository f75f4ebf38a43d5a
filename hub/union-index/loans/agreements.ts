/** Which loans, holds and readers may be kept: only those of libraries with an agreement that names the purpose. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { DataPurpose, Library, Region } from '#domain/region.ts';
import type { LoanList } from '#store/loan-lists.ts';
import type { KeptRows } from './repositories/forget.ts';

/** The purposes of each list; one of them is enough. */
export const LIST_PURPOSES: Readonly<Record<LoanList, readonly DataPurpose[]>> = {
  OPEN_LOANS: ['STATISTICS'],
  OPEN_HOLDS: ['STATISTICS'],
  USE_COUNTS: ['STATISTICS'],
  READERS: ['DATA_CLEANING', 'MOVE_RECONCILIATION'],
};

/** The purposes for which the token of a reader's card may be kept. */
const CARD_PURPOSES: readonly DataPurpose[] = ['MOVE_RECONCILIATION'];

export interface Agreements {
  /** The library of an owner code; null for no code, and for one that the region file does not name. */
  libraryOf(ownerCode: string | null): LibraryId | null;
  /** All libraries of the system. */
  readonly libraries: readonly LibraryId[];
  /** Which rows of a list may be kept; null if none of the system's libraries agreed to it. */
  keptOf(list: LoanList): KeptRows | null;
  /** Of whose readers the token of the card may be kept; null if none of the system's libraries agreed to it. */
  readonly cards: KeptRows | null;
}

export function hasAgreedTo(library: Library, purposes: readonly DataPurpose[]): boolean {
  return purposes.some((purpose) => library.patronData?.purposes.includes(purpose) === true);
}

export function createAgreements(region: Region, systemId: SystemId): Agreements {
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
    libraries: [...all],
    libraryOf: (code) => (code === null ? null : (byCode.get(code) ?? null)),
    keptOf: (list) => keptFor(LIST_PURPOSES[list]),
    cards: keptFor(CARD_PURPOSES),
  };
}

/** Rows that may be shown for a purpose today, whatever was agreed to when they were stored. */
export interface PermittedRows {
  readonly libraries: readonly LibraryId[];
  /** Systems in which all libraries agreed: rows of an unknown library may be shown there too. */
  readonly systems: readonly SystemId[];
}

export function findPermittedRows(region: Region, purposes: readonly DataPurpose[]): PermittedRows {
  const libraries = region.libraries.filter((library) => hasAgreedTo(library, purposes)).map(({ id }) => id);
  const agreed = new Set(libraries);
  const whole = region.systems.filter(({ owners }) => owners.every(({ library }) => agreed.has(library)));
  return { libraries, systems: whole.map(({ id }) => id) };
}
