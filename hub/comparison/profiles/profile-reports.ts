/** What records of a system or a library have, lack, and have wrong. */
import { NONE, NOT_TOLD } from '#domain/comparison.ts';
import { countRows } from '../populations/counts.ts';
import { EXPECTED_FIELDS } from '../populations/expected-fields.ts';
import { is, LASTING } from '../reports/conditions.ts';
import { records } from '../reports/count-lines.ts';
import { counting, link, number, tableOf, text } from '../reports/report.ts';
import type { Report, ReportContext, ReportResult, SummaryLine } from '../reports/report.ts';
import { recordTable } from '../reports/row-tables.ts';
import { counted, sayNumber } from '../reports/say.ts';
import { profileOf, type FieldProfile, type ProfileNumber } from './read-profile.ts';

interface ProfileReport extends Pick<Report, 'name' | 'question'> {
  readonly run: (profile: FieldProfile, context: ReportContext) => ReportResult | Promise<ReportResult>;
}

const profileReport = ({ run, ...head }: ProfileReport): Report => ({
  ...head,
  leavesOut: [],
  async run(context) {
    const profile = await profileOf(context);
    return profile === null
      ? { title: 'The snapshot has no records of it.', summary: [], tables: [] }
      : run(profile, context);
  },
});

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
  CLASS_MARK: 'a field for a class mark',
  SUBJECT: 'subject',
  SOURCE_OF_RECORD: 'who made the record',
};

export const completeness = profileReport({
  name: 'completeness',
  question: 'What do our records lack?',
  run({ records: all, notTold, nothingKept, fields, lacks }) {
    const known = all.count - notTold.count - nothingKept.count;
    const line = (label: string, { count, where }: ProfileNumber): SummaryLine => ({
      label,
      value: count,
      drill: records(...where),
    });
    const lackOf = new Map(lacks.map((lack) => [lack.value, lack]));
    return {
      title:
        known > 0
          ? sayLacks(lacks[0]?.count ?? 0, known)
          : notTold.count > 0
            ? 'It is not known yet what the records lack: they are still to be read by the rules in force.'
            : 'Of no record more is kept than that it exists.',
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
            counting('Records without it', ({ lack }) => (known > 0 ? (lack?.count ?? 0) : null)),
            number('Per cent', ({ lack }) => (known > 0 ? percent(lack?.share ?? 0) : null)),
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
});

/** Of the records of which it is known. */
function sayLacks(most: number, known: number): string {
  return most === 0
    ? `Of ${counted(known, 'record')} none lacks anything that is looked for.`
    : `${sayNumber(most)} of ${counted(known, 'record')} lack what is most often missing.`;
}

/** With one decimal. */
export function percent(share: number): number {
  return Math.round(share * 1_000) / 10;
}

export const validity = profileReport({
  name: 'validity',
  question: 'Which rules of MARC do our records break?',
  async run({ records: all, faults, notTold, nothingKept }, context) {
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
});

/** Notes, subjects, and the fields that systems and libraries made up for themselves. */
const LOOKED_AT = /^(09\d|[56]\d\d|.9\d|9\d\d)$/;

/**
 * Fields that are likely to name people: who gave or owned a copy, who did what to it, what staff noted. Of the 9XX only the
 * known ones of systems are free of them. A report never shows what is in a field, so these lists are by record number.
 */
const NAMES_PEOPLE = /^(541|561|563|583|59\d|9(?!42|52|99)\d\d)$/;

const MEANINGS: readonly (readonly [pattern: RegExp, meaning: string])[] = [
  [/^09\d$/, 'a call number of the library’s own'],
  [/^541$/, 'where it was acquired from'],
  [/^561$/, 'who owned it'],
  [/^583$/, 'what was done to it, and by whom'],
  [/^59\d$/, 'a note of the library’s own'],
  [/^5\d\d$/, 'a note'],
  [/^69\d$/, 'a subject of the library’s own'],
  [/^6\d\d$/, 'a subject'],
  [/^942$/, 'Koha: item type and call number scheme of the record'],
  [/^952$/, 'Koha: copies'],
  [/^999$/, 'the system’s own numbers, or copies'],
  [/^9\d\d$/, 'a field of the library’s or the system’s own'],
  [/^.9\d$/, 'a field of the library’s own'],
];

/** More would be no report but a copy of the catalogue. */
const MOST_LISTS = 12;

export const localFields = profileReport({
  name: 'local-fields',
  question: 'What is in our 9xx?',
  run({ fields: inUse }, context) {
    const fields = inUse.filter(({ value }) => LOOKED_AT.test(value));
    const personal = fields.filter(({ value }) => NAMES_PEOPLE.test(value));
    const own = fields.filter(({ value }) => /^(9..|.9.|09.)$/.test(value));
    const lists = personal.toSorted((a, b) => a.count - b.count).slice(0, MOST_LISTS);
    return {
      title: `${counted(own.length, 'field of the libraries’ or the systems’ own is', 'fields of the libraries’ or the systems’ own are')} in use, and ${counted(personal.length, 'field')} that may name people.`,
      summary: own.map(({ value, count, where }) => ({
        label: `${value}: ${meaningOf(value)}`,
        value: count,
        drill: records(...where),
      })),
      tables: [
        tableOf(
          { name: 'fields', title: 'Notes, subjects and local fields in use' },
          fields,
          [
            text('Field', ({ value }) => value),
            text('What it is for', ({ value }) => meaningOf(value)),
            text('May name people', ({ value }) => (NAMES_PEOPLE.test(value) ? 'yes' : 'no')),
            counting('Records', ({ count }) => count),
            number('Per cent', ({ share }) => percent(share)),
          ],
          ({ where }) => records(...where),
        ),
        ...lists.map(({ value }) =>
          recordTable(context, { name: `with ${value}`, title: `Records to look at: ${value} may name people` }, [
            { dimension: 'FIELD', in: [value] },
          ]),
        ),
      ],
    };
  },
});

function meaningOf(tag: string): string {
  return MEANINGS.find(([pattern]) => pattern.test(tag))?.[1] ?? '';
}
