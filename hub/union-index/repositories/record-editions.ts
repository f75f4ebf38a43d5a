/** What is kept of ids beside the index (`record_edition`), which `upsertMembers` writes. */
import { bigintArray, textArray } from '#store/binary-array.ts';
import type { Tx } from '#store/tables.ts';
import { sql } from 'kysely';

export interface KnownEditionRow {
  readonly record: number;
  readonly edition: number;
  /** Whether it is the last one that the record was in. */
  readonly isLast: boolean;
  /** Whether no record is in it now, so that its id may be taken up again. */
  readonly isGone: boolean;
}

/** The editions that records are, or were, in. Who is in an edition is written before what it says: that alone counts here. */
export async function findKnownEditions(
  transaction: Tx,
  records: readonly { readonly record: number; readonly systemId: string; readonly localId: string }[],
): Promise<readonly KnownEditionRow[]> {
  if (records.length === 0) return [];
  const { rows } = await sql<KnownEditionRow>`
    SELECT given.record, known.id AS edition, known.id = r.edition AS "isLast",
      NOT EXISTS (SELECT FROM member m WHERE m.edition = known.id) AS "isGone"
    FROM unnest(${bigintArray(records.map(({ record }) => record))}::bigint[],
        ${textArray(records.map(({ systemId }) => systemId))}::text[],
        ${textArray(records.map(({ localId }) => localId))}::text[]) AS given(record, system_id, record_id)
      JOIN record_edition r ON r.system_id = given.system_id AND r.record_id = given.record_id
      CROSS JOIN LATERAL unnest(r.edition || r.formerly) AS known(id)`.execute(transaction);
  return rows;
}

/** Those of the ids that are, or were, those of editions. */
export async function findUsedIds(transaction: Tx, ids: readonly number[]): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`
    SELECT given.id FROM unnest(${bigintArray(ids)}::bigint[]) AS given(id)
    WHERE EXISTS (SELECT FROM record_edition r WHERE r.edition = given.id)
      OR EXISTS (SELECT FROM edition_redirect r WHERE r.id = given.id)
      OR EXISTS (SELECT FROM edition e WHERE e.id = given.id)`.execute(transaction);
  return new Set(rows.map(({ id }) => id));
}
