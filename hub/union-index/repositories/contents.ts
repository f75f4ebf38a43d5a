import type { HarvestedHolding, HarvestedItem, ItemForMoves, LeftOutItem } from '#domain/catalogue.ts';
import type { Tx } from '#store/tables.ts';
import { sql, type RawBuilder } from 'kysely';
import { arrayLiteral, bigintArray, textArray } from '#store/binary-array.ts';
import { toJson } from '#store/to-json.ts';

export interface ItemRow extends HarvestedItem {
  readonly record: number;
  /** The library that the owner code stands for; null if the region file has no such code. */
  readonly library: string | null;
}

export interface HoldingRow extends Omit<HarvestedHolding, 'facts'> {
  /** `<system>:holding:<record local id>@<library>` */
  readonly id: string;
  readonly record: number;
}

export interface RemovedContents {
  readonly holdings: readonly string[];
  /** Local ids of the items that everybody could see. */
  readonly publicItems: readonly string[];
}

export const NOTHING_REMOVED: RemovedContents = { holdings: [], publicItems: [] };

/** Deletes the items and holdings of records that are written again, gone or hidden. */
export async function deleteContents(transaction: Tx, recordIds: readonly number[]): Promise<RemovedContents> {
  const { rows } = await sql<RemovedContents>`
    WITH items AS (DELETE FROM item WHERE record = ANY(${bigintArray(recordIds)}::bigint[]) RETURNING local_id, visibility),
      holdings AS (DELETE FROM holding WHERE record = ANY(${bigintArray(recordIds)}::bigint[]) RETURNING id)
    SELECT array(SELECT id FROM holdings) AS holdings,
      array(SELECT local_id FROM items WHERE visibility = 'PUBLIC') AS "publicItems"`.execute(transaction);
  return rows[0] ?? NOTHING_REMOVED;
}

export async function insertItems(transaction: Tx, system: number, rows: readonly ItemRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO item (system, ${ITEM_COLUMNS}, kept)
    SELECT ${system}::smallint, ${ITEM_COLUMNS}, kept::jsonb
    FROM unnest(${itemLists(rows)},
        ${textArray(rows.map(({ kept }) => (kept === undefined ? null : toJson(kept))))}::text[]
      ) AS i(${ITEM_COLUMNS}, kept)`.execute(transaction);
}

/** The columns that copies have wherever they are kept, in the order of {@link itemLists}. */
export const ITEM_COLUMNS = sql`record, local_id, barcode, owner_code, library, call_number, location_code, item_type,
  visibility, status, status_at_source, use, details, staff_notes`;

/** What stands in those columns, as lists. What is not told is null. */
export function itemLists(
  rows: readonly (Omit<LeftOutItem, 'leftOut'> & Pick<ItemRow, 'record' | 'library'>)[],
): RawBuilder<unknown> {
  return sql`${bigintArray(rows.map(({ record }) => record))}::bigint[],
    ${textArray(rows.map(({ localId }) => localId))}::text[],
    ${textArray(rows.map(({ barcode }) => barcode))}::text[],
    ${textArray(rows.map(({ ownerCode }) => ownerCode))}::text[],
    ${textArray(rows.map(({ library }) => library))}::text[],
    ${textArray(rows.map(({ callNumber }) => callNumber))}::text[],
    ${textArray(rows.map(({ locationCode }) => locationCode))}::text[],
    ${textArray(rows.map(({ itemType }) => itemType))}::text[],
    ${textArray(rows.map(({ visibility }) => visibility))}::text[],
    ${textArray(rows.map(({ status }) => status))}::text[],
    ${textArray(rows.map(({ statusAtSource }) => statusAtSource))}::text[],
    ${textArray(rows.map(({ use }) => use))}::text[],
    ${detailsColumn(rows)}::text[]::json[],
    ${textArray(rows.map(({ staffNotes }) => (staffNotes === null ? null : toJson(staffNotes))))}::text[]::json[]`;
}

/** The details of copies as JSON texts; null where nothing is told. */
export function detailsColumn(rows: readonly Pick<ItemForMoves, 'details'>[]): Buffer {
  return textArray(rows.map(({ details }) => (Object.keys(details).length === 0 ? null : toJson(details))));
}

export async function insertHoldings(transaction: Tx, system: number, rows: readonly HoldingRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO holding (system, ${HOLDING_COLUMNS}, catalogue_url, live_keys)
    SELECT ${system}::smallint, ${HOLDING_VALUES}, h.catalogue_url, h.live_keys::text[]
    FROM unnest(${holdingLists(rows)},
        ${textArray(rows.map(({ catalogueUrl }) => catalogueUrl))}::text[],
        ${textArray(rows.map(({ liveKeys }) => arrayLiteral(liveKeys)))}::text[]
      ) AS h(${HOLDING_COLUMNS}, catalogue_url, live_keys)`.execute(transaction);
}

/** The columns that holdings have wherever they are kept, in the order of {@link holdingLists}; of a table `h` of these. */
export const HOLDING_COLUMNS = sql`id, record, library, basis, copies, call_numbers, site_codes, statements`;
export const HOLDING_VALUES = sql`h.id, h.record, h.library, h.basis, h.copies, h.call_numbers::text[],
  h.site_codes::text[], h.statements::jsonb`;

/** What stands in those columns, as lists. */
export function holdingLists(rows: readonly HoldingRow[]): RawBuilder<unknown> {
  return sql`${textArray(rows.map(({ id }) => id))}::text[],
    ${bigintArray(rows.map(({ record }) => record))}::bigint[],
    ${textArray(rows.map(({ library }) => library))}::text[],
    ${textArray(rows.map(({ basis }) => basis))}::text[],
    ${rows.map(({ copies }) => copies)}::integer[],
    ${textArray(rows.map(({ callNumbers }) => arrayLiteral(callNumbers)))}::text[],
    ${textArray(rows.map(({ siteCodes }) => arrayLiteral(siteCodes)))}::text[],
    ${textArray(rows.map(({ statements }) => toJson(statements)))}::text[]`;
}

/** Replaces live keys that changed although their records did not; other rows are left as they are. */
export async function updateLiveKeys(
  transaction: Tx,
  rows: readonly Pick<HoldingRow, 'id' | 'liveKeys'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    UPDATE holding h SET live_keys = n.live_keys::text[]
    FROM unnest(${textArray(rows.map(({ id }) => id))}::text[],
        ${textArray(rows.map(({ liveKeys }) => arrayLiteral(liveKeys)))}::text[]) AS n(id, live_keys)
    WHERE h.id = n.id AND h.live_keys IS DISTINCT FROM n.live_keys::text[]`.execute(transaction);
}
