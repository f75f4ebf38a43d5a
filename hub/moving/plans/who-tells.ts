/** Which systems of a plan tell what it counts: what none of them tells is no number, and never 0. */
import type { ReportContext } from '#comparison/reports/report.ts';
import { systemsInScope } from '#comparison/reports/systems-in-scope.ts';
import type { ToldThing } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import { showCount, type ShownCount } from '#domain/small-numbers.ts';
import { sql } from 'kysely';
import type { Plan } from './plan.ts';

/** Whose rows are counted. */
export type PlanScope = Pick<ReportContext, 'db' | 'library' | 'system' | 'visibleLibraries' | 'seesReaders'>;

export interface PlanCount extends ShownCount {
  /** Why there is no number, where everybody tells it and it is not small. */
  readonly why?: string;
}

/** A number, and the systems of which nothing is in it. */
export interface ToldCount extends PlanCount {
  readonly notToldBy: readonly SystemId[];
}

interface PlanTelling {
  /** Systems that move and do not tell all of these. */
  readonly silentOn: (things: readonly ToldThing[]) => readonly SystemId[];
  /** A number that is made of these. That nothing was found is told only if a system tells them. */
  readonly tell: (things: readonly ToldThing[], count: PlanCount) => ToldCount;
}

/** A list tells nothing whose rows have left the snapshot, or were all kept back for want of an agreement. */
export async function whoTells(scope: PlanScope, { snapshot, settings }: Plan): Promise<PlanTelling> {
  const moving = (await systemsInScope({ ...scope, snapshot })).filter(({ id }) => settings.systems.includes(id));
  const { library, visibleLibraries } = scope;
  const wanted = library === null ? visibleLibraries : [library];
  const { rows: empty } = await sql<{ id: SystemId; list: string }>`
    SELECT name.system_id AS id, l.list FROM snapshot_reader_list l JOIN system name ON name.id = l.system
    WHERE l.snapshot = ${snapshot.number} AND (${wanted}::text[] IS NULL OR l.library = '' OR l.library = ANY(${wanted}::text[]))
    GROUP BY 1, 2
    HAVING bool_or(l.gone_at IS NOT NULL AND l.row_count > 0) OR (sum(l.row_count) = 0 AND max(l.left_out) > 0)`.execute(
    scope.db,
  );
  const isSilent = ({ id, notTold }: (typeof moving)[number], thing: ToldThing): boolean =>
    notTold.includes(thing) || empty.some((one) => one.id === id && one.list === thing);
  const silentOn = (things: readonly ToldThing[]): readonly SystemId[] =>
    moving.filter((system) => things.some((thing) => isSilent(system, thing))).map(({ id }) => id);
  return {
    silentOn,
    tell(things, count) {
      const notToldBy = silentOn(things);
      const isTold = count.value !== 0 || notToldBy.length === 0 || notToldBy.length < moving.length;
      return { ...(isTold ? count : showCount(null)), notToldBy };
    },
  };
}
