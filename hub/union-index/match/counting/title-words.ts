import { foldDigits } from '#domain/readable-text.ts';
import { foldText } from '../../normalise/text.ts';
import { numberWord, ONES } from '../../normalise/number-words.ts';

/** A word of a title as it stands, with what is around it. */
export interface TitleWord {
  readonly text: string;
  /** As `foldText` has it. */
  readonly folded: string;
  /** What stands between this word and the one before, and the one after. */
  readonly before: string;
  readonly after: string;
}

/** Apostrophes stand within words, as do the marks of letters that could not be decoded. */
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}\ufffd{}'’‘`´ʼ]*[\p{L}\p{M}\p{N}\ufffd])?/gu;
/** `1,000` and `1.000`, `50 000`. */
const THOUSANDS = /(?<=\d)(?:[.,](?=\d{3}(?!\d))|[ \u00a0](?=000(?!\d)))/g;

/** Letters that a cataloguer supplied within a word: `de[s]`. */
const SUPPLIED = /(?<=\p{L})\[(\p{L}+)\]/gu;

export function splitWords(part: string): readonly TitleWord[] {
  const compatible = /^[\u0000-\u007f]*$/.test(part) ? part : foldDigits(part.normalize('NFKC'));
  const text = compatible
    .replaceAll(THOUSANDS, '')
    .replaceAll(/& ?c\b/gi, 'etc')
    .replaceAll(/ ?& ?/g, ' and ')
    .replaceAll(SUPPLIED, '$1');
  const matches = [...text.matchAll(WORD)];
  return matches.flatMap((match, index) => {
    const previous = matches[index - 1];
    const folded = foldText(match[0]);
    if (folded === '') return [];
    const before = text.slice(previous === undefined ? 0 : previous.index + previous[0].length, match.index);
    const after = text.slice(match.index + match[0].length, matches[index + 1]?.index ?? text.length);
    return [{ text: match[0], folded, before, after }];
  });
}

/** `Hepatitis A`, and the article that begins a title. */
const CAPITAL_A = /(?<![\p{L}\p{N}'’])A(?![\p{L}\p{N}'’])/u;

/** Whether a folded part may count anything: most do not, and need no second look. */
export function mayCount(part: string, folded: string, languages: readonly string[]): boolean {
  if (/\d/.test(folded)) return true;
  for (const word of folded.split(' ')) {
    if (word.length === 1) {
      if (word !== 'a' || CAPITAL_A.test(part)) return true;
    } else if (
      ONES.has(word) ||
      numberWord(word, languages) !== null ||
      /^[ivxlc]{2,}(?:e|o|th|[ei]?(?:er|re|me)|ieme)?$/.test(word)
    )
      return true;
  }
  return false;
}
