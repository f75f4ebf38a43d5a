import { describeHidden } from '../readers/shown-counts.ts';
import { number, tableOf, text, type Report } from '../reports/report.ts';
import { readCodeNames } from '../reports/code-names.ts';
import { groupTable, readRegistrations, sayTold } from './registrations.ts';

export const readersByCategory: Report = {
  name: 'readers-by-category',
  question: 'How many readers are there, by category and year of expiry?',
  scope: 'REGION',
  leavesOut: null,
  aboutReaders: true,
  async run(context) {
    const { db, snapshot, region } = context;
    const registrations = await readRegistrations(context);
    const { of, gaps, line } = registrations;
    const names = await readCodeNames(db, snapshot.number, region);
    const all = line('Readers', 'ALL');
    return {
      title: `Readers: ${all.value ?? all.text ?? 'not told'}.`,
      summary: [all, line('With loans', 'WITH_LOANS'), line('Owing', 'OWING'), ...gaps],
      tables: [
        tableOf(
          {
            name: 'by category',
            title: 'Readers by category and year of expiry; numbers below five are not shown',
          },
          of.flatMap(({ library, table }) => table.cells.map((cell) => ({ library, ...cell }))),
          [
            text('Library', ({ library }) => library),
            text('System', ({ system }) => system),
            text('Category', ({ category }) => sayTold(category)),
            text('Name', ({ system, category }) =>
              category.value === null ? null : names.nameOf(system, 'PATRON_CATEGORY', category.value),
            ),
            text('Expires', ({ expiryYear }) => sayTold(expiryYear)),
            number('Readers', ({ count }) => count.value),
            text('Not shown', ({ count }) => describeHidden(count) ?? null),
          ],
        ),
        groupTable({ name: 'by library', title: 'Readers by library and system' }, registrations, [
          'ALL',
          'WITH_LOANS',
          'OWING',
          'WITHOUT_EMAIL',
          'EXPIRED',
          'REMOVABLE',
        ]),
      ],
    };
  },
};
