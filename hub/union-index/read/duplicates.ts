import { createId, type SystemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { sql } from 'kysely';
import { z } from 'zod';
import { fromCursor, pageOf } from './cursor.ts';
import { toEditionView, type ShownEdition } from './editions.ts';
import type { IndexScope } from './index-scope.ts';
import type { DuplicateView, Page, PageOf, Slot } from './views.ts';

/** Records given for one duplicate; there are hardly more than three. */
const RECORDS_MAX = 20;
/** The place of a duplicate: the number of its edition. */
const placeShape = z.tuple([z.int().min(1)]);

type DuplicateRow = ShownEdition & {
  readonly slot: number;
  readonly system_id: SystemId;
  readonly local_ids: readonly string[];
};

/**
 * A page of the editions that a system has more than one public record of, in the order asked; a cursor of another list
 * is a BAD_USER_INPUT error in its own place.
 */
export async function duplicatesBySystem(
  scope: IndexScope,
  pages: readonly (PageOf & { readonly system: SystemId })[],
): Promise<readonly Slot<Page<DuplicateView>>[]> {
  const afters = pages.map(({ after }) => fromCursor(after, placeShape, [0] as const));
  const { rows } = await sql<DuplicateRow>`
    SELECT a.slot, a.system_id, e.id, e.description, e.work,
      array(SELECT r.local_id FROM member m JOIN record r ON r.id = m.record AND r.visibility = 'PUBLIC' AND NOT r.deleted
        WHERE m.edition = p.edition AND m.system = s.id ORDER BY r.id LIMIT ${RECORDS_MAX}) AS local_ids
    FROM unnest(${pages.map((_, slot) => slot)}::int[], ${pages.map(({ system }) => system)}::text[],
        ${afters.map((after) => (isMerciaError(after) ? null : after[0]))}::bigint[],
        ${pages.map(({ first }) => first + 1)}::int[]) AS a (slot, system_id, after, page_limit)
      JOIN system s ON s.system_id = a.system_id AND s.system_id = ANY(${scope.systems}::text[])
      CROSS JOIN LATERAL (
        SELECT m.edition FROM member m WHERE m.system = s.id AND m.edition > a.after
        GROUP BY m.edition HAVING count(*) > 1 ORDER BY m.edition LIMIT a.page_limit
      ) p
      JOIN edition e ON e.id = p.edition
    ORDER BY a.slot, e.id`.execute(scope.db);
  const bySlot = Map.groupBy(rows, (row) => row.slot);
  return pages.map(({ first }, slot) => {
    const after = afters[slot];
    if (isMerciaError(after)) return after;
    return pageOf(bySlot.get(slot) ?? [], first, (row) => [[row.id], toDuplicate(scope, row)]);
  });
}

function toDuplicate(scope: IndexScope, row: DuplicateRow): DuplicateView {
  return {
    edition: toEditionView(scope, row),
    records: row.local_ids.map((localId) => createId(row.system_id, 'record', localId)),
  };
}
