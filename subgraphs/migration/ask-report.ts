/** Runs a report for the caller of a request. */
import { findReport, runReport, type Snapshot } from '#comparison/index.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { MigrationContext } from './context.ts';
import type { ReportModel } from './models.ts';

export interface ReportArguments {
  readonly name: string;
  readonly library?: string | null | undefined;
  readonly system?: string | null | undefined;
  readonly options?: readonly { readonly name: string; readonly value: string }[] | null | undefined;
}

/** Throws FORBIDDEN for what the caller may not see. */
export async function askReport(
  snapshot: Snapshot,
  { name, library = null, system = null, options }: ReportArguments,
  { access, reports, now }: MigrationContext,
): Promise<ReportModel> {
  const visibleLibraries = access.libraries();
  if (findReport(name).aboutReaders === true) access.assertMayReadReaders(name);
  const told = Object.fromEntries((options ?? []).map((option) => [option.name, option.value]));
  const result = await runReport(reports, {
    name,
    snapshot,
    library: library as LibraryId | null,
    system: system as SystemId | null,
    options: told,
    visibleLibraries,
    seesReaders: access.seesReaders,
    now: now(),
  });
  return {
    ...result,
    subject: { snapshot: snapshot.name, what: 'REPORT', report: name, library, system, options: told },
  };
}
