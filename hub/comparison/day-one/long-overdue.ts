import { describeHidden } from '../readers/shown-counts.ts';
import { systemsOfSnapshot } from '../snapshots/snapshot.ts';
import { tableOf, type Report, type ReportContext, type SummaryLine } from '../reports/report.ts';
import { systemsInScope } from '../reports/systems-in-scope.ts';
import type { SystemId } from '#domain/ids.ts';
import { itemTable, type MoreOfItem } from '../reports/row-tables.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';
import { sql } from 'kysely';
import { countLine, sayCount } from '../reports/count-lines.ts';
import { loanTable } from './loan-table.ts';
import { readCounts, rowsGone, shownLine, withoutAgreement, type LibraryCounts } from './reader-scope.ts';

const COPIES = [{ dimension: 'FINDING', in: ['LONG_OVERDUE'] }] as const;
const DUE: MoreOfItem = {
  column: { header: 'Due', kind: 'DATE' },
  of: ({ details }) => (typeof details?.['dueOn'] === 'string' ? details['dueOn'] : null),
};

export const longOverdue: Report = {
  name: 'long-overdue',
  question: 'Which loans are years overdue?',
  scope: 'REGION',
  leavesOut: null,
  async run(context) {
    const libraries = await readCounts(context);
    const silent = await systemsWithout(context, 'LOANS');
    const cells = libraries.flatMap(({ library, counts }) =>
      (counts?.overdue ?? [])
        .filter(({ system }) => context.system === null || system === context.system)
        .map((cell) => ({ library, ...cell })),
    );
    const told = libraries.filter((one) => (one.counts?.overdue ?? null) !== null && tells(one, silent));
    const none = told.length > 0 ? [{ value: 0, suppressed: false, atLeast: 0 }] : [];
    const all = shownLine({
      label: 'Loans overdue for over a year',
      counts: [...none, ...cells.map(({ count }) => count)],
      notToldBy: silent.filter((system) => libraries.some(({ systems }) => systems.includes(system))),
    });
    const copies = await copiesLine(context);
    return {
      title: `Loans overdue for over a year: ${all.value ?? all.text ?? 'not told'}.${copies.map((line) => ` ${line.label}: ${sayCount(line)}.`).join('')}`,
      summary: [
        all,
        ...copies,
        ...withoutAgreement(
          context,
          libraries.filter(({ counts }) => (counts?.overdue ?? null) === null).map(({ library }) => library),
        ),
        ...(await rowsGone(context, 'LOANS')),
      ],
      tables: [
        tableOf(
          {
            name: 'by year',
            title: 'Loans overdue for over a year, by library and the year in which they were due',
            columns: [
              { header: 'Library', kind: 'TEXT' },
              { header: 'System', kind: 'TEXT' },
              { header: 'Due in', kind: 'TEXT' },
              { header: 'Loans', kind: 'NUMBER' },
              { header: 'Not shown', kind: 'TEXT' },
            ],
          },
          cells.map(({ library, system, year, count }) => ({
            cells: [library, system, String(year), count.value, describeHidden(count) ?? null],
          })),
        ),
        ...copies.map(({ label }) => itemTable(context, { name: 'copies', title: label }, COPIES, [DUE])),
        await loanTable(context, { name: 'loans', title: 'Loans overdue for over a year' }, 'LONG_OVERDUE'),
      ],
    };
  },
};

/** Nothing if all systems tell their loans. */
async function copiesLine(context: ReportContext): Promise<readonly SummaryLine[]> {
  const silent = (await systemsInScope(context)).filter(({ notTold }) => notTold.includes('LOANS'));
  if (silent.length === 0) return [];
  const label = 'Copies due over a year ago, of systems that tell no loans';
  const line = await countLine(context, label, { population: 'ITEMS', where: COPIES });
  const told = await systemsThatTellDays(context);
  const notToldBy = silent.map(({ id }) => id).filter((id) => !told.has(id));
  return [{ ...line, value: line.value === 0 && notToldBy.length === silent.length ? null : line.value, notToldBy }];
}

/** A system that tells when copies are due tells it of some of its first copies. */
async function systemsThatTellDays({ db, snapshot }: ReportContext): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    SELECT name.system_id AS id FROM snapshot_system s JOIN system name ON name.id = s.system
    WHERE s.snapshot = ${snapshot.number} AND EXISTS (
      SELECT FROM (SELECT t.details FROM snapshot_item t
        WHERE t.system = s.system AND ${isInVersion('t', 's')} ORDER BY t.id LIMIT 1000) first
      WHERE first.details::jsonb ? 'dueOn')`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Systems of the snapshot that do not tell a list. */
export async function systemsWithout(
  { db, snapshot, system }: ReportContext,
  list: string,
): Promise<readonly SystemId[]> {
  const systems = await systemsOfSnapshot(db, snapshot.number);
  return systems
    .filter(({ id, notTold }) => notTold.includes(list) && (system === null || id === system))
    .map(({ id }) => id);
}

/** Whether one of the library's systems tells the list. */
export function tells({ systems }: LibraryCounts, silent: readonly SystemId[]): boolean {
  return systems.some((system) => !silent.includes(system));
}
