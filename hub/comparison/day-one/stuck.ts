import { NONE, NOT_TOLD } from '#domain/comparison.ts';
import { describeHidden } from '../readers/shown-counts.ts';
import { is } from '../reports/conditions.ts';
import { countLine, countTable, items, sayCount } from '../reports/count-lines.ts';
import { number, tableOf, text, type Report } from '../reports/report.ts';
import { itemTable } from '../reports/row-tables.ts';
import { holdTable } from './loan-table.ts';
import { readOld } from './reader-scope.ts';

const TRANSIT = items(is('STATUS', 'IN_TRANSIT'));
const AGES = { OVER_A_YEAR: 'over a year', OVER_90_DAYS: '90 days to a year' };
const WAITS = { READY: 'to be collected', QUEUED: 'for a copy' };
const LISTED_AFTER_DAYS = 90;

export const stuck: Report = {
  name: 'stuck',
  question: 'Which holds and transits are stuck?',
  leavesOut: [],
  async run(context) {
    const transits = await countLine(context, 'Items in transit', TRANSIT);
    const label = 'Holds that have waited for over 90 days';
    const { cells, line: holds, gaps } = await readOld(context, { kept: 'holds', list: 'HOLDS', label });
    return {
      title: `Items in transit: ${sayCount(transits)}. Old holds: ${holds.value ?? holds.text ?? 'not told'}.`,
      summary: [transits, holds, ...gaps],
      tables: [
        countTable(context, {
          name: 'in transit',
          title: 'Items in transit, by system and the year of their last loan',
          of: TRANSIT,
          by: { System: 'SYSTEM', Library: 'LIBRARY', 'Last borrowed': 'LAST_BORROWED_YEAR' },
          words: { [NONE]: 'never', [NOT_TOLD]: 'not told' },
        }),
        itemTable(context, { name: 'transits', title: 'Items in transit' }, TRANSIT.where),
        tableOf({ name: 'old holds', title: label }, cells, [
          text('Library', ({ library }) => library),
          text('System', ({ system }) => system),
          text('Waits', ({ waits }) => WAITS[waits]),
          text('For how long', ({ age }) => AGES[age]),
          number('Holds', ({ count }) => count.value),
          text('Not shown', ({ count }) => describeHidden(count) ?? null),
        ]),
        await holdTable(context, { name: 'holds', title: label }, LISTED_AFTER_DAYS),
      ],
    };
  },
};
