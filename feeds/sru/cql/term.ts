/** What is in the term of a search: words, and signs that stand for letters. Pure. */
import { SruDiagnostic } from '../diagnostics.ts';
import type { CqlTerm } from './query-tree.ts';

/** A word of a term. */
export interface TermWord {
  readonly text: string;
  /** `neph*`: what begins with it. */
  readonly truncated: boolean;
}

export const TERM_MAX = 1_000;

/** Signs of the language in a term, each as one character that stands in no text. */
const MASK = '\ue000';
const ONE = '\ue001';
const ANCHOR = '\ue002';
const MARKS: Readonly<Record<string, string>> = { '*': MASK, '?': ONE, '^': ANCHOR };
const SIGNS: Readonly<Record<string, string>> = { [MASK]: '*', [ONE]: '?', [ANCHOR]: '^' };

/** Fewer letters before `*` would find half of everything. */
const TRUNCATED_MIN = 2;

/** The term without signs of the language; a diagnostic if it has one. */
export function readPlainTerm(term: CqlTerm): string {
  const marked = mark(term);
  const sign = /[\ue000-\ue002]/.exec(marked)?.[0];
  if (sign === ANCHOR) throw anchored(term);
  if (sign !== undefined) {
    throw new SruDiagnostic(
      28,
      SIGNS[sign] ?? '',
      `this index does not take it; write "\\${SIGNS[sign] ?? ''}" for the sign itself.`,
    );
  }
  return marked.trim();
}

/** The words of the term; only the end of a word may be left open. */
export function readTermWords(term: CqlTerm): readonly TermWord[] {
  const marked = mark(term);
  if (marked.includes(ANCHOR)) throw anchored(term);
  return marked
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => readWord(word));
}

function readWord(word: string): TermWord {
  if (word.includes(ONE)) {
    throw new SruDiagnostic(28, '?', 'only "*" at the end of a word is; write "\\?" for the sign itself.');
  }
  const text = word.replace(/\ue000+$/, '');
  if (text.includes(MASK)) {
    throw new SruDiagnostic(49, '*', 'it may stand only at the end of a word; write "\\*" for the sign itself.');
  }
  const truncated = text !== word;
  if (truncated && text.replaceAll(/[^\p{L}\p{N}]/gu, '').length < TRUNCATED_MIN) {
    throw new SruDiagnostic(29, '*', `at least ${String(TRUNCATED_MIN)} letters must stand before "*".`);
  }
  return { text, truncated };
}

function mark({ written, at }: CqlTerm): string {
  if (written.length > TERM_MAX) {
    const explanation = `at character ${String(at)}: at most ${String(TERM_MAX)}; these are ${String(written.length)}.`;
    throw new SruDiagnostic(23, String(written.length), explanation);
  }
  const marked = written.replaceAll(/[\ue000-\ue002]/g, ' ').replaceAll(/\\([^]?)|[*?^]/g, (sign, escaped?: string) => {
    if (escaped === undefined) return MARKS[sign] ?? sign;
    if (!/^[*?^"\\]$/.test(escaped)) {
      const explanation = `at character ${String(at)}: "\\" stands only before * ? ^ " and \\.`;
      throw new SruDiagnostic(26, sign, explanation);
    }
    return escaped;
  });
  if (marked.trim() === '') throw new SruDiagnostic(27, '', `at character ${String(at)}: write what is looked for.`);
  return marked;
}

function anchored({ at }: CqlTerm): SruDiagnostic {
  return new SruDiagnostic(31, '^', `at character ${String(at)}: leave it out, or write "\\^" for the sign itself.`);
}
