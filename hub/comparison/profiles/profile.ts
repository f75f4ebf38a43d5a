import { NONE, NOT_TOLD } from '#domain/comparison.ts';
import { is } from '../reports/conditions.ts';
import { countedReport, items, records } from '../reports/count-lines.ts';

const words = { [NONE]: 'none', [NOT_TOLD]: 'not told' };

/** Any other crossing is a table of the snapshot itself: `mercia compare table`. */
export const profile = countedReport({
  name: 'profile',
  question: 'What kinds of records and items do we have, and where?',
  leavesOut: [],
  lines: {
    records: ['Records', records()],
    serials: ['Serials', records(is('SERIAL', 'YES'))],
    online: ['To be read online', records(is('ONLINE', 'YES'))],
    items: ['Items', items()],
    available: ['Items that are available', items(is('STATUS', 'AVAILABLE'))],
    unborrowed: ['Items that were never borrowed', items(is('LAST_BORROWED_YEAR', NONE))],
  },
  title: (said) =>
    `Records: ${said.records}, by format, year and language. Items: ${said.items}, by type, state and place.`,
  tables: [
    {
      name: 'records by format',
      title: 'Records by format',
      of: records(),
      by: { System: 'SYSTEM', Format: 'FORMAT' },
      words,
    },
    { name: 'records by year', title: 'Records by year', of: records(), by: { System: 'SYSTEM', Year: 'YEAR' }, words },
    {
      name: 'records by language',
      title: 'Records by language',
      of: records(),
      by: { System: 'SYSTEM', Language: 'LANGUAGE' },
      words,
    },
    {
      name: 'items by type',
      title: 'Items by type',
      of: items(),
      by: { System: 'SYSTEM', 'Item type': 'ITEM_TYPE', State: 'STATUS' },
      words,
    },
    {
      name: 'items by place',
      title: 'Items by place',
      of: items(),
      by: { System: 'SYSTEM', Branch: 'OWNER_CODE', Location: 'LOCATION' },
      words,
    },
    {
      name: 'items by last loan',
      title: 'Items by last loan',
      of: items(),
      by: { System: 'SYSTEM', 'Last borrowed': 'LAST_BORROWED_YEAR' },
      words,
    },
  ],
});
