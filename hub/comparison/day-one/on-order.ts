import type { Report } from '../reports/report.ts';
import { itemTable } from '../reports/row-tables.ts';
import { countLine, countTable, sayCount } from '../reports/count-lines.ts';

const WHERE = [{ dimension: 'STATUS', in: ['ON_ORDER', 'IN_PROCESS'] }] as const;
const WORDS = { ON_ORDER: 'on order', IN_PROCESS: 'being processed' };

export const onOrder: Report = {
  name: 'on-order',
  question: 'What is on order or in process?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const line = (label: string, status: string) =>
      countLine(context, label, { population: 'ITEMS', where: [{ dimension: 'STATUS', in: [status] }] });
    const ordered = await line('Items on order', 'ON_ORDER');
    const inProcess = await line('Items in process', 'IN_PROCESS');
    return {
      title: `Items on order: ${sayCount(ordered)}. Items in process: ${sayCount(inProcess)}.`,
      summary: [ordered, inProcess],
      tables: [
        countTable(
          context,
          { name: 'by state', title: 'What is on order or in process, by system and state' },
          {
            population: 'ITEMS',
            where: WHERE,
            by: ['SYSTEM', 'STATUS', 'STATUS_AT_SOURCE'],
            headers: ['System', 'State', 'In the system’s own words'],
            what: 'Items',
            words: WORDS,
          },
        ),
        itemTable(context, { name: 'on order', title: 'Items on order or in process' }, WHERE),
      ],
    };
  },
};
