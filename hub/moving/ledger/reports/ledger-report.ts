/** Whether everything of the source is in the target: by class, and row by row. */
import { counted, sayNumber } from '#comparison/reports/say.ts';
import {
  lazyTable,
  number,
  tableOf,
  text,
  type Column,
  type Report,
  type ReportContext,
  type ReportResult,
  type ReportTable,
  type SummaryLine,
} from '#comparison/reports/report.ts';
import { DECLARED_THINGS, LEDGER_CLASS_WORDS, READER_CLASSES, type LedgerClass } from '#domain/ledger.ts';
import type { SystemId } from '#domain/ids.ts';
import { findSnapshot } from '#comparison/snapshots/snapshot.ts';
import { toldCounts, type ClassCounts } from '../ledger-counts.ts';
import type { Ledger } from '../ledger.ts';
import { listsOfLedger, listUntoldOf, sayLists } from '../lists-as-of.ts';
import { asksForSignature, listRules, type LedgerRule, type SampledRow } from '../signatures.ts';
import { gapsOfSource, isOfWholeClass, listUntold, sayUntold, type Untold } from '../untold.ts';
import { withhold } from '../withheld.ts';
import {
  countClasses,
  ledgerOf,
  LEDGER_OPTION,
  rowTable,
  sayOf,
  unexplainedTable,
  DESPITE,
  NO_LEDGER,
} from './ledger-tables.ts';

const CATALOGUE_CLASSES: readonly LedgerClass[] = ['RECORDS', 'ITEMS', 'STATEMENTS'];

export const ledgerReport: Report = {
  name: 'ledger',
  question: 'Is everything of the source in the target, to the last field?',
  leavesOut: null,
  options: [LEDGER_OPTION],
  async run(context): Promise<ReportResult> {
    const ledger = await ledgerOf(context);
    if (ledger === null) return NO_LEDGER;
    const classes = await countClasses(context, ledger);
    const rules = await listRules(context.db, ledger);
    const seen = context.seesReaders === true;
    const listed = seen ? rules : rules.filter((rule) => !READER_CLASSES.includes(rule.class));
    return {
      title: sayTitle(
        classes,
        listed,
        await listUntold(context.db, ledger, seen),
        await gapsOfSource(context.db, ledger),
      ),
      summary: [
        ...(await aboutLedger(context, ledger)),
        ...classes.map(lineOf),
        ...(seen ? [] : [HIDDEN]),
        ...ruleLines(listed),
      ],
      tables: [
        classTable(classes),
        await unexplainedTable(context, ledger, {
          name: 'unexplained',
          title: 'What nothing explains, field by field',
          classes: CATALOGUE_CLASSES,
        }),
        ruleTable(listed, ledger),
        sampleTable(context, listed, ledger),
        untoldTable(ledger, () => listUntold(context.db, ledger, seen)),
        choiceTable(ledger),
        ...(await Promise.all(CATALOGUE_CLASSES.map((cls) => rowTable(context, ledger, cls)))),
      ],
    };
  },
};

export const ledgerOfReaders: Report = {
  name: 'ledger-readers',
  question: 'Is every loan, hold, reader, charge and block of the source in the target?',
  aboutReaders: true,
  leavesOut: null,
  options: [LEDGER_OPTION],
  async run(context): Promise<ReportResult> {
    const ledger = await ledgerOf(context);
    if (ledger === null) return NO_LEDGER;
    const classes = (await countClasses(context, ledger)).filter((one) => READER_CLASSES.includes(one.class));
    const rules = (await listRules(context.db, ledger)).filter((rule) => READER_CLASSES.includes(rule.class));
    const untold = ofReaders(await listUntold(context.db, ledger, true));
    return {
      title: sayTitle(classes, rules, untold, await gapsOfSource(context.db, ledger)),
      summary: [...(await aboutLedger(context, ledger)), ...classes.map(lineOf)],
      tables: [
        classTable(classes),
        await unexplainedTable(context, ledger, {
          name: 'unexplained',
          title: 'What nothing explains, field by field; readers by digests',
          classes: READER_CLASSES,
        }),
        ruleTable(rules, ledger),
        untoldTable(ledger, () => Promise.resolve(untold)),
        ...(await Promise.all(READER_CLASSES.map((cls) => rowTable(context, ledger, cls)))),
      ],
    };
  },
};

