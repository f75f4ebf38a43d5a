/** Whose readers, loans and holds a report is about, and what was counted of them when the snapshot was taken. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { countsAt } from '#domain/move-phases.ts';
import type { Region } from '#domain/region.ts';
import { sayDay } from '#domain/say-day.ts';
import type { ShownCount } from '#domain/small-numbers.ts';
import { findPermittedRows } from '#union-index/index.ts';
import { MOVE_PURPOSES, ownSystemsOf, readKeptCounts, systemsOf, type KeptCounts } from '../readers/count-readers.ts';
import { describeHidden, sumShown } from '../readers/shown-counts.ts';
import type { ReportContext, SummaryLine } from '../reports/report.ts';
import { systemsOfSnapshot } from '../snapshots/snapshot.ts';

export interface LibraryCounts {
  readonly library: LibraryId;
  readonly systems: readonly SystemId[];
  /** Of these systems. Null for a snapshot that was taken by a version that counted none. */
  readonly counts: KeptCounts | null;
}

/** Of each library that the report is about: at the system that is asked for, or at its own. */
export async function readCounts(context: ReportContext): Promise<readonly LibraryCounts[]> {
  const { db, snapshot, region, system } = context;
  const libraries = librariesOf(context);
  const kept = await readKeptCounts(db, snapshot.number, libraries);
  return libraries
    .filter((library) => system === null || systemsOf(region, library).includes(system))
    .map((library) => {
      const systems = system === null ? ownSystemsOf(region, library) : [system];
      const counts = kept.get(library) ?? null;
      return { library, systems, counts: counts === null ? null : keepOnly(counts, systems) };
    });
}

function keepOnly({ registrations, overdue, holds }: KeptCounts, systems: readonly SystemId[]): KeptCounts {
  const own = <Cell extends { readonly system: SystemId }>(cells: readonly Cell[]): readonly Cell[] =>
    cells.filter((cell) => systems.includes(cell.system));
  return {
    registrations:
      registrations === null
        ? null
        : {
            cells: own(registrations.cells),
            totals: own(registrations.totals),
            notTold: own(registrations.notTold),
          },
    overdue: overdue === null ? null : own(overdue),
    holds: holds === null ? null : own(holds),
  };
}

/** A line for what is in no number because a library has it elsewhere, if there is any; it is told of its system alone. */
export function elsewhereLine(
  { region, system }: ReportContext,
  libraries: readonly LibraryId[],
): readonly SummaryLine[] {
  if (system !== null) return [];
  const counts = countsAt(region);
  const places = libraries.flatMap((library) =>
    systemsOf(region, library)
      .filter((id) => !counts({ library, system: id }))
      .map((id) => `${nameOf(region, library)} at ${id}`),
  );
  if (places.length === 0) return [];
  const label = 'Loaded to try it out, or left behind in another system';
  return [
    { label, value: null, text: `in no number here: ${places.join(', ')}; ask for that system alone with --system` },
  ];
}

export function librariesOf({ region, library, visibleLibraries }: ReportContext): readonly LibraryId[] {
  if (library !== null) return [library];
  return region.libraries.map(({ id }) => id).filter((id) => visibleLibraries?.includes(id) ?? true);
}

/** The libraries of whose readers rows may be listed, if the caller may see such rows at all. */
export function listedLibraries(context: ReportContext): readonly LibraryId[] {
  if (context.seesReaders !== true) return [];
  const permitted = findPermittedRows(context.region, MOVE_PURPOSES).libraries;
  return librariesOf(context).filter((id) => permitted.includes(id));
}

/** What is old of loans or holds: the cells of the systems that are asked for, their sum, and whose are in no number. */
export async function readOld<Kept extends 'overdue' | 'holds'>(
  context: ReportContext,
  { kept, list, label }: { readonly kept: Kept; readonly list: 'LOANS' | 'HOLDS'; readonly label: string },
): Promise<{
  readonly cells: readonly (NonNullable<KeptCounts[Kept]>[number] & { readonly library: LibraryId })[];
  readonly line: SummaryLine;
  readonly gaps: readonly SummaryLine[];
}> {
  const { db, snapshot, system } = context;
  const libraries = (await readCounts(context)).map((one) => ({ ...one, cells: one.counts?.[kept] ?? null }));
  const silent = (await systemsOfSnapshot(db, snapshot.number))
    .filter(({ id, notTold }) => notTold.includes(list) && (system === null || id === system))
    .map(({ id }) => id);
  const cells = libraries.flatMap(({ library, cells: own }) => (own ?? []).map((cell) => ({ ...cell, library })));
  const isTold = libraries.some((one) => one.cells !== null && one.systems.some((id) => !silent.includes(id)));
  const none = isTold ? [{ value: 0, suppressed: false, atLeast: 0 }] : [];
  return {
    cells,
    line: shownLine(
      label,
      [...none, ...cells.map(({ count }) => count)],
      silent.filter((id) => libraries.some(({ systems }) => systems.includes(id))),
    ),
    gaps: [
      ...withoutAgreement(
        context,
        libraries.filter((one) => one.cells === null).map(({ library }) => library),
      ),
      ...elsewhereLine(
        context,
        libraries.filter((one) => one.cells !== null).map(({ library }) => library),
      ),
      ...(await rowsGone(context, list)),
    ],
  };
}

export function shownLine(label: string, counts: readonly ShownCount[], notToldBy: readonly SystemId[]): SummaryLine {
  const sum = sumShown(counts);
  return { label, value: sum.value, text: describeHidden(sum), notToldBy };
}

/** A line for the libraries that have not agreed, if there are any. */
export function withoutAgreement(
  { region }: Pick<ReportContext, 'region'>,
  libraries: readonly LibraryId[],
): readonly SummaryLine[] {
  if (libraries.length === 0) return [];
  const names = libraries.map((library) => nameOf(region, library));
  return [{ label: 'Not told for want of an agreement', value: null, text: `in no number here: ${names.join(', ')}` }];
}

/** A line for each list whose rows have left the snapshot: the numbers stand, and cannot be looked behind any more. */
export async function rowsGone(
  context: ReportContext,
  list: 'LOANS' | 'HOLDS' | 'READERS',
): Promise<readonly SummaryLine[]> {
  const { db, snapshot, region } = context;
  const rows = await db
    .selectFrom('snapshot_reader_list')
    .select(['library', 'gone_at', 'gone_why'])
    .where('snapshot', '=', snapshot.number)
    .where('list', '=', list)
    .where('gone_at', 'is not', null)
    .where('library', 'in', [...librariesOf(context)])
    .orderBy('library')
    .execute();
  return rows.map(({ library, gone_at: at, gone_why: why }) => ({
    label: `Rows of ${nameOf(region, library)} that are gone`,
    value: null,
    text: `the numbers are those of the snapshot; the rows left it on ${at === null ? 'a day' : sayDay(at.toISOString().slice(0, 10))}, because ${why ?? 'they may not be kept'}`,
  }));
}

function nameOf({ libraries }: Region, library: string): string {
  return libraries.find(({ id }) => id === library)?.name ?? library;
}
