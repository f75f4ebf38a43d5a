/** What was decided of where libraries stand, and the ids that it keeps. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { LEFT_PHASES, pairKey, type StandingPhase } from '#domain/move-phases.ts';
import { createMovedIds, NOTHING_MOVED, type MovedIds } from '#domain/moved-ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

/** Of one library, or of all, in the order of their ids. */
export async function readPhases(db: Kysely<Database>, of: LibraryId | null = null): Promise<readonly StandingPhase[]> {
  const all = db.selectFrom('move_phase').selectAll().orderBy('library').orderBy('system');
  const rows = await (of === null ? all : all.where('library', '=', of)).execute();
  return rows.map(({ library, system, phase, since, stopped_at: stoppedAt }) => ({
    library: library as LibraryId,
    system: system as SystemId,
    phase,
    since: since.toISOString(),
    stoppedAt: stoppedAt?.toISOString() ?? null,
  }));
}

/** Those of libraries that have left their system: the others wait for the switch. */
export async function readMovedIds(db: Kysely<Database>, phases: readonly StandingPhase[]): Promise<MovedIds> {
  const left = phases.filter(({ phase }) => LEFT_PHASES.has(phase)).map(pairKey);
  if (left.length === 0) return NOTHING_MOVED;
  const { rows } = await sql<{ oldId: string; newId: string }>`
    SELECT old_id AS "oldId", new_id AS "newId" FROM moved_id
    WHERE (old_system || ' ' || library) = ANY(${left}::text[])`.execute(db);
  return createMovedIds(rows);
}
