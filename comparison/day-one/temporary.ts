import type { Report } from '../reports/report.ts';
import { itemTable, recordTable } from '../reports/row-tables.ts';
import { countLine, countTable, sayCount } from './count-lines.ts';

const OF_RECORDS = [{ dimension: 'VISIBILITY', in: ['ILL_TEMPORARY'] }] as const;
const OF_ITEMS = [{ dimension: 'RECORD_VISIBILITY', in: ['ILL_TEMPORARY'] }] as const;

export const temporary: Report = {
  name: 'temporary',
  question: 'Which records were typed in for an interlibrary loan?',
  scope: 'REGION',
  async run(context) {
    const records = await countLine(context, 'Temporary records', { population: 'RECORDS', where: OF_RECORDS });
    return {
      title: `Records that were typed in for an interlibrary loan: ${sayCount(records)}.`,
      summary: [
        records,
        await countLine(context, 'Items on them', { population: 'ITEMS', where: OF_ITEMS }),
        await countLine(context, 'Temporary items on lasting records', {
          population: 'ITEMS',
          where: [
            { dimension: 'VISIBILITY', in: ['ILL_TEMPORARY'] },
            { dimension: 'RECORD_VISIBILITY', in: ['PUBLIC', 'SUPPRESSED', 'UNKNOWN'] },
          ],
        }),
      ],
      tables: [
        countTable(
          context,
          { name: 'by system', title: 'Temporary records, by system' },
          { population: 'RECORDS', where: OF_RECORDS, by: ['SYSTEM'], headers: ['System'], what: 'Records' },
        ),
        recordTable(context, { name: 'temporary', title: 'Temporary records' }, OF_RECORDS),
        itemTable(context, { name: 'items', title: 'Items on temporary records' }, OF_ITEMS),
      ],
    };
  },
};
