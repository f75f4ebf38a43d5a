/** Other spellings of a search. */
export { checkSpelling, type SpellingHelp } from './check-spelling.ts';
export { editsOf, areCorrections, correctText, type Correction } from './words-of-text.ts';
