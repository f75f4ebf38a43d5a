/** What a plan comes to, and which of its loans are due otherwise. */
import { gapsOfSnapshot } from '#comparison/snapshots/snapshot.ts';
import { listedLibraries } from '#comparison/day-one/reader-scope.ts';
import { describeHidden } from '#comparison/readers/shown-counts.ts';
import { date, number, tableOf, text, type ReportContext, type ReportTable } from '#comparison/reports/report.ts';
import { PLAN_CLASSES, type LoanChange } from '#domain/moving.ts';
import { sql } from 'kysely';
import { lineOf, NUMBERS, reportOfPlan, sayShown, sayWhether } from './asked-plan.ts';
import type { Plan } from './plan.ts';
import { countClasses, countLoans, countPlan, isAsked, PLANNED_ROWS, type ClassCount } from './plan-numbers.ts';
import { zoneOf } from './predict-loans.ts';
import { mergedTable, pagedTable, refusedTable, relabelTable, unmappedTable } from './plan-tables.ts';

export const planReport = reportOfPlan(
  { name: 'plan', question: 'What does the plan of the move come to?' },
  async (context, plan) => {
    const numbers = await countPlan(context, plan);
    const gaps = await gapsOfSnapshot(context.db, plan.snapshot.number, plan.settings.systems);
    return {
      title: `By the plan "${plan.name}", ${sayShown(numbers.titles)} records and ${sayShown(numbers.items)} items are in the target; ${sayShown(numbers.merges)} records are merged into another.`,
      summary: [
        ...NUMBERS.map((name) => lineOf(context, name, numbers[name])),
        ...(gaps.length === 0
          ? []
          : [{ label: 'In no number, because the snapshot lacks it', value: null, text: gaps.join('; ') }]),
      ],
      tables: [
        classTable(await countClasses(context, plan)),
        mergedTable(context, plan),
        refusedTable(context, plan),
        relabelTable(context, plan),
        unmappedTable(context, plan),
        loanTable(await countLoans(context, plan)),
      ],
    };
  },
);

const CHANGE_WORDS: Readonly<Record<LoanChange, string>> = {
  DUE_CHANGED: 'due on another day',
  DUE_UNKNOWN: 'nobody knows when it will be due',
  ON_CLOSED_DAY: 'the library is closed that day',
  READER_STAYS: 'its reader does not go',
};

export const planLoans = reportOfPlan(
  {
    name: 'plan-loans',
    question: 'Which loans are due otherwise, or on a closed day, by the plan?',
    aboutReaders: true,
  },
  async (context, plan) => {
    const numbers = await countPlan(context, plan);
    const asked = (['loans', 'loansLeft', 'dueChanged', 'closedDay', 'dueUnknown'] as const).map((name) =>
      lineOf(context, name, numbers[name]),
    );
    return {
      title: `By the plan "${plan.name}", ${sayShown(numbers.dueChanged)} loans are due on another day, and ${sayShown(numbers.closedDay)} on a day on which their library is closed.`,
      summary: asked,
      tables: [changedLoans(context, plan)],
    };
  },
);

function classTable(classes: readonly ClassCount[]): ReportTable {
  return tableOf(
    { name: 'classes', title: 'Everything of the snapshot, in the class that says what becomes of it' },
    classes,
    [
      text('What', ({ what }) => what),
      text('Class', (row) => row.class),
      text('Goes', ({ goes }) => sayWhether(goes)),
      number('Number', ({ count }) => count.value),
      text('What becomes of it', (row) =>
        row.class === null
          ? `not told by ${row.count.notToldBy.join(', ')}`
          : [PLAN_CLASSES[row.class], describeHidden(row.count)].filter(Boolean).join(' '),
      ),
    ],
  );
}

function loanTable(loans: Awaited<ReturnType<typeof countLoans>>): ReportTable {
  return tableOf({ name: 'loans', title: 'Open loans that go, by library' }, loans, [
    text('Library', ({ library }) => library ?? 'not known'),
    number('Loans', ({ goes }) => goes.value),
    number('Due on another day', ({ changed }) => changed.value),
    number('Due on a closed day', ({ closed }) => closed.value),
    number('Due day not known', ({ unknown }) => unknown.value),
    text('Too few to be shown', ({ goes, changed, closed, unknown }) =>
      [goes, changed, closed, unknown].some(({ suppressed }) => suppressed) ? 'yes' : '',
    ),
  ]);
}

interface ChangedLoan {
  readonly place: number;
  readonly system: string;
  readonly library: string | null;
  readonly item: string;
  readonly was: string | null;
  readonly shall: string | null;
  readonly changes: readonly LoanChange[];
}

/** Of libraries whose agreement lets rows of loans be listed. */
function changedLoans(context: ReportContext, plan: Plan): ReportTable {
  const permitted = listedLibraries(context);
  const zone = zoneOf(context.region, sql`t.library`, sql`name.system_id`);
  return pagedTable<ChangedLoan>(
    context,
    { name: 'loans', title: 'Loans that are due otherwise, or on a closed day, or whose reader stays' },
    sql`SELECT row_number() OVER (ORDER BY t.library, name.system_id, p.item) AS place, name.system_id AS system, t.library, p.item,
        coalesce(t.due_on, (t.due_at AT TIME ZONE ${zone})::date)::text AS was,
        coalesce(p.due_on, (p.due_at AT TIME ZONE ${zone})::date)::text AS shall, p.changes
      FROM ${PLANNED_ROWS.loans} JOIN system name ON name.id = p.system
      WHERE p.plan = ${plan.number} AND p.changes <> '{}' AND t.library = ANY(${[...permitted]}::text[])
        AND ${isAsked('loans', context)}`,
    [
      text('System', (row) => row.system),
      text('Library', (row) => row.library),
      text('Item', (row) => row.item),
      date('Due', (row) => row.was),
      date('Due by the plan', (row) => row.shall),
      text('What changes', (row) => row.changes.map((change) => CHANGE_WORDS[change]).join(', ')),
    ],
  );
}
