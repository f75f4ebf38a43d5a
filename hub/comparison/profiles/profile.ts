import { NONE, NOT_TOLD, type Condition, type Dimension, type Population } from '#domain/comparison.ts';
import { countTable, countLine, sayCount } from '../reports/count-lines.ts';
import type { Report, ReportContext, ReportTable } from '../reports/report.ts';

interface Crossing {
  readonly name: string;
  readonly population: Population;
  readonly by: readonly Dimension[];
  readonly headers: readonly string[];
}

const CROSSINGS: readonly Crossing[] = [
  { name: 'records by format', population: 'RECORDS', by: ['SYSTEM', 'FORMAT'], headers: ['System', 'Format'] },
  { name: 'records by year', population: 'RECORDS', by: ['SYSTEM', 'YEAR'], headers: ['System', 'Year'] },
  { name: 'records by language', population: 'RECORDS', by: ['SYSTEM', 'LANGUAGE'], headers: ['System', 'Language'] },
  {
    name: 'items by type',
    population: 'ITEMS',
    by: ['SYSTEM', 'ITEM_TYPE', 'STATUS'],
    headers: ['System', 'Item type', 'State'],
  },
  {
    name: 'items by place',
    population: 'ITEMS',
    by: ['SYSTEM', 'OWNER_CODE', 'LOCATION'],
    headers: ['System', 'Branch', 'Location'],
  },
  {
    name: 'items by last loan',
    population: 'ITEMS',
    by: ['SYSTEM', 'LAST_BORROWED_YEAR'],
    headers: ['System', 'Last borrowed'],
  },
];

/** Any other crossing is a table of the snapshot itself: `mercia compare table`. */
export const profile: Report = {
  name: 'profile',
  question: 'What kinds of records and items do we have, and where?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const line = (label: string, population: Population, ...where: readonly Condition[]) =>
      countLine(context, label, { population, where });
    const records = await line('Records', 'RECORDS');
    const items = await line('Items', 'ITEMS');
    return {
      title: `Records: ${sayCount(records)}, by format, year and language. Items: ${sayCount(items)}, by type, state and place.`,
      summary: [
        records,
        await line('Serials', 'RECORDS', { dimension: 'SERIAL', in: ['YES'] }),
        await line('To be read online', 'RECORDS', { dimension: 'ONLINE', in: ['YES'] }),
        items,
        await line('Items that are available', 'ITEMS', { dimension: 'STATUS', in: ['AVAILABLE'] }),
        await line('Items that were never borrowed', 'ITEMS', { dimension: 'LAST_BORROWED_YEAR', in: [NONE] }),
      ],
      tables: CROSSINGS.map((crossing) => cross(context, crossing)),
    };
  },
};

function cross(context: ReportContext, { name, population, by, headers }: Crossing): ReportTable {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return countTable(
    context,
    { name, title },
    {
      population,
      where: [],
      by,
      headers,
      what: population === 'RECORDS' ? 'Records' : 'Items',
      words: { [NONE]: 'none', [NOT_TOLD]: 'not told' },
    },
  );
}
