import { readPlace } from '../reports/report.ts';
import type { Report, ReportContext, ReportRow } from '../reports/report.ts';
import { countAffected } from './affected.ts';
import { countDecisions, listDecisions, type Decision } from './decision.ts';
import { counted, sayNumber } from '../reports/say.ts';

export const decisions: Report = {
  name: 'decisions',
  question: 'What is to be decided, by whom, and what was decided?',
  scope: 'REGION',
  leavesOut: null,
  async run(context) {
    const { db, now, library, visibleLibraries } = context;
    const libraries = library === null ? visibleLibraries : [library];
    const { open, decided, overdue } = await countDecisions(db, libraries, now.toISOString().slice(0, 10));
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
          columns: [
            { header: 'Number', kind: 'TEXT' },
            { header: 'Question', kind: 'TEXT' },
            { header: 'Options', kind: 'TEXT' },
            { header: 'Owner', kind: 'TEXT' },
            { header: 'Due on', kind: 'DATE' },
            { header: 'State', kind: 'TEXT' },
            { header: 'Outcome', kind: 'TEXT' },
            { header: 'Decided by', kind: 'TEXT' },
            { header: 'Decided on', kind: 'DATE' },
            { header: 'Raised in', kind: 'TEXT' },
            { header: 'Items then', kind: 'NUMBER' },
            { header: 'Items in this snapshot', kind: 'NUMBER' },
            { header: 'Readers in this snapshot', kind: 'NUMBER' },
            { header: 'Still there', kind: 'TEXT' },
          ],
          totalRows: open + decided,
          async rows({ after, first }) {
            const found = await listDecisions(db, { libraries, after: readPlace(after), first: first + 1 });
            const shown = found.slice(0, first);
            const rows: ReportRow[] = [];
            for (const decision of shown) rows.push(await toRow(context, decision));
            return { rows, next: found.length > first ? String(shown.at(-1)?.id) : null };
          },
        },
      ],
    };
  },
};

async function toRow({ db, snapshot, scope }: ReportContext, decision: Decision): Promise<ReportRow> {
  const { population, where } = decision;
  const now = await countAffected(db, { snapshot: snapshot.number, population, where });
  return {
    cells: [
      String(decision.id),
      decision.question,
      decision.options.map(({ text, items }) => `${text} (${items ?? '?'} items)`).join('; '),
      decision.owner,
      decision.dueOn,
      decision.state === 'OPEN' ? 'open' : 'decided',
      decision.outcome,
      decision.closedBy,
      decision.closedAt?.toISOString().slice(0, 10) ?? null,
      decision.snapshot,
      decision.items,
      now.items,
      now.readers,
      now.items === null ? 'not told' : now.items > 0 ? 'yes' : 'no',
    ],
    drill: { population, where: [...scope, ...where] },
  };
}
