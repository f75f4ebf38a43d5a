/** The ISBNs and ISSNs of a record, as the library that catalogues it writes them. */
import type { MarcDataField, MarcField } from '#marc/marc-record.ts';
import type { Random } from '#simulators/random.ts';
import type { Description } from './description.ts';
import type { Habit } from './libraries.ts';
import { data, when } from './marc-fields.ts';
import { volumeOf, type Publication } from './publications.ts';

export function identifiers(description: Description, random: Random): readonly MarcField[] {
  const { publication, library, joined, volumes } = description;
  const { title } = publication;
  if (title.kind === 'journal') return [data('022', '  ', ['a', title.issn])];
  const all = [description.isbnOf ?? publication, ...(volumes ?? []), ...(joined === undefined ? [] : [joined])];
  const fields = all.flatMap((each) => each.isbns.flatMap((isbn) => isbnFields(isbn, each, library.habit)));
  const slips = description.careful !== true && joined === undefined && random.chance(library.habit.mistypes / 2);
  return slips ? fields.map(mistypeIsbn) : fields;
}

function isbnFields(isbn13: string, publication: Publication, habit: Habit): readonly MarcDataField[] {
  const isbn10 = toIsbn10(isbn13);
  const written = ((): readonly string[] => {
    switch (habit.isbn) {
      case '13':
        return [isbn13];
      case '13-hyphens':
        return [hyphenate(isbn13)];
      case '10':
        return [isbn10 ?? isbn13];
      case '10-hyphens':
        return [hyphenate(isbn10 ?? isbn13)];
      case 'both':
        return isbn10 === null ? [isbn13] : [isbn13, isbn10];
    }
  })();
  const qualifier = qualifierOf(publication, habit);
  return written.map((isbn) =>
    habit.qualifier === 'in-a'
      ? data('020', '  ', ['a', `${isbn} (${qualifier})`])
      : data('020', '  ', ['a', isbn], ...when(habit.qualifier === 'in-q', ['q', qualifier])),
  );
}

function qualifierOf(publication: Publication, habit: Habit): string {
  const volume = publication.set === null ? null : volumeOf(publication.title);
  const form = habit.rules === 'RDA' ? 'paperback' : 'pbk.';
  const medium = publication.title.form === 'electronic' ? 'e-book' : form;
  return volume === null ? medium : `${medium} : v. ${volume}`;
}

/** Two digits changed places: the check digit no longer fits. */
function mistypeIsbn(field: MarcDataField): MarcDataField {
  return {
    ...field,
    subfields: field.subfields.map((subfield) =>
      subfield.code === 'a' ? { ...subfield, value: subfield.value.replace(/(\d)(?!\1)(\d)/, '$2$1') } : subfield,
    ),
  };
}

/** The ISBN-10 of a 978 ISBN-13; null for 979, which has none. */
function toIsbn10(isbn13: string): string | null {
  if (!isbn13.startsWith('978')) return null;
  const body = isbn13.slice(3, 12);
  let sum = 0;
  for (let index = 0; index < 9; index += 1) sum += Number(body.charAt(index)) * (10 - index);
  const check = (11 - (sum % 11)) % 11;
  return `${body}${check === 10 ? 'X' : check}`;
}

type Range = readonly [from: number, to: number, length: number];

/** Registrant ranges of the groups that the region's titles come from; bounds are the first five digits. */
const RANGES: Readonly<Record<string, readonly Range[]>> = {
  '0': [
    [0, 19_999, 2],
    [20_000, 69_999, 3],
    [70_000, 84_999, 4],
    [85_000, 89_999, 5],
    [90_000, 94_999, 6],
    [95_000, 99_999, 7],
  ],
  '1': [
    [0, 9999, 2],
    [10_000, 39_999, 3],
    [40_000, 54_999, 4],
    [55_000, 86_979, 5],
    [86_980, 99_899, 6],
    [99_900, 99_999, 7],
  ],
  '2': [
    [0, 19_999, 2],
    [20_000, 34_999, 3],
    [35_000, 39_999, 5],
    [40_000, 69_999, 3],
    [70_000, 83_999, 4],
    [84_000, 89_999, 5],
    [90_000, 94_999, 6],
    [95_000, 99_999, 7],
  ],
  '3': [
    [0, 2999, 2],
    [3000, 3399, 3],
    [3400, 3699, 4],
    [3700, 3999, 5],
    [4000, 19_999, 2],
    [20_000, 69_999, 3],
    [70_000, 84_999, 4],
    [85_000, 89_999, 5],
    [90_000, 94_999, 6],
    [95_000, 99_999, 7],
  ],
};

/** With hyphens where the group's ranges are known, else as it came. Takes ten or thirteen digits. */
function hyphenate(isbn: string): string {
  const prefix = isbn.length === 13 ? isbn.slice(0, 3) : '';
  const rest = isbn.slice(prefix.length, -1);
  const group = rest.charAt(0);
  const head = Number(rest.slice(1, 6));
  const range = (RANGES[group] ?? []).find(([from, to]) => head >= from && head <= to);
  if (range === undefined) return isbn;
  const registrant = rest.slice(1, 1 + range[2]);
  const parts = [prefix, group, registrant, rest.slice(1 + range[2]), isbn.slice(-1)];
  return parts.filter((part) => part !== '').join('-');
}
