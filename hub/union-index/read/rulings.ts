import { createId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { sql } from 'kysely';
import { z } from 'zod';
import type { RulingRow } from '../repositories/rulings.ts';
import { toRulingId } from '../rulings/ruling.ts';
import { fromCursor, pageOf } from './cursor.ts';
import type { IndexScope } from './index-scope.ts';
import { isStorable } from './storable.ts';
import type { Page, PageOf, RulingView } from './views.ts';

const storable = z.string().refine(isStorable);
/** The place of a ruling: when it was made, and its pair. PostgreSQL has no year 0. */
const placeShape = z.tuple([
  z.iso.datetime().refine((at) => !at.startsWith('0000')),
  storable,
  storable,
  storable,
  storable,
]);

/** A ruling as everybody may see it: by whom it was made is left out. */
export function toRulingView({
  a,
  b,
  decision,
  at,
  note,
}: Omit<RulingView, 'id' | 'at'> & { readonly at: Date }): RulingView {
  return { id: toRulingId({ a, b, decision, at, note }), a, b, decision, at: at.toISOString(), note };
}

/** A page of the rulings of which both records are public, the newest first. Throws BAD_USER_INPUT for a cursor of another list. */
export async function rulingPage({ db, systems }: IndexScope, { first, after }: PageOf): Promise<Page<RulingView>> {
  const place = fromCursor(after, placeShape, null);
  if (isMerciaError(place)) throw place;
  const isPublic = (
    system: ReturnType<typeof sql>,
    local: ReturnType<typeof sql>,
  ): ReturnType<typeof sql> => sql`EXISTS (
    SELECT 1 FROM system s JOIN record r ON r.system = s.id AND r.visibility = 'PUBLIC' AND NOT r.deleted
      JOIN member m ON m.record = r.id
    WHERE s.system_id = ${system} AND s.system_id = ANY(${systems}::text[]) AND r.local_id = ${local})`;
  const [at, ...pair] = place ?? [null, '', '', '', ''];
  // Cursors know milliseconds, the store microseconds.
  const madeAt = sql`date_trunc('milliseconds', u.ruled_at)`;
  const { rows } = await sql<Omit<RulingRow, 'by'>>`
    SELECT u.a_system AS "aSystem", u.a_local AS "aLocal", u.b_system AS "bSystem", u.b_local AS "bLocal", u.decision,
      u.ruled_at AS at, u.note
    FROM ruling u
    WHERE ${isPublic(sql`u.a_system`, sql`u.a_local`)} AND ${isPublic(sql`u.b_system`, sql`u.b_local`)}
      AND (${at}::timestamptz IS NULL OR ${madeAt} < ${at}::timestamptz OR (${madeAt} = ${at}::timestamptz
        AND (u.a_system, u.a_local, u.b_system, u.b_local) > (${sql.join(pair)})))
    ORDER BY ${madeAt} DESC, u.a_system, u.a_local, u.b_system, u.b_local
    LIMIT ${first + 1}`.execute(db);
  return pageOf(rows, first, ({ aSystem, aLocal, bSystem, bLocal, ...row }) => {
    const [a, b] = [createId(aSystem, 'record', aLocal), createId(bSystem, 'record', bLocal)];
    return [[row.at.toISOString(), aSystem, aLocal, bSystem, bLocal], toRulingView({ ...row, a, b })];
  });
}
