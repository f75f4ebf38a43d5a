import type { MarcFormat } from '#marc/index.ts';
import { createId, parseId, type EditionId, type RecordId, type SystemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { prepared } from '#store/prepared.ts';
import { sql } from 'kysely';
import { z } from 'zod';
import { fromCursor, pageOf } from './cursor.ts';
import { toEditionNumber } from './edition-key.ts';
import { inOrder, toEditionId, type IndexScope } from './index-scope.ts';
import { toPublicMarc, type PublicMarc } from './public-marc.ts';
import { isStorable } from './storable.ts';
import type { Page, PageOf, RecordView, Slot } from './views.ts';

type RecordRow = Pick<RecordView, 'system' | 'localId' | 'title' | 'visibility' | 'deleted'> & {
  readonly number: number;
  readonly edition: number;
  readonly harvestedAt: Date;
};

const columns = sql`r.id AS number, s.system_id AS system, r.local_id AS "localId", m.edition, r.title, r.visibility,
  r.harvested_at AS "harvestedAt", r.deleted`;
/** Records that everyone may see. That only those are members is the writer's promise; a reader does not rest on it. */
const isPublic = sql`r.visibility = 'PUBLIC' AND NOT r.deleted`;

function toKeys(ids: readonly RecordId[]) {
  const parts = ids.filter(isStorable).flatMap((id) => parseId(id, 'record') ?? []);
  return { systems: parts.map((part) => part.routingKey), locals: parts.map((part) => part.local) };
}

/** Same length and order as asked; null if there is none that the public may see. */
export async function recordsById(
  scope: IndexScope,
  ids: readonly RecordId[],
): Promise<readonly (RecordView | null)[]> {
  const keys = toKeys(ids);
  const { rows } = await sql<RecordRow>`
    SELECT ${columns}
    FROM unnest(${keys.systems}::text[], ${keys.locals}::text[]) AS a (system_id, local_id)
      JOIN system s ON s.system_id = a.system_id AND s.system_id = ANY(${scope.systems}::text[])
      JOIN record r ON r.system = s.id AND r.local_id = a.local_id AND ${isPublic}
      JOIN member m ON m.record = r.id`.execute(scope.db);
  return inOrder(ids, new Map(rows.map((row) => [toRecordId(row), toRecordView(scope, row)])), null);
}

/** The public part of each record's text, in the order asked; null if there is none or it cannot be read. */
export async function marcOfRecords(
  scope: IndexScope,
  ids: readonly RecordId[],
): Promise<readonly (PublicMarc | null)[]> {
  const keys = toKeys(ids);
  const { rows } = await sql<{ system: SystemId; localId: string; format: MarcFormat; raw: Buffer }>`
    SELECT s.system_id AS system, r.local_id AS "localId", r.format, r.raw
    FROM unnest(${keys.systems}::text[], ${keys.locals}::text[]) AS a (system_id, local_id)
      JOIN system s ON s.system_id = a.system_id AND s.system_id = ANY(${scope.systems}::text[])
      JOIN record r ON r.system = s.id AND r.local_id = a.local_id AND ${isPublic}
      JOIN member m ON m.record = r.id`.execute(scope.db);
  return inOrder(ids, new Map(rows.map((row) => [toRecordId(row), toPublicMarc(row.raw, row.format)])), null);
}

export interface RecordPageOf extends PageOf {
  readonly edition: EditionId;
}

/** The place of a record in its edition: its number in the index. */
const placeShape = z.tuple([z.int().min(1)]);

/**
 * A page of each edition's public records, the oldest in the index first, in the order asked; a cursor of another list is
 * a BAD_USER_INPUT error in its own place.
 */
export async function recordsByEdition(
  scope: IndexScope,
  pages: readonly RecordPageOf[],
): Promise<readonly Slot<Page<RecordView>>[]> {
  const afters = pages.map(({ after }) => readPlace(after));
  const bySlot = Map.groupBy(await findPages(scope, pages, afters), (row) => row.slot);
  return pages.map(({ first }, slot) => {
    const after = afters[slot];
    if (isMerciaError(after)) return after;
    return pageOf(bySlot.get(slot) ?? [], first, (row) => [[row.number], toRecordView(scope, row)]);
  });
}

async function findPages(
  { db, region, systems }: IndexScope,
  pages: readonly RecordPageOf[],
  afters: readonly Slot<number>[],
): Promise<readonly (RecordRow & { readonly slot: number })[]> {
  const slots = pages.map((_page, slot) => slot);
  const editions = pages.map((page) => toEditionNumber(page.edition, region.id));
  const limits = pages.map((page) => page.first + 1);
  const numbers = afters.map((after) => (isMerciaError(after) ? null : after));
  const { rows } = await sql<RecordRow & { readonly slot: number }>`${prepared}
    SELECT a.slot, p.*
    FROM unnest(${slots}::int[], ${editions}::bigint[], ${numbers}::bigint[], ${limits}::int[])
        AS a (slot, edition, after, page_limit)
      CROSS JOIN LATERAL (
        SELECT ${columns}
        FROM member m JOIN record r ON r.id = m.record AND ${isPublic} JOIN system s ON s.id = m.system
        WHERE m.edition = a.edition AND r.id > a.after AND s.system_id = ANY(${systems}::text[])
        ORDER BY r.id LIMIT a.page_limit
      ) p
    ORDER BY a.slot, p.number`.execute(db);
  return rows;
}

function readPlace(cursor: string | null): Slot<number> {
  const place = fromCursor(cursor, placeShape, [0] as const);
  return isMerciaError(place) ? place : place[0];
}

function toRecordId({ system, localId }: Pick<RecordView, 'system' | 'localId'>): RecordId {
  return createId(system, 'record', localId);
}

function toRecordView({ region }: IndexScope, row: RecordRow): RecordView {
  const { system, localId, title, visibility, deleted } = row;
  const [edition, harvestedAt] = [toEditionId(region, row.edition), row.harvestedAt.toISOString()];
  return { id: toRecordId(row), system, localId, edition, title, visibility, harvestedAt, deleted };
}
