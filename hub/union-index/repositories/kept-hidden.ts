/** Which records stay hidden until a person says otherwise, and of which a person has to say, or has said, what they are. */
import type { SystemId } from '#domain/ids.ts';
import { textArray } from '#store/binary-array.ts';
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/**
 * Nobody else changes until the end of the transaction which records of a system stay hidden. Waits for pages of the system that
 * are being written; those after it meet what this transaction decides.
 */
export async function lockKeptHidden(transaction: Tx, system: number): Promise<void> {
  await sql`SELECT FROM system WHERE id = ${system} FOR NO KEY UPDATE`.execute(transaction);
}

/** What is known of records besides what their systems say. */
export interface Standing {
  readonly hidden: ReadonlySet<string>;
  readonly doubts: ReadonlyMap<string, Database['interlibrary_doubt']['state']>;
}

export async function findStanding(
  transaction: Tx,
  systemId: SystemId,
  localIds: readonly string[],
): Promise<Standing> {
  const ids = textArray(localIds);
  const { rows } = await sql<{ record: string; state: Database['interlibrary_doubt']['state'] | null }>`
    SELECT record_id AS record, NULL AS state FROM kept_hidden
    WHERE system_id = ${systemId} AND record_id = ANY(${ids}::text[])
    UNION ALL
    SELECT record_id, state FROM interlibrary_doubt
    WHERE system_id = ${systemId} AND record_id = ANY(${ids}::text[])`.execute(transaction);
  return {
    hidden: new Set(rows.filter(({ state }) => state === null).map(({ record }) => record)),
    doubts: new Map(rows.flatMap(({ record, state }) => (state === null ? [] : [[record, state]]))),
  };
}

/** The other systems of which records stay hidden. */
export async function systemsWithHidden(transaction: Tx, systemId: SystemId): Promise<readonly string[]> {
  const { rows } = await sql<{ system: string }>`
    SELECT system_id AS system FROM kept_hidden WHERE system_id <> ${systemId} GROUP BY 1 ORDER BY 1`.execute(
    transaction,
  );
  return rows.map(({ system }) => system);
}

/** Those of these records of a system that stay hidden. */
export async function findHidden(
  transaction: Tx,
  systemId: string,
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
  reason: Database['kept_hidden']['reason'],
  at: Date,
): Promise<void> {
  if (localIds.length === 0) return;
  await sql`
    INSERT INTO kept_hidden (system_id, record_id, reason, since)
    SELECT ${systemId}, r.record, ${reason}, ${at}::timestamptz FROM unnest(${textArray(localIds)}::text[]) AS r(record)
    ON CONFLICT (system_id, record_id) DO NOTHING`.execute(transaction);
}

/** Notes since when their system shows these records of those that stay hidden; null if it hides them as well. */
export async function noteShownAtSource(
  transaction: Tx,
  systemId: SystemId,
  localIds: readonly string[],
  since: Date | null,
): Promise<void> {
  if (localIds.length === 0) return;
  await sql`
    UPDATE kept_hidden SET shown_at_source_since = ${since}::timestamptz
    WHERE system_id = ${systemId} AND record_id = ANY(${textArray(localIds)}::text[])
      AND (shown_at_source_since IS NULL) = ${since !== null}::boolean`.execute(transaction);
}

/** Lists public records for a person to look at. */
export async function openDoubts(
  transaction: Tx,
  systemId: SystemId,
  localIds: readonly string[],
  at: Date,
): Promise<void> {
  if (localIds.length === 0) return;
  await sql`
    INSERT INTO interlibrary_doubt (system_id, record_id, state, since)
    SELECT ${systemId}, r.record, 'OPEN', ${at}::timestamptz FROM unnest(${textArray(localIds)}::text[]) AS r(record)
    ON CONFLICT (system_id, record_id) DO NOTHING`.execute(transaction);
}

/** Takes records off the list: nothing about them is doubtful any more. What a person said of them stays. */
export async function closeDoubts(transaction: Tx, systemId: SystemId, localIds: readonly string[]): Promise<void> {
  if (localIds.length === 0) return;
  await sql`
    DELETE FROM interlibrary_doubt
    WHERE system_id = ${systemId} AND record_id = ANY(${textArray(localIds)}::text[]) AND state = 'OPEN'`.execute(
    transaction,
  );
}

/** Of one record, what a person says: it may be shown again. False if it neither stays hidden for a loan nor is doubtful. */
export async function release(transaction: Tx, systemId: SystemId, localId: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{ record: string }>`
    WITH shown AS (
      DELETE FROM kept_hidden WHERE system_id = ${systemId} AND record_id = ${localId} AND reason = 'ILL_TEMPORARY'
      RETURNING record_id
    ), doubtful AS (
      SELECT record_id FROM interlibrary_doubt
      WHERE system_id = ${systemId} AND record_id = ${localId} AND state = 'OPEN'
    )
    INSERT INTO interlibrary_doubt (system_id, record_id, state, since)
    SELECT ${systemId}, record_id, 'RELEASED', ${at}::timestamptz
    FROM (SELECT record_id FROM shown UNION SELECT record_id FROM doubtful) AS of_record
    ON CONFLICT (system_id, record_id) DO UPDATE SET state = 'RELEASED', since = excluded.since
    RETURNING record_id AS record`.execute(transaction);
  return rows.length > 0;
}

/** Forgets that records were released, because their systems call them loans again. */
export async function forgetRelease(transaction: Tx, systemId: SystemId, localIds: readonly string[]): Promise<void> {
  if (localIds.length === 0) return;
  await sql`
    DELETE FROM interlibrary_doubt
    WHERE system_id = ${systemId} AND record_id = ANY(${textArray(localIds)}::text[])`.execute(transaction);
}

/** A record that stays hidden, or that a person should look at. */
export interface WatchedRecord {
  readonly system: string;
  readonly record: string;
  /** DOUBTFUL: it is public. */
  readonly why: Database['kept_hidden']['reason'] | 'DOUBTFUL';
  readonly since: Date;
  /** Since when its system would show it; null while that hides it too, or says nothing of it, and for doubtful ones. */
  readonly shownAtSourceSince: Date | null;
}

/** Doubtful ones first, then those that their systems would show, then the others. */
export async function listWatched(db: Kysely<Database>, systems: readonly string[]): Promise<readonly WatchedRecord[]> {
  const { rows } = await sql<WatchedRecord & { readonly place: number }>`
    SELECT system_id AS system, record_id AS record, 'DOUBTFUL' AS why, since, NULL::timestamptz AS "shownAtSourceSince", 0 AS place
    FROM interlibrary_doubt WHERE state = 'OPEN' AND system_id = ANY(${textArray(systems)}::text[])
    UNION ALL
    SELECT system_id, record_id, reason, since, shown_at_source_since, CASE WHEN shown_at_source_since IS NULL THEN 2 ELSE 1 END
    FROM kept_hidden WHERE system_id = ANY(${textArray(systems)}::text[])
    ORDER BY place, system, since, record`.execute(db);
  return rows.map(({ place: _place, ...watched }) => watched);
}
