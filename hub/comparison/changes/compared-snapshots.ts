/** Which rows of two snapshots can be compared, and which cannot: a system that tells nothing this time has lost nothing. */
import { CONTROL_CLASSES, POPULATIONS, type ControlClass } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import { countRows } from '../populations/counts.ts';
import type { TwoSnapshots } from '../populations/missing-rows.ts';
import { findSharedSystems } from '../populations/shared-systems.ts';
import type { ReportContext } from '../reports/report.ts';
import { findSince } from '../reports/since.ts';
import { systemsInScope } from '../reports/systems-in-scope.ts';
import { findSnapshotBefore, type Snapshot, type SnapshotSystem } from '../snapshots/snapshot.ts';

export interface ComparedSnapshots {
  readonly earlier: Snapshot;
  /** The systems that the report is about, and that both snapshots have. */
  readonly two: TwoSnapshots;
  /** Those of them that tell it in both. */
  readonly twoOf: (what: ControlClass) => TwoSnapshots;
  readonly notCompared: readonly NotCompared[];
}

export interface NotCompared {
  readonly system: SystemId;
  readonly what: ControlClass;
  /** Null if it was not told. */
  readonly then: number | null;
  readonly now: number | null;
  readonly why: string;
}

/** With the snapshot that `since` names, or else with the newest one before; null if there is none. */
export async function findCompared(context: ReportContext): Promise<ComparedSnapshots | null> {
  const { db, snapshot } = context;
  const earlier = (await findSince(context))?.earlier ?? (await findSnapshotBefore(db, snapshot.number));
  if (earlier === null) return null;
  const before = await systemsInScope({ ...context, snapshot: earlier });
  const after = await systemsInScope(context);
  const shared = await findSharedSystems(db, earlier.number, snapshot.number);
  const inScope = shared.filter(({ id }) => before.some((one) => one.id === id) && after.some((one) => one.id === id));
  const two = { earlier: earlier.number, later: snapshot.number, shared: inScope };
  const tells = (systems: readonly SnapshotSystem[], id: SystemId, what: ControlClass): boolean =>
    systems.some((one) => one.id === id && !one.notTold.includes(what));
  const twoOf = (what: ControlClass): TwoSnapshots => {
    return { ...two, shared: inScope.filter(({ id }) => tells(before, id, what) && tells(after, id, what)) };
  };
  const notCompared: NotCompared[] = [];
  for (const id of [...new Set([...before, ...after].map((one) => one.id))].toSorted()) {
    // Charges are not compared, so nobody misses them here.
    for (const what of CONTROL_CLASSES.filter((one) => one !== 'CHARGES' && one !== 'CHARGES_PENCE')) {
      const [was, is] = [tells(before, id, what), tells(after, id, what)];
      if (was === is) continue;
      const isThere = (was ? after : before).some((one) => one.id === id);
      const count = async (number: number): Promise<number | null> => {
        const population = POPULATIONS.find((name) => name === what);
        if (population === undefined) return null;
        const where = [...context.scope, { dimension: 'SYSTEM', in: [id] } as const];
        return (await countRows(db, { snapshot: number, population, where })).value;
      };
      const where = was ? 'this snapshot' : `"${earlier.name}"`;
      notCompared.push({
        system: id,
        what,
        then: was ? await count(earlier.number) : null,
        now: is ? await count(snapshot.number) : null,
        why: isThere ? `the system does not tell it in ${where}` : `the system is not in ${where}`,
      });
    }
  }
  return { earlier, two, twoOf, notCompared };
}

/** Whose rows a report is about; null for all. */
export function librariesWanted({ library, visibleLibraries }: ReportContext): readonly string[] | null {
  return library === null ? visibleLibraries : [library];
}
