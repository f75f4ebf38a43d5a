import { NONE, NOT_TOLD } from '#domain/comparison.ts';
import { countRows } from '../populations/counts.ts';
import { tableOf, type Report } from '../reports/report.ts';
import { LASTING } from '../reports/interlibrary.ts';
import { percent } from './completeness.ts';
import { profileOf } from './scope.ts';
import { counted, sayNumber } from '../reports/say.ts';

export const validity: Report = {
  name: 'validity',
  question: 'Which rules of MARC do our records break?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const profile = await profileOf(context);
    if (profile === null) return { title: 'The snapshot has no records of it.', summary: [], tables: [] };
    const { records, faults, notTold, nothingKept } = profile;
    const sound = {
      population: 'RECORDS',
      where: [...records.where, LASTING, { dimension: 'FAULT', in: [NONE] }],
    } as const;
    const { value } = await countRows(context.db, { ...sound, snapshot: context.snapshot.number });
    return {
      title: `${counted(faults.length, 'kind')} of fault; ${value === null ? 'an unknown number' : sayNumber(value)} of ${counted(records.count - nothingKept.count, 'record')} have none.`,
      summary: [
        { label: 'Records', value: records.count, drill: { population: 'RECORDS', where: records.where } },
        { label: 'Records without a fault', value, drill: sound },
        {
          label: 'Records of which only their existence is kept',
          value: nothingKept.count,
          drill: { population: 'RECORDS', where: nothingKept.where },
        },
        {
          label: 'Records that are still to be read by the rules in force',
          value: notTold.count,
          drill: {
            population: 'RECORDS',
            where: [...records.where, { dimension: 'FAULT', in: [NOT_TOLD] }],
          },
        },
      ],
      tables: [
        tableOf(
          {
            name: 'faults',
            title: 'Rules that are broken, the most frequent first',
            columns: [
              { header: 'Field', kind: 'TEXT' },
              { header: 'What is wrong', kind: 'TEXT' },
              { header: 'Rule', kind: 'TEXT' },
              { header: 'Records', kind: 'NUMBER', counts: true },
              { header: 'Per cent', kind: 'NUMBER' },
              { header: 'Where it is said', kind: 'LINK' },
            ],
          },
          faults.map(({ tag, value: fault, rule, count, share, where }) => ({
            cells: [
              tag,
              rule?.sentence ?? 'a rule of another version',
              fault,
              count,
              percent(share),
              rule?.source ?? null,
            ],
            drill: { population: 'RECORDS', where },
          })),
        ),
      ],
    };
  },
};
