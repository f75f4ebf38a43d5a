/** Runs a report for the caller of a request. */
import { findReport, findWarnings, REPORTS, runReport, type Snapshot } from '#comparison/index.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { MOVING_REPORTS } from '#moving/index.ts';
import { badUserInput } from '#platform/errors.ts';
import type { MigrationContext } from './context.ts';
import type { ReportModel } from './models.ts';

export interface ReportArguments {
  readonly name: string;
  readonly library?: string | null | undefined;
  readonly system?: string | null | undefined;
  readonly options?: readonly { readonly name: string; readonly value: string }[] | null | undefined;
}

/** Every report that may be asked for, in the order in which a team would ask. */
export const ALL_REPORTS = [...REPORTS, ...MOVING_REPORTS];

/** Throws FORBIDDEN for what the caller may not see. */
export async function askReport(
  snapshot: Snapshot,
  { name, library = null, system = null, options }: ReportArguments,
  { access, report, now }: MigrationContext,
): Promise<ReportModel> {
  const visibleLibraries = access.libraries();
  if (findReport(name, ALL_REPORTS).aboutReaders === true) access.assertMayReadReaders(name);
  const told = Object.fromEntries((options ?? []).map((option) => [option.name, option.value]));
  const asked = {
    name,
    snapshot,
    library: library as LibraryId | null,
    system: system as SystemId | null,
    options: told,
    visibleLibraries,
    seesReaders: access.seesReaders,
    now: now(),
  };
  const result = await report(snapshot, (reports) => runReport(reports, asked, ALL_REPORTS));
  return {
    ...result,
    notReconciled: () => report(snapshot, (reports) => findWarnings(reports, asked)),
    subject: { snapshot: snapshot.name, what: 'REPORT', report: name, library, system, options: told },
  };
}

/** All if no name is given; none of a report that has nothing to list. Throws BAD_USER_INPUT, naming the tables that there are, if none has the name. */
export function chooseTables({ tables }: ReportModel, name: string | null | undefined): ReportModel['tables'] {
  if (name === null || name === undefined || tables.length === 0) return tables;
  const table = tables.find((one) => one.name === name);
  if (table !== undefined) return [table];
  const known = tables.map((one) => `"${one.name}"`).join(', ');
  throw badUserInput(`tables: the report has no table "${name}"; it has ${known}.`);
}
