import type { Condition } from '#domain/comparison.ts';
import type { Report } from '../reports/report.ts';
import { recordTable } from '../reports/row-tables.ts';
import { countLine, countTable, sayCount } from '../reports/count-lines.ts';

const SERIAL: Condition = { dimension: 'SERIAL', in: ['YES'] };
const stated = (answer: 'YES' | 'NO'): readonly Condition[] => [SERIAL, { dimension: 'HAS_STATEMENTS', in: [answer] }];
const BARE: readonly Condition[] = [...stated('NO'), { dimension: 'HAS_ITEMS', in: ['NO'] }];

export const serials: Report = {
  name: 'serials',
  question: 'Which journals say what we have of them, and which do not?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const line = (label: string, where: readonly Condition[]) =>
      countLine(context, label, { population: 'RECORDS', where });
    const without = await line('Without a statement of what is held', stated('NO'));
    return {
      title: `Serials that do not state what is held: ${sayCount(without)}.`,
      summary: [
        await line('Serials', [SERIAL]),
        await line('With a statement of what is held', stated('YES')),
        without,
        await line('With neither statement nor items', BARE),
        await countLine(context, 'Statements whose years cannot be read', {
          population: 'STATEMENTS',
          where: [{ dimension: 'DATED', in: ['NO'] }],
        }),
      ],
      tables: [
        countTable(
          context,
          { name: 'by system', title: 'Serials by system, with and without statements and items' },
          {
            population: 'RECORDS',
            where: [SERIAL],
            by: ['SYSTEM', 'HAS_STATEMENTS', 'HAS_ITEMS'],
            headers: ['System', 'Statements', 'Items'],
            what: 'Serials',
            words: { YES: 'yes', NO: 'no' },
          },
        ),
        recordTable(context, { name: 'without', title: 'Serials without a statement' }, stated('NO')),
        recordTable(context, { name: 'with', title: 'Serials with a statement' }, stated('YES')),
      ],
    };
  },
};
