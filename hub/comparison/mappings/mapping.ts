import { coverageOf, type Coverage } from './coverage.ts';
import type { MappedCode } from './mapping-book.ts';
import type { MappingWarning } from '#domain/mappings.ts';
import { drillOf, LIST_WORDS, MAPPINGS_OPTION, readMappedScope } from './mapped-codes.ts';
import { tableOf, type Report, type ReportColumn, type ReportContext, type ReportRow } from '../reports/report.ts';
import { counted, sayNumber } from '../reports/say.ts';

const CODE_COLUMNS: readonly ReportColumn[] = [
  { header: 'List', kind: 'TEXT' },
  { header: 'System', kind: 'TEXT' },
  { header: 'Code', kind: 'TEXT' },
  { header: 'Label', kind: 'TEXT' },
  { header: 'Items', kind: 'NUMBER', counts: true },
  { header: 'Target code', kind: 'TEXT' },
  { header: 'Target label', kind: 'TEXT' },
  { header: 'State', kind: 'TEXT' },
  { header: 'Reason', kind: 'TEXT' },
  { header: 'Warnings', kind: 'TEXT' },
  { header: 'Note', kind: 'TEXT' },
];

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
          { name: 'coverage', title: 'Items by what becomes of their codes', columns: COVERAGE_COLUMNS },
          coverageOf(used, codes).map((one) => coverageRow(context, codes, one)),
        ),
        tableOf(
          { name: 'codes', title: 'Every code and what it becomes', columns: CODE_COLUMNS },
          codes.map((code) => codeRow(context, code)),
        ),
        tableOf(
          { name: 'warnings', title: 'Codes to look at', columns: CODE_COLUMNS },
          warned.map((code) => codeRow(context, code)),
        ),
      ],
    };
  },
};

function codeRow(context: ReportContext, code: MappedCode): ReportRow {
  return {
    cells: [
      LIST_WORDS[code.list],
      code.system,
      code.code,
      code.label,
      code.items,
      code.target,
      code.targetLabel,
      code.state,
      code.reason,
      code.warnings.map((warning) => WARNING_WORDS[warning]).join('; ') || null,
      code.note,
    ],
    drill: drillOf(context, code.system, code.list, [code.code]),
  };
}

const COVERAGE_COLUMNS: readonly ReportColumn[] = [
  { header: 'List', kind: 'TEXT' },
  { header: 'System', kind: 'TEXT' },
  { header: 'Items decided', kind: 'NUMBER' },
  { header: 'Items suggested', kind: 'NUMBER' },
  { header: 'Items not mapped', kind: 'NUMBER' },
  { header: 'Items without a code', kind: 'NUMBER' },
  { header: 'Items not told', kind: 'NUMBER' },
];

function coverageRow(context: ReportContext, codes: readonly MappedCode[], one: Coverage): ReportRow {
  const { system, list } = one;
  const open = codes.filter((code) => code.system === system && code.list === list && code.state === 'UNMAPPED');
  return {
    cells: [LIST_WORDS[list], system, one.decided, one.suggested, one.unmapped, one.without, one.notTold],
    drill: drillOf(
      context,
      system,
      list,
      open.map(({ code }) => code),
    ),
  };
}
