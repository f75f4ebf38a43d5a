/** What a query is made of. Pure. */
import type { QueryField } from './query-fields.ts';

/**
 * What a term is: a word, a number of a publication, the number of an edition (`10th ed.`) or a part (`vol. 2`), or an
 * initial (`C.` of `C. difficile`), which stands for a word next to its neighbour that begins so, or the beginning of a word.
 */
export type TermKind = 'word' | 'beginning' | 'identifier' | 'edition' | 'part' | 'initial';

/** Words of a query that a vocabulary knows, and what else they are called. */
export interface Synonym {
  /** The terms that it stands for, as they were typed: the one that it is kept at, and those behind it. */
  readonly typed: readonly string[];
  /** Each a phrase. */
  readonly phrases: readonly (readonly string[])[];
}

/** One thing that is looked for. */
export interface Term {
  readonly kind: TermKind;
  /** As it was typed, to name it by. */
  readonly typed: string;
  /** More than one: they follow each other. */
  readonly words: readonly string[];
  /** In quotation marks: the order counts, and nothing of it is left out. */
  readonly quoted: boolean;
  /** `-word`: what has it is not wanted. */
  readonly without: boolean;
  /** Where it must stand; absent for anywhere. */
  readonly field?: QueryField;
  /** Other ways to write the whole of it, each a phrase. Empty for plain words. */
  readonly alternatives: readonly (readonly string[])[];
  /** Other names of it, or of it and terms behind it; filled by the vocabularies (`../vocabulary/find-synonyms.ts`). */
  readonly synonyms?: readonly Synonym[];
  /** Terms that are met together, or by one of these phrases (`synonyms.ts`). */
  readonly joined?: { readonly parts: readonly Term[]; readonly phrases: readonly (readonly string[])[] };
}

/** Terms that are all met together; of several such groups, between `or`, one is enough. */
export type QueryGroup = readonly Term[];

export interface ParsedQuery {
  readonly groups: readonly QueryGroup[];
  /** Operators or fields were typed: it is taken as it stands, and nothing of it is left out. */
  readonly strict?: boolean;
  /** Operators, brackets and fields that could not be read and are taken as words. */
  readonly asWords?: readonly string[];
}

/** A word that is looked for as it is. */
export function plainTerm(word: string, without = false): Term {
  return { kind: 'word', typed: word, words: [word], quoted: false, without, alternatives: [] };
}

/** One word, not in quotation marks, that is wanted, be it anywhere. */
export function isPlain({ kind, words, quoted, without, field }: Term): boolean {
  return kind === 'word' && !quoted && !without && words.length === 1 && field === undefined;
}

/** A word that an initial can stand next to. */
export function isNeighbour(term: Term): boolean {
  return (isPlain(term) || term.kind === 'beginning') && /^\p{L}{2,}/u.test(term.words[0] ?? '');
}
