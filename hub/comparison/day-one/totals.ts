import { LEFT_OUT_REASONS, NONE } from '#domain/comparison.ts';
import type { Report } from '../reports/report.ts';
import { countLine, countTable, sayCount } from '../reports/count-lines.ts';

/** Words for `VISIBILITY`. */
export const VISIBILITY_WORDS: Readonly<Record<string, string>> = {
  PUBLIC: 'public',
  SUPPRESSED: 'suppressed',
  ILL_TEMPORARY: 'temporary, for an interlibrary loan',
  UNKNOWN: 'unknown, and so hidden',
};

export const LEFT_OUT_WORDS: Readonly<Record<string, string>> = {
  [NONE]: 'counted in public',
  RECORD_HIDDEN: 'its record is hidden',
  COPY_HIDDEN: 'it is hidden',
  NO_ID: 'its system gives it no number',
  NO_BARCODE: 'it has no barcode',
  NO_OWNER: 'nobody knows whose it is',
};

export const totals: Report = {
  name: 'totals',
  question: 'How many records, items and statements are there?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const records = await countLine(context, 'Records', { population: 'RECORDS', where: [] });
    const items = await countLine(context, 'Items', { population: 'ITEMS', where: [] });
    const statements = await countLine(context, 'Statements of runs', { population: 'STATEMENTS', where: [] });
    const isPublic = { dimension: 'VISIBILITY', in: ['PUBLIC'] } as const;
    const inCount = { dimension: 'LEFT_OUT', in: [NONE] } as const;
    const leftOut = { dimension: 'LEFT_OUT', in: LEFT_OUT_REASONS } as const;
    return {
      title: `Records: ${sayCount(records)}. Items: ${sayCount(items)}. Statements of runs: ${sayCount(statements)}.`,
      summary: [
        records,
        await countLine(context, 'Records that the public sees', { population: 'RECORDS', where: [isPublic] }),
        items,
        await countLine(context, 'Items counted in public', { population: 'ITEMS', where: [inCount] }),
        await countLine(context, 'Items in no public count', { population: 'ITEMS', where: [leftOut] }),
        statements,
      ],
      tables: [
        countTable(
          context,
          { name: 'records', title: 'Records, by system and who may see them' },
          {
            population: 'RECORDS',
            where: [],
            by: ['SYSTEM', 'VISIBILITY'],
            headers: ['System', 'Who may see them'],
            what: 'Records',
            words: VISIBILITY_WORDS,
          },
        ),
        countTable(
          context,
          { name: 'items', title: 'Items, by system, who may see them, and why they are in no public count' },
          {
            population: 'ITEMS',
            where: [],
            by: ['SYSTEM', 'VISIBILITY', 'LEFT_OUT'],
            headers: ['System', 'Who may see them', 'In public counts'],
            what: 'Items',
            words: { ...VISIBILITY_WORDS, ...LEFT_OUT_WORDS },
          },
        ),
        countTable(
          context,
          { name: 'statements', title: 'Statements of runs, by system and kind' },
          {
            population: 'STATEMENTS',
            where: [],
            by: ['SYSTEM', 'KIND'],
            headers: ['System', 'Kind'],
            what: 'Statements',
          },
        ),
      ],
    };
  },
};
