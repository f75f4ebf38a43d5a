/** Pure: runs of serials that a record states, each with the library that has them. */
import type { HarvestedHolding, HoldingStatement } from '#domain/catalogue.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { StatedRun } from '../protocols/marc/holding-statements.ts';

/** Whose the places of a system are. */
export interface Places {
  libraryOf(ownerCode: string): LibraryId | null;
  /** The one library of a system that is not shared. */
  readonly onlyLibrary: LibraryId | null;
  onUnknownOwner(ownerCode: string): void;
}

/**
 * The holdings with what their libraries state; a library that states a run and has no copies gets a holding for it. A
 * statement without a place is the only holder's; on a record of several holders it is nobody's: it could be anyone's.
 */
export function addStatements(
  places: Places,
  runs: readonly StatedRun[],
  holdings: readonly HarvestedHolding[],
  withoutCopies: (library: LibraryId) => HarvestedHolding,
): readonly HarvestedHolding[] {
  const [onlyHolder, ...others] = holdings;
  const unplaced = onlyHolder === undefined ? places.onlyLibrary : others.length === 0 ? onlyHolder.library : null;
  const byLibrary = new Map<LibraryId, HoldingStatement[]>();
  for (const { place, statement } of runs) {
    const library = place === null ? unplaced : places.libraryOf(place);
    if (place !== null && library === null) places.onUnknownOwner(place);
    if (library !== null) byLibrary.set(library, [...(byLibrary.get(library) ?? []), statement]);
  }
  const stating = [...byLibrary.keys()].filter((library) => !holdings.some((holding) => holding.library === library));
  return [...holdings, ...stating.map(withoutCopies)].map((holding) => {
    const statements = byLibrary.get(holding.library);
    if (statements === undefined) return holding;
    return { ...holding, statements, basis: holding.basis === 'RECORD_ONLY' ? 'STATEMENT' : holding.basis };
  });
}
