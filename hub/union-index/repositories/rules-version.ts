import { toStoredDescription, type RecordDescription } from '../description.ts';
import type { ControlNumber } from '../normalise/host-entries.ts';
import type { Database, Tx } from '#store/tables.ts';
import { sql } from 'kysely';
import { toJson } from '#store/to-json.ts';

const SETTING = 'rules version';

/** A record that older rules have read. */
export interface OutdatedRecord {
  readonly id: number;
  readonly system: number;
  readonly systemId: string;
  readonly localId: string;
  readonly visibility: Database['record']['visibility'];
  readonly format: Database['record']['format'];
  readonly raw: Buffer;
}

/** What newer rules have read out of a record. */
export interface ReadAgain {
  readonly id: number;
  readonly description: RecordDescription;
  readonly controlNumber: ControlNumber | null;
  readonly keys: readonly number[];
  readonly outline: number;
}

/** The rules by which every record was read, so that nobody looks for older ones; null if that is not known. */
export async function readRulesVersion(transaction: Tx): Promise<number | null> {
  const { rows } = await sql<{ version: number }>`
    SELECT value::integer AS version FROM setting WHERE key = ${SETTING}`.execute(transaction);
  return rows[0]?.version ?? null;
}

export async function writeRulesVersion(transaction: Tx, version: number): Promise<void> {
  await sql`
    INSERT INTO setting (key, value) VALUES (${SETTING}, ${String(version)}::jsonb)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`.execute(transaction);
}

/**
 * The next records above `above` that other rules have read, by number. Those that somebody writes at the time are left
 * out: a harvest reads them by its own rules.
 */
export async function findOutdatedRecords(
  transaction: Tx,
  version: number,
  above: number,
  limit: number,
): Promise<readonly OutdatedRecord[]> {
  const { rows } = await sql<OutdatedRecord>`
    SELECT r.id, r.system, s.system_id AS "systemId", r.local_id AS "localId", r.visibility, r.format, r.raw
    FROM record r JOIN system s ON s.id = r.system
    WHERE r.id > ${above} AND r.rules <> ${version} AND NOT r.deleted
    ORDER BY r.id LIMIT ${limit} FOR UPDATE OF r SKIP LOCKED`.execute(transaction);
  return rows;
}

export async function hasOutdatedRecords(transaction: Tx, version: number): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM record WHERE rules <> ${version} AND NOT deleted LIMIT 1`.execute(
    transaction,
  );
  return rows.length > 0;
}

/** Writes what newer rules have read out of records; what they came as stays. */
export async function updateDescriptions(
  transaction: Tx,
  descriptions: readonly ReadAgain[],
  version: number,
): Promise<void> {
  if (descriptions.length === 0) return;
  const json = toJson(
    descriptions.map(({ controlNumber, description, ...read }) => ({
      ...read,
      ...controlNumber,
      title: description.title,
      description: toStoredDescription(description),
    })),
  );
  await sql`
    WITH given AS (
      SELECT * FROM json_to_recordset(${json}::json) AS g(id bigint, title text, number text, agency text,
        description json, keys bigint[], outline bigint)
    ), written AS (
      UPDATE record r SET rules = ${version}::integer, title = given.title, control_number = given.number,
        control_agency = given.agency FROM given WHERE r.id = given.id
    )
    UPDATE public_description d SET description = given.description, keys = given.keys, outline = given.outline
    FROM given WHERE d.record = given.id`.execute(transaction);
}
