/** Editions and parts with their numbers, each of which is one thing to look for: `10th ed.`, `vol. II`. Pure. */
import { isEditionName, ordinalOf } from '#union-index/normalise/edition-statement.ts';
import { fromRoman } from '#union-index/normalise/part-key.ts';
import { foldText } from '#union-index/normalise/text.ts';
import { isPlain, plainTerm, type QueryGroup, type Term } from './terms.ts';
import { editionWord, partWord } from '#union-index/cluster/title-words.ts';
import { isNumberInWords, ordinalForms } from './word-forms.ts';

/** A larger number is a year. */
const NUMBER_MAX = 200;
const PART_NAMES = new Set('volume vol v band bd tome teil part pt tomo deel'.split(' '));

/** Joins the terms that count an edition or a part; the others stay as they are. */
export function joinCounted(group: QueryGroup): QueryGroup {
  const joined: Term[] = [];
  for (let at = 0; at < group.length;) {
    const counted = readEdition(group, at) ?? readPart(group, at);
    const term = group[at];
    if (counted === null) {
      if (term !== undefined) joined.push(term);
      at += 1;
      continue;
    }
    joined.push(counted.term);
    at += counted.length;
  }
  return joined;
}

interface Counted {
  readonly term: Term;
  readonly length: number;
}

/** `10th edition`, `twenty first ed`, `10. Aufl.`, `ed. 10`. */
function readEdition(group: QueryGroup, at: number): Counted | null {
  const [first, second, third] = [0, 1, 2].map((step) => wordAt(group, at + step));
  if (first === undefined || second === undefined) return null;
  if (isEditionName(second)) return editionOf(group, at, 2, ordinalOf(first));
  if (isEditionName(first) && /^\d/.test(second) && third !== 'ed') return editionOf(group, at, 2, ordinalOf(second));
  if (third !== undefined && isEditionName(third) && isNumberInWords(first, second)) {
    return editionOf(group, at, 3, ordinalOf(`${first}${second}`) ?? numberOfWords(first, second));
  }
  return null;
}

function numberOfWords(first: string, second: string): number | null {
  const [digits] = ordinalForms([first, second]);
  return digits === undefined ? null : Number.parseInt(digits[0] ?? '', 10);
}

function editionOf(group: QueryGroup, at: number, length: number, number: number | null): Counted | null {
  if (number === null || number === 0 || number >= NUMBER_MAX) return null;
  const typed = wordsTyped(group, at, length);
  const ordinals = ordinalForms([String(number)]);
  const stated = ordinals.flatMap((ordinal) => ['edition', 'ed'].map((name) => [...ordinal, name]));
  return { term: toTerm('edition', group, at, length, [[editionWord(number)], typed, ...stated]), length };
}

/** `vol. 2`, `volume II`, `Band 3`, `vol.2`. */
function readPart(group: QueryGroup, at: number): Counted | null {
  const [name = '', number = ''] = (wordAt(group, at) ?? '').split(/(?<=^\p{L}+)\s?(?=\d+$)/u);
  if (!PART_NAMES.has(name)) return null;
  const length = number === '' ? 2 : 1;
  const counted = number === '' ? (wordAt(group, at + 1) ?? '') : number;
  // `v` and `i` may be letters: a Roman number must stand behind a name that is none.
  const value = /^\d{1,3}$/.test(counted) ? counted : name === 'v' ? null : (fromRoman(counted) ?? numberWord(counted));
  if (value === null) return null;
  const names = name === 'part' || name === 'pt' ? ['part', 'pt'] : [name, 'volume', 'vol'];
  const stated = names.flatMap((label) => [...new Set([counted, value])].map((form) => [label, form]));
  return { term: toTerm('part', group, at, length, [[partWord(value)], ...stated]), length };
}

const ONE_TO_TEN = 'one two three four five six seven eight nine ten'.split(' ');

function numberWord(word: string): string | null {
  const at = ONE_TO_TEN.indexOf(word);
  return at < 0 ? null : String(at + 1);
}

/** Folded; undefined for what is more than a plain word, or not there. */
function wordAt(group: QueryGroup, at: number): string | undefined {
  const term = group[at];
  if (term === undefined || !isPlain(term)) return undefined;
  return foldText(term.words[0] ?? '');
}

function wordsTyped(group: QueryGroup, at: number, length: number): readonly string[] {
  return group.slice(at, at + length).flatMap(({ words }) => words);
}

function toTerm(
  kind: Term['kind'],
  group: QueryGroup,
  at: number,
  length: number,
  alternatives: Term['alternatives'],
): Term {
  const typed = group.slice(at, at + length).map((term) => term.typed);
  return { ...plainTerm(typed.join(' ')), kind, words: wordsTyped(group, at, length), alternatives };
}
