import { coverageOf, type Coverage } from './coverage.ts';
import type { MappedCode } from './mapping-book.ts';
import type { MappingWarning } from '#domain/mappings.ts';
import { drillOf, MAPPINGS_OPTION, readMappedScope } from './mapped-codes.ts';
import { LIST_WORDS } from '../codes/count-codes.ts';
import { counting, number, tableOf, text, type Column, type Report } from '../reports/report.ts';
import { counted, sayNumber } from '../reports/say.ts';

export const WARNING_WORDS: Readonly<Record<MappingWarning, string>> = {
  DIFFERENT_MEANINGS: 'codes of different meaning become the same',
  TOO_LONG: 'the target code is longer than the target takes',
  AMBIGUOUS: 'more than one meaning is possible',
  TARGET_GONE: 'the target no longer has the code',
};

export const mapping: Report = {
  name: 'mapping',
  question: 'What does each code become in the target, and where do two meanings meet?',
  scope: 'REGION',
  leavesOut: [],
  options: [MAPPINGS_OPTION],
  needs: ['ITEMS', 'ITEM_STATUS', 'CODE_LISTS'],
  async run(context) {
    const { used, codes, asOf } = await readMappedScope(context);
    const warned = codes.filter(({ warnings }) => warnings.length > 0);
    const behind = ({ system, list, code }: MappedCode) => drillOf(context, system, list, [code]);
    const inState = (state: MappedCode['state']): number => codes.filter((code) => code.state === state).length;
    return {
      title: `${sayNumber(inState('DECIDED'))} of ${counted(codes.length, 'code')} are decided, ${sayNumber(warned.length)} need a look; ${asOf}.`,
      summary: [
        { label: 'Codes decided', value: inState('DECIDED') },
        { label: 'Codes with a suggestion that nobody decided', value: inState('SUGGESTED') },
        { label: 'Codes not mapped', value: inState('UNMAPPED') },
        { label: 'Codes with a warning', value: warned.length },
      ],
      tables: [
        tableOf(
          { name: 'coverage', title: 'Items by what becomes of their codes' },
          coverageOf(used, codes),
          COVERAGE_COLUMNS,
          ({ system, list }) => {
            const open = codes.filter(
              (code) => code.system === system && code.list === list && code.state === 'UNMAPPED',
            );
            const names = open.map(({ code }) => code);
            return drillOf(context, system, list, names);
          },
        ),
        tableOf({ name: 'codes', title: 'Every code and what it becomes' }, codes, CODE_COLUMNS, behind),
        tableOf({ name: 'warnings', title: 'Codes to look at' }, warned, CODE_COLUMNS, behind),
      ],
    };
  },
};

const CODE_COLUMNS: readonly Column<MappedCode>[] = [
  text('List', ({ list }) => LIST_WORDS[list]),
  text('System', ({ system }) => system),
  text('Code', ({ code }) => code),
  text('Label', ({ label }) => label),
  counting('Items', ({ items }) => items),
  text('Target code', ({ target }) => target),
  text('Target label', ({ targetLabel }) => targetLabel),
  text('State', ({ state }) => state),
  text('Reason', ({ reason }) => reason),
  text('Warnings', ({ warnings }) => warnings.map((warning) => WARNING_WORDS[warning]).join('; ') || null),
  text('Note', ({ note }) => note),
];

const COVERAGE_COLUMNS: readonly Column<Coverage>[] = [
  text('List', ({ list }) => LIST_WORDS[list]),
  text('System', ({ system }) => system),
  number('Items decided', ({ decided }) => decided),
  number('Items suggested', ({ suggested }) => suggested),
  number('Items not mapped', ({ unmapped }) => unmapped),
  number('Items without a code', ({ without }) => without),
  number('Items not told', ({ notTold }) => notTold),
];
