import { numberWord, ONES, spelledOrdinal } from './number-words.ts';
import { foldText } from './text.ts';

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };
/** Languages with words that are read besides those common to all: `due`, `dos`, `dix`. */
const PART_LANGUAGES = ['fre', 'ita', 'spa'];
const LABELS = new Set(
  'volume vol v vols part pt parts book bk band bd bde teil tl halbband buch heft abteilung abt lieferung lfg tome tomo tom t partie parte livre libro fascicule fascicolo fasc cahier deel dl number no nr issue series serie section sect unit'.split(
    ' ',
  ),
);

/** One form of a part's number: `Vol. 2`, `volume two`, `Part II`, `[2]` are all `2`; empty if nothing is left. */
export function toPartKey(text: string): string {
  return (
    foldText(text)
      .split(' ')
      // The last word may be a number that looks like a label: `part V`.
      .filter((word, index, all) => !LABELS.has(word) || (index === all.length - 1 && /^[vlc]$/.test(word)))
      .map(
        (word) =>
          spelledNumber(word) ??
          fromRoman(word) ??
          word.replace(/^0+(?=\d)/, '').replace(/^(\d+)(?:st|nd|rd|th)$/, '$1'),
      )
      .join(' ')
  );
}

/** `iv` as `4`; null for a word that is no Roman number below 400. */
export function fromRoman(word: string): string | null {
  if (!/^(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/.test(word) || word === '') return null;
  let sum = 0;
  for (let index = 0; index < word.length; index += 1) {
    const here = ROMAN[word[index] ?? ''] ?? 0;
    const next = ROMAN[word[index + 1] ?? ''] ?? 0;
    sum += here < next ? -here : here;
  }
  return String(sum);
}

function spelledNumber(word: string): string | null {
  if (ONES.has(word)) return '1';
  return (spelledOrdinal(word) ?? numberWord(word, PART_LANGUAGES)?.value)?.toString() ?? null;
}
