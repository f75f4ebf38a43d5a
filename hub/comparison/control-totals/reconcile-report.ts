import { tableOf } from '../reports/report.ts';
import type { Drill, Report, ReportRow } from '../reports/report.ts';
import { populationOf } from './control-total.ts';
import { explainGap } from './explain-gap.ts';
import { compareTotals, differenceOf, librariesAskedFor, nameTotal, type ComparedTotal } from './reconcile.ts';

const STATES: Readonly<Record<ComparedTotal['state'], string>> = {
  AGREES: 'agrees',
  DIFFERS: 'NOT RECONCILED',
  CANNOT_BE_COMPARED: 'cannot be compared',
  NOT_ENTERED: 'not entered',
};

export const reconcile: Report = {
  name: 'reconcile',
  question: 'Do our counts match yours?',
  scope: 'REGION',
  leavesOut: null,
  async run(context) {
    const libraries = await librariesAskedFor(context.db, context.snapshot.number, context);
    const compared = await compareTotals(context.db, context.snapshot.number, libraries);
    const count = (state: ComparedTotal['state']): number => compared.filter((total) => total.state === state).length;
    const entered = compared.length - count('NOT_ENTERED');
    return {
      title:
        entered === 0
          ? 'No library has entered its counts, so nothing is checked.'
          : `${count('AGREES')} of ${entered} counts agree.`,
      summary: [
        { label: 'Counts that agree', value: count('AGREES') },
        { label: 'Counts that differ', value: count('DIFFERS') },
        { label: 'Counts that cannot be compared', value: count('CANNOT_BE_COMPARED') },
        { label: 'Counts that nobody has entered', value: count('NOT_ENTERED') },
      ],
      tables: [
        tableOf(
          {
            name: 'counts',
            title: 'What the libraries counted, and what came across',
            columns: [
              { header: 'Library', kind: 'TEXT' },
              { header: 'What', kind: 'TEXT' },
              { header: 'Theirs', kind: 'NUMBER' },
              { header: 'Ours', kind: 'NUMBER', counts: true },
              { header: 'Difference', kind: 'NUMBER' },
              { header: 'State', kind: 'TEXT' },
              { header: 'Why there is no number', kind: 'TEXT' },
              { header: 'What is known of the difference', kind: 'TEXT' },
              { header: 'Counted on', kind: 'DATE' },
              { header: 'Signed by', kind: 'TEXT' },
              { header: 'Signed on', kind: 'DATE' },
              { header: 'Note', kind: 'TEXT' },
            ],
          },
          await Promise.all(
            compared.map(async (total) => toRow(total, await explainGap(context.db, context.snapshot.number, total))),
          ),
        ),
      ],
    };
  },
};

function toRow(total: ComparedTotal, known: string | null): ReportRow {
  const { library, entered, ours, state } = total;
  return {
    cells: [
      library,
      nameTotal(total),
      entered?.value ?? null,
      ours.value,
      differenceOf(total),
      STATES[state],
      ours.why ?? null,
      known,
      entered?.countedOn ?? null,
      entered?.enteredBy ?? null,
      entered?.enteredAt.toISOString().slice(0, 10) ?? null,
      entered?.note ?? null,
    ],
    drill: drillOf(total),
  };
}

function drillOf({ library, class: name, where, ours }: ComparedTotal): Drill | undefined {
  const population = populationOf(name);
  if (population === null || ours.value === null) return undefined;
  return { population, where: [{ dimension: 'LIBRARY', in: [library] }, ...where] };
}
