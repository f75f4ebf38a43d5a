import { is, LASTING, NO_PART, PART } from '../reports/conditions.ts';
import { countLine, records } from '../reports/count-lines.ts';
import { countForLoans } from '../reports/interlibrary.ts';
import type { Report } from '../reports/report.ts';
import { recordTable } from '../reports/row-tables.ts';
import { counted } from '../reports/say.ts';

const NO_ITEMS = [is('HAS_ITEMS', 'NO'), LASTING] as const;
/** Those that should have some. */
export const WITHOUT_ITEMS = [...NO_ITEMS, NO_PART] as const;

export const withoutItems: Report = {
  name: 'without-items',
  question: 'Which records have no items?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const without = await countLine(context, 'Records without items', records(...WITHOUT_ITEMS));
    const parts = records(...NO_ITEMS, PART);
    return {
      title:
        without.value === null
          ? 'Nobody tells which records have items.'
          : `${counted(without.value, 'record has', 'records have')} no items.`,
      summary: [
        without,
        await countLine(context, 'Parts of other publications (MARC 773), not counted above', parts),
        await countForLoans(context, 'Records for one interlibrary loan, not counted above'),
      ],
      tables: [recordTable(context, { name: 'without items', title: 'Records without items' }, WITHOUT_ITEMS)],
    };
  },
};
