import { percent } from '../profiles/completeness.ts';
import { profileOf } from '../profiles/read-profile.ts';
import { counting, number, tableOf, text, type Report } from '../reports/report.ts';
import { recordTable } from '../reports/row-tables.ts';
import { counted } from '../reports/say.ts';

/** Notes, subjects, and the fields that systems and libraries made up for themselves. */
const LOOKED_AT = /^(09\d|[56]\d\d|.9\d|9\d\d)$/;

/**
 * Fields that are likely to name people: who gave or owned a copy, who did what to it, what staff noted. Of the 9XX only the
 * known ones of systems are free of them. A report never shows what is in a field, so these lists are by record number.
 */
const NAMES_PEOPLE = /^(541|561|563|583|59\d|9(?!42|52|99)\d\d)$/;

const WORDS: readonly (readonly [pattern: RegExp, meaning: string])[] = [
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

export const localFields: Report = {
  name: 'local-fields',
  question: 'What is in our 9xx?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const profile = await profileOf(context);
    if (profile === null) return { title: 'The snapshot has no records of it.', summary: [], tables: [] };
    const fields = profile.fields.filter(({ value }) => LOOKED_AT.test(value));
    const personal = fields.filter(({ value }) => NAMES_PEOPLE.test(value));
    const own = fields.filter(({ value }) => /^(9..|.9.|09.)$/.test(value));
    const lists = personal.toSorted((a, b) => a.count - b.count).slice(0, MOST_LISTS);
    return {
      title: `${counted(own.length, 'field of the libraries’ or the systems’ own is', 'fields of the libraries’ or the systems’ own are')} in use, and ${counted(personal.length, 'field')} that may name people.`,
      summary: own.map(({ value, count, where }) => ({
        label: `${value}: ${meaningOf(value)}`,
        value: count,
        drill: { population: 'RECORDS', where },
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
          ({ where }) => ({ population: 'RECORDS', where }),
        ),
        ...lists.map(({ value }) =>
          recordTable(context, { name: `with ${value}`, title: `Records to look at: ${value} may name people` }, [
            { dimension: 'FIELD', in: [value] },
          ]),
        ),
      ],
    };
  },
};

function meaningOf(tag: string): string {
  return WORDS.find(([pattern]) => pattern.test(tag))?.[1] ?? '';
}
