/** The rules of the region file by which a system's records are read: which are in force, and what they are applied to. */
import type { HarvestedHolding, HarvestedItem, KeptFields, LeftOutItem } from '#domain/catalogue.ts';
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { bigintArray } from '#store/binary-array.ts';

/** How far a system has been read by the rules of the region file. */
export interface SystemRules {
  /** Digest of the rules in force; null before any were. */
  readonly rules: string | null;
  /** Digest of the rules by which a full harvest last read everything. */
  readonly readBy: string | null;
}

export async function readSystemRules(db: Kysely<Database>, system: number, lock = sql``): Promise<SystemRules> {
  const { rows } = await sql<SystemRules>`
    SELECT rules, read_by AS "readBy" FROM system WHERE id = ${system} ${lock}`.execute(db);
  return rows[0] ?? { rules: null, readBy: null };
}

/** The same, and nobody puts other rules in force before the transaction ends. */
export function holdSystemRules(transaction: Tx, system: number): Promise<SystemRules> {
  return readSystemRules(transaction, system, sql`FOR SHARE`);
}

/** Puts rules in force, and gives those before; waits for pages that are being written by those. */
export async function replaceSystemRules(
  transaction: Tx,
  system: number,
  rules: string,
  at: Date,
): Promise<string | null> {
  const { rows } = await sql<{ rules: string | null }>`
    SELECT rules FROM system WHERE id = ${system} FOR NO KEY UPDATE`.execute(transaction);
  const before = rows[0]?.rules ?? null;
  if (before !== rules) {
    await sql`
      UPDATE system SET rules = ${rules}, rules_since = ${at}::timestamptz WHERE id = ${system}`.execute(transaction);
  }
  return before;
}

/** Stores which owner codes mean which sites, and gives what was stored before. */
export async function replaceSites(transaction: Tx, system: number, sites: string): Promise<string | null> {
  const { rows } = await sql<{ sites: string | null }>`SELECT sites FROM system WHERE id = ${system}`.execute(
    transaction,
  );
  await sql`UPDATE system SET sites = ${sites} WHERE id = ${system}`.execute(transaction);
  return rows[0]?.sites ?? null;
}

/** A full harvest has read everything of a system by these rules. */
export async function writeReadBy(transaction: Tx, system: number, rules: string | null): Promise<void> {
  await sql`UPDATE system SET read_by = ${rules} WHERE id = ${system}`.execute(transaction);
}

/** Notes by which rules records were read that say what they said. */
export async function writeRecordRules(transaction: Tx, records: readonly number[], rules: string): Promise<void> {
  if (records.length === 0) return;
  await sql`
    UPDATE record SET reading_rules = ${rules} WHERE id = ANY(${bigintArray(records)}::bigint[])`.execute(transaction);
}

/** A record with everything that rules are applied to. */
export interface KeptRecord {
  readonly id: number;
  readonly localId: string;
  readonly visibility: Database['record']['visibility'];
  readonly changedAt: Date | null;
  readonly format: Database['record']['format'];
  readonly raw: Buffer;
  readonly repairs: readonly string[];
  readonly kept: KeptFields | null;
  readonly items: readonly (Omit<HarvestedItem, 'kept'> & { readonly kept: KeptFields | null })[];
  readonly leftOutItems: readonly LeftOutItem[];
  readonly holdings: readonly Omit<HarvestedHolding, 'facts'>[];
}

/** What is kept of a copy for moves, as members of a JSON object; its table is `i`. */
const FOR_MOVES = sql`'status', i.status, 'statusAtSource', i.status_at_source, 'use', i.use,
  'details', coalesce(i.details, '{}'), 'staffNotes', i.staff_notes`;

/**
 * The next records of a system above `above`, by number. Nothing is kept of records for an interlibrary loan, so rules have
 * nothing to be applied to.
 */
export async function findKeptRecords(
  transaction: Tx,
  system: number,
  above: number,
  limit: number,
): Promise<readonly KeptRecord[]> {
  const { rows } = await sql<KeptRecord>`
    SELECT r.id, r.local_id AS "localId", r.visibility, r.changed_at AS "changedAt", r.format, r.raw, r.repairs, r.kept,
      coalesce((SELECT json_agg(json_build_object('localId', i.local_id, 'barcode', i.barcode, 'ownerCode', i.owner_code,
          'callNumber', i.call_number, 'locationCode', i.location_code, 'itemType', i.item_type,
          'visibility', i.visibility, 'kept', i.kept, ${FOR_MOVES}) ORDER BY i.id)
        FROM item i WHERE i.record = r.id),
        (SELECT json_agg(json_build_object('localId', i.local_id, 'barcode', i.barcode,
          'ownerCode', coalesce(i.owner_code, ''), 'callNumber', i.call_number, 'locationCode', i.location_code,
          'itemType', i.item_type, 'visibility', i.visibility, 'kept', NULL, ${FOR_MOVES}) ORDER BY i.id)
        FROM hidden_item i WHERE i.record = r.id AND i.left_out = 'RECORD_HIDDEN'), '[]') AS items,
      coalesce((SELECT json_agg(json_build_object('localId', i.local_id, 'leftOut', i.left_out, 'barcode', i.barcode,
          'ownerCode', i.owner_code, 'callNumber', i.call_number, 'locationCode', i.location_code,
          'itemType', i.item_type, 'visibility', i.visibility, ${FOR_MOVES}) ORDER BY i.id)
        FROM hidden_item i WHERE i.record = r.id AND i.left_out <> 'RECORD_HIDDEN'), '[]') AS "leftOutItems",
      coalesce((SELECT json_agg(json_build_object('library', h.library, 'basis', h.basis, 'copies', h.copies,
          'callNumbers', h.call_numbers, 'statements', h.statements, 'siteCodes', h.site_codes,
          'catalogueUrl', h.catalogue_url, 'liveKeys', h.live_keys) ORDER BY h.id)
        FROM holding h WHERE h.record = r.id),
        (SELECT json_agg(json_build_object('library', h.library, 'basis', h.basis, 'copies', h.copies,
          'callNumbers', h.call_numbers, 'statements', h.statements, 'siteCodes', h.site_codes,
          'catalogueUrl', NULL, 'liveKeys', '[]'::json) ORDER BY h.id)
        FROM hidden_holding h WHERE h.record = r.id), '[]') AS holdings
    FROM record r
    WHERE r.system = ${system} AND r.id > ${above} AND NOT r.deleted AND r.visibility <> 'ILL_TEMPORARY'
    ORDER BY r.id LIMIT ${limit}`.execute(transaction);
  return rows;
}
