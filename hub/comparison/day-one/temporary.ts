import { countBy } from '../populations/counts.ts';
import { countForLoans, FOR_ONE_LOAN, LASTING } from '../reports/interlibrary.ts';
import { tableOf, type Report, type ReportContext, type ReportTable } from '../reports/report.ts';
import { recordTable } from '../reports/row-tables.ts';
import { isOfLibraries, listedOfWholeSystems, ofWholeSystems } from '../reports/systems-in-scope.ts';
import { countLine, sayCount } from '../reports/count-lines.ts';

export const temporary: Report = {
  name: 'temporary',
  question: 'Which records were typed in for an interlibrary loan?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const records = await countForLoans(context, 'Temporary records');
    return {
      title: `Records that were typed in for an interlibrary loan: ${sayCount(records)}.`,
      summary: [
        records,
        { label: 'Items on them', value: null, text: 'not kept, because they may name a reader' },
        await countLine(context, 'Temporary items on lasting records', {
          population: 'ITEMS',
          where: [FOR_ONE_LOAN, { ...LASTING, dimension: 'RECORD_VISIBILITY' }],
        }),
      ],
      tables: [
        await systemTable(context),
        recordTable(await listedOfWholeSystems(context), { name: 'temporary', title: 'Temporary records' }, [
          FOR_ONE_LOAN,
        ]),
      ],
    };
  },
};

async function systemTable(context: ReportContext): Promise<ReportTable> {
  const { db, snapshot } = context;
  const where = [...(await ofWholeSystems(context)).scope, FOR_ONE_LOAN];
  const cells = await countBy(db, { snapshot: snapshot.number, population: 'RECORDS', where }, ['SYSTEM']);
  return tableOf(
    {
      name: 'by system',
      title: 'Temporary records, by system',
      columns: [
        { header: 'System', kind: 'TEXT' },
        { header: 'Records', kind: 'NUMBER', counts: true },
      ],
    },
    cells.map(({ values: [system = null], count, where: filter }) => ({
      cells: [system, count],
      drill: isOfLibraries(context) ? undefined : { population: 'RECORDS', where: filter },
    })),
  );
}
