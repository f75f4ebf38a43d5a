/** ISBNs as libraries write them: in one form or two, with a qualifier, and sometimes wrong. */
import type { MarcDataField } from '#adapters/protocols/marc/marc-record.ts';
import { data, when } from './fields.ts';
import { hyphenate, toIsbn10 } from './isbn.ts';
import type { Habit } from './libraries.ts';
import { volumeOf, type Publication } from './publications.ts';

export function isbnFields(isbn13: string, publication: Publication, habit: Habit): readonly MarcDataField[] {
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
export function mistypeIsbn(field: MarcDataField): MarcDataField {
  return {
    ...field,
    subfields: field.subfields.map((subfield) =>
      subfield.code === 'a' ? { ...subfield, value: subfield.value.replace(/(\d)(?!\1)(\d)/, '$2$1') } : subfield,
    ),
  };
}
