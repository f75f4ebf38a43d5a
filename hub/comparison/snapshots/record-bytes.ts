/** The bytes of records as a snapshot has them: from the index if the record is still the same, else from where they were put. */
import { readMarcBytes, type MarcFormat, type MarcRecord } from '#marc/index.ts';
import { bigintArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

export interface RecordBytes {
  /** Number of the row of `snapshot_record`. */
  readonly row: number;
  readonly format: MarcFormat;
  readonly raw: Uint8Array;
}

/** In no order; a row whose bytes are nowhere is left out. */
export async function readRecordBytes(db: Kysely<Database>, rows: readonly number[]): Promise<readonly RecordBytes[]> {
  const found = await sql<RecordBytes>`
    SELECT t.id AS row, coalesce(r.format, p.format) AS format, coalesce(r.raw, p.raw) AS raw
    FROM snapshot_record t
      LEFT JOIN record r ON r.id = t.record AND r.digest = t.content
      LEFT JOIN snapshot_past_record p ON p.record = t.record AND p.content = t.content
    WHERE t.id = ANY(${bigintArray(rows)}::bigint[]) AND coalesce(r.raw, p.raw) IS NOT NULL`.execute(db);
  return found.rows;
}

/** Null if they cannot be read. */
export function toMarc({ raw, format }: Pick<RecordBytes, 'raw' | 'format'>): MarcRecord | null {
  const [read] = readMarcBytes(raw, { format });
  return read?.kind === 'record' ? read.record : null;
}
