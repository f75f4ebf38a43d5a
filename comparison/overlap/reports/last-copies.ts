import { tableOf, type Report, type ReportContext, type SummaryLine } from '../../reports/report.ts';
import { itemTable } from '../../reports/row-tables.ts';
import { readOverlap } from '../count-overlap.ts';
import { readLastCopies } from '../last-copies.ts';
import { partsOf } from './pair-tables.ts';
import { counted, sayNumber } from '../../reports/say.ts';

const WHERE = [{ dimension: 'LAST_COPY', in: ['YES'] }] as const;

export const lastCopies: Report = {
  name: 'last-copies',
  question: 'Who has our last copies, and are they on the shelf?',
  scope: 'REGION',
  needs: ['ITEMS', 'ITEM_STATUS'],
  async run(context) {
    const { db, snapshot, scope } = context;
    const parts = partsOf(context, 'LIBRARY');
    const listed = ((await readLastCopies(db, snapshot.number)) ?? []).filter(
      ({ library }) => parts?.includes(library) ?? true,
    );
    const sum = (of: (status: string | null) => boolean): number =>
      listed.reduce((total, { status, copies }) => (of(status) ? total + copies : total), 0);
    const all = sum(() => true);
    const available = sum((status) => status === 'AVAILABLE');
    return {
      title: `${counted(all, 'copy is the last of its edition', 'copies are the last of their edition')}; ${sayNumber(available)} of them stood on the shelf.`,
      summary: [
        { label: 'Last copies', value: all, drill: { population: 'ITEMS', where: [...scope, ...WHERE] } },
        { label: 'On the shelf when harvested', value: available },
        {
          label: 'Elsewhere: lent, in transit, in process',
          value: sum((status) => status !== null && status !== 'AVAILABLE'),
        },
        { label: 'Last copies whose status is not told', value: sum((status) => status === null) },
        ...(await lostLines(context)),
      ],
      tables: [
        tableOf(
          {
            name: 'by library',
            title: 'Last copies by library and status',
            columns: [
              { header: 'Library', kind: 'TEXT' },
              { header: 'Status', kind: 'TEXT' },
              { header: 'Copies', kind: 'NUMBER', counts: true },
            ],
          },
          listed.map(({ library, status, copies }) => ({
            cells: [library, status ?? '(not told)', copies],
            drill: {
              population: 'ITEMS',
              where: [
                ...scope,
                { dimension: 'LIBRARY', in: [library] },
                { dimension: 'STATUS', in: [status ?? '(not told)'] },
                ...WHERE,
              ],
            },
          })),
        ),
        itemTable(context, { name: 'copies', title: 'Last copies' }, WHERE),
      ],
    };
  },
};

/** What is on the books and cannot be found is never counted as held. */
async function lostLines(context: ReportContext): Promise<readonly SummaryLine[]> {
  const [counts] = (await readOverlap(context.db, context.snapshot.number, 'LIBRARY', null)) ?? [];
  const parts = partsOf(context, 'LIBRARY');
  const lost = (counts?.holders ?? []).filter(({ id }) => parts?.includes(id) ?? true);
  return [
    {
      label: 'Titles of a library of which it can find no copy (lost, missing, withdrawn, hidden)',
      value: lost.reduce((total, { notFound }) => total + notFound, 0),
    },
    { label: 'Titles of the region that nobody has so that they can be found', value: counts?.byHolders[0] ?? 0 },
  ];
}
