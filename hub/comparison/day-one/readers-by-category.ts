import { describeHidden } from '../readers/shown-counts.ts';
import { tableOf, type Report } from '../reports/report.ts';
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
            columns: [
              { header: 'Library', kind: 'TEXT' },
              { header: 'System', kind: 'TEXT' },
              { header: 'Category', kind: 'TEXT' },
              { header: 'Name', kind: 'TEXT' },
              { header: 'Expires', kind: 'TEXT' },
              { header: 'Readers', kind: 'NUMBER' },
              { header: 'Not shown', kind: 'TEXT' },
            ],
          },
          of.flatMap(({ library, table }) =>
            table.cells.map(({ system, category, expiryYear, count }) => ({
              cells: [
                library,
                system,
                sayTold(category),
                category.value === null ? null : names.nameOf(system, 'PATRON_CATEGORY', category.value),
                sayTold(expiryYear),
                count.value,
                describeHidden(count) ?? null,
              ],
            })),
          ),
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
