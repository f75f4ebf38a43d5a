/** What a page says of copies that stand in no public count, and how the copies of its unchanged records stand now. */
import type { LibraryId } from '#domain/ids.ts';
import type { Tx } from '#store/tables.ts';
import type { CondensedDescription, IngestTarget } from '../ingest-contract.ts';
import type { HoldingRow } from '../repositories/contents.ts';
import {
  insertHiddenHoldings,
  insertHiddenItems,
  upsertHiddenDescriptions,
  type HiddenDescriptionRow,
  type HiddenItemRow,
} from '../repositories/hidden-contents.ts';
import { updateHiddenItemStates, updateItemStates, type ItemState } from '../repositories/item-states.ts';
import type { RecordHead } from '../repositories/records.ts';
import type { ChangedRecord } from './page-changes.ts';
import { toHoldingRows } from './page-rows.ts';
import type { RegionNames } from './region-names.ts';

/** Writes the copies that were left out of changed records, and everything that changed records hide. */
export async function writeHiddenContents(
  transaction: Tx,
  changed: readonly ChangedRecord[],
  ids: ReadonlyMap<string, number>,
  { target: { number: system, systemId }, region }: { readonly target: IngestTarget; readonly region: RegionNames },
): Promise<void> {
  const items: HiddenItemRow[] = [];
  const holdings: HoldingRow[] = [];
  const descriptions: HiddenDescriptionRow[] = [];
  const libraryOf = (code: string | null): LibraryId | null =>
    code === null ? null : region.libraryOf(systemId, code);
  for (const { harvested, prepared } of changed) {
    const { localId, visibility, leftOutItems } = harvested;
    const record = ids.get(localId);
    if (record === undefined) continue;
    items.push(...leftOutItems.map((item) => ({ ...item, record, library: libraryOf(item.ownerCode) })));
    // Of an interlibrary loan nothing but its existence is kept.
    if (visibility === 'PUBLIC' || visibility === 'ILL_TEMPORARY') continue;
    items.push(...toHiddenRows(record, harvested, libraryOf));
    holdings.push(...toHoldingRows(systemId, record, localId, harvested.holdings));
    const { description, keys } = prepared;
    descriptions.push({ record, system, description, keys });
  }
  await insertHiddenItems(transaction, system, items);
  await insertHiddenHoldings(transaction, system, holdings);
  await upsertHiddenDescriptions(transaction, descriptions);
}

function toHiddenRows(
  record: number,
  { items }: CondensedDescription,
  libraryOf: (code: string | null) => LibraryId | null,
): readonly HiddenItemRow[] {
  return items.map(({ kept: _kept, ...item }) => {
    const ownerCode = item.ownerCode === '' ? null : item.ownerCode;
    return { ...item, ownerCode, leftOut: 'RECORD_HIDDEN', record, library: libraryOf(ownerCode) };
  });
}

/** Writes how the copies stand of those records of the page that did not change otherwise. */
export async function updateStates(
  transaction: Tx,
  described: Iterable<CondensedDescription>,
  rewritten: ReadonlyMap<string, number>,
  heads: ReadonlyMap<string, RecordHead>,
): Promise<void> {
  const shown: ItemState[] = [];
  const hidden: ItemState[] = [];
  for (const { localId, visibility, items, leftOutItems } of described) {
    const head = heads.get(localId);
    if (head === undefined || rewritten.has(localId)) continue;
    (visibility === 'PUBLIC' ? shown : hidden).push(...items.map((item) => ({ ...item, record: head.id })));
    hidden.push(...leftOutItems.map((item) => ({ ...item, record: head.id })));
  }
  await updateItemStates(transaction, shown);
  await updateHiddenItemStates(transaction, hidden);
}
