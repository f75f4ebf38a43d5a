import { createId, parseId, type RecordId, type SystemId } from '#domain/ids.ts';
import { prepared } from '#store/prepared.ts';
import { sql } from 'kysely';
import type { IndexScope } from './index-scope.ts';

/**
 * Same length and order as asked: the system's own ids of those copies of a record whose barcode another copy of the same system bears,
 * too, be that hidden or not. Copies of records that are hidden themselves are not compared.
 */
export async function sharedBarcodes(
  { db }: IndexScope,
  records: readonly RecordId[],
): Promise<readonly (readonly string[])[]> {
  const asked = records.map((id) => parseId(id, 'record'));
  const { rows } = await sql<{ system: SystemId; record: string; copy: string }>`${prepared}
    SELECT DISTINCT s.system_id AS system, r.local_id AS record, i.local_id AS copy
    FROM unnest(${asked.map((id) => id?.routingKey ?? '')}::text[], ${asked.map((id) => id?.local ?? '')}::text[])
        AS a(system, record)
      JOIN system s ON s.system_id = a.system
      JOIN record r ON r.system = s.id AND r.local_id = a.record
      JOIN item i ON i.record = r.id
    WHERE i.visibility = 'PUBLIC' AND EXISTS (SELECT FROM item o
      WHERE o.barcode = i.barcode AND o.system = i.system AND o.local_id <> i.local_id)`.execute(db);
  const copies = Map.groupBy(rows, ({ system, record }) => createId(system, 'record', record));
  return records.map((id) => (copies.get(id) ?? []).map(({ copy }) => copy));
}
