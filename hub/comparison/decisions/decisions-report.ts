import { sayWhoSigned } from '#store/repositories/api-keys/api-keys.ts';
import { counting, date, listedTable, number, text, type Column, type Report } from '../reports/report.ts';
import { countLeft, type Left } from './affected.ts';
import { countDecisions, listDecisions, type Decision } from './decision.ts';
import { counted, sayNumber } from '../reports/say.ts';

export const decisions: Report = {
  name: 'decisions',
  question: 'What is to be decided, by whom, and what was decided?',
  leavesOut: null,
  async run(context) {
    const { db, snapshot, scope, now: today, library, visibleLibraries } = context;
    const libraries = library === null ? visibleLibraries : [library];
    const who = await sayWhoSigned(db);
    const { open, decided, overdue } = await countDecisions(db, libraries, today.toISOString().slice(0, 10));
    return {
      title: `${counted(open, 'decision is', 'decisions are')} open, ${sayNumber(overdue)} of them overdue; ${counted(decided, 'was', 'were')} taken.`,
      summary: [
        { label: 'Open', value: open },
        { label: 'Open, and their day is over', value: overdue },
        { label: 'Taken', value: decided },
      ],
      tables: [
        listedTable<CountedDecision>(
          { name: 'decisions', title: 'Decisions, and whether this snapshot still has what they are about' },
          {
            columns: columnsOf(who),
            totalRows: open + decided,
            looksAhead: true,
            async list(page) {
              const rows: CountedDecision[] = [];
              for (const decision of await listDecisions(db, { libraries, ...page })) {
                const { population, where } = decision;
                const now = await countLeft(db, { snapshot: snapshot.number, population, where }, scope);
                rows.push({ ...decision, now });
              }
              return rows;
            },
            placeOf: ({ id }) => id,
            drillOf: ({ population, where }) => ({ population, where: [...scope, ...where] }),
          },
        ),
      ],
    };
  },
};

type CountedDecision = Decision & { readonly now: Left };

const columnsOf = (who: (subject: string | null) => string | null): readonly Column<CountedDecision>[] => [
  text('Number', ({ id }) => String(id)),
  text('Question', ({ question }) => question),
  text('Options', ({ options }) => options.map((one) => `${one.text} (${one.items ?? '?'} items)`).join('; ')),
  text('Owner', ({ owner }) => owner),
  date('Due on', ({ dueOn }) => dueOn),
  text('State', ({ state }) => (state === 'OPEN' ? 'open' : 'decided')),
  text('Outcome', ({ outcome }) => outcome),
  text('Decided by', ({ closedBy }) => who(closedBy)),
  date('Decided on', ({ closedAt }) => closedAt?.toISOString().slice(0, 10) ?? null),
  text('Raised in', ({ snapshot }) => snapshot),
  number('Items then', ({ items }) => items),
  number('Items in this snapshot', ({ now }) => now.items),
  number('Readers in this snapshot', ({ now }) => now.readers),
  counting('Its rows in this snapshot', ({ now }) => now.rows),
  text('Still there', ({ now: { stillThere } }) => (stillThere === null ? 'not told' : stillThere ? 'yes' : 'no')),
];
