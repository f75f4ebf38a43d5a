/** Other spellings of a search. */
export { checkSpelling, type SpellingHelp } from './check-spelling.ts';
export { editsOf } from './words-of-text.ts';
export { areCorrections, correctText, type Correction } from './words-of-text.ts';
