import type { Tx } from '#store/tables.ts';
import { sql } from 'kysely';
import { bigintArray, textArray } from '#store/binary-array.ts';
import { toJson } from '#store/to-json.ts';

/** A library that holds a title under a record, and the owner codes of the sites where it does. */
export interface RecordHolder {
  readonly library: string;
  readonly siteCodes: readonly string[];
}

/** A public record as clustering sees it. */
export interface StoredDescription {
  readonly id: number;
  readonly system: number;
  readonly systemId: string;
  readonly localId: string;
  readonly holders: readonly RecordHolder[];
  /** A `RecordDescription` as JSON. */
  readonly description: string;
}

export interface DescriptionRow {
  readonly record: number;
  readonly localId: string;
  readonly holders: readonly RecordHolder[];
  /** A `RecordDescription` as JSON (`toJson`). */
  readonly description: string;
  /** Keys that it is looked for under (`keyNumbers`). */
  readonly keys: readonly number[];
  readonly outline: number;
}

/** Writes what public records say that have no description there. */
export async function insertDescriptions(
  transaction: Tx,
  system: number,
  rows: readonly DescriptionRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO public_description (record, system, local_id, holders, keys, outline, description)
    SELECT d.record, ${system}::smallint, d.local_id, d.holders::json, d.keys::bigint[], d.outline, d.description
    FROM unnest(${bigintArray(rows.map(({ record }) => record))}::bigint[],
        ${textArray(rows.map(({ localId }) => localId))}::text[],
        ${textArray(rows.map(({ holders }) => toJson(holders)))}::text[],
        ${textArray(rows.map(({ keys }) => `{${keys.join()}}`))}::text[],
        ${bigintArray(rows.map(({ outline }) => outline))}::bigint[],
        ${textArray(rows.map(({ description }) => description))}::text[]
      ) AS d(record, local_id, holders, keys, outline, description)`.execute(transaction);
}

/** Deletes the descriptions of records that are written again, gone or hidden. */
export async function deleteDescriptions(transaction: Tx, recordIds: readonly number[]): Promise<void> {
  await sql`
    DELETE FROM public_description WHERE record = ANY(${bigintArray(recordIds)}::bigint[])`.execute(transaction);
}

/** The outline of each public record (`toOutline`). */
export async function findOutlines(
  transaction: Tx,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ record: number; outline: number }>`
    SELECT record, outline FROM public_description WHERE record = ANY(${bigintArray(recordIds)}::bigint[])`.execute(
    transaction,
  );
  return new Map(rows.map(({ record, outline }) => [record, outline]));
}

/** The descriptions of those records that the public may see: the others are no part of any edition. */
export async function findDescriptions(
  transaction: Tx,
  recordIds: readonly number[],
): Promise<readonly StoredDescription[]> {
  const { rows } = await sql<StoredDescription>`
    SELECT d.record AS id, d.system, s.system_id AS "systemId", d.local_id AS "localId", d.holders, d.description
    FROM public_description d JOIN system s ON s.id = d.system
    WHERE d.record = ANY(${bigintArray(recordIds)}::bigint[])`.execute(transaction);
  return rows;
}
