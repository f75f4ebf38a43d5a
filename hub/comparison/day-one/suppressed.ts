import type { Condition } from '#domain/comparison.ts';
import { LEFT_OUT_WORDS, VISIBILITY_WORDS } from './totals.ts';
import { countBy } from '../populations/counts.ts';
import { tableOf, type Report } from '../reports/report.ts';
import { itemTable, recordTable } from '../reports/row-tables.ts';
import { counted } from '../reports/say.ts';

export const HIDDEN_RECORDS: Condition = { dimension: 'VISIBILITY', in: ['SUPPRESSED', 'ILL_TEMPORARY', 'UNKNOWN'] };
/** Copies of a hidden record are hidden with it, whatever their own marks say. */
export const HIDDEN_ITEMS: Condition = { dimension: 'LEFT_OUT', in: ['RECORD_HIDDEN', 'COPY_HIDDEN'] };

const WHY: Readonly<Record<string, string>> = { ...VISIBILITY_WORDS, ...LEFT_OUT_WORDS };

export const suppressed: Report = {
  name: 'suppressed',
  question: 'What is suppressed?',
  scope: 'REGION',
  leavesOut: [],
  needs: ['ITEMS'],
  async run(context) {
    const { db, scope, snapshot } = context;
    const of = (population: 'RECORDS' | 'ITEMS', where: Condition): Parameters<typeof countBy>[1] => ({
      snapshot: snapshot.number,
      population,
      where: [...scope, where],
    });
    const records = await countBy(db, of('RECORDS', HIDDEN_RECORDS), ['SYSTEM', 'VISIBILITY']);
    const items = await countBy(db, of('ITEMS', HIDDEN_ITEMS), ['SYSTEM', 'LEFT_OUT']);
    const sum = (cells: typeof records): number => cells.reduce((total, { count }) => total + count, 0);
    const rows = [
      ...records.map((cell) => ({ what: 'records', population: 'RECORDS' as const, cell })),
      ...items.map((cell) => ({ what: 'items', population: 'ITEMS' as const, cell })),
    ];
    return {
      title: `${counted(sum(records), 'record')} and ${counted(sum(items), 'item')} are hidden from the public.`,
      summary: [
        { label: 'Hidden records', value: sum(records), drill: of('RECORDS', HIDDEN_RECORDS) },
        {
          label: 'Hidden items, those of hidden records with them',
          value: sum(items),
          drill: of('ITEMS', HIDDEN_ITEMS),
        },
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
            cells: [values[0] ?? null, what, WHY[values[1] ?? ''] ?? null, count],
            drill: { population, where: filter },
          })),
        ),
        recordTable(context, { name: 'records', title: 'Hidden records' }, [HIDDEN_RECORDS]),
        itemTable(context, { name: 'items', title: 'Hidden items' }, [HIDDEN_ITEMS]),
      ],
    };
  },
};
