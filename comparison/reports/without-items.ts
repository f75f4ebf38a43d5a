import { countLine } from '../day-one/count-lines.ts';
import { countForLoans, LASTING } from './interlibrary.ts';
import type { Report } from './report.ts';
import { recordTable } from './row-tables.ts';
import { counted } from './say.ts';

export const WITHOUT_ITEMS = [{ dimension: 'HAS_ITEMS', in: ['NO'] }, LASTING] as const;

export const withoutItems: Report = {
  name: 'without-items',
  question: 'Which records have no items?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const without = await countLine(context, 'Records without items', { population: 'RECORDS', where: WITHOUT_ITEMS });
    return {
      title:
        without.value === null
          ? 'Nobody tells which records have items.'
          : `${counted(without.value, 'record has', 'records have')} no items.`,
      summary: [without, await countForLoans(context, 'Records for one interlibrary loan, not counted above')],
      tables: [recordTable(context, { name: 'without items', title: 'Records without items' }, WITHOUT_ITEMS)],
    };
  },
};
