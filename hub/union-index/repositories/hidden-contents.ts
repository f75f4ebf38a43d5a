/** Copies, holdings and descriptions that stand in no public count: in tables of their own, which no public query reads. */
import type { LeftOutItem } from '#domain/catalogue.ts';
import { bigintArray, textArray } from '#store/binary-array.ts';
import type { Tx } from '#store/tables.ts';
import { sql } from 'kysely';
import { HOLDING_COLUMNS, HOLDING_VALUES, holdingLists, ITEM_COLUMNS, itemLists, type HoldingRow } from './contents.ts';

export interface HiddenItemRow extends LeftOutItem {
  readonly record: number;
  /** The library that the owner code stands for; null if there is no code, or the region file does not have it. */
  readonly library: string | null;
}

export interface HiddenDescriptionRow {
  readonly record: number;
  readonly system: number;
  /** A `RecordDescription` as JSON. */
  readonly description: string;
  readonly keys: readonly number[];
}

/** Deletes what was kept of records that are written again, gone or public now. */
export async function deleteHiddenContents(transaction: Tx, recordIds: readonly number[]): Promise<void> {
  await sql`
    WITH items AS (DELETE FROM hidden_item WHERE record = ANY(${bigintArray(recordIds)}::bigint[])),
      holdings AS (DELETE FROM hidden_holding WHERE record = ANY(${bigintArray(recordIds)}::bigint[]))
    DELETE FROM hidden_description WHERE record = ANY(${bigintArray(recordIds)}::bigint[])`.execute(transaction);
}

export async function insertHiddenItems(
  transaction: Tx,
  system: number,
  rows: readonly HiddenItemRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO hidden_item (system, ${ITEM_COLUMNS}, left_out)
    SELECT ${system}::smallint, ${ITEM_COLUMNS}, left_out
    FROM unnest(${itemLists(rows)}, ${textArray(rows.map(({ leftOut }) => leftOut))}::text[])
      AS i(${ITEM_COLUMNS}, left_out)`.execute(transaction);
}

export async function insertHiddenHoldings(
  transaction: Tx,
  system: number,
  rows: readonly HoldingRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO hidden_holding (system, ${HOLDING_COLUMNS})
    SELECT ${system}::smallint, ${HOLDING_VALUES} FROM unnest(${holdingLists(rows)}) AS h(${HOLDING_COLUMNS})`.execute(
    transaction,
  );
}

/** Writes what hidden records say, also where older rules have written it. */
export async function upsertHiddenDescriptions(transaction: Tx, rows: readonly HiddenDescriptionRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO hidden_description (record, system, keys, description)
    SELECT d.record, d.system, d.keys::bigint[], d.description
    FROM unnest(${bigintArray(rows.map(({ record }) => record))}::bigint[],
        ${bigintArray(rows.map(({ system }) => system))}::bigint[],
        ${textArray(rows.map(({ keys }) => `{${keys.join()}}`))}::text[],
        ${textArray(rows.map(({ description }) => description))}::text[]
      ) AS d(record, system, keys, description)
    ON CONFLICT (record) DO UPDATE SET keys = excluded.keys, description = excluded.description`.execute(transaction);
}
