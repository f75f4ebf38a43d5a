import { countBy } from '../populations/counts.ts';
import { FOR_ONE_LOAN, LASTING } from '../reports/conditions.ts';
import { countLine, items, records, sayCount } from '../reports/count-lines.ts';
import { countForLoans } from '../reports/interlibrary.ts';
import { counting, tableOf, text, type Report, type ReportContext, type ReportTable } from '../reports/report.ts';
import { recordTable } from '../reports/row-tables.ts';
import { isOfLibraries, listedOfWholeSystems, ofWholeSystems } from '../reports/systems-in-scope.ts';

export const temporary: Report = {
  name: 'temporary',
  question: 'Which records were typed in for an interlibrary loan?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const loans = await countForLoans(context, 'Temporary records');
    const onLasting = items(FOR_ONE_LOAN, { ...LASTING, dimension: 'RECORD_VISIBILITY' });
    return {
      title: `Records that were typed in for an interlibrary loan: ${sayCount(loans)}.`,
      summary: [
        loans,
        { label: 'Items on them', value: null, text: 'not kept, because they may name a reader' },
        await countLine(context, 'Temporary items on lasting records', onLasting),
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
  const drill = records(...(await ofWholeSystems(context)).scope, FOR_ONE_LOAN);
  return tableOf(
    { name: 'by system', title: 'Temporary records, by system' },
    await countBy(db, { ...drill, snapshot: snapshot.number }, ['SYSTEM']),
    [text('System', ({ values }) => values[0] ?? null), counting('Records', ({ count }) => count)],
    ({ where }) => (isOfLibraries(context) ? undefined : records(...where)),
  );
}
