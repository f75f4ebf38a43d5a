/**
 * Holds and charges of the new system that the old one does not have, and the other way round. No two systems call a reader by one
 * token: they are set side by side as many as there are for a title or a copy, and what is left over is listed.
 */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Move } from './steps.ts';

/** A move that was made. */
export interface Switched extends Move {
  readonly movedAt: Date;
}

export interface UnpairedRow {
  /** Whether it is in the new system's list; else in the old one's alone. */
  readonly isNew: boolean;
  /** Whether it came to be on a day after the switch. */
  readonly since: boolean;
  readonly barcode: string | null;
  readonly title: string | null;
  /** When the hold was placed or the charge made, `YYYY-MM-DD`; null where it is not told. */
  readonly on: string | null;
  /** What is left to pay in the new system, and in the old one; null for a hold, and where it has no such charge. */
  readonly pence: number | null;
  readonly wasPence: number | null;
  readonly currency: string | null;
}

/** Of one title, those of before the switch and those since count each for themselves. */
export async function compareHolds(db: Kysely<Database>, move: Switched): Promise<readonly UnpairedRow[]> {
  const holds = sql`SELECT DISTINCT ON (h.id) h.system, coalesce(m.edition::text, 'record ' || h.record, 'copy ' || i.barcode, '') AS key, i.barcode,
      e.title, h.placed_on AS day, NULL::bigint AS pence, NULL::text AS currency
    FROM open_hold h LEFT JOIN item i ON i.system = h.system AND i.local_id = h.item
      LEFT JOIN member m ON m.record = h.record LEFT JOIN edition e ON e.id = m.edition
    WHERE h.library = ${move.library}`;
  return compareRows(db, move, holds);
}

/** Of one copy and one day, in the order of their amounts: of one that was paid in part the amounts differ. */
export async function compareCharges(db: Kysely<Database>, move: Switched): Promise<readonly UnpairedRow[]> {
  const charges = sql`SELECT DISTINCT ON (c.id) c.system, concat_ws(' ', c.currency, c.charged_on, i.barcode) AS key, i.barcode, e.title,
      c.charged_on AS day, c.amount_pence AS pence, c.currency
    FROM open_charge c LEFT JOIN item i ON i.system = c.system AND i.local_id = c.item
      LEFT JOIN member m ON m.record = c.record LEFT JOIN edition e ON e.id = m.edition
    WHERE c.library = ${move.library}`;
  return compareRows(db, move, charges);
}

async function compareRows(
  db: Kysely<Database>,
  { source, target, movedAt }: Switched,
  all: RawBuilder<unknown>,
): Promise<readonly UnpairedRow[]> {
  const { rows } = await sql<UnpairedRow>`
    WITH every AS (
      SELECT one.*, s.system_id, coalesce(one.day > (${movedAt}::timestamptz AT TIME ZONE 'UTC')::date, false) AS since
      FROM (${all}) one JOIN system s ON s.id = one.system WHERE s.system_id IN (${source}, ${target})
    ), told AS (
      SELECT *, min(system_id) OVER same <> max(system_id) OVER same AS is_in_both FROM every WINDOW same AS (PARTITION BY key, since, pence)
    ), placed AS (
      -- Equal amounts first: what is left over is set side by side only then.
      SELECT *, row_number() OVER (PARTITION BY system_id, key, since ORDER BY is_in_both DESC, pence, day, barcode) AS place FROM told
    )
    SELECT new.key IS NOT NULL AS "isNew", coalesce(new.since, old.since) AS since, coalesce(new.barcode, old.barcode) AS barcode,
      coalesce(new.title, old.title) AS title, coalesce(new.day, old.day)::text AS "on", new.pence::int AS pence, old.pence::int AS "wasPence",
      coalesce(new.currency, old.currency) AS currency
    FROM (SELECT * FROM placed WHERE system_id = ${source}) old
      FULL JOIN (SELECT * FROM placed WHERE system_id = ${target}) new USING (key, since, place)
    WHERE old.system_id IS NULL OR new.system_id IS NULL OR old.pence <> new.pence
    ORDER BY 1 DESC, title, barcode, "on"`.execute(db);
  return rows;
}
