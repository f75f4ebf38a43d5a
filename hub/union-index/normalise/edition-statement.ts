import { subfields, type MarcFields } from './marc-fields.ts';
import { foldText, trimBrackets, trimIsbd } from './text.ts';
import { spelledOrdinal } from './number-words.ts';

/** Above this a number in an edition statement is a year: `2010 edition`. */
const EDITION_MAX = 200;

/**
 * Reads the edition statement and its number.
 *
 *     250 __ $a 3rd ed.      250 __ $a Third edition / $b revised by A. Jones.      250 __ $a 2., neubearb. Aufl.
 */
export function readEdition(fields: MarcFields) {
  const field = fields.data('250')[0];
  if (field === undefined) return { editionStatement: null, editionNumber: null };
  const statement = trimBrackets(trimIsbd(subfields(field, 'a').join(' ')));
  return { editionStatement: statement === '' ? null : statement, editionNumber: parseEditionNumber(statement) };
}

/** What a number before it counts: editions. */
const EDITIONS =
  /^(?:ed|eds|edn|editions?|edicion|edicao|edicio|edizione|editio|aufl|auflage|ausg|ausgabe|uppl|upplagan?|utg|udg|udgave|druk|painos|vyd|vydani|wyd|wydanie|изд|издание)$/;
/** Whether a folded word means an edition, in full or short, in any language of the records. */
export function isEditionName(word: string): boolean {
  return EDITIONS.test(word);
}

/** What a number before it counts: printings of one edition, and thousands of copies. */
const PRINTINGS =
  /^(?:printings?|print|pr|impressions?|imp|impr|reprint(?:ing|ed)?|reimpr(?:esion|ession)?|ristampa|rist|tirage|nachdr|nachdruck|neudr|neudruck|druck|abdr|abdruck|tsd|tausend|thousand|oplag|tryck)$/;
/** Letters of a word that its abbreviation keeps: `rev.`, `enl.`, `überarb.` */
const STEM = 3;

/** An edition statement in one form, however it is spelt and abbreviated: `6 ed rev` of `Sixth revised edition`. */
export function foldEdition(statement: string): string {
  return foldText(statement)
    .split(' ')
    .map((word) => (EDITIONS.test(word) ? 'ed' : (ordinalOf(word)?.toString() ?? word.slice(0, STEM))))
    .join(' ');
}

/** Words between a number and what it counts: `2., völlig neu bearbeitete Auflage`. */
const BETWEEN_MAX = 5;

/**
 * The number in `3rd ed.`, `2d ed.`, `Third edition`, `2., überarb. Aufl.`, `2e éd. rev.`, `Seconda edizione`; null for
 * `Rev. ed.`, for a printing (`3. Nachdr.`, `11.-15. Tsd.`) and for a year.
 */
export function parseEditionNumber(statement: string): number | null {
  // `Rev. 7/94` is a month.
  const words = foldText(statement.replaceAll(/(?<!\d)\d+\/\d+/g, ' ')).split(' ');
  let first: number | null = null;
  for (const [index, word] of words.entries()) {
    const number = ordinalOf(word);
    if (number === null || number === 0 || number >= EDITION_MAX) continue;
    const counted = countedBy(words, index);
    if (counted === 'editions') return number;
    if (counted === null) first ??= number;
  }
  return first;
}

/** What the number at a place counts, by the next word that says so; null if none does before the next number. */
function countedBy(words: readonly string[], at: number): 'editions' | 'printings' | null {
  for (const word of words.slice(at + 1, at + 1 + BETWEEN_MAX)) {
    if (EDITIONS.test(word)) return 'editions';
    if (PRINTINGS.test(word)) return 'printings';
    // `11.-15. Tsd.`: both count thousands.
    if (ordinalOf(word) !== null && !/^\d+$/.test(word)) return null;
  }
  return null;
}

/** `2`, `2nd`, `2d`, `2e`, `2eme`, `2a`, `2da`: a number with the ending that its language gives an ordinal. */
const COUNTED = /^(\d{1,4})(?:st|nd|rd|th|d|e|de|ste|eme|ieme|re|er|ere|nde|ed|a|o|ra|ro|da|do|ta|to|na|va|mo|ma)?$/;

/** The number that a folded word spells or counts; null for a word that is none. */
export function ordinalOf(word: string): number | null {
  const spelt = spelledOrdinal(word);
  if (spelt !== null) return spelt;
  const counted = COUNTED.exec(word)?.[1];
  return counted === undefined ? null : Number(counted);
}
