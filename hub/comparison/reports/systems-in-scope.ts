/** Which systems a report is about. */
import { NONE } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { MerciaError } from '#platform/errors.ts';
import { systemsOfSnapshot, type SnapshotSystem } from '../snapshots/snapshot.ts';
import type { ReportContext } from './report.ts';

export type AskedSystems = Pick<ReportContext, 'db' | 'library' | 'system' | 'visibleLibraries'> & {
  readonly snapshot: Pick<ReportContext['snapshot'], 'number'>;
};

/** Those of the snapshot that are asked for, or have a library that is. */
export async function systemsInScope(context: AskedSystems): Promise<readonly SnapshotSystem[]> {
  const { db, snapshot, library, system, visibleLibraries } = context;
  const wanted = library === null ? visibleLibraries : [library];
  return (await systemsOfSnapshot(db, snapshot.number)).filter(
    ({ id, libraries }) =>
      (system === null || id === system) && (wanted === null || libraries.some((one) => wanted.includes(one))),
  );
}

/**
 * `libraries`: those of the caller; null for all. Throws FORBIDDEN for a system that has none of them: to find nothing there would say that
 * it has nothing.
 */
export function assertOwnSystem(
  { systems }: Pick<Region, 'systems'>,
  system: SystemId | null,
  libraries: readonly string[] | null,
): void {
  if (system === null || libraries === null) return;
  const owners = systems.find(({ id }) => id === system)?.owners ?? [];
  if (owners.some(({ library }) => libraries.includes(library))) return;
  throw new MerciaError(
    'FORBIDDEN',
    `system: staff see the systems of their own libraries; ${system} has none of yours.`,
  );
}

/** Whether it is about some libraries only, of systems that may have others. */
export function isOfLibraries({ scope }: Pick<ReportContext, 'scope'>): boolean {
  return scope.some(({ dimension }) => dimension === 'LIBRARY');
}

/** The same report, of the whole systems in the place of their libraries: to count rows that belong to nobody but their system. */
export async function ofWholeSystems(context: ReportContext): Promise<ReportContext> {
  if (!isOfLibraries(context)) return context;
  const systems = (await systemsInScope(context)).map(({ id }) => id);
  return { ...context, scope: [{ dimension: 'SYSTEM', in: systems.length === 0 ? [NONE] : systems }] };
}

/** To list such rows: staff see none that belong to no library. */
export function listedOfWholeSystems(context: ReportContext): Promise<ReportContext> {
  return context.visibleLibraries === null ? ofWholeSystems(context) : Promise.resolve(context);
}
