import { NONE, NOT_TOLD } from '#domain/comparison.ts';
import { countRows } from '../populations/counts.ts';
import { is, LASTING } from '../reports/conditions.ts';
import { records } from '../reports/count-lines.ts';
import { counting, link, number, tableOf, text, type Report } from '../reports/report.ts';
import { percent } from './completeness.ts';
import { profileOf } from './read-profile.ts';
import { counted, sayNumber } from '../reports/say.ts';

export const validity: Report = {
  name: 'validity',
  question: 'Which rules of MARC do our records break?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const profile = await profileOf(context);
    if (profile === null) return { title: 'The snapshot has no records of it.', summary: [], tables: [] };
    const { records: all, faults, notTold, nothingKept } = profile;
    const sound = records(...all.where, LASTING, is('FAULT', NONE));
    const { value } = await countRows(context.db, { ...sound, snapshot: context.snapshot.number });
    return {
      title: `${counted(faults.length, 'kind')} of fault; ${value === null ? 'an unknown number' : sayNumber(value)} of ${counted(all.count - nothingKept.count, 'record')} have none.`,
      summary: [
        { label: 'Records', value: all.count, drill: records(...all.where) },
        { label: 'Records without a fault', value, drill: sound },
        {
          label: 'Records of which only their existence is kept',
          value: nothingKept.count,
          drill: records(...nothingKept.where),
        },
        {
          label: 'Records that are still to be read by the rules in force',
          value: notTold.count,
          drill: records(...all.where, is('FAULT', NOT_TOLD)),
        },
      ],
      tables: [
        tableOf(
          { name: 'faults', title: 'Rules that are broken, the most frequent first' },
          faults,
          [
            text('Field', ({ tag }) => tag),
            text('What is wrong', ({ rule }) => rule?.sentence ?? 'a rule of another version'),
            text('Rule', ({ value: fault }) => fault),
            counting('Records', ({ count }) => count),
            number('Per cent', ({ share }) => percent(share)),
            link('Where it is said', ({ rule }) => rule?.source ?? null),
          ],
          ({ where }) => records(...where),
        ),
      ],
    };
  },
};
