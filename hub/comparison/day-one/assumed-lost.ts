import { NONE, NOT_TOLD } from '#domain/comparison.ts';
import type { Report } from '../reports/report.ts';
import { itemTable } from '../reports/row-tables.ts';
import { countLine, countTable, sayCount } from '../reports/count-lines.ts';

const WORDS = { LOST: 'lost', CLAIMED_RETURNED: 'claimed to be returned', MISSING: 'missing' };
const WHERE = [{ dimension: 'STATUS', in: Object.keys(WORDS) }] as const;

export const assumedLost: Report = {
  name: 'assumed-lost',
  question: 'Which items are lost, missing or claimed to be returned?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const all = await countLine(context, 'Items that nobody can find', { population: 'ITEMS', where: WHERE });
    const line = (label: string, status: string) =>
      countLine(context, label, { population: 'ITEMS', where: [{ dimension: 'STATUS', in: [status] }] });
    return {
      title: `Items that are lost, missing or claimed to be returned: ${sayCount(all)}.`,
      summary: [
        all,
        await line('Lost', 'LOST'),
        await line('Missing', 'MISSING'),
        await line('Claimed to be returned', 'CLAIMED_RETURNED'),
      ],
      tables: [
        countTable(
          context,
          { name: 'by state', title: 'Items that nobody can find, by system and state' },
          {
            population: 'ITEMS',
            where: WHERE,
            by: ['SYSTEM', 'STATUS', 'STATUS_AT_SOURCE'],
            headers: ['System', 'State', 'In the system’s own words'],
            what: 'Items',
            words: WORDS,
          },
        ),
        countTable(
          context,
          { name: 'by last loan', title: 'Items that nobody can find, by the year of their last loan' },
          {
            population: 'ITEMS',
            where: WHERE,
            by: ['SYSTEM', 'LAST_BORROWED_YEAR'],
            headers: ['System', 'Last borrowed'],
            what: 'Items',
            words: { [NONE]: 'never', [NOT_TOLD]: 'not told' },
          },
        ),
        itemTable(context, { name: 'lost', title: 'Items that nobody can find' }, WHERE),
      ],
    };
  },
};
