import { records } from '../reports/count-lines.ts';
import { counting, number, tableOf, text, type Report, type SummaryLine } from '../reports/report.ts';
import { EXPECTED_FIELDS } from '../populations/expected-fields.ts';
import { profileOf, type ProfileNumber } from './read-profile.ts';
import { counted, sayNumber } from '../reports/say.ts';

/** What a record says in the fields of `EXPECTED_FIELDS`, for people. */
const WORDS: Readonly<Record<keyof typeof EXPECTED_FIELDS, string>> = {
  CODED: 'coded data',
  TITLE: 'title',
  IDENTIFIER: 'any number that identifies it',
  STANDARD_NUMBER: 'ISBN, ISSN or another standard number',
  CREATOR: 'author or contributor',
  PUBLICATION: 'publication',
  EXTENT: 'extent',
  CONTENT_TYPE: 'type of content (RDA)',
  CLASS_MARK: 'class mark',
  SUBJECT: 'subject',
  SOURCE_OF_RECORD: 'who made the record',
};

export const completeness: Report = {
  name: 'completeness',
  question: 'What do our records lack?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const profile = await profileOf(context);
    if (profile === null) return { title: 'The snapshot has no records of it.', summary: [], tables: [] };
    const { records: all, notTold, nothingKept, fields, lacks } = profile;
    const line = (label: string, { count, where }: ProfileNumber): SummaryLine => ({
      label,
      value: count,
      drill: records(...where),
    });
    const lackOf = new Map(lacks.map((lack) => [lack.value, lack]));
    return {
      title:
        lacks.length === 0
          ? 'No record lacks anything that is looked for.'
          : `${sayNumber(lacks[0]?.count ?? 0)} of ${counted(all.count, 'record')} lack what is most often missing.`,
      summary: [
        line('Records', all),
        line('Records that are still to be read by the rules in force', notTold),
        line('Records of which only their existence is kept', nothingKept),
      ],
      tables: [
        tableOf(
          { name: 'lacks', title: 'What nearly every record says, and how many do not' },
          Object.entries(EXPECTED_FIELDS)
            .map(([name, tags]) => ({ name: name as keyof typeof EXPECTED_FIELDS, tags, lack: lackOf.get(name) }))
            .toSorted((a, b) => (b.lack?.count ?? 0) - (a.lack?.count ?? 0)),
          [
            text('What', ({ name }) => WORDS[name]),
            text('Fields, one of which says it', ({ tags }) => tags.join(', ')),
            counting('Records without it', ({ lack }) => lack?.count ?? 0),
            number('Per cent', ({ lack }) => percent(lack?.share ?? 0)),
          ],
          ({ lack }) => lack && records(...lack.where),
        ),
        tableOf(
          { name: 'fields', title: 'Every MARC field in use' },
          fields,
          [
            text('Field', ({ value }) => value),
            counting('Records', ({ count }) => count),
            number('Per cent', ({ share }) => percent(share)),
          ],
          ({ where }) => records(...where),
        ),
      ],
    };
  },
};

/** With one decimal. */
export function percent(share: number): number {
  return Math.round(share * 1_000) / 10;
}