function ofReaders(untold: readonly Untold[]): readonly Untold[] {
  return untold.filter((one) => READER_CLASSES.includes(one.class));
}

const HIDDEN: SummaryLine = {
  label: 'Loans, holds, readers, charges and blocks',
  value: null,
  text: 'they are for the role migration',
};

/** `3 of 20,000 loans are unexplained`, of the class with most; and what is to be signed. */
function sayTitle(
  classes: readonly ClassCounts[],
  rules: readonly LedgerRule[],
  untold: readonly Untold[],
  gaps: readonly string[],
): string {
  // A class that a system does not tell, whether or not some row says so.
  const named = classes.filter(({ notToldBy }) => notToldBy.length > 0);
  const silent = [
    ...named.map((one) => `${LEDGER_CLASS_WORDS[one.class][1]} by ${one.notToldBy.join(', ')}`),
    sayUntold(untold.filter((one) => isOfWholeClass(one) && named.every((told) => told.class !== one.class))),
  ]
    .filter((said) => said !== '')
    .join('; ');
  const neither = sayUntold(untold.filter((one) => one.by === 'BOTH' && !isOfWholeClass(one)));
  const unknown = [
    silent === '' ? '' : ` Not told, and so not proved: ${silent}.`,
    neither === '' ? '' : ` Told by neither side, and so not compared: ${neither}.`,
    gaps.length === 0 ? '' : ` The snapshot of the source lacks some, which is in no row: ${gaps.join('; ')}.`,
  ].join('');
  const unsigned = rules.filter(asksForSignature).length;
  const signing = unsigned === 0 ? '' : `${counted(unsigned, 'rule asks', 'rules ask')} for a signature`;
  const bad = classes.filter((one) => one.unexplained > 0).toSorted((a, b) => b.unexplained - a.unexplained);
  if (bad.length > 0) {
    const said = bad.map((one) => `${sayOf(one.by.UNEXPLAINED ?? 0, one.source, one.class)}${sayMore(one)}`).join(', ');
    const isOne = bad.length === 1 && bad[0]?.unexplained === 1 && bad[0].extra === 0;
    return `${said} ${isOne ? 'is' : 'are'} unexplained${signing === '' ? '' : `; ${signing}`}.${unknown}`;
  }
  const unproved = classes.reduce((sum, { by, extraUnproved }) => sum + (by.NOT_PROVABLE ?? 0) + extraUnproved, 0);
  const proof = unproved === 0 ? '' : `, and ${counted(unproved, 'row')} cannot be proved`;
  const total = classes.reduce((sum, { source }) => sum + source, 0);
  return `Nothing of ${counted(total, 'row')} is unexplained${proof}${signing === '' ? '' : `; ${signing}`}.${unknown}`;
}

/** What the target has too much is no part of what the source has. */
function sayMore({ extra }: ClassCounts): string {
  return extra === 0 ? '' : ` and ${sayNumber(extra)} more in the target`;
}

