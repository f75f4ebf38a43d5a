import type { Report } from '../../reports/report.ts';
import { ALL_THAT_IS_NOT_PUBLIC } from '../../reports/left-out.ts';
import { readOverlap } from '../count-overlap.ts';
import { holderTable, pairTable, squareTable, valueTable } from './pair-tables.ts';
import { counted, sayNumber } from '../../reports/say.ts';

export const overlapMatrix: Report = {
  name: 'overlap-matrix',
  question: 'What do each two libraries have together?',
  scope: 'REGION',
  leavesOut: ALL_THAT_IS_NOT_PUBLIC,
  isOfAll: true,
  needs: ['ITEMS', 'ITEM_STATUS'],
  async run(context) {
    const [counts] = (await readOverlap(context.db, context.snapshot.number, 'LIBRARY', null)) ?? [];
    const [none = 0, one = 0, two = 0, three = 0, ...more] = counts?.byHolders ?? [];
    const titles = counts?.titles ?? 0;
    const many = more.reduce((sum, held) => sum + held, 0);
    return {
      title: `Of ${counted(titles, 'title')} ${sayNumber(two + three + many)} are held by two libraries or more.`,
      summary: [
        { label: 'Titles held by one library', value: one },
        { label: 'Titles held by two or three', value: two + three },
        { label: 'Titles held by four or more', value: many },
        { label: 'Titles of which no copy can be found', value: none },
      ],
      tables: [
        await squareTable(context, { name: 'matrix', title: 'Titles that each two have together, for certain' }),
        await holderTable(context, { name: 'alone', title: 'Titles of each library, by how many have them' }),
        await pairTable(context, 'LIBRARY', { name: 'libraries', title: 'What each two libraries have together' }),
        await pairTable(context, 'SYSTEM', { name: 'systems', title: 'What each two systems have together' }),
        valueTable(context, 'FORMAT', { name: 'by format', title: 'Titles together, by format' }),
        valueTable(context, 'CLASS_SCHEME', { name: 'by class scheme', title: 'Titles together, by class scheme' }),
        valueTable(context, 'YEAR', { name: 'by decade', title: 'Titles together, by decade of publication' }),
        valueTable(context, 'LANGUAGE', { name: 'by language', title: 'Titles together, by language' }),
      ],
    };
  },
};
