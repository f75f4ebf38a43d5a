import { createId, parseId, type EditionId, type WorkId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { prepared } from '#store/prepared.ts';
import { keyNumber } from '#store/key-number.ts';
import { sql } from 'kysely';
import type { EditionDescription } from '../description.ts';
import { toEditionNumber, toLookup, type Lookup } from './edition-key.ts';
import { isShown } from './holdings.ts';
import { toEditionId, inOrder, type IndexScope } from './index-scope.ts';
import { isFindable, isHeldBy } from './shown-holders.ts';
import type { EditionKeyInput, EditionMatches, EditionView, Slot, WorkView } from './views.ts';
import { isStorable } from './storable.ts';

export interface ShownEdition {
  readonly id: number;
  readonly description: EditionDescription;
  readonly work: string | null;
}

type FoundRow = ShownEdition & { readonly slot: number; readonly redirected: boolean };

/**
 * All keys in one statement, each by its own index. Only members of editions are looked at, and only public records are
 * members. An id that was merged away is followed, however often its edition was merged again. What search hides is not found by an
 * identifier either; who has the id of an edition or record was given it.
 */
async function findRows(scope: IndexScope, lookups: readonly Lookup[]): Promise<readonly FoundRow[]> {
  if (lookups.length === 0) return [];
  const slots = lookups.map((_lookup, slot) => slot);
  const kinds = lookups.map((lookup) => lookup.kind);
  const values = lookups.map((lookup) => lookup.value);
  const keys = lookups.map(({ kind, value }) => (kind === 'key' ? keyNumber(value) : null));
  const owners = lookups.map((lookup) => lookup.system);
  const isOfRegion = sql`s.system_id = ANY(${scope.systems}::text[])`;
  const { rows } = await sql<FoundRow>`${prepared}
    WITH RECURSIVE asked AS (
      SELECT * FROM unnest(${slots}::int[], ${kinds}::text[], ${values}::text[], ${keys}::bigint[], ${owners}::text[])
        AS a (slot, kind, value, key, system_id)
    ), followed (slot, id, redirected) AS (
      SELECT slot, value::bigint, false FROM asked WHERE kind = 'edition'
      UNION
      SELECT f.slot, r.target, true FROM followed f JOIN edition_redirect r ON r.id = f.id
    ), found (slot, edition, redirected) AS (
      SELECT slot, id, redirected FROM followed
        WHERE EXISTS (SELECT FROM member m JOIN system s ON s.id = m.system WHERE m.edition = followed.id AND ${isOfRegion})
      UNION
      SELECT a.slot, m.edition, false FROM asked a
        JOIN match_key k ON k.key = a.key JOIN member m ON m.record = k.record
        JOIN system s ON s.id = m.system AND ${isOfRegion} JOIN search_doc d ON d.edition = m.edition
        WHERE a.kind = 'key' AND ${isFindable(scope)}
      UNION
      SELECT a.slot, m.edition, false FROM asked a
        JOIN item i ON i.barcode = a.value AND i.visibility = 'PUBLIC' JOIN member m ON m.record = i.record
        JOIN system s ON s.id = m.system AND ${isOfRegion}
        WHERE a.kind = 'barcode' AND ${isShown(scope, sql`i.library`)}
      UNION
      SELECT a.slot, m.edition, false FROM asked a
        JOIN system s ON s.system_id = a.system_id AND ${isOfRegion}
        JOIN record r ON r.system = s.id AND r.local_id = a.value JOIN member m ON m.record = r.id
        WHERE a.kind = 'record'
    )
    SELECT f.slot, f.redirected, e.id, e.description, e.work FROM found f JOIN edition e ON e.id = f.edition
    ORDER BY f.slot, e.id`.execute(scope.db);
  return rows;
}

/** Same length and order as asked; a key that cannot be read is a BAD_USER_INPUT error in its own place. */
export async function findEditions(
  scope: IndexScope,
  keys: readonly EditionKeyInput[],
): Promise<readonly Slot<EditionMatches>[]> {
  const lookups = keys.map((key) => toLookup(key, scope.region.id));
  const readable = lookups.filter((lookup): lookup is Lookup => !isMerciaError(lookup));
  const bySlot = Map.groupBy(await findRows(scope, readable), (row) => row.slot);
  let slot = -1;
  return lookups.map((lookup) => {
    if (isMerciaError(lookup)) return lookup;
    slot += 1;
    const rows = bySlot.get(slot) ?? [];
    const redirected = rows.some((row) => row.redirected);
    return {
      editions: rows.map((row) => toEditionView(scope, row)),
      redirectedFrom: redirected ? toEditionId(scope.region, Number(lookup.value)) : null,
    };
  });
}

/** Same length and order as asked; a merged id gives what it became; null if there is none. */
export async function editionsById(
  scope: IndexScope,
  ids: readonly EditionId[],
): Promise<readonly (EditionView | null)[]> {
  const numbers = ids.map((id) => toEditionNumber(id, scope.region.id));
  const known = [...new Set(numbers.filter((number) => number !== null))];
  const rows = await findRows(
    scope,
    known.map((number) => ({ kind: 'edition' as const, value: String(number), system: null })),
  );
  const byNumber = new Map(rows.map((row) => [known[row.slot], toEditionView(scope, row)]));
  return numbers.map((number) => (number === null ? null : (byNumber.get(number) ?? null)));
}

export function toEditionView({ region }: IndexScope, row: ShownEdition): EditionView {
  const work: WorkId | null = row.work === null ? null : createId(region.id, 'work', row.work);
  return { id: toEditionId(region, row.id), work, description: row.description };
}

/** Editions given for one work, the newest first. Only what is printed every year has more. */
const EDITIONS_MAX = 200;

type WorkRow = ShownEdition & { readonly work: string; readonly held: boolean };

/** Same length and order as asked; null if no edition is of that work. */
export async function worksById(scope: IndexScope, ids: readonly WorkId[]): Promise<readonly (WorkView | null)[]> {
  const keys = ids.filter(isStorable).flatMap((id) => {
    const parts = parseId(id, 'work');
    return parts?.routingKey === scope.region.id ? [parts.local] : [];
  });
  const { rows } = await sql<WorkRow>`${prepared}
    SELECT asked.work, e.*
    FROM (SELECT DISTINCT unnest(${keys}::text[]) AS work) asked
      CROSS JOIN LATERAL (
        SELECT id, description, ${isHeldBy(scope, scope.libraries)} AS held
        FROM edition JOIN search_doc d ON d.edition = edition.id
        WHERE work = asked.work AND ${isFindable(scope)}
        ORDER BY (description ->> 'publishedYear')::integer DESC NULLS LAST, id DESC LIMIT ${EDITIONS_MAX}
      ) e`.execute(scope.db);
  const works = [...Map.groupBy(rows, ({ work }) => work)].map(([work, own]) => toWorkView(scope, work, own));
  return inOrder(ids, new Map(works.map((work) => [work.id, work])), null);
}

function toWorkView(scope: IndexScope, key: string, rows: readonly WorkRow[]): WorkView {
  const editions = rows.map((row) => toEditionView(scope, { ...row, work: key }));
  const heldAt = rows.findIndex(({ held }) => held);
  return { id: createId(scope.region.id, 'work', key), editions, latestHeld: editions[heldAt] ?? null };
}
