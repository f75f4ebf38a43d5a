import { createId, type EditionId, type HoldingId, type ItemId, type LibraryId, type SystemId } from '#domain/ids.ts';
import { keysAskedAs } from '#domain/moved-ids.ts';
import { prepared } from '#store/prepared.ts';
import { sql, type RawBuilder } from 'kysely';
import { toEditionNumber } from './edition-key.ts';
import { inOrder, toEditionId, type IndexScope } from './index-scope.ts';
import { isStorable } from './storable.ts';
import type { HoldingView, ItemReferenceView } from './views.ts';

type HoldingRow = Omit<HoldingView, 'edition' | 'record'> & {
  readonly edition: number;
  readonly localId: string;
  /** The id that it had before its library moved, and is shown by; null if it did not move. */
  readonly movedFrom: HoldingId | null;
};

/**
 * Whether a holding is read online. The record alone knows; it is only opened where its edition is online, because few
 * are and opening it takes longer than all the rest. Of a holding `h` of a member `m`.
 */
export const IS_ONLINE = sql`(h.basis = 'LINK' OR EXISTS (
  SELECT FROM search_doc d JOIN public_description p ON p.record = m.record
  WHERE d.edition = m.edition AND d.online AND (p.description::jsonb ->> 'online')::boolean))`;

const COLUMNS = sql`h.id, s.system_id AS system, h.library, m.edition, r.local_id AS "localId", h.basis, h.copies,
  h.call_numbers AS "callNumbers", h.statements, h.catalogue_url AS "catalogueUrl", h.site_codes AS "siteCodes",
  h.live_keys AS "liveKeys", ${IS_ONLINE} AS online`;

/** The id that a holding or a copy had before its library moved; of several, the one that is shown everywhere (`createMovedIds`). */
function formerId({ moved }: IndexScope, id: RawBuilder<unknown>): RawBuilder<unknown> {
  if (moved.length === 0) return sql`NULL`;
  return sql`(SELECT min(a.old_id COLLATE "C") FROM moved_id a
    WHERE a.new_id = ${id} AND (a.old_system || ' ' || a.library) = ANY(${moved}::text[]))`;
}

/** That a library's holdings and copies at a system are shown; of a statement in which the system is `s`. */
export function isShown({ hidden }: Pick<IndexScope, 'hidden'>, library: RawBuilder<unknown>): RawBuilder<unknown> {
  if (hidden.length === 0) return sql`true`;
  return sql`(${library} IS NULL OR (s.system_id || ' ' || ${library}) <> ALL(${hidden}::text[]))`;
}

/** Holdings of members: only public records are members of an edition. */
function selectHoldings(scope: IndexScope, condition: RawBuilder<unknown>): RawBuilder<HoldingRow> {
  const { systems, libraries } = scope;
  return sql<HoldingRow>`${prepared}
    SELECT ${COLUMNS}, ${formerId(scope, sql`h.id`)} AS "movedFrom"
    FROM member m
      JOIN holding h ON h.record = m.record
      JOIN record r ON r.id = m.record
      JOIN system s ON s.id = m.system
    WHERE ${condition} AND h.library = ANY(${libraries}::text[]) AND s.system_id = ANY(${systems}::text[])
      AND ${isShown(scope, sql`h.library`)}
    ORDER BY h.library, h.record`;
}

/** Same length and order as asked, each edition's holdings in the order of their libraries' ids. */
export async function holdingsByEdition(
  scope: IndexScope,
  editions: readonly EditionId[],
): Promise<readonly (readonly HoldingView[])[]> {
  const numbers = editions.map((id) => toEditionNumber(id, scope.region.id));
  const known = numbers.filter((number) => number !== null);
  const { rows } = await selectHoldings(scope, sql`m.edition = ANY(${known}::bigint[])`).execute(scope.db);
  const byEdition = Map.groupBy(rows, (row) => row.edition);
  return numbers.map((number) => {
    const found = number === null ? undefined : byEdition.get(number);
    return (found ?? []).map((row) => toHoldingView(scope, row));
  });
}

/** Same length and order as asked; null if there is none that the public may see. */
export async function holdingsById(
  scope: IndexScope,
  ids: readonly HoldingId[],
): Promise<readonly (HoldingView | null)[]> {
  const newIds = await newIdsOf(scope, ids.filter(isStorable));
  const wanted = ids.filter(isStorable).map((id) => newIds.get(id) ?? id);
  const { rows } = await selectHoldings(scope, sql`h.id = ANY(${wanted}::text[])`).execute(scope.db);
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = found.get(newIds.get(id) ?? id);
    // Shown by the id that was asked for, whichever of its former ones that is.
    return row === undefined ? null : toHoldingView(scope, newIds.has(id) ? { ...row, movedFrom: id } : row);
  });
}

