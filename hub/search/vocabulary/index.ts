/** Subject words that people use for a heading: vocabularies that a region loads, and their use in a search. */
export { addSynonyms } from './find-synonyms.ts';
export { loadVocabulary, type LoadedVocabulary } from './load-vocabulary.ts';
export { findHeadings, findVocabularies, removeVocabulary } from './write-rows.ts';
