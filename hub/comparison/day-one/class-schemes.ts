import { NONE } from '#domain/comparison.ts';
import { LASTING } from '../reports/interlibrary.ts';
import type { Report } from '../reports/report.ts';
import { recordTable } from '../reports/row-tables.ts';
import { countLine, countTable, sayCount } from '../reports/count-lines.ts';

const WITHOUT = [LASTING, { dimension: 'CLASS_SCHEME', in: [NONE] }] as const;
const WORDS = {
  [NONE]: 'no class mark',
  WESSEX: 'Wessex',
  DEWEY: 'Dewey',
  LCC: 'Library of Congress',
  LOCAL: 'the library’s own',
  UNKNOWN: 'it cannot be told which',
};

export const classSchemes: Report = {
  name: 'class-schemes',
  question: 'By which schemes are our records classified?',
  scope: 'REGION',
  leavesOut: ['INTERLIBRARY_RECORDS'],
  async run(context) {
    const without = await countLine(context, 'Records without a class mark', { population: 'RECORDS', where: WITHOUT });
    const by = (dimension: 'SYSTEM' | 'LIBRARY', header: string) =>
      countTable(
        context,
        { name: `by ${header.toLowerCase()}`, title: `Records by ${header.toLowerCase()} and class scheme` },
        {
          population: 'RECORDS',
          where: [LASTING],
          by: [dimension, 'CLASS_SCHEME'],
          headers: [header, 'Scheme'],
          what: 'Records',
          words: WORDS,
        },
      );
    return {
      title: `Records without a class mark: ${sayCount(without)}.`,
      summary: [without],
      tables: [
        by('SYSTEM', 'System'),
        by('LIBRARY', 'Library'),
        recordTable(context, { name: 'without', title: 'Records without a class mark' }, WITHOUT),
      ],
    };
  },
};
