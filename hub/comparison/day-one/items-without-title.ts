import { LASTING } from '../reports/interlibrary.ts';
import type { Report } from '../reports/report.ts';
import { itemTable } from '../reports/row-tables.ts';
import { countLine, countTable, sayCount } from '../reports/count-lines.ts';

const UNTITLED = [{ dimension: 'FINDING', in: ['RECORD_UNTITLED'] }] as const;
const RUBBISH = [{ dimension: 'FINDING', in: ['RECORD_RUBBISH'] }] as const;
const EITHER = [{ dimension: 'FINDING', in: ['RECORD_UNTITLED', 'RECORD_RUBBISH'] }] as const;

export const itemsWithoutTitle: Report = {
  name: 'items-without-title',
  question: 'Which items are on records that say next to nothing?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const all = await countLine(context, 'Items on records that say next to nothing', {
      population: 'ITEMS',
      where: EITHER,
    });
    return {
      title: `Items on records that say next to nothing: ${sayCount(all)}.`,
      summary: [
        all,
        await countLine(context, 'On records without a title', { population: 'ITEMS', where: UNTITLED }),
        await countLine(context, 'On records too brief to be matched, without an ISBN', {
          population: 'ITEMS',
          where: RUBBISH,
        }),
        await countLine(context, 'Records without a title', {
          population: 'RECORDS',
          where: [{ dimension: 'HAS_TITLE', in: ['NO'] }, LASTING],
        }),
      ],
      tables: [
        countTable(
          context,
          { name: 'by library', title: 'Items on records that say next to nothing, by library' },
          { population: 'ITEMS', where: EITHER, by: ['LIBRARY'], headers: ['Library'], what: 'Items' },
        ),
        itemTable(context, { name: 'without title', title: 'Items on records without a title' }, UNTITLED),
        itemTable(context, { name: 'rubbish', title: 'Items on records too brief to be matched' }, RUBBISH),
      ],
    };
  },
};
