import { readRecordsCompared } from '../../jobs/records-compared.ts';
import { is } from '../../reports/conditions.ts';
import { countLine, elsewhereLines, records } from '../../reports/count-lines.ts';
import { number, tableOf, text } from '../../reports/report.ts';
import type { Report, ReportContext, ReportTable, SummaryLine } from '../../reports/report.ts';
import { ALL_THAT_IS_NOT_PUBLIC } from '../../reports/left-out.ts';
import { recordTable } from '../../reports/row-tables.ts';
import { counted, sayNumber } from '../../reports/say.ts';
import { readLoadRules, RULE_NAMES, type RuleCounts } from '../load-rules.ts';
import { readPerhaps, type PerhapsTogether } from '../perhaps.ts';
import { overlapOf, pairTable } from './pair-tables.ts';

const PUBLIC = is('VISIBILITY', 'PUBLIC');

export const titlesTogether: Report = {
  name: 'titles-together',
  question: 'How many titles would we have together?',
  leavesOut: ALL_THAT_IS_NOT_PUBLIC,
  isOfAll: true,
  needs: ['ITEMS', 'ITEM_STATUS'],
  async run(context) {
    const { db, snapshot } = context;
    const counts = await overlapOf(context);
    const perhaps = await readPerhaps(db, snapshot.number);
    const rules = await readLoadRules(db, snapshot.number);
    const { why } = await readRecordsCompared(db, snapshot.number);
    const titles = counts?.titles ?? 0;
    const least = perhaps === null ? null : titles - perhaps.titlesFewer;
    const range =
      least === null || least === titles ? sayNumber(titles) : `${sayNumber(least)} to ${sayNumber(titles)}`;
    return {
      title: (await sayOfSystem(context, range)) ?? `Together there are ${range} titles.`,
      summary: [
        { label: 'Titles, each edition once', value: titles },
        { label: 'Titles, all editions of a work once', value: counts?.works ?? null },
        least === null
          ? { label: 'Titles, if all doubtful pairs are one', value: null, text: why }
          : { label: 'Titles, if all doubtful pairs are one', value: least },
        ...ruleLines(rules, why),
        await countLine(context, 'Records behind them that readers see', records(PUBLIC)),
        ...(await elsewhereLines(context, records(PUBLIC))),
        await countLine(context, 'Of these, too brief to be judged', records(PUBLIC, is('BRIEF', 'YES'))),
        ...(await pairLines(context, perhaps, why)),
      ],
      tables: [
        ruleTable(rules ?? []),
        context.system === null
          ? await pairTable(context, 'LIBRARY', { name: 'libraries', title: 'What each two libraries have together' })
          : await pairTable(context, 'SYSTEM', {
              name: 'systems',
              title: 'What it has together with each other system',
            }),
        recordTable(context, { name: 'suppressed', title: 'Suppressed records of editions that others show' }, [
          is('FINDING', 'HIDDEN_SAME'),
        ]),
      ],
    };
  },
};

/** Null if no system is named. The other numbers are of all libraries, whichever is named. */
async function sayOfSystem(context: ReportContext, all: string): Promise<string | null> {
  const { system, region } = context;
  if (system === null) return null;
  const own = (await overlapOf(context, 'SYSTEM'))?.holders.find(({ id }) => id === system)?.titles ?? 0;
  const name = region.systems.find(({ id }) => id === system)?.name ?? system;
  return `${name} has ${counted(own, 'title')}; all libraries have ${all} titles together.`;
}

function ruleLines(rules: readonly RuleCounts[] | null, why: string): readonly SummaryLine[] {
  if (rules === null) return [{ label: 'Titles that a rule of another system would make', value: null, text: why }];
  return rules.map(({ rule, titles }) => ({ label: `Titles if merged by ${RULE_NAMES[rule]}`, value: titles }));
}

async function pairLines(
  context: ReportContext,
  perhaps: PerhapsTogether | null,
  why: string,
): Promise<readonly SummaryLine[]> {
  if (perhaps === null) return [{ label: 'Records that are perhaps the edition of others', value: null, text: why }];
  const of = (label: string, kind: string): Promise<SummaryLine> =>
    countLine(context, label, records(is('FINDING', kind)));
  return [
    await of('Records that readers see and that are perhaps the edition of others', 'PERHAPS_SAME'),
    await of('Suppressed records of an edition that others show', 'HIDDEN_SAME'),
    await of('Suppressed records that are perhaps such an edition', 'HIDDEN_PERHAPS_SAME'),
    ...(perhaps.leftOut === 0 ? [] : [{ label: 'Pairs of records that were not looked at', value: perhaps.leftOut }]),
  ];
}

function ruleTable(rules: readonly RuleCounts[]): ReportTable {
  return tableOf({ name: 'rules', title: 'What rules of other systems would merge' }, rules, [
    text('Merged by', ({ rule }) => RULE_NAMES[rule]),
    number('Titles', ({ titles }) => titles),
    number('Groups merged', ({ groups }) => groups),
    number('Records in them', (counts) => counts.records),
    number('Groups of several editions', ({ wrongGroups }) => wrongGroups),
    number('Records in those', ({ wrongRecords }) => wrongRecords),
    number('Editions left double', ({ leftTitles }) => leftTitles),
    number('Their records', ({ leftRecords }) => leftRecords),
  ]);
}
