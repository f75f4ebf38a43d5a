/** How the copies of unchanged records stand: a loan alone does not make a record another one. */
import type { ItemForMoves } from '#domain/catalogue.ts';
import { bigintArray, textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import { detailsColumn } from './contents.ts';

export interface ItemState extends Pick<ItemForMoves, 'status' | 'statusAtSource' | 'use' | 'details'> {
  readonly record: number;
  readonly localId: string;
}

/** Writes the states that differ from those that are stored, in one statement. */
export async function updateItemStates(
  transaction: Transaction<Database>,
  table: 'item' | 'hidden_item',
  states: readonly ItemState[],
): Promise<void> {
  if (states.length === 0) return;
  await sql`
    UPDATE ${sql.table(table)} i
    SET status = n.status, status_at_source = n.status_at_source, use = n.use, details = n.details::json
    FROM unnest(${bigintArray(states.map(({ record }) => record))}::bigint[],
        ${textArray(states.map(({ localId }) => localId))}::text[],
        ${textArray(states.map(({ status }) => status))}::text[],
        ${textArray(states.map(({ statusAtSource }) => statusAtSource))}::text[],
        ${textArray(states.map(({ use }) => use))}::text[],
        ${detailsColumn(states)}::text[]
      ) AS n(record, local_id, status, status_at_source, use, details)
    WHERE i.record = n.record AND i.local_id = n.local_id
      AND (i.status, i.status_at_source, i.use, i.details::text)
        IS DISTINCT FROM (n.status, n.status_at_source, n.use, n.details)`.execute(transaction);
}