async function aboutLedger(context: ReportContext, ledger: Ledger): Promise<readonly SummaryLine[]> {
  const { db } = context;
  const { source, target, targetSystem, systems, libraries, plan, before, settings } = ledger;
  const [sourceSnapshot, targetSnapshot] = [await findSnapshot(db, source), await findSnapshot(db, target)];
  if (sourceSnapshot === null || targetSnapshot === null)
    throw new Error(`a snapshot of the ledger ${ledger.name} is gone`);
  const lists = await listsOfLedger(db, {
    source: { snapshot: sourceSnapshot, systems },
    target: { snapshot: targetSnapshot, systems: [targetSystem] },
  });
  const lines: readonly (readonly [string, string])[] = [
    ['Ledger', ledger.name],
    ['Source', `snapshot "${source}": ${systems.join(', ')}${libraries === null ? '' : ` (${libraries.join(', ')})`}`],
    ...(plan === null ? [] : [['Plan', plan] as const]),
    ['Target', `snapshot "${target}": ${targetSystem}`],
    ...(before === null
      ? []
      : [
          [
            'Before',
            `what the target had in the snapshot "${before}" is not counted${await sayUntoldBefore(context, ledger, before)}`,
          ] as const,
        ]),
    ...(lists.source.length === 0 ? [] : [['Lists of the source', sayLists(lists.source)] as const]),
    ...(lists.target.length === 0 ? [] : [['Lists of the target', sayLists(lists.target)] as const]),
    ...settings.despite.map((reservation) => ['In spite of', DESPITE[reservation]] as const),
  ];
  return lines.map(([label, said]) => ({ label, value: null, text: said }));
}

/** What the target had of some classes is not told, or not any more: then what of them was loaded is not known. */
async function sayUntoldBefore({ db }: ReportContext, ledger: Ledger, before: string): Promise<string> {
  const snapshot = await findSnapshot(db, before);
  const silent = (await listUntold(db, ledger, true)).filter((one) => isOfWholeClass(one) && one.by !== 'SOURCE');
  const lists = snapshot === null ? [] : await listUntoldOf(db, snapshot.number, ledger.targetSystem);
  const unproved = lists.filter((list) => silent.some((one) => one.class === list)).map((list) => list.toLowerCase());
  return unproved.length === 0
    ? ''
    : `; it does not tell ${unproved.join(', ')}, or not any more, so that nothing of these is proved`;
}

function lineOf(one: ClassCounts): SummaryLine {
  const [, several] = LEDGER_CLASS_WORDS[one.class];
  const { by, extra, extraUnproved } = one;
  const said = [
    `${sayNumber(by.CARRIED ?? 0)} carried`,
    by.MERGED === undefined ? '' : `${sayNumber(by.MERGED)} merged`,
    by.CHANGED_BY_RULE === undefined ? '' : `${sayNumber(by.CHANGED_BY_RULE)} changed by rule`,
    by.DROPPED_BY_RULE === undefined ? '' : `${sayNumber(by.DROPPED_BY_RULE)} dropped by rule`,
    by.NOT_PROVABLE === undefined ? '' : `${sayNumber(by.NOT_PROVABLE)} cannot be proved`,
    extraUnproved === 0 ? '' : `${sayNumber(extraUnproved)} more in the target that a silent system may have`,
    one.penceFrom === null
      ? ''
      : `${sayNumber(one.penceFrom)} pence in the source, ${one.penceTo === null ? 'not told' : sayNumber(one.penceTo)} in the target`,
  ].filter((part) => part !== '');
  const told = toldCounts(one);
  return {
    label: `Unexplained ${several}`,
    value: told.unexplained,
    text:
      told.source === null
        ? undefined
        : `${extra === 0 ? '' : `${sayNumber(by.UNEXPLAINED ?? 0)} `}of ${sayNumber(told.source)}${sayMore(one)}: ${said.join(', ')}`,
    notToldBy: one.notToldBy as readonly SystemId[],
  };
}

function ruleLines(rules: readonly LedgerRule[]): readonly SummaryLine[] {
  return [{ label: 'Rules that ask for a signature', value: rules.filter(asksForSignature).length }];
}

