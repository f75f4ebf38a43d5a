import type { MarcFields } from './marc-fields.ts';
import { subfields } from './marc-fields.ts';
import { foldText, trimBrackets, trimIsbd } from './text.ts';

const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
  'sixteenth seventeenth eighteenth nineteenth twentieth';

const BY_WORD: ReadonlyMap<string, number> = new Map(ORDINALS.split(' ').map((word, index) => [word, index + 1]));

/** Above this a number in an edition statement is a year: `2010 edition`. */
const EDITION_MAX = 200;

export interface EditionStatement {
  readonly editionStatement: string | null;
  readonly editionNumber: number | null;
}

/**
 * Reads the edition statement and its number.
 *
 *     250 __ $a 3rd ed.      250 __ $a Third edition / $b revised by A. Jones.      250 __ $a 2., neubearb. Aufl.
 */
export function readEdition(fields: MarcFields): EditionStatement {
  const field = fields.data('250')[0];
  if (field === undefined) return { editionStatement: null, editionNumber: null };
  const statement = trimBrackets(trimIsbd(subfields(field, 'a').join(' ')));
  return { editionStatement: statement === '' ? null : statement, editionNumber: parseEditionNumber(statement) };
}

/** The number in `3rd ed.`, `Third edition`, `2. Aufl.`; null for `Rev. ed.` and for a year. */
export function parseEditionNumber(statement: string): number | null {
  // `Rev. 7/94` is a month.
  const words = foldText(statement.replaceAll(/\d+\/\d+/g, ' ')).split(' ');
  for (const word of words) {
    const number = BY_WORD.get(word) ?? Number(/^(\d{1,4})(?:st|nd|rd|th|e|eme|er|ed|a|o)?$/.exec(word)?.[1] ?? NaN);
    if (Number.isInteger(number) && number > 0 && number < EDITION_MAX) return number;
  }
  return null;
}
