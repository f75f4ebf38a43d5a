import { countBy } from '../populations/counts.ts';
import { tableOf, type Report } from './report.ts';
import { itemTable, recordTable } from './row-tables.ts';
import { counted } from './say.ts';

const HIDDEN = ['SUPPRESSED', 'ILL_TEMPORARY', 'UNKNOWN'];

export const suppressed: Report = {
  name: 'suppressed',
  question: 'What is suppressed?',
  scope: 'REGION',
  needs: ['ITEMS'],
  async run(context) {
    const { db, scope, snapshot } = context;
    const where = [...scope, { dimension: 'VISIBILITY', in: HIDDEN }] as const;
    const of = (population: 'RECORDS' | 'ITEMS'): Parameters<typeof countBy>[1] => ({
      snapshot: snapshot.number,
      population,
      where,
    });
    const records = await countBy(db, of('RECORDS'), ['SYSTEM', 'VISIBILITY']);
    const items = await countBy(db, of('ITEMS'), ['SYSTEM', 'VISIBILITY']);
    const sum = (cells: typeof records): number => cells.reduce((total, { count }) => total + count, 0);
    const rows = [
      ...records.map((cell) => ({ what: 'records', population: 'RECORDS' as const, cell })),
      ...items.map((cell) => ({ what: 'items', population: 'ITEMS' as const, cell })),
    ];
    return {
      title: `${counted(sum(records), 'record')} and ${counted(sum(items), 'item')} are hidden from the public.`,
      summary: [
        { label: 'Hidden records', value: sum(records), drill: of('RECORDS') },
        { label: 'Hidden items', value: sum(items), drill: of('ITEMS') },
      ],
      tables: [
        tableOf(
          {
            name: 'by system',
            title: 'What is hidden, by system and reason',
            columns: [
              { header: 'System', kind: 'TEXT' },
              { header: 'What', kind: 'TEXT' },
              { header: 'Why', kind: 'TEXT' },
              { header: 'How many', kind: 'NUMBER', counts: true },
            ],
          },
          rows.map(({ what, population, cell: { values, count, where: filter } }) => ({
            cells: [values[0] ?? null, what, values[1] ?? null, count],
            drill: { population, where: filter },
          })),
        ),
        recordTable(context, { name: 'records', title: 'Hidden records' }, [{ dimension: 'VISIBILITY', in: HIDDEN }]),
        itemTable(context, { name: 'items', title: 'Hidden items' }, [{ dimension: 'VISIBILITY', in: HIDDEN }]),
      ],
    };
  },
};