function classTable(classes: readonly ClassCounts[]): ReportTable {
  const rows = classes.map((one) => ({ ...one, told: toldCounts(one) }));
  return tableOf({ name: 'classes', title: 'What became of each row of the source, by class' }, rows, [
    text('Class', (one) => one.class),
    number('In the source', ({ told }) => told.source),
    number('Carried', ({ told }) => told.carried),
    number('Merged', ({ told }) => told.merged),
    number('Changed by rule', ({ told }) => told.changedByRule),
    number('Dropped by rule', ({ told }) => told.droppedByRule),
    number('Cannot be proved', ({ told }) => told.notProvable),
    number('Unexplained', ({ by, told }) => (told.unexplained === null ? null : (by.UNEXPLAINED ?? 0))),
    number('More in the target', ({ told }) => told.extra),
    number('Pence in the source', ({ penceFrom }) => penceFrom),
    number('Pence in the target', ({ penceTo }) => penceTo),
    number('More, if not of a silent system', ({ extraUnproved, told }) =>
      told.extra === null ? null : extraUnproved,
    ),
    text('Not told by', ({ notToldBy }) => notToldBy.join(', ')),
  ]);
}

function ruleTable(rules: readonly LedgerRule[], { settings }: Ledger): ReportTable {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const limit = `signed anew if it explains ${settings.tolerance === 0 ? 'more' : `${percent(settings.tolerance)} more`}, or over ${percent(settings.maxShare)} of its class`;
  return tableOf({ name: 'rules', title: `What each rule explains; ${limit}` }, rules, [
    text('Rule', ({ name }) => name),
    text('Class', (rule) => rule.class),
    text('What it says', (rule) => rule.says),
    number('Rows', ({ rows }) => rows),
    text('Share', ({ share }) => percent(share)),
    text('State', ({ state }) => state),
    text('Signed as', ({ signature }) => signature?.signedAs ?? null),
    text('Signed by', ({ signature }) => signature?.subject ?? null),
    text('Signed at', ({ signature }) => signature?.at.toISOString().slice(0, 16) ?? null),
    number('Rows then', ({ signature }) => signature?.rows ?? null),
    text('SHA-256 of what it explains', ({ digest }) => digest),
  ]);
}

/** To staff of one library only rows of it, and of fields that are not for the public only that they differ. */
function sampleTable(
  { library, visibleLibraries, seesReaders }: ReportContext,
  rules: readonly LedgerRule[],
  { settings }: Ledger,
): ReportTable {
  const own = library === null ? visibleLibraries : [library];
  const sampled = rules.flatMap((rule) =>
    rule.sample
      .filter(({ libraries = [] }) => own === null || libraries.some((one) => own.includes(one)))
      .map((row) => (seesReaders === true ? row : withhold(rule.class, row)))
      .map((row) => ({ ...row, rule: rule.name })),
  );
  const columns: readonly Column<SampledRow & { readonly rule: string }>[] = [
    text('Rule', ({ rule }) => rule),
    text('Row', ({ key }) => key),
    text('Field', ({ field }) => field),
    text('From', ({ from }) => from),
    text('To', ({ to }) => to),
  ];
  return tableOf(
    { name: 'samples', title: `What each rule explains, by a sample drawn with the seed ${String(settings.seed)}` },
    sampled,
    columns,
  );
}

function untoldTable(ledger: Ledger, list: () => Promise<readonly Untold[]>): ReportTable {
  const who = {
    SOURCE: ledger.systems.join(', '),
    TARGET: ledger.targetSystem,
    BOTH: 'both sides',
    FORGOTTEN: 'nobody any more: rows left with an agreement',
  };
  return lazyTable<Untold>(
    { name: 'not provable', title: 'What cannot be proved, because a side does not tell it' },
    list,
    [
      text('Class', (row) => row.class),
      text('Field', ({ field }) => field),
      text('Not told by', ({ by }) => who[by]),
      number('Rows', ({ rows }) => rows),
    ],
  );
}

function choiceTable({ choices }: Ledger): ReportTable {
  const rows = DECLARED_THINGS.map((thing) => ({ thing, choice: choices[thing] ?? null }));
  return tableOf({ name: 'declared', title: 'What is not compared, and what the team declares of it' }, rows, [
    text('What', ({ thing }) => thing),
    text('Declared', ({ choice }) => choice ?? 'missing: declare it with "mercia move ledger declare"'),
  ]);
}
