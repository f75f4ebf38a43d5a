import { NONE, NOT_TOLD } from '#domain/comparison.ts';
import { describeHidden } from '../readers/shown-counts.ts';
import { tableOf, type Report } from '../reports/report.ts';
import { itemTable } from '../reports/row-tables.ts';
import { countLine, countTable, sayCount } from '../reports/count-lines.ts';
import { holdTable } from './loan-table.ts';
import { systemsWithout, tells } from './long-overdue.ts';
import { readCounts, rowsGone, shownLine, withoutAgreement } from './reader-scope.ts';

const TRANSIT = [{ dimension: 'STATUS', in: ['IN_TRANSIT'] }] as const;
const AGES = { OVER_A_YEAR: 'over a year', OVER_90_DAYS: '90 days to a year' };
const WAITS = { READY: 'to be collected', QUEUED: 'for a copy' };
const LISTED_AFTER_DAYS = 90;

export const stuck: Report = {
  name: 'stuck',
  question: 'Which holds and transits are stuck?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const transits = await countLine(context, 'Items in transit', { population: 'ITEMS', where: TRANSIT });
    const libraries = await readCounts(context);
    const silent = await systemsWithout(context, 'HOLDS');
    const cells = libraries.flatMap(({ library, counts }) =>
      (counts?.holds ?? [])
        .filter(({ system }) => context.system === null || system === context.system)
        .map((cell) => ({ library, ...cell })),
    );
    const told = libraries.filter((one) => (one.counts?.holds ?? null) !== null && tells(one, silent));
    const none = told.length > 0 ? [{ value: 0, suppressed: false, atLeast: 0 }] : [];
    const holds = shownLine({
      label: 'Holds that have waited for over 90 days',
      counts: [...none, ...cells.map(({ count }) => count)],
      notToldBy: silent.filter((system) => libraries.some(({ systems }) => systems.includes(system))),
    });
    return {
      title: `Items in transit: ${sayCount(transits)}. Old holds: ${holds.value ?? holds.text ?? 'not told'}.`,
      summary: [
        transits,
        holds,
        ...withoutAgreement(
          context,
          libraries.filter(({ counts }) => (counts?.holds ?? null) === null).map(({ library }) => library),
        ),
        ...(await rowsGone(context, 'HOLDS')),
      ],
      tables: [
        countTable(
          context,
          { name: 'in transit', title: 'Items in transit, by system and the year of their last loan' },
          {
            population: 'ITEMS',
            where: TRANSIT,
            by: ['SYSTEM', 'LIBRARY', 'LAST_BORROWED_YEAR'],
            headers: ['System', 'Library', 'Last borrowed'],
            what: 'Items',
            words: { [NONE]: 'never', [NOT_TOLD]: 'not told' },
          },
        ),
        itemTable(context, { name: 'transits', title: 'Items in transit' }, TRANSIT),
        tableOf(
          {
            name: 'old holds',
            title: 'Holds that have waited for over 90 days',
            columns: [
              { header: 'Library', kind: 'TEXT' },
              { header: 'System', kind: 'TEXT' },
              { header: 'Waits', kind: 'TEXT' },
              { header: 'For how long', kind: 'TEXT' },
              { header: 'Holds', kind: 'NUMBER' },
              { header: 'Not shown', kind: 'TEXT' },
            ],
          },
          cells.map(({ library, system, waits, age, count }) => ({
            cells: [library, system, WAITS[waits], AGES[age], count.value, describeHidden(count) ?? null],
          })),
        ),
        await holdTable(
          context,
          { name: 'holds', title: 'Holds that have waited for over 90 days' },
          LISTED_AFTER_DAYS,
        ),
      ],
    };
  },
};
