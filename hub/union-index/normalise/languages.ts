import { subfields, unique, type MarcFields } from './marc-fields.ts';

/** Codes that name no language: undetermined, no linguistic content, several. */
const NO_LANGUAGE = new Set(['und', 'zxx', 'mul', 'mis', 'n/a']);

/**
 * Reads the languages, the text's own first.
 *
 *     008/35-37 eng      041 1_ $a eng $a wel $h ger      041 0_ $a engwel      (three letters each, as it was done once)
 */
export function readLanguages(fields: MarcFields): readonly string[] {
  const coded = fields.control('008').slice(35, 38).toLowerCase();
  const stated = fields
    .data('041')
    .filter((field) => field.ind2 !== '7')
    .flatMap((field) => subfields(field, 'ad'))
    .flatMap((text) => (text.length % 3 === 0 ? (text.toLowerCase().match(/.{3}/g) ?? []) : []));
  return unique([coded, ...stated].filter((code) => /^[a-z]{3}$/.test(code) && !NO_LANGUAGE.has(code)));
}
