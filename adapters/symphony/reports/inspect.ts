/** Reads the export once before anything of it is taken in: what will be there, and do the lists beside it belong to it? */
import type { LibraryId } from '#domain/ids.ts';
import type { HarvestPage } from '#contract/adapter.ts';
import { runsInOrder } from '#marc/holding-statements.ts';
import { ownerOfRecord } from '../../shared/holdings.ts';
import { copiesOfExport, type SymphonyCopy } from '../copy.ts';
import { digestOfEntry, entriesOf, guessLibrariesOfCopies, joinParts, type Entry } from '../export-entries.ts';
import type { SymphonySite } from '../site.ts';
import type { Delivery, ReadLists } from './delivery.ts';
import { ITEMS_SETTING, toReadCopies, type ListedCopies } from './item-list.ts';
import { reportFault } from './lines.ts';
import type { ShadowLevel } from './settings.ts';
import { refuseForeignLists } from './shadow-lists.ts';

type Expectation = Pick<HarvestPage, 'expected' | 'expectedCopies' | 'expectedByLibrary' | 'maxDeletedShare'>;

export interface ExportInspection {
  /** What the whole run will bring, and how much of what is there may be gone. */
  readonly expectation: Expectation;
  /** Titles that stand at several places, not with the same bytes. */
  readonly scattered: ReadonlySet<string>;
}

/**
 * What the export holds. Throws LMS_BAD_RESPONSE where no copy of the list, or nothing of a list of what is shadowed, is of the export:
 * copies would be taken for gone, or what is hidden would become public.
 */
export async function inspectExport(
  site: SymphonySite,
  { marc }: Pick<Delivery, 'marc'>,
  { items, shadows }: ReadLists,
): Promise<ExportInspection> {
  const { settings, system } = site;
  const digests = new Map<string, string>();
  const scattered = new Set<string>();
  const hiding = new Set<ShadowLevel>();
  const { held, add } = createHeldCounts(site);
  let entries = 0;
  for await (const entry of entriesOf(system.id, marc)) {
    entries += 1;
    if ('isLonely' in entry) continue;
    const titleId = 'reject' in entry ? entry.reject.localId : entry.titleId;
    const copies = copiesOf(entry, titleId, items);
    // What cannot be read stays as it was, and is not gone.
    const codes =
      'reject' in entry && items === null
        ? guessLibrariesOfCopies(entry.reject.raw)
        : copies.map(({ library }) => library);
    if (titleId !== null) {
      const digest = digestOfEntry(entry);
      const before = digests.get(titleId);
      if (before !== undefined && before !== digest) scattered.add(titleId);
      digests.set(titleId, digest);
      // A list has the copies of all its places.
      if (before === digest || (before !== undefined && items !== null)) continue;
      for (const level of shadows?.levelsOf(titleId, copies) ?? []) hiding.add(level);
    }
    add(entry, codes);
  }
  if (items?.has((titleId) => digests.has(titleId)) === false) {
    const what = `none of the ${items.lines} lines names a title of the export`;
    const todo = 'check columns.title, and that both are of one system';
    throw reportFault({ system: system.id, setting: ITEMS_SETTING }, `${what}; ${todo}`);
  }
  if (shadows !== null && settings.reports.shadowed !== null) {
    refuseForeignLists(system.id, settings.reports.shadowed, shadows, hiding);
  }
  const { copies: expectedCopies, byLibrary } = held;
  const { maxDeletedShare } = settings.reports;
  return {
    expectation: {
      expected: entries,
      expectedCopies,
      expectedByLibrary: Object.fromEntries(byLibrary),
      maxDeletedShare,
    },
    scattered,
  };
}

function copiesOf(entry: Entry, titleId: string | null, items: ListedCopies | null): readonly SymphonyCopy[] {
  if (items !== null) return titleId === null ? [] : toReadCopies(items.copiesOf(titleId)).copies;
  return 'reject' in entry ? [] : copiesOfExport(joinParts(entry.parts.map(({ record }) => record)), null).copies;
}

/** Copies and titles as they will be counted, of the whole and of each library. */
function createHeldCounts(site: SymphonySite) {
  const byLibrary = new Map<LibraryId, { records: number; copies: number }>();
  const countsOf = (library: LibraryId): { records: number; copies: number } => {
    const counts = byLibrary.get(library) ?? { records: 0, copies: 0 };
    byLibrary.set(library, counts);
    return counts;
  };
  const held = { byLibrary, copies: 0 };
  /** `codes` are the libraries of the copies, one for each. */
  const add = (entry: Entry, codes: readonly string[]): void => {
    held.copies += codes.length;
    const libraries = new Set<LibraryId | null>();
    for (const code of codes) {
      const library = site.libraryOf(code);
      libraries.add(library);
      if (library !== null) countsOf(library).copies += 1;
    }
    if ('parts' in entry) {
      const described = joinParts(entry.parts.map(({ record }) => record));
      if (codes.length === 0) libraries.add(ownerOfRecord(site, described, site.settings.recordOwner));
      for (const { place } of runsInOrder(described)) libraries.add(place === null ? null : site.libraryOf(place));
    }
    for (const library of libraries) if (library !== null) countsOf(library).records += 1;
  };
  return { held, add };
}
