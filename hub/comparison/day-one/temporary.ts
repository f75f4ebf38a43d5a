/** Records that were typed in for one interlibrary loan, and others without items. */
import { countBy, countRows } from '../populations/counts.ts';
import { FOR_ONE_LOAN, is, LASTING, NO_PART, PART } from '../reports/conditions.ts';
import { countedReport, items, records } from '../reports/count-lines.ts';
import { counting, tableOf, text, type ReportContext, type SummaryLine } from '../reports/report.ts';
import { recordTable } from '../reports/row-tables.ts';
import { counted } from '../reports/say.ts';
import { isOfLibraries, listedOfWholeSystems, ofWholeSystems, systemsInScope } from '../reports/systems-in-scope.ts';

const NO_ITEMS = [is('HAS_ITEMS', 'NO'), LASTING] as const;
/** Those that should have some. */
export const WITHOUT_ITEMS = [...NO_ITEMS, NO_PART] as const;

export const withoutItems = countedReport({
  name: 'without-items',
  question: 'Which records have no items?',
  leavesOut: [],
  lines: {
    without: ['Records without items', records(...WITHOUT_ITEMS)],
    parts: ['Parts of other publications (MARC 773), not counted above', records(...NO_ITEMS, PART)],
    loans: countForLoans('Records for one interlibrary loan, not counted above'),
  },
  title: (_said, { without: { value } }) =>
    value === null
      ? 'Nobody tells which records have items.'
      : `${counted(value, 'record has', 'records have')} no items.`,
  tables: [{ name: 'without items', title: 'Records without items', of: records(...WITHOUT_ITEMS) }],
});

export const temporary = countedReport({
  name: 'temporary',
  question: 'Which records were typed in for an interlibrary loan?',
  leavesOut: [],
  lines: {
    loans: countForLoans('Temporary records'),
    onThem: () => ({ label: 'Items on them', value: null, text: 'not kept, because they may name a reader' }),
    onLasting: [
      'Temporary items on lasting records',
      items(FOR_ONE_LOAN, { ...LASTING, dimension: 'RECORD_VISIBILITY' }),
    ],
  },
  title: ({ loans }) => `Records that were typed in for an interlibrary loan: ${loans}.`,
  tables: [
    async (context) => {
      const { where } = records(...(await ofWholeSystems(context)).scope, FOR_ONE_LOAN);
      const selection = { snapshot: context.snapshot.number, population: 'RECORDS', where } as const;
      return tableOf(
        { name: 'by system', title: 'Temporary records, by system' },
        await countBy(context.db, selection, ['SYSTEM']),
        [text('System', ({ values }) => values[0] ?? null), counting('Records', ({ count }) => count)],
        (cell) => (isOfLibraries(context) ? undefined : records(...cell.where)),
      );
    },
    async (context) => {
      const head = { name: 'temporary', title: 'Temporary records' };
      return recordTable(await listedOfWholeSystems(context), head, [FOR_ONE_LOAN]);
    },
  ],
});

/** Nothing says whose such a record is: of a library they are those of its whole system. */
function countForLoans(label: string) {
  return async (context: ReportContext): Promise<SummaryLine> => {
    const { db, snapshot } = context;
    const where = [...(await ofWholeSystems(context)).scope, FOR_ONE_LOAN];
    const { value } = await countRows(db, { snapshot: snapshot.number, population: 'RECORDS', where });
    if (!isOfLibraries(context)) return { label, value, drill: records(...where) };
    const shared = (await systemsInScope(context)).filter(({ libraries }) => libraries.length > 1);
    if (shared.length === 0) return { label, value };
    const names = shared.map(({ id }) => id).join(', ');
    return { label, value, text: `of all libraries in ${names}: nothing kept of them says whose they are` };
  };
}
