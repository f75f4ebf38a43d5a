/** Which libraries own what of a record, from its copies, its runs of serials, and its subfields. Pure. */
import type { HarvestedHolding, HarvestedItem, HoldingStatement } from '#domain/catalogue.ts';
import type { HoldingFacts, Visibility } from '#domain/facts.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { StatedRun } from '#marc/holding-statements.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { hasResourceLink, subfieldValues } from './marc-fields.ts';
import type { Site } from './site.ts';

/** Which library each code of a system belongs to. */
export type Places = Pick<Site<unknown>, 'libraryOf' | 'onlyLibrary' | 'onUnknownOwner'>;

/** A class mark list longer than this helps nobody, and a serial can have hundreds of copies. */
const MAX_CALL_NUMBERS = 20;

export interface OwnedRecord {
  readonly marc: MarcRecord;
  readonly visibility: Visibility;
  /** All copies, hidden ones included; null if this way of harvest brings none. */
  readonly items: readonly HarvestedItem[] | null;
  /** Libraries that own the record though they may have no copy of it. */
  readonly owners: readonly LibraryId[];
  /** Whether it is read online, so that there is no copy of it; if nobody says, a link in the record tells. */
  readonly online?: boolean | null;
  /** Copies of a library of which none came: null if it may have some. */
  readonly copiesIfNone: 0 | null;
  readonly runs: readonly StatedRun[];
  readonly catalogueUrl: string | null;
  liveKeysOf(library: LibraryId): readonly string[];
  /** How a library's copies stood; `own` are its public ones, perhaps none. */
  factsOf(library: LibraryId, own: readonly HarvestedItem[]): HoldingFacts | null;
}

/**
 * The holdings of a record: one for each library that has copies, owns it, or states a run. Of a record that the public does
 * not see they are what the library owns all the same, hidden copies included, and nobody can ask for them.
 */
export function toHoldings(places: Places, record: OwnedRecord): readonly HarvestedHolding[] {
  const { marc, items, owners, runs, catalogueUrl } = record;
  // Typed in for one loan, perhaps with the reader's name: it is nobody's.
  if (record.visibility === 'ILL_TEMPORARY') return [];
  const isPublic = record.visibility === 'PUBLIC';
  const holdingOf = (
    library: LibraryId,
    basis: HarvestedHolding['basis'],
    own: readonly HarvestedItem[] = [],
  ): HarvestedHolding => ({
    statements: [],
    catalogueUrl,
    library,
    basis,
    copies: own.length === 0 ? record.copiesIfNone : own.length,
    callNumbers: distinct(own.flatMap((item) => item.callNumber ?? [])).slice(0, MAX_CALL_NUMBERS),
    siteCodes: distinct(own.map((item) => item.ownerCode)),
    liveKeys: isPublic ? record.liveKeysOf(library) : [],
    facts: isPublic ? record.factsOf(library, own) : null,
  });
  const counts = ({ visibility }: HarvestedItem): boolean =>
    isPublic ? visibility === 'PUBLIC' : visibility !== 'ILL_TEMPORARY';
  const byLibrary = itemsByLibrary(places, items ?? [], counts);
  const isLink = record.online ?? hasResourceLink(marc);
  const ofRecord = items?.length === 0 && isLink ? 'LINK' : 'RECORD_ONLY';
  const holdings = [
    ...[...byLibrary].map(([library, own]) => holdingOf(library, 'ITEMS', own)),
    ...distinct(owners)
      .filter((library) => !byLibrary.has(library))
      .map((library) => holdingOf(library, ofRecord)),
  ];
  return addStatements(places, runs, holdings, (library) => holdingOf(library, 'STATEMENT'));
}

function itemsByLibrary(
  places: Places,
  items: readonly HarvestedItem[],
  counts: (item: HarvestedItem) => boolean,
): ReadonlyMap<LibraryId, readonly HarvestedItem[]> {
  const byLibrary = new Map<LibraryId, HarvestedItem[]>();
  for (const item of items) {
    const library = places.libraryOf(item.ownerCode);
    if (library === null) places.onUnknownOwner(item.ownerCode);
    else if (counts(item)) {
      const own = byLibrary.get(library);
      if (own === undefined) byLibrary.set(library, [item]);
      else own.push(item);
    }
  }
  return byLibrary;
}

/**
 * The library that a record without copies belongs to: by a subfield if the region file names one (`040$c`), else clear
 * only if one library has the system.
 */
export function ownerOfRecord(places: Places, marc: MarcRecord, recordOwner: string | null): LibraryId | null {
  if (recordOwner !== null) {
    for (const code of subfieldValues(marc, recordOwner.slice(0, 3), recordOwner.slice(4))) {
      const library = places.libraryOf(code);
      if (library !== null) return library;
    }
  }
  return places.onlyLibrary;
}

/**
 * The holdings with what their libraries state; a library that states a run and has no copies gets a holding for it. A
 * statement without a place belongs to the only holder; on a record of several holders it is left out, since it could be
 * anyone's.
 */
function addStatements(
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

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
