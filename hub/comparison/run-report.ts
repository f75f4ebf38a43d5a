/** Runs a report for somebody: what must be named is named, and what they may not see is left out. */
import type { Condition } from '#domain/comparison.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import PQueue from 'p-queue';
import { type Snapshot, readRegion } from './snapshots/snapshot.ts';
import { sayLosses } from './changes/gaps.ts';
import { findNotReconciled, type NotReconciled } from './control-totals/reconcile.ts';
import { REPORTS } from './registry.ts';
import { withTakenBack } from './reports/taken-back.ts';
import { withLeftOut } from './reports/left-out.ts';
import { SINCE_OPTION, withSince } from './reports/since.ts';
import type { Report, ReportContext, ReportOption, ReportResult, SummaryLine } from './reports/report.ts';
import { assertOwnSystem, systemsInScope } from './reports/systems-in-scope.ts';

export interface ReportRequest {
  readonly name: string;
  readonly snapshot: Snapshot;
  readonly library: LibraryId | null;
  readonly system: SystemId | null;
  readonly options: Readonly<Record<string, string>>;
  /** The caller's libraries; null if they may see all. */
  readonly visibleLibraries: readonly string[] | null;
  /** Whether the caller may see rows about readers; no, where not said. */
  readonly seesReaders?: boolean | undefined;
  readonly now: Date;
}

/** A result, and why its numbers may not be those that the libraries have. */
export interface CheckedResult extends ReportResult {
  /** Asked for when it is to be said. */
  readonly notReconciled: () => Promise<readonly NotReconciled[]>;
}

/** Throws BAD_USER_INPUT, naming the reports that there are, if there is none of this name. */
export function findReport(name: string, reports: readonly Report[] = REPORTS): Report {
  const found = reports.find((report) => report.name === name || report.formerly?.includes(name) === true);
  if (found !== undefined) return found;
  throw badUserInput(`name: there is no such report; there are ${reports.map((report) => report.name).join(', ')}.`);
}

/** What a report may be told: its own options, and what every report may be told. */
export function optionsOf({ options = [] }: Report): readonly ReportOption[] {
  return [...options, SINCE_OPTION];
}

/** A wrong word would be left unheeded, and the answer be taken for one that it is not. */
function assertOptions(report: Report, options: Readonly<Record<string, string>>): void {
  const known = optionsOf(report).map(({ name }) => name);
  const wrong = Object.keys(options).find((name) => !known.includes(name));
  if (wrong === undefined) return;
  throw badUserInput(`options: the report ${report.name} has no option "${wrong}"; it has ${known.join(', ')}.`);
}

/** Two reports at a time would take both cores of a small machine from the look-ups. */
const oneAtATime = new PQueue({ concurrency: 1 });

/** Throws BAD_USER_INPUT for what must be named and is not, and FORBIDDEN for a library or system that the caller may not see. */
export function runReport(
  db: Kysely<Database>,
  request: ReportRequest,
  reports: readonly Report[] = REPORTS,
): Promise<CheckedResult> {
  return runInTurn(db, request, reports, (run) => oneAtATime.add(run));
}

/** For a report that another one runs, whose turn it has. Throws as {@link runReport} does. */
export function runReportWithin(
  db: Kysely<Database>,
  request: ReportRequest,
  reports: readonly Report[] = REPORTS,
): Promise<CheckedResult> {
  return runInTurn(db, request, reports, (run) => run());
}

type InTurn = (run: () => Promise<ReportResult>) => Promise<ReportResult>;

