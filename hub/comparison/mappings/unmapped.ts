import { coverageOf, ITEM_LISTS, type Coverage } from './coverage.ts';
import { LIST_WORDS, type ItemListName } from '../codes/count-codes.ts';
import type { MappedCode } from './mapping-book.ts';
import { drillOf, MAPPINGS_OPTION, readMappedScope, type MappedScope } from './mapped-codes.ts';
import { counting, tableOf, text, type Report, type ReportContext, type SummaryLine } from '../reports/report.ts';
import { counted, sayNumber } from '../reports/say.ts';
import { systemsInScope } from '../reports/systems-in-scope.ts';

export const unmapped: Report = {
  name: 'unmapped',
  question: 'What is unmapped, in items?',
  scope: 'REGION',
  leavesOut: [],
  options: [MAPPINGS_OPTION],
  needs: ['ITEMS', 'ITEM_STATUS', 'CODE_LISTS'],
  async run(context) {
    const mapped = await readMappedScope(context);
    const open = mapped.codes.filter(({ state }) => state === 'UNMAPPED');
    const coverage = coverageOf(mapped.used, mapped.codes);
    const silent = (await systemsInScope(context))
      .filter(({ notTold }) => notTold.includes('ITEMS'))
      .map(({ id }) => id);
    return {
      title: `${sayNumber(open.length)} of ${counted(mapped.codes.length, 'code')} are not mapped; ${mapped.asOf}.`,
      summary: ITEM_LISTS.flatMap((list) => linesOf(context, list, { mapped, coverage, silent })),
      tables: [
        tableOf(
          { name: 'unmapped', title: 'Codes without a code in the target yet, those on most items first' },
          open.toSorted((a, b) => (b.items ?? -1) - (a.items ?? -1)),
          [
            text('List', ({ list }) => LIST_WORDS[list]),
            text('System', ({ system }) => system),
            text('Code', ({ code }) => code),
            text('Label', ({ label }) => label),
            counting('Items', ({ items }) => items),
            text('Why', (code) => whyOf(code, mapped)),
            text('Note', ({ note }) => note),
          ],
          ({ system, list, code }) => drillOf(context, system, list, [code]),
        ),
      ],
    };
  },
};

interface Numbers {
  readonly mapped: MappedScope;
  readonly coverage: readonly Coverage[];
  readonly silent: readonly Coverage['system'][];
}

function linesOf(context: ReportContext, list: ItemListName, { mapped, coverage, silent }: Numbers): SummaryLine[] {
  const own = coverage.filter((one) => one.list === list);
  const notToldBy = [...new Set([...silent, ...own.filter(({ notTold }) => notTold > 0).map(({ system }) => system)])];
  const tells = own.filter((one) => one.decided + one.suggested + one.unmapped + one.without > 0);
  const sum = (take: (one: Coverage) => number): number => own.reduce((total, one) => total + take(one), 0);
  const number = (label: string, value: number, text?: string): SummaryLine => ({
    label,
    value: tells.length === 0 && notToldBy.length > 0 ? null : value,
    text,
    notToldBy: notToldBy.toSorted(),
  });
  const [only] = own;
  const open = mapped.codes.filter((code) => code.list === list && code.state === 'UNMAPPED');
  const words = LIST_WORDS[list];
  return [
    {
      ...number(
        `Items whose ${words} is not mapped`,
        sum((one) => one.unmapped),
        mapped.entered.has(list) ? undefined : 'The codes of the target were not entered.',
      ),
      // Codes are of one system each: the items of several cannot be listed by one filter.
      drill:
        own.length === 1 && only !== undefined && only.unmapped > 0
          ? drillOf(
              context,
              only.system,
              list,
              open.map(({ code }) => code),
            )
          : undefined,
    },
    number(
      `Items whose ${words} has a suggestion that nobody decided`,
      sum((one) => one.suggested),
    ),
  ];
}

function whyOf({ list, reason }: MappedCode, { entered }: MappedScope): string {
  if (!entered.has(list)) return 'the codes of the target were not entered';
  switch (reason) {
    case 'SEVERAL_ALIKE':
      return 'several codes of the target are like it';
    case 'MEANS_OTHERWISE':
      return 'the target has a code that is spelled alike and means something else';
    case 'NOTHING_ALIKE':
      return 'the target has nothing like it';
    default:
      return 'nobody decided, and no suggestion was asked for';
  }
}
