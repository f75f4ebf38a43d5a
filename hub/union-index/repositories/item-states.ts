/** How the copies of unchanged records stand: a loan alone does not make a record another one. */
import type { ItemForMoves } from '#domain/catalogue.ts';
import type { ItemStatus } from '#domain/facts.ts';
import { bigintArray, textArray } from '#store/binary-array.ts';
import type { Tx } from '#store/tables.ts';
import { sql, type RawBuilder } from 'kysely';
import { detailsColumn } from './contents.ts';

export interface ItemState extends Pick<ItemForMoves, 'status' | 'statusAtSource' | 'use' | 'details'> {
  readonly record: number;
  readonly localId: string;
}

/**
 * States that come and go with loans. Feeds tell none of them: only one besides these, such as LOST or ON_ORDER, makes an
 * edition one to look at again.
 */
const DAILY_STATUSES: readonly ItemStatus[] = [
  'AVAILABLE',
  'ON_LOAN',
  'IN_USE_ON_SITE',
  'ON_HOLD_SHELF',
  'IN_TRANSIT',
  'RESHELVING',
  'UNAVAILABLE',
  'UNKNOWN',
];

/**
 * Writes the states of copies that differ from those that are stored, in one statement. Where feeds tell another state than
 * before, the edition is due to be published.
 */
export async function updateItemStates(transaction: Tx, states: readonly ItemState[]): Promise<void> {
  if (states.length === 0) return;
  const daily = [...DAILY_STATUSES];
  await sql`
    WITH differing AS (
      SELECT i.id, i.record, n.status, n.status_at_source, n.use, n.details,
        CASE WHEN i.status <> ALL(${daily}::text[]) THEN i.status END
          IS DISTINCT FROM CASE WHEN n.status <> ALL(${daily}::text[]) THEN n.status END AS is_told
      FROM ${rowsOf(states)} JOIN item i ON i.record = n.record AND i.local_id = n.local_id
      WHERE ${DIFFERS}
    ), written AS (
      UPDATE item i
      SET status = n.status, status_at_source = n.status_at_source, use = n.use, details = n.details::json
      FROM differing n WHERE i.id = n.id
    )
    INSERT INTO feed_due (edition)
    SELECT DISTINCT m.edition FROM differing d JOIN member m ON m.record = d.record WHERE d.is_told`.execute(
    transaction,
  );
}

/** The same for copies that stand in no public count, of which feeds tell nothing. */
export async function updateHiddenItemStates(transaction: Tx, states: readonly ItemState[]): Promise<void> {
  if (states.length === 0) return;
  await sql`
    UPDATE hidden_item i
    SET status = n.status, status_at_source = n.status_at_source, use = n.use, details = n.details::json
    FROM ${rowsOf(states)} WHERE i.record = n.record AND i.local_id = n.local_id AND ${DIFFERS}`.execute(transaction);
}

const DIFFERS = sql`(i.status, i.status_at_source, i.use, i.details::text)
  IS DISTINCT FROM (n.status, n.status_at_source, n.use, n.details)`;

function rowsOf(states: readonly ItemState[]): RawBuilder<unknown> {
  return sql`unnest(${bigintArray(states.map(({ record }) => record))}::bigint[],
    ${textArray(states.map(({ localId }) => localId))}::text[],
    ${textArray(states.map(({ status }) => status))}::text[],
    ${textArray(states.map(({ statusAtSource }) => statusAtSource))}::text[],
    ${textArray(states.map(({ use }) => use))}::text[],
    ${detailsColumn(states)}::text[]) AS n(record, local_id, status, status_at_source, use, details)`;
}
