import { countLine, records } from '../../reports/count-lines.ts';
import { countBy } from '../../populations/counts.ts';
import { counting, tableOf, text, type Report } from '../../reports/report.ts';
import { ALL_THAT_IS_NOT_PUBLIC } from '../../reports/left-out.ts';
import { DUPLICATE } from '../duplicates.ts';
import { countGroups, groupTable } from './group-table.ts';
import { counted } from '../../reports/say.ts';

export const duplicates: Report = {
  name: 'duplicates',
  question: 'Which titles stand twice in one system?',
  scope: 'REGION',
  leavesOut: ALL_THAT_IS_NOT_PUBLIC,
  async run(context) {
    const { db, scope, snapshot } = context;
    const found = { dimension: 'FINDING', in: [DUPLICATE] } as const;
    const selection = { snapshot: snapshot.number, population: 'RECORDS', where: [...scope, found] } as const;
    const groups = await countGroups(context, DUPLICATE);
    const bySystem = await countBy(db, selection, ['SYSTEM']);
    return {
      title: `${counted(groups, 'edition has', 'editions have')} several records in one system.`,
      summary: [
        { label: 'Editions with several records in one system', value: groups },
        await countLine(context, 'Records of them', records(found)),
      ],
      tables: [
        tableOf(
          { name: 'by system', title: 'Records that have another of their edition in the same system' },
          bySystem,
          [text('System', ({ values }) => values[0] ?? null), counting('Records', ({ count }) => count)],
          ({ where }) => records(...where),
        ),
        groupTable(
          context,
          { name: 'records', title: 'The records, edition by edition' },
          { kind: DUPLICATE, sureness: false },
        ),
      ],
    };
  },
};
