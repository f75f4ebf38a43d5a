/** Says of the numbers of a report which systems do not tell what it needs. */
import type { SystemId } from '#domain/ids.ts';
import type { Report, ReportContext, ReportResult, SummaryLine } from './report.ts';
import { systemsInScope } from './systems-in-scope.ts';

export async function withUntold(
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
