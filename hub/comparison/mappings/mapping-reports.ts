/** What codes become in the target, and which have nothing to become. */
import type { SystemId } from '#domain/ids.ts';
import type { MappingWarning } from '#domain/mappings.ts';
import type { CodeListName } from '#domain/policies.ts';
import { sayDay } from '#domain/say-day.ts';
import { badUserInput } from '#platform/errors.ts';
import { LIST_WORDS, LISTS_OF_ITEMS, type CodeWithMeaning, type ItemListName } from '../codes/count-codes.ts';
import { counting, number, tableOf, text } from '../reports/report.ts';
import type { Column, Drill, Report, ReportContext, SummaryLine } from '../reports/report.ts';
import { counted, sayNumber } from '../reports/say.ts';
import { systemsInScope } from '../reports/systems-in-scope.ts';
import { mappingsOfSnapshot, readMappings } from './kept-mappings.ts';
import { codesInScope, findCodes, mapCodes, type MappedCode, isCode, keyOf } from './mapping-book.ts';
import { NONE, NOT_TOLD } from '#domain/comparison.ts';

const MAPPING_REPORT = {
  leavesOut: [],
  options: [
    {
      name: 'mappings',
      says: 'Mappings as they were kept with the snapshot, or as they are now',
      takes: 'VALUE',
      values: ['snapshot', 'now'],
    },
  ],
  needs: ['ITEMS', 'ITEM_STATUS', 'CODE_LISTS'],
} as const satisfies Partial<Report>;

interface MappedScope {
  readonly used: readonly CodeWithMeaning[];
  readonly codes: readonly MappedCode[];
  /** Whose mappings these are, to be said in the title. */
  readonly asOf: string;
  /** Lists of which the target's codes were entered. */
  readonly entered: ReadonlySet<CodeListName>;
}

/**
 * With the mappings that the snapshot keeps; with the option `mappings=now`, with those that hold at this moment. Throws
 * BAD_USER_INPUT for any other value of it.
 */
async function readMappedScope(context: ReportContext): Promise<MappedScope> {
  const { db, snapshot, library, visibleLibraries, system, options } = context;
  const which = options['mappings'] ?? 'snapshot';
  if (which !== 'snapshot' && which !== 'now') {
    throw badUserInput('mappings: "snapshot" for those kept with the snapshot, or "now".');
  }
  const kept = which === 'now' ? await readMappings(db) : await mappingsOfSnapshot(db, snapshot.number);
  const scope = {
    snapshot: snapshot.number,
    libraries: library === null ? visibleLibraries : [library],
    system,
  };
  return {
    used: await codesInScope(db, scope),
    codes: mapCodes(await findCodes(db, scope), kept),
    asOf:
      which === 'now'
        ? `the mappings are those of ${sayDay(context.now.toISOString().slice(0, 10))}`
        : `the mappings are those kept with the snapshot "${snapshot.name}"`,
    entered: new Set(kept.targets.flatMap(({ list, codes }) => (codes.length > 0 ? [list] : []))),
  };
}

/** The copies that carry these codes of one system; undefined for codes that copies do not carry. */
function drillOf(
  { scope }: ReportContext,
  system: string,
  list: CodeListName,
  codes: readonly string[],
): Drill | undefined {
  if (list === 'PATRON_CATEGORY' || codes.length === 0) return undefined;
  return {
    population: 'ITEMS',
    where: [...scope, { dimension: 'SYSTEM', in: [system] }, { dimension: LISTS_OF_ITEMS[list], in: codes }],
  };
}

const WARNING_WORDS: Readonly<Record<MappingWarning, string>> = {
  DIFFERENT_MEANINGS: 'codes of different meaning become the same',
  TOO_LONG: 'the target code is longer than the target takes',
  AMBIGUOUS: 'more than one meaning is possible',
  TARGET_GONE: 'the target no longer has the code',
};

export const mapping: Report = {
  name: 'mapping',
  question: 'What does each code become in the target, and where do two meanings meet?',
  ...MAPPING_REPORT,
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

export const unmapped: Report = {
  name: 'unmapped',
  question: 'What is unmapped, in items?',
  ...MAPPING_REPORT,
  async run(context) {
    const mapped = await readMappedScope(context);
    const open = mapped.codes.filter(({ state }) => state === 'UNMAPPED');
    const silent = (await systemsInScope(context))
      .filter(({ notTold }) => notTold.includes('ITEMS'))
      .map(({ id }) => id);
    return {
      title: `${sayNumber(open.length)} of ${counted(mapped.codes.length, 'code')} are not mapped; ${mapped.asOf}.`,
      summary: ITEM_LISTS.flatMap((list) => linesOf(context, list, mapped, silent)),
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

function linesOf(
  context: ReportContext,
  list: ItemListName,
  mapped: MappedScope,
  silent: readonly SystemId[],
): readonly SummaryLine[] {
  const own = coverageOf(mapped.used, mapped.codes).filter((one) => one.list === list);
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

const ITEM_LISTS = Object.keys(LISTS_OF_ITEMS) as readonly ItemListName[];

/** Of one list at one system: every copy is in exactly one of the numbers. */
interface Coverage {
  readonly system: SystemId;
  readonly list: ItemListName;
  readonly decided: number;
  readonly suggested: number;
  readonly unmapped: number;
  readonly without: number;
  /** Copies of which the system does not tell the code. */
  readonly notTold: number;
}

/** In the order of the lists, then of the systems. */
function coverageOf(used: readonly CodeWithMeaning[], mapped: readonly MappedCode[]): readonly Coverage[] {
  const states = new Map(mapped.map(({ system, list, code, state }) => [keyOf(system, list, code), state]));
  const groups = Map.groupBy(used, ({ system, list }) => `${ITEM_LISTS.indexOf(list)} ${system}`);
  return [...groups.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, parts]): Coverage[] => {
      const [first] = parts;
      if (first === undefined) return [];
      const sum = (wanted: (part: CodeWithMeaning) => boolean): number =>
        parts.filter(wanted).reduce((total, { items }) => total + items, 0);
      const inState = (state: MappedCode['state']): number =>
        sum(
          ({ system, list, code }) => isCode(code) && (states.get(keyOf(system, list, code)) ?? 'UNMAPPED') === state,
        );
      return [
        {
          system: first.system as SystemId,
          list: first.list,
          decided: inState('DECIDED'),
          suggested: inState('SUGGESTED'),
          unmapped: inState('UNMAPPED'),
          without: sum(({ code }) => code === NONE),
          notTold: sum(({ code }) => code === NOT_TOLD),
        },
      ];
    });
}
