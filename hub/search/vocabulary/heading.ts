/** What a vocabulary says: a heading, and what people call it. Pure. */
import { foldText } from '#union-index/normalise/text.ts';

export interface Heading {
  readonly term: string;
  /** Other names of it, as the file has them. */
  readonly variants: readonly string[];
  /** Headings directly above it. */
  readonly broader: readonly string[];
}

export type HeadingOutcome =
  /** A heading of a file, and what of it was left out. */
  | { readonly kind: 'heading'; readonly heading: Heading; readonly problems: readonly string[] }
  /** No heading to load: `record 5, field 150: …`. `passed` is right as it is, and nothing to search by, such as a subdivision. */
  | { readonly kind: 'reject' | 'passed'; readonly problem: string };

/** Longer is no name that anybody types, but a note in the wrong field. */
export const TERM_MAX = 250;
/** MeSH has at most some 250 names for one heading. */
export const VARIANTS_MAX = 1_000;

/** Why a text cannot be a term; null if it can. */
export function termProblem(term: string): string | null {
  if (term.length > TERM_MAX) return `longer than ${TERM_MAX} characters`;
  if (term.includes('\ufffd')) return 'has bytes that are no letters in the encoding of the file';
  // What a database cannot hold, or a terminal would obey.
  if (/[\u0000-\u001f\u007f]/.test(term)) return 'has control characters';
  return /[\p{L}\p{N}]/u.test(term) ? null : 'has neither letter nor digit';
}

/** `Infarction, Myocardial` → `Myocardial Infarction`, as people type it; null for any other form. */
export function uninverted(term: string): string | null {
  const parts = term.split(', ');
  const [last = '', first = ''] = parts;
  return parts.length === 2 && first !== '' && last !== '' ? `${first} ${last}` : null;
}

/** `ALS (Amyotrophic Lateral Sclerosis)` → `ALS`, as people type it; null for a term without a note behind it. */
export function unqualified(term: string): string | null {
  return /^(\S.*?)\s*\([^()]*\)$/.exec(term)?.[1] ?? null;
}

/** The words of a term of three letters or more, folded as the words of records are. */
export function wordsOf(term: string): readonly string[] {
  return foldText(term)
    .split(' ')
    .filter((word) => /^\p{L}{3,}$/u.test(word));
}
