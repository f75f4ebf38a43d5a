import type { SystemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { z } from 'zod';
import { fromCursor, pageOf } from './cursor.ts';
import type { IndexScope } from './index-scope.ts';
import type { Page, PageOf } from './views.ts';

/** A record that could not be read. Its content is not given, because it may name a reader. */
export interface RejectView {
  readonly id: string;
  readonly system: SystemId;
  /** The system's own record id; null if the record was too broken to find it. */
  readonly localId: string | null;
  readonly place: string;
  readonly reason: string;
  /** When this version of it was first rejected. */
  readonly since: Date;
}

const placeShape = z.tuple([z.int().min(1)]);

/** A page of the rejects that no later harvest has read, the oldest first, of one system or of all. Throws BAD_USER_INPUT for a cursor of another list. */
export async function rejectPage(
  { db, systems }: IndexScope,
  { system, first, after }: PageOf & { readonly system: SystemId | null },
): Promise<Page<RejectView>> {
  const place = fromCursor(after, placeShape, [0] as const);
  if (isMerciaError(place)) throw place;
  const wanted = system === null ? systems : systems.filter((id) => id === system);
  if (wanted.length === 0) return { edges: [], hasNextPage: false };
  const rows = await db
    .selectFrom('reject')
    .innerJoin('system', 'system.id', 'reject.system')
    .select((row) => [
      'reject.id',
      row.ref('system.system_id').$castTo<SystemId>().as('system'),
      'reject.local_id as localId',
      'reject.place',
      'reject.reason',
      'reject.rejected_at as since',
    ])
    .where('system.system_id', 'in', wanted)
    .where('reject.id', '>', place[0])
    .orderBy('reject.id')
    .limit(first + 1)
    .execute();
  return pageOf(rows, first, (row) => [[row.id], { ...row, id: `${row.system}:reject:${row.id}` }]);
}
