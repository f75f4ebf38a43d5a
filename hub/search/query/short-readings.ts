/** What a query may be short for: the abbreviated title of a journal, the first letters of a title. Pure. */
import { initials, isFiller } from '#union-index/cluster/title-words.ts';
import { foldText } from '#union-index/normalise/text.ts';
import type { ParsedQuery, Term } from './terms.ts';

/** A title whose words begin so, in this order. */
export interface ShortReading {
  /** The word of the index for the first letters. */
  readonly initials: string;
  /** Beginnings of the title's words, folded, without what endings change. */
  readonly beginnings: readonly string[];
  /** Journals are called by their first letters however they are typed; a book is where capitals say so. */
  readonly serialsOnly: boolean;
}

const WORDS_MAX = 10;
const LETTERS_MIN = 3;
const LETTERS_MAX = 8;

/** `N Engl J Med`, `OHCM`; null for a query that cannot be short for a title. */
export function readAsShort({ groups, strict }: ParsedQuery): ShortReading | null {
  const [group, ...others] = groups;
  if (group === undefined || others.length > 0 || strict === true || group.length > WORDS_MAX) return null;
  if (!group.every(isPlain)) return null;
  const words = group.map(({ words: [word = ''] }) => word.replace(/\.$/, ''));
  const [only = ''] = words;
  if (words.length > 1) return readAbbreviation(words);
  if (!/^\p{L}+$/u.test(only) || only.length < LETTERS_MIN || only.length > LETTERS_MAX) return null;
  return { initials: initials(foldText(only)), beginnings: [], serialsOnly: !/^\p{Lu}+$/u.test(only) };
}

function isPlain({ kind, words, quoted, without }: Term): boolean {
  return (kind === 'word' || kind === 'initial') && !quoted && !without && words.length === 1;
}

function readAbbreviation(typed: readonly string[]): ShortReading | null {
  const words = typed.map(foldText).filter((word) => !isFiller(word));
  if (words.length < 2 || !words.every((word) => /^\p{L}+$/u.test(word))) return null;
  return {
    initials: initials(words.map((word) => word.slice(0, 1)).join('')),
    beginnings: words.map(toBeginning),
    serialsOnly: true,
  };
}

/**
 * The index has stems, of which an ending in `y` or `e` is no part. A contraction leaves letters out before its last:
 * `Natl`, `Intl`.
 */
function toBeginning(word: string): string {
  const stem = word.replace(/(?<=[aeiou].*t)l$/, '');
  return stem.length > 3 ? stem.replace(/(?:y|e|es|s|ing|al)$/, '') : stem;
}
