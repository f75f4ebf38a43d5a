/** What systems last said of holdings. The newest `asOf` wins, whoever writes first. */
import { isReadableOnSite, standsInPlace } from '#domain/copy-uses.ts';
import type { HoldingFacts, HoldingRef } from '#domain/facts.ts';
import { type HoldingId, type ItemId, type LibraryId, parseId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { textArray } from '../../binary-array.ts';
import { toJson } from '../../to-json.ts';
import { noteChanges } from './copy-changes.ts';
import { fromStoredHolding, toStoredHolding } from './stored-facts.ts';
import { isToCome } from './within.ts';

type Db = Kysely<Database>;

/**
 * `answers` were asked for; a `harvest` often knows less of a copy than an answer does, and what it can tell only in part
 * does not take the place of what was told whole.
 */
export type KnownFrom = 'answers' | 'harvest';

/** Each holding at most once. Rows are written in the order of their ids, so that two writers never lock crosswise. */
export async function upsertKnownHoldings(
  db: Db,
  known: ReadonlyMap<HoldingId, HoldingFacts>,
  from: KnownFrom = 'answers',
): Promise<void> {
  if (known.size === 0) return;
  const rows = [...known].sort(([a], [b]) => (a < b ? -1 : 1));
  const all = rows.map(([, facts]) => facts);
  const isHarvest = from === 'harvest';
  const displaces = (given: RawBuilder<unknown>): RawBuilder<unknown> =>
    isHarvest ? sql`(${given}.whole OR NOT last_known.whole)` : sql`true`;
  // What was said before is the newer one of the holding's and the copy's own. LIMIT: a copy's own is found by the index, always.
  const ownOf = (copy: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`LATERAL (SELECT as_of, facts FROM last_known_item WHERE item = ${copy}->>'id' LIMIT 1) AS own`;
  const pairs = sql`
    SELECT given.as_of, last_known.as_of AS was_as_of, copy.new, copy.old
    FROM given JOIN last_known USING (holding) CROSS JOIN LATERAL (
      SELECT n.new, o.old FROM json_array_elements(given.facts->'items') AS n(new)
        JOIN json_array_elements(last_known.facts->'items') AS o(old) ON o.old->>'id' = n.new->>'id') AS copy
      LEFT JOIN ${ownOf(sql`copy.new`)} ON true
    WHERE last_known.as_of < given.as_of AND ${displaces(sql`given`)} AND last_known.facts::text <> given.facts::text
      AND (own.as_of IS NULL OR own.as_of <= last_known.as_of)
    UNION ALL
    SELECT given.as_of, own.as_of, copy.new, own.facts->'item'
    FROM given CROSS JOIN json_array_elements(given.facts->'items') AS copy(new) CROSS JOIN ${ownOf(sql`copy.new`)}
      LEFT JOIN last_known USING (holding)
    WHERE own.as_of < given.as_of AND (last_known.as_of IS NULL OR (last_known.as_of < own.as_of AND ${displaces(sql`given`)}))`;
  await sql`
    WITH given AS MATERIALIZED (
      SELECT holding, as_of::timestamptz, whole, in_place, facts::json FROM unnest(${textArray(rows.map(([holding]) => holding))}::text[], ${textArray(all.map(({ asOf }) => asOf))}::text[],
        ${all.map(({ items }) => items.every(({ reason }) => reason === null))}::boolean[], ${all.map(hasCopyInPlace)}::boolean[],
        ${textArray(all.map((facts) => toJson(toStoredHolding(facts))))}::text[]
      ) AS given(holding, as_of, whole, in_place, facts)
    ), changed AS (${noteChanges(pairs, isHarvest)})
    INSERT INTO last_known (holding, as_of, whole, in_place_as_of, facts)
    SELECT holding, as_of, whole, CASE WHEN in_place THEN as_of END, facts FROM given
    ON CONFLICT (holding) DO UPDATE SET as_of = excluded.as_of, whole = excluded.whole,
      in_place_as_of = excluded.in_place_as_of, facts = excluded.facts
    WHERE (last_known.as_of < excluded.as_of OR ${isToCome(sql.ref('last_known.as_of'))}) AND ${displaces(sql`excluded`)}`.execute(
    db,
  );
}

/** What a reader could take from the shelf, to borrow it or to read it there. */
function hasCopyInPlace({ items }: HoldingFacts): boolean {
  return items.some((item) => item.reason === null && standsInPlace(item) === true && isReadableOnSite(item) !== false);
}

/** Only what was said at `notBefore` or later, and nothing that a wrong clock dated ahead. */
export async function findKnownHoldings(
  db: Db,
  holdings: readonly HoldingId[],
  notBefore: Date,
): Promise<ReadonlyMap<HoldingId, HoldingFacts>> {
  const { rows } = await sql<{ holding: HoldingId; as_of: Date; facts: unknown }>`
    SELECT holding, as_of, facts FROM last_known
    WHERE holding = ANY(${[...holdings]}::text[]) AND as_of >= ${notBefore}::timestamptz
      AND NOT ${isToCome(sql.ref('as_of'))}`.execute(db);
  const known = new Map<HoldingId, HoldingFacts>();
  for (const row of rows) {
    const facts = fromStoredHolding(row.facts, row.as_of);
    if (facts !== undefined) known.set(row.holding, facts);
  }
  return known;
}

export async function deleteKnownHoldings(db: Db, holdings: readonly string[]): Promise<void> {
  if (holdings.length === 0) return;
  await sql`DELETE FROM last_known WHERE holding = ANY(${[...holdings]}::text[])`.execute(db);
}

export interface ItemHolding {
  readonly holding: HoldingRef;
  readonly library: LibraryId;
  /** The system's own id of the record. */
  readonly recordLocalId: string;
}

/** Where a copy belongs: null for one that is not in the index, or is not public; `NO_LIBRARY` for one that no library's holding has. */
export type ItemHome = ItemHolding | 'NO_LIBRARY' | null;

/** Whether a library's holding has the copy; false, too, for one of which nobody could say. */
export function isHeld(home: ItemHome | undefined): home is ItemHolding {
  return home !== undefined && home !== null && home !== 'NO_LIBRARY';
}

interface Row {
  readonly item: ItemId;
  readonly holding: HoldingId | null;
  readonly live_keys: readonly string[] | null;
  readonly library: LibraryId | null;
  readonly record: string;
}

/** Every copy that is asked for. */
export async function findItemHoldings(
  db: Kysely<Database>,
  items: readonly ItemId[],
): Promise<ReadonlyMap<ItemId, ItemHome>> {
  const parts = items.map((id) => parseId(id, 'item'));
  const { rows } = await sql<Row>`
    SELECT wanted.id AS item, h.id AS holding, h.live_keys, h.library, r.local_id AS record
    FROM unnest(${[...items]}::text[], ${parts.map((part) => part?.routingKey ?? '')}::text[],
        ${parts.map((part) => part?.local ?? '')}::text[]) AS wanted(id, system_id, local_id)
      JOIN system s ON s.system_id = wanted.system_id
      JOIN item i ON i.system = s.id AND i.local_id = wanted.local_id AND i.visibility = 'PUBLIC'
      JOIN record r ON r.id = i.record
      LEFT JOIN holding h ON h.record = i.record AND h.library = i.library`.execute(db);
  const found = new Map<ItemId, ItemHome>(items.map((id) => [id, null]));
  for (const { item, holding, live_keys, library, record } of rows) {
    if (holding === null || live_keys === null || library === null) found.set(item, 'NO_LIBRARY');
    else found.set(item, { holding: { id: holding, liveKeys: live_keys }, library, recordLocalId: record });
  }
  return found;
}
