import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Where the next step goes on; `''` for the beginning of the table. */
export interface SweepPlace {
  readonly holding: string;
  readonly item: string;
}

export const SWEEP_START: SweepPlace = { holding: '', item: '' };

/**
 * Looks at the next rows of both tables and drops those from before `notBefore`. One step after another goes round the
 * tables: an index on age would be rewritten with every answer. A row that somebody writes now is left for the next round.
 */
export async function sweepKnown(
  db: Kysely<Database>,
  from: SweepPlace,
  notBefore: Date,
  rows: number,
): Promise<SweepPlace> {
  const { rows: ends } = await sql<SweepPlace>`
    WITH holdings AS (SELECT holding, as_of FROM last_known WHERE holding > ${from.holding} ORDER BY holding LIMIT ${rows}),
      items AS (SELECT item, as_of FROM last_known_item WHERE item > ${from.item} ORDER BY item LIMIT ${rows}),
      old_holdings AS (DELETE FROM last_known WHERE holding IN (
        SELECT l.holding FROM last_known l JOIN holdings s ON s.holding = l.holding
        WHERE s.as_of < ${notBefore}::timestamptz AND l.as_of = s.as_of FOR UPDATE OF l SKIP LOCKED)),
      old_items AS (DELETE FROM last_known_item WHERE item IN (
        SELECT l.item FROM last_known_item l JOIN items s ON s.item = l.item
        WHERE s.as_of < ${notBefore}::timestamptz AND l.as_of = s.as_of FOR UPDATE OF l SKIP LOCKED))
    SELECT coalesce((SELECT CASE WHEN count(*) = ${rows} THEN max(holding) END FROM holdings), '') AS holding,
      coalesce((SELECT CASE WHEN count(*) = ${rows} THEN max(item) END FROM items), '') AS item`.execute(db);
  return ends[0] ?? SWEEP_START;
}
