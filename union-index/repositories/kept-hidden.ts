/** Which records stay hidden until a person says otherwise, whatever their systems say of them. */
import type { SystemId } from '#domain/ids.ts';
import { textArray } from '#store/binary-array.ts';
import type { KeptHiddenTable } from '#store/hidden-tables.ts';
import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';

type Tx = Transaction<Database>;

/**
 * Nobody else changes until the end of the transaction which records of a system stay hidden. Waits for pages of the system that
 * are being written; those after it meet what this transaction decides.
 */
export async function lockKeptHidden(transaction: Tx, system: number): Promise<void> {
  await sql`SELECT FROM system WHERE id = ${system} FOR NO KEY UPDATE`.execute(transaction);
}

/** Those of the records that stay hidden. */
export async function findKeptHidden(
  transaction: Tx,
  systemId: SystemId,
  localIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ record: string }>`
    SELECT record_id AS record FROM kept_hidden
    WHERE system_id = ${systemId} AND record_id = ANY(${textArray(localIds)}::text[])`.execute(transaction);
  return new Set(rows.map(({ record }) => record));
}

/** Hides records from now on; one that stays hidden already keeps its reason and its day. */
export async function keepHidden(
  transaction: Tx,
  systemId: SystemId,
  localIds: readonly string[],
  reason: KeptHiddenTable['reason'],
  at: Date,
): Promise<void> {
  if (localIds.length === 0) return;
  await sql`
    INSERT INTO kept_hidden (system_id, record_id, reason, since)
    SELECT ${systemId}, r.record, ${reason}, ${at}::timestamptz FROM unnest(${textArray(localIds)}::text[]) AS r(record)
    ON CONFLICT (system_id, record_id) DO UPDATE SET shown_at_source_since = NULL
    WHERE kept_hidden.shown_at_source_since IS NOT NULL`.execute(transaction);
}

/** Notes that their system shows these records of those that stay hidden. */
export async function noteShownAtSource(
  transaction: Tx,
  systemId: SystemId,
  localIds: readonly string[],
  at: Date,
): Promise<void> {
  if (localIds.length === 0) return;
  await sql`
    UPDATE kept_hidden SET shown_at_source_since = ${at}::timestamptz
    WHERE system_id = ${systemId} AND record_id = ANY(${textArray(localIds)}::text[]) AND shown_at_source_since IS NULL`.execute(
    transaction,
  );
}
