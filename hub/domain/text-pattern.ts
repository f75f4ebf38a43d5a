/** A regular expression as people write it in the region file; `(?i)` at its beginning says that capitals do not matter. */
const ANY_CASE = '(?i)';

/** Throws SyntaxError for a text that is none. */
export function textPattern(text: string): RegExp {
  return text.startsWith(ANY_CASE) ? new RegExp(text.slice(ANY_CASE.length), 'iu') : new RegExp(text, 'u');
}
