import { counting, date, number, tableOf, text, type Drill, type Report } from '../reports/report.ts';
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
          { name: 'counts', title: 'What the libraries counted, and what came across' },
          await Promise.all(
            compared.map(async (total) => ({
              ...total,
              known: await explainGap(context.db, context.snapshot.number, total),
            })),
          ),
          [
            text('Library', ({ library }) => library),
            text('What', nameTotal),
            number('Theirs', ({ entered: theirs }) => theirs?.value ?? null),
            counting('Ours', ({ ours }) => ours.value),
            number('Difference', differenceOf),
            text('State', ({ state }) => STATES[state]),
            text('Why there is no number', ({ ours }) => ours.why ?? null),
            text('What is known of the difference', ({ known }) => known),
            date('Counted on', ({ entered: theirs }) => theirs?.countedOn ?? null),
            text('Signed by', ({ entered: theirs }) => theirs?.enteredBy ?? null),
            date('Signed on', ({ entered: theirs }) => theirs?.enteredAt.toISOString().slice(0, 10) ?? null),
            text('Note', ({ entered: theirs }) => theirs?.note ?? null),
          ],
          drillOf,
        ),
      ],
    };
  },
};

function drillOf({ library, class: name, where, ours }: ComparedTotal): Drill | undefined {
  const population = populationOf(name);
  if (population === null || ours.value === null) return undefined;
  return { population, where: [{ dimension: 'LIBRARY', in: [library] }, ...where] };
}