/** Of ids that holdings had before their libraries moved, those that they have now. */
async function newIdsOf(
  { db, moved }: IndexScope,
  ids: readonly HoldingId[],
): Promise<ReadonlyMap<HoldingId, HoldingId>> {
  if (moved.length === 0) return new Map();
  const { rows } = await sql<{ oldId: HoldingId; newId: HoldingId }>`
    SELECT old_id AS "oldId", new_id AS "newId" FROM moved_id
    WHERE old_id = ANY(${ids}::text[]) AND (old_system || ' ' || library) = ANY(${moved}::text[])`.execute(db);
  return new Map(rows.map(({ oldId, newId }) => [oldId, newId]));
}

/** Public holdings of each library, in the order asked. */
export async function holdingsCounts(scope: IndexScope, libraries: readonly LibraryId[]): Promise<readonly number[]> {
  const { db, systems } = scope;
  const { rows } = await sql<{ library: LibraryId; count: number }>`
    SELECT h.library, count(*) AS count
    FROM holding h JOIN member m ON m.record = h.record JOIN system s ON s.id = m.system
    WHERE h.library = ANY(${libraries}::text[]) AND s.system_id = ANY(${systems}::text[])
      AND ${isShown(scope, sql`h.library`)}
    GROUP BY h.library`.execute(db);
  return inOrder(libraries, new Map(rows.map((row) => [row.library, row.count])), 0);
}

/** A public copy, and the number of the edition that it is a copy of. */
export interface FoundItem {
  readonly system: SystemId;
  readonly localId: string;
  readonly edition: number;
  readonly reference: ItemReferenceView;
}

type HoldingOrNone = { readonly [Column in keyof HoldingRow]: HoldingRow[Column] | null } & {
  readonly edition: number;
};
type ItemRow = HoldingOrNone & {
  readonly item_system: SystemId;
  readonly item_local_id: string;
  readonly item_moved_from: ItemId | null;
};

/** Public items, each with its holding and the edition that it is a copy of, in the order of their systems' ids. */
async function findItems(scope: IndexScope, condition: RawBuilder<unknown>): Promise<readonly FoundItem[]> {
  const { systems, libraries } = scope;
  const { rows } = await sql<ItemRow>`
    SELECT s.system_id AS item_system, i.local_id AS item_local_id, ${COLUMNS},
      ${formerId(scope, sql`(s.system_id || ':item:' || i.local_id)`)} AS item_moved_from,
      ${formerId(scope, sql`h.id`)} AS "movedFrom"
    FROM item i
      JOIN member m ON m.record = i.record
      JOIN record r ON r.id = i.record
      JOIN system s ON s.id = i.system
      LEFT JOIN holding h ON h.record = i.record AND h.library = i.library AND h.library = ANY(${libraries}::text[])
    WHERE ${condition} AND i.visibility = 'PUBLIC' AND s.system_id = ANY(${systems}::text[])
      AND ${isShown(scope, sql`i.library`)}
    ORDER BY s.system_id, i.local_id, i.id DESC`.execute(scope.db);
  return rows.map(({ item_system: system, item_local_id: localId, item_moved_from: movedFrom, ...row }) => ({
    system,
    localId,
    edition: row.edition,
    reference: {
      item: movedFrom ?? createId(system, 'item', localId),
      holding: hasHolding(row) ? toHoldingView(scope, row) : null,
    },
  }));
}

/** Public items that bear a barcode, in the order of their systems' ids. */
export async function itemsByBarcode(scope: IndexScope, barcode: string): Promise<readonly ItemReferenceView[]> {
  if (!isStorable(barcode)) return [];
  return (await findItems(scope, sql`i.barcode = ${barcode}`)).map(({ reference }) => reference);
}

/** Same length and order as asked; null for no number, and if there is none that the public may see. */
export async function itemsByNumber(
  scope: IndexScope,
  asked: readonly { readonly system: string; readonly localId: string | null }[],
): Promise<readonly (FoundItem | null)[]> {
  const known = asked.filter(({ localId }) => localId !== null);
  if (known.length === 0) return asked.map(() => null);
  const named = sql`(s.system_id, i.local_id) IN (SELECT * FROM unnest(${known.map(({ system }) => system)}::text[],
    ${known.map(({ localId }) => localId)}::text[]))`;
  const found = await findItems(scope, named);
  // Of two rows of one copy the first is the newer.
  return asked.map(
    (item) => found.find(({ system, localId }) => system === item.system && localId === item.localId) ?? null,
  );
}

function hasHolding(row: HoldingOrNone): row is HoldingRow {
  return row.id !== null;
}

function toHoldingView({ region }: IndexScope, { edition, localId, movedFrom, ...row }: HoldingRow): HoldingView {
  const id = movedFrom ?? row.id;
  return {
    ...row,
    id,
    edition: toEditionId(region, edition),
    record: createId(row.system, 'record', localId),
    liveKeys: keysAskedAs(row.id, id, row.liveKeys),
  };
}
