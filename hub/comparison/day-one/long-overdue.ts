import { describeHidden } from '../readers/shown-counts.ts';
import { is } from '../reports/conditions.ts';
import { date, number, tableOf, text, type Report, type ReportContext, type SummaryLine } from '../reports/report.ts';
import { systemsInScope } from '../reports/systems-in-scope.ts';
import type { ItemRow } from '../populations/rows.ts';
import { itemTable } from '../reports/row-tables.ts';
import { once } from '../snapshots/once.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';
import { sql } from 'kysely';
import { countLine, items, sayCount } from '../reports/count-lines.ts';
import { loanTable } from './loan-table.ts';
import { readOld } from './reader-scope.ts';

const COPIES = items(is('FINDING', 'LONG_OVERDUE'));
const DUE = date<ItemRow>('Due', ({ details }) => (typeof details?.['dueOn'] === 'string' ? details['dueOn'] : null));

export const longOverdue: Report = {
  name: 'long-overdue',
  question: 'Which loans are years overdue?',
  leavesOut: null,
  async run(context) {
    const label = 'Loans overdue for over a year';
    const { cells, line: all, gaps } = await readOld(context, { kept: 'overdue', list: 'LOANS', label });
    const copies = await copiesLine(context);
    return {
      title: `Loans overdue for over a year: ${all.value ?? all.text ?? 'not told'}.${copies.map((line) => ` ${line.label}: ${sayCount(line)}.`).join('')}`,
      summary: [all, ...copies, ...gaps],
      tables: [
        tableOf(
          {
            name: 'by year',
            title: 'Loans overdue for over a year, by library and the year in which they were due',
          },
          cells,
          [
            text('Library', ({ library }) => library),
            text('System', ({ system }) => system),
            text('Due in', ({ year }) => String(year)),
            number('Loans', ({ count }) => count.value),
            text('Not shown', ({ count }) => describeHidden(count) ?? null),
          ],
        ),
        ...copies.map(({ label }) => itemTable(context, { name: 'copies', title: label }, COPIES.where, [DUE])),
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
  const line = await countLine(context, label, COPIES);
  const told = await systemsThatTellDays(
    context,
    silent.map(({ id }) => id),
  );
  const notToldBy = silent.map(({ id }) => id).filter((id) => !told.has(id));
  return [{ ...line, value: line.value === 0 && notToldBy.length === silent.length ? null : line.value, notToldBy }];
}

/** Of these systems: one that tells when copies are due tells it of some of its first copies. */
function systemsThatTellDays(
  { db, snapshot }: ReportContext,
  systems: readonly string[],
): Promise<ReadonlySet<string>> {
  return once(db, [snapshot], ['TELLS DAYS', systems], async () => {
    const { rows } = await sql<{ id: string }>`
      SELECT name.system_id AS id FROM snapshot_system s JOIN system name ON name.id = s.system
      WHERE s.snapshot = ${snapshot.number} AND name.system_id = ANY(${[...systems]}::text[]) AND EXISTS (
        SELECT FROM (SELECT t.details FROM snapshot_item t
          WHERE t.system = s.system AND ${isInVersion('t', 's')} ORDER BY t.id LIMIT 1000) first
        WHERE first.details::jsonb ? 'dueOn')`.execute(db);
    return new Set(rows.map(({ id }) => id));
  });
}
