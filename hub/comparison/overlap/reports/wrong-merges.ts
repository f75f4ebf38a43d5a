import { is } from '../../reports/conditions.ts';
import { countLine, records } from '../../reports/count-lines.ts';
import type { Report, ReportContext, SummaryLine } from '../../reports/report.ts';
import { ALL_THAT_IS_NOT_PUBLIC } from '../../reports/left-out.ts';
import { LOAD_RULES, readLoadRules, RULE_NAMES, WRONG_MERGE_OF, type LoadRule } from '../load-rules.ts';
import { countGroups, groupTable } from './group-table.ts';
import { NOT_YET } from './titles-together.ts';
import { counted, sayNumber } from '../../reports/say.ts';

export const wrongMerges: Report = {
  name: 'wrong-merges',
  question: 'Which editions might be merged wrongly?',
  scope: 'REGION',
  leavesOut: ALL_THAT_IS_NOT_PUBLIC,
  async run(context) {
    if ((await readLoadRules(context.db, context.snapshot.number)) === null) {
      const summary = [{ label: 'Editions that might be merged wrongly', value: null, text: NOT_YET }];
      return { title: `Which editions might be merged is not known yet: ${NOT_YET}.`, summary, tables: [] };
    }
    const groups = await Promise.all(LOAD_RULES.map((rule) => countGroups(context, WRONG_MERGE_OF[rule])));
    const [byIsbn = 0, byKey = 0] = groups;
    return {
      title: `A merge by ISBN would make one of several editions in ${counted(byIsbn, 'group')}, a merge by ${RULE_NAMES.LOAD_KEY} in ${sayNumber(byKey)}.`,
      summary: (await Promise.all(LOAD_RULES.map((rule, place) => linesOf(context, rule, groups[place] ?? 0)))).flat(),
      tables: LOAD_RULES.map((rule) =>
        groupTable(
          context,
          {
            name: `by ${RULE_NAMES[rule]}`,
            title: `Records of several editions that a merge by ${RULE_NAMES[rule]} would make one`,
          },
          { kind: WRONG_MERGE_OF[rule], sureness: true },
        ),
      ),
    };
  },
};

async function linesOf(context: ReportContext, rule: LoadRule, groups: number): Promise<readonly SummaryLine[]> {
  const found = records(is('FINDING', WRONG_MERGE_OF[rule]));
  return [
    { label: `Groups of several editions, merged by ${RULE_NAMES[rule]}`, value: groups },
    await countLine(context, `Records in them (${RULE_NAMES[rule]})`, found),
  ];
}