async function runInTurn(
  db: Kysely<Database>,
  request: ReportRequest,
  reports: readonly Report[],
  inTurn: InTurn,
): Promise<CheckedResult> {
  const { name, snapshot, library, system, visibleLibraries } = request;
  const report = findReport(name, reports);
  assertOptions(report, request.options);
  const region = await readRegion(db, snapshot.number);
  if (snapshot.state !== 'WHOLE') {
    throw badUserInput(`The snapshot "${snapshot.name}" is not whole; its numbers would be wrong.`);
  }
  if (library !== null && !region.libraries.some(({ id }) => id === library)) {
    const known = region.libraries.map(({ id }) => id).join(', ');
    throw badUserInput(`library: the region has no such library; it has ${known}.`);
  }
  if (system !== null && !region.systems.some(({ id }) => id === system)) {
    const known = region.systems.map(({ id }) => id).join(', ');
    throw badUserInput(`system: the region has no such system; it has ${known}.`);
  }
  if (report.scope === 'LIBRARY' && library === null) {
    throw badUserInput(`library: the report ${name} is about one library; name it.`);
  }
  if (library !== null && visibleLibraries !== null && !visibleLibraries.includes(library)) {
    throw new MerciaError(
      'FORBIDDEN',
      `library: staff see the reports of their own libraries; ${library} is none of yours.`,
    );
  }
  assertOwnSystem(region, system, visibleLibraries);
  const context = { ...request, db, region, reports, scope: scopeOf(request) };
  const told = await withUntold(report, context, await inTurn(() => report.run(context)));
  const complete = await withLeftOut(report, context, await withSince(context, told));
  const result = await withTakenBack(context, complete);
  const notReconciled = (): Promise<readonly NotReconciled[]> => findWarnings(db, request);
  return { ...result, summary: [...sayRenamed(name, report), ...result.summary], notReconciled };
}

/** Why the numbers of a report may not be those that the libraries have. */
export async function findWarnings(db: Kysely<Database>, request: ReportRequest): Promise<readonly NotReconciled[]> {
  const { number } = request.snapshot;
  const { libraries } = await readRegion(db, number);
  const nameOf = (id: string): string => libraries.find((one) => one.id === id)?.name ?? id;
  return [...(await findLess(db, request, nameOf)), ...(await findNotReconciled(db, number, request, nameOf))];
}

function sayRenamed(asked: string, { name }: Report): readonly SummaryLine[] {
  if (asked === name) return [];
  return [{ label: `${asked} is a part of ${name} now`, value: null, text: `ask for ${name}` }];
}

/** One line at most: what a library has now, less what it had when it was last looked at. */
async function findLess(
  db: Kysely<Database>,
  request: ReportRequest,
  nameOf: (library: string) => string,
): Promise<readonly NotReconciled[]> {
  const less = await sayLosses(db, request.snapshot.number, request, nameOf);
  if (less === null) return [];
  const { library, now, went } = less.first;
  return [
    {
      library: library as LibraryId | null,
      theirs: null,
      ours: now,
      difference: went === null ? null : -went,
      text: less.text,
    },
  ];
}

function scopeOf({ library, system, visibleLibraries }: ReportRequest): ReportContext['scope'] {
  const conditions: Condition[] = [];
  if (library !== null) conditions.push({ dimension: 'LIBRARY', in: [library] });
  else if (visibleLibraries !== null) conditions.push({ dimension: 'LIBRARY', in: visibleLibraries });
  if (system !== null) conditions.push({ dimension: 'SYSTEM', in: [system] });
  return conditions;
}

async function withUntold(
  { needs }: Pick<Report, 'needs'>,
  context: ReportContext,
  result: ReportResult,
): Promise<ReportResult> {
  if (needs === undefined) return result;
  const systems = await systemsInScope(context);
  const silent = systems.filter(({ notTold }) => needs.some((thing) => notTold.includes(thing))).map(({ id }) => id);
  if (silent.length === 0) return result;
  return { ...result, summary: result.summary.map((line) => mark(line, silent, silent.length === systems.length)) };
}

function mark(line: SummaryLine, silent: readonly SystemId[], everybody: boolean): SummaryLine {
  if (line.value === null) return line;
  const notToldBy = [...new Set([...(line.notToldBy ?? []), ...silent])].toSorted();
  return { ...line, value: everybody && line.value === 0 ? null : line.value, notToldBy };
}
