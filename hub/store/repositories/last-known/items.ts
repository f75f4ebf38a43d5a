/** What systems last said of copies: of those asked for one by one, and of those of a holding that was asked for. */
import type { LiveItem } from '#domain/facts.ts';
import type { ItemId, LibraryId } from '#domain/ids.ts';
import { parseId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { toJson } from '../../to-json.ts';
import { deleteCopyChanges, noteChanges } from './copy-changes.ts';
import { fromStoredHolding, fromStoredLiveItem, toStoredLiveItem } from './stored-facts.ts';
import { isToCome } from './within.ts';

type Db = Kysely<Database>;

/** The copies `wanted`, by their ids, and the holdings that the index says they belong to. */
const OF_HOLDINGS = sql`
  JOIN system s ON s.system_id = wanted.system_id
  JOIN item i ON i.system = s.id AND i.local_id = wanted.local_id AND i.visibility = 'PUBLIC'
  JOIN holding h ON h.record = i.record AND h.library = i.library
  JOIN last_known l ON l.holding = h.id`;

/** Each copy at most once. Rows are written in the order of their ids, so that two writers never lock crosswise. */
export async function upsertKnownItems(db: Db, known: ReadonlyMap<ItemId, LiveItem>): Promise<void> {
  if (known.size === 0) return;
  const json = toJson(
    Array.from(known, ([id, live]) => {
      const parts = parseId(id, 'item');
      const names = { id, system_id: parts?.routingKey, local_id: parts?.local };
      return { ...names, as_of: new Date(live.asOf), facts: toStoredLiveItem(live) };
    }),
  );
  // What was said before is the newer one of the copy's own and its holding's.
  const pairs = sql`
    SELECT wanted.as_of, was.as_of AS was_as_of, wanted.facts->'item' AS new, was.copy AS old
    FROM given AS wanted CROSS JOIN LATERAL (
      SELECT own.as_of, own.facts->'item' AS copy, true AS is_own FROM last_known_item own WHERE own.item = wanted.id
      UNION ALL
      SELECT l.as_of, o.copy, false FROM (SELECT wanted.*) AS wanted ${OF_HOLDINGS},
        json_array_elements(l.facts->'items') AS o(copy) WHERE o.copy->>'id' = wanted.id
      ORDER BY as_of DESC, is_own DESC LIMIT 1) AS was
    WHERE was.as_of < wanted.as_of`;
  await sql`
    WITH given AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${json}::json)
        AS given(id text, system_id text, local_id text, as_of timestamptz, facts json)
    ), changed AS (${noteChanges(pairs, false)})
    INSERT INTO last_known_item (item, as_of, facts) SELECT id, as_of, facts FROM given ORDER BY id
    ON CONFLICT (item) DO UPDATE SET as_of = excluded.as_of, facts = excluded.facts
    WHERE last_known_item.as_of < excluded.as_of OR ${isToCome(sql.ref('last_known_item.as_of'))}`.execute(db);
}

interface Row {
  readonly as_of: Date;
  /** Set where the copy was asked for by its own id. */
  readonly own: unknown;
  /** Set where the copy is one of a holding's. */
  readonly holding: unknown;
  readonly items: readonly ItemId[];
  readonly library: LibraryId | null;
  readonly record: string | null;
}

/**
 * Only what was said at `notBefore` or later and is not dated ahead, the newest of a copy's own row and its holding's. The index says which
 * holding a copy belongs to: no list of the copies of every holding is kept a second time.
 */
export async function findKnownItems(
  db: Db,
  items: readonly ItemId[],
  notBefore: Date,
): Promise<ReadonlyMap<ItemId, LiveItem>> {
  const parts = items.map((id) => parseId(id, 'item'));
  const { rows } = await sql<Row>`
    SELECT l.as_of, l.facts AS own, NULL AS holding, ARRAY[l.item] AS items, NULL AS library, NULL AS record
    FROM last_known_item l WHERE l.item = ANY(${[...items]}::text[]) AND l.as_of >= ${notBefore}::timestamptz
      AND NOT ${isToCome(sql.ref('l.as_of'))}
    UNION ALL
    SELECT l.as_of, NULL, l.facts, array_agg(wanted.id), min(h.library), min(r.local_id)
    FROM unnest(${[...items]}::text[], ${parts.map((part) => part?.routingKey ?? '')}::text[],
        ${parts.map((part) => part?.local ?? '')}::text[]) AS wanted(id, system_id, local_id) ${OF_HOLDINGS}
      JOIN record r ON r.id = h.record
    WHERE l.as_of >= ${notBefore}::timestamptz AND NOT ${isToCome(sql.ref('l.as_of'))}
    GROUP BY l.holding`.execute(db);
  const newest = new Map<ItemId, LiveItem>();
  for (const known of rows.flatMap(toKnownItems)) {
    const other = newest.get(known.item.id);
    if (other === undefined || other.asOf < known.asOf) newest.set(known.item.id, known);
  }
  return newest;
}

function toKnownItems({ as_of, own, holding, items, library, record }: Row): readonly LiveItem[] {
  const item = own === null ? undefined : fromStoredLiveItem(own, as_of);
  if (item !== undefined) return [item];
  const known = holding === null ? undefined : fromStoredHolding(holding, as_of);
  if (known === undefined || record === null) return [];
  const wanted = new Set(items);
  const { asOf, limitation, items: copies } = known;
  return copies
    .filter((copy) => wanted.has(copy.id))
    .map((item) => ({ asOf, item, library, recordLocalId: record, limitation }));
}

/** With what is kept of their changes. */
export async function deleteKnownItems(db: Db, items: readonly ItemId[]): Promise<void> {
  if (items.length === 0) return;
  await deleteCopyChanges(db, items);
  await sql`DELETE FROM last_known_item WHERE item = ANY(${[...items]}::text[])`.execute(db);
}
