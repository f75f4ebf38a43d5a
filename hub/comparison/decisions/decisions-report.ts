import { date, number, readPlace, text, toRow, type Column, type Report, type ReportRow } from '../reports/report.ts';
import { countAffected } from './affected.ts';
import { countDecisions, listDecisions, type Decision } from './decision.ts';
import { counted, sayNumber } from '../reports/say.ts';

export const decisions: Report = {
  name: 'decisions',
  question: 'What is to be decided, by whom, and what was decided?',
  scope: 'REGION',
  leavesOut: null,
  async run(context) {
    const { db, snapshot, scope, now: today, library, visibleLibraries } = context;
    const libraries = library === null ? visibleLibraries : [library];
    const { open, decided, overdue } = await countDecisions(db, libraries, today.toISOString().slice(0, 10));
    return {
      title: `${counted(open, 'decision is', 'decisions are')} open, ${sayNumber(overdue)} of them overdue; ${counted(decided, 'was', 'were')} taken.`,
      summary: [
        { label: 'Open', value: open },
        { label: 'Open, and their day is over', value: overdue },
        { label: 'Taken', value: decided },
      ],
      tables: [
        {
          name: 'decisions',
          title: 'Decisions, and whether this snapshot still has what they are about',
          columns: COLUMNS,
          totalRows: open + decided,
          async rows({ after, first }) {
            const found = await listDecisions(db, { libraries, after: readPlace(after), first: first + 1 });
            const shown = found.slice(0, first);
            const rows: ReportRow[] = [];
            for (const decision of shown) {
              const { population, where } = decision;
              const now = await countAffected(db, { snapshot: snapshot.number, population, where });
              const drill = { population, where: [...scope, ...where] };
              rows.push(toRow({ ...decision, now }, COLUMNS, () => drill));
            }
            return { rows, next: found.length > first ? String(shown.at(-1)?.id) : null };
          },
        },
      ],
    };
  },
};

type CountedDecision = Decision & { readonly now: Awaited<ReturnType<typeof countAffected>> };

const COLUMNS: readonly Column<CountedDecision>[] = [
  text('Number', ({ id }) => String(id)),
  text('Question', ({ question }) => question),
  text('Options', ({ options }) => options.map((one) => `${one.text} (${one.items ?? '?'} items)`).join('; ')),
  text('Owner', ({ owner }) => owner),
  date('Due on', ({ dueOn }) => dueOn),
  text('State', ({ state }) => (state === 'OPEN' ? 'open' : 'decided')),
  text('Outcome', ({ outcome }) => outcome),
  text('Decided by', ({ closedBy }) => closedBy),
  date('Decided on', ({ closedAt }) => closedAt?.toISOString().slice(0, 10) ?? null),
  text('Raised in', ({ snapshot }) => snapshot),
  number('Items then', ({ items }) => items),
  number('Items in this snapshot', ({ now }) => now.items),
  number('Readers in this snapshot', ({ now }) => now.readers),
  text('Still there', ({ now: { items } }) => (items === null ? 'not told' : items > 0 ? 'yes' : 'no')),
];
