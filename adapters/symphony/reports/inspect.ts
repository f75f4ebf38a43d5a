/** Reads the export once before anything of it is taken in, where lists lie beside it: do they belong to it, and what will be there? */
import type { LibraryId } from '#domain/ids.ts';
import type { HarvestPage } from '#contract/adapter.ts';
import { runsInOrder } from '#marc/holding-statements.ts';
import { ownerOfRecord } from '../../shared/holdings.ts';
import { copiesOfExport } from '../copy.ts';
import { entriesOf, joinParts } from '../export-entries.ts';
import type { SymphonySite } from '../site.ts';
import type { Delivery, ReadLists } from './delivery.ts';
import { ITEMS_SETTING, toReadCopies } from './item-list.ts';
import { reportFault } from './lines.ts';
import type { ShadowLevel } from './settings.ts';
import { refuseForeignLists } from './shadow-lists.ts';

type Expectation = Pick<HarvestPage, 'expected' | 'expectedCopies' | 'expectedByLibrary' | 'maxDeletedShare'>;

/**
 * What the whole run will bring, and how much of what is there may be gone. Throws LMS_BAD_RESPONSE where no copy of the list, or
 * nothing of a list of what is shadowed, is of the export: copies would be taken for gone, or what is hidden would become public.
 */
export async function expectationOf(
  site: SymphonySite,
  { marc }: Pick<Delivery, 'marc'>,
  { items, shadows }: ReadLists,
): Promise<Expectation> {
  const { settings, system } = site;
  const byLibrary = new Map<LibraryId, { records: number; copies: number }>();
  const countsOf = (library: LibraryId): { records: number; copies: number } => {
    const counts = byLibrary.get(library) ?? { records: 0, copies: 0 };
    byLibrary.set(library, counts);
    return counts;
  };
  const ids = new Set<string>();
  const hiding = new Set<ShadowLevel>();
  let [entries, copies] = [0, 0];
  for await (const entry of entriesOf(system.id, marc)) {
    entries += 1;
    const titleId = 'reject' in entry ? entry.reject.localId : entry.titleId;
    if (titleId === null || ids.has(titleId)) continue;
    ids.add(titleId);
    const described = 'reject' in entry ? null : joinParts(entry.parts.map(({ record }) => record));
    const own =
      items !== null
        ? toReadCopies(items.copiesOf(titleId)).copies
        : described === null
          ? []
          : copiesOfExport(described, null).copies;
    copies += own.length;
    for (const level of shadows?.levelsOf(titleId, own) ?? []) hiding.add(level);
    const libraries = new Set<LibraryId | null>();
    for (const { library: code } of own) {
      const library = site.libraryOf(code);
      libraries.add(library);
      if (library !== null) countsOf(library).copies += 1;
    }
    if (described !== null) {
      if (own.length === 0) libraries.add(ownerOfRecord(site, described, settings.recordOwner));
      for (const { place } of runsInOrder(described)) libraries.add(place === null ? null : site.libraryOf(place));
    }
    for (const library of libraries) if (library !== null) countsOf(library).records += 1;
  }
  if (items?.has((titleId) => ids.has(titleId)) === false) {
    const what = `none of the ${items.lines} lines names a title of the export`;
    const todo = 'check columns.title, and that both are of one system';
    throw reportFault({ system: system.id, setting: ITEMS_SETTING }, `${what}; ${todo}`);
  }
  if (shadows !== null && settings.reports.shadowed !== null) {
    refuseForeignLists(system.id, settings.reports.shadowed, shadows, hiding);
  }
  return {
    expected: entries,
    maxDeletedShare: settings.reports.maxDeletedShare,
    // Copies in 999 of a title that cannot be read are not counted, and are not gone.
    ...(items !== null && { expectedCopies: copies, expectedByLibrary: Object.fromEntries(byLibrary) }),
  };
}
