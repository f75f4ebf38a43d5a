/** The ISBNs and ISSNs of a record, as the library that catalogues it writes them. */
import type { MarcDataField, MarcField } from '#marc/marc-record.ts';
import type { Random } from '#simulators/random.ts';
import type { Description } from './description.ts';
import { hyphenate, toIsbn10 } from './isbn.ts';
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
