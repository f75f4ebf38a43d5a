import { countRows } from '../populations/counts.ts';
import type { Report } from './report.ts';
import { recordTable } from './row-tables.ts';
import { counted } from './say.ts';

const WHERE = [{ dimension: 'HAS_ITEMS', in: ['NO'] }] as const;

export const withoutItems: Report = {
  name: 'without-items',
  question: 'Which records have no items?',
  scope: 'REGION',
  async run(context) {
    const where = [...context.scope, ...WHERE];
    const selection = { snapshot: context.snapshot.number, population: 'RECORDS', where } as const;
    const count = await countRows(context.db, selection);
    return {
      title:
        count.value === null
          ? 'Nobody tells which records have items.'
          : `${counted(count.value, 'record has', 'records have')} no items.`,
      summary: [{ label: 'Records without items', ...count, drill: selection }],
      tables: [recordTable(context, { name: 'without items', title: 'Records without items' }, WHERE)],
    };
  },
};
