/** Which holding a copy is one of, for systems that find copies with their holdings only. */
import type { HoldingRef } from '#domain/facts.ts';
import type { HoldingId, ItemId, LibraryId } from '#domain/ids.ts';
import { parseId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export interface ItemHolding {
  readonly holding: HoldingRef;
  readonly library: LibraryId;
  /** The system's own id of the record. */
  readonly recordLocalId: string;
}

interface Row {
  readonly item: ItemId;
  readonly holding: HoldingId | null;
  readonly live_keys: readonly string[] | null;
  readonly library: LibraryId | null;
  readonly record: string;
}

/** Null for a copy that is not in the index, or is not public; a copy that no library's holding has is left out. */
export async function findItemHoldings(
  db: Kysely<Database>,
  items: readonly ItemId[],
): Promise<ReadonlyMap<ItemId, ItemHolding | null>> {
  const parts = items.map((id) => parseId(id, 'item'));
  const { rows } = await sql<Row>`
    SELECT wanted.id AS item, h.id AS holding, h.live_keys, h.library, r.local_id AS record
    FROM unnest(${[...items]}::text[], ${parts.map((part) => part?.routingKey ?? '')}::text[],
        ${parts.map((part) => part?.local ?? '')}::text[]) AS wanted(id, system_id, local_id)
      JOIN system s ON s.system_id = wanted.system_id
      JOIN item i ON i.system = s.id AND i.local_id = wanted.local_id AND i.visibility = 'PUBLIC'
      JOIN record r ON r.id = i.record
      LEFT JOIN holding h ON h.record = i.record AND h.library = i.library`.execute(db);
  const found = new Map<ItemId, ItemHolding | null>(items.map((id) => [id, null]));
  for (const { item, holding, live_keys, library, record } of rows) {
    if (holding === null || live_keys === null || library === null) found.delete(item);
    else found.set(item, { holding: { id: holding, liveKeys: live_keys }, library, recordLocalId: record });
  }
  return found;
}
