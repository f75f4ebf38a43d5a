/** What is in the term of a search: words, and signs that stand for letters. Pure. */
import { SruDiagnostic } from '../diagnostics.ts';
import type { CqlTerm } from './query-tree.ts';

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

/** The whole or the beginning of a value: `^tropical`, `"^tropical medicine^"`, `^trop*`. */
export interface AnchoredText {
  readonly text: string;
  readonly extent: 'WHOLE' | 'WORDS' | 'LETTERS';
}

/** The term without signs of the language; a diagnostic if it has one. */
export function readPlainTerm(term: CqlTerm): string {
  const marked = mark(term);
  if (marked.includes(ANCHOR)) throw anchored(term);
  return withoutMasks(marked);
}

/** What is anchored; null if nothing is. */
export function readAnchored(term: CqlTerm): AnchoredText | null {
  const marked = mark(term).trim();
  if (!marked.includes(ANCHOR)) return null;
  const [, inner = '', end] = /^\ue002([^\ue002]*)(\ue002)?$/.exec(marked) ?? [];
  if (inner.trim() === '') {
    const explanation = `at character ${String(term.at)}: "^" stands before the first word, and after the last if it stands before the first.`;
    throw new SruDiagnostic(32, '^', explanation);
  }
  if (end !== undefined) return { text: withoutMasks(inner), extent: 'WHOLE' };
  return readBeginning(inner) ?? { text: withoutMasks(inner), extent: 'WORDS' };
}

/** `W*`: whatever begins so; null if the end is not left open. The first letter of a class mark is a class. */
export function readOpenTerm(term: CqlTerm): AnchoredText | null {
  return readBeginning(mark(term), 1);
}

function readBeginning(marked: string, least = TRUNCATED_MIN): AnchoredText | null {
  const text = marked.trim().replace(/\ue000+$/, '');
  if (text === marked.trim()) return null;
  const plain = withoutMasks(text);
  if (lettersOf(plain) < least) throw tooShort(least);
  return { text: plain, extent: 'LETTERS' };
}

function withoutMasks(marked: string): string {
  const sign = SIGNS[/[\ue000\ue001]/.exec(marked)?.[0] ?? ''];
  if (sign === undefined) return marked.trim();
  throw new SruDiagnostic(28, sign, `this index does not take it here; write "\\${sign}" for the sign itself.`);
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
    throw new SruDiagnostic(28, '*', 'it may stand only at the end of a word; write "\\*" for the sign itself.');
  }
  const truncated = text !== word;
  if (truncated && lettersOf(text) < TRUNCATED_MIN) throw tooShort(TRUNCATED_MIN);
  return { text, truncated };
}

function lettersOf(text: string): number {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '').length;
}

function tooShort(least: number): SruDiagnostic {
  return new SruDiagnostic(29, '*', `at least ${String(least)} letters or digits must stand before "*".`);
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
