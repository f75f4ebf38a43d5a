import { countRows } from '../populations/counts.ts';
import { FOR_ONE_LOAN } from './conditions.ts';
import type { ReportContext, SummaryLine } from './report.ts';
import { isOfLibraries, ofWholeSystems, systemsInScope } from './systems-in-scope.ts';

/** Nothing says whose such a record is: of a library they are those of its whole system. */
export async function countForLoans(context: ReportContext, label: string): Promise<SummaryLine> {
  const { db, snapshot } = context;
  const where = [...(await ofWholeSystems(context)).scope, FOR_ONE_LOAN];
  const { value } = await countRows(db, { snapshot: snapshot.number, population: 'RECORDS', where });
  if (!isOfLibraries(context)) return { label, value, drill: { population: 'RECORDS', where } };
  const shared = (await systemsInScope(context)).filter(({ libraries }) => libraries.length > 1);
  if (shared.length === 0) return { label, value };
  const names = shared.map(({ id }) => id).join(', ');
  return { label, value, text: `of all libraries in ${names}: nothing kept of them says whose they are` };
}
