import type { SystemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { z } from 'zod';
import { fromCursor, toCursor } from './cursor.ts';
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

export interface RejectPageOf extends PageOf {
  /** Null for all systems of the region. */
  readonly system: SystemId | null;
}

const placeShape = z.tuple([z.int().min(1)]);

/** A page of the rejects that no later harvest has read, the oldest first. Throws BAD_USER_INPUT for a cursor of another list. */
export async function rejectPage(
  { db, systems }: IndexScope,
  { system, first, after }: RejectPageOf,
): Promise<Page<RejectView>> {
  const place = after === null ? ([0] as const) : fromCursor(after, placeShape);
  if (isMerciaError(place)) throw place;
  const wanted = system === null ? systems : systems.filter((id) => id === system);
  if (wanted.length === 0) return { edges: [], hasNextPage: false };
  const rows = await db
    .selectFrom('reject')
    .innerJoin('system', 'system.id', 'reject.system')
    .select(['reject.id', 'system.system_id', 'reject.local_id', 'reject.place', 'reject.reason', 'reject.rejected_at'])
    .where('system.system_id', 'in', wanted)
    .where('reject.id', '>', place[0])
    .orderBy('reject.id')
    .limit(first + 1)
    .execute();
  const edges = rows.slice(0, first).map((row) => ({
    cursor: toCursor([row.id]),
    node: {
      id: `${row.system_id}:reject:${row.id}`,
      system: row.system_id as SystemId,
      localId: row.local_id,
      place: row.place,
      reason: row.reason,
      since: row.rejected_at,
    },
  }));
  return { edges, hasNextPage: rows.length > first };
}
