/**
 * A family of invented pairs that agree in all but how they count: 2,000 that are two editions, because one number, letter
 * or level differs, and 400 that say one thing in two ways. Made by rule and by seed, the same every time.
 */
import type { MarcRecord } from '#marc/index.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import type { Language, TitleHalves } from './languages.ts';
import { LANGUAGES } from './languages.ts';

/** The rules may be tried on the open half; the scored half is made of words that no list of the code has. */
export type Half = 'open' | 'scored';

export interface CountingPair {
  readonly half: Half;
  readonly same: boolean;
  /** `digits at the end`, `ordinal words / digits`: what kind of pair it is. */
  readonly kind: string;
  readonly a: MarcRecord;
  readonly b: MarcRecord;
  /** Both titles, for a person. */
  readonly name: string;
}

type Isbns = 'none' | 'different' | 'same';
type Place = 'end' | 'rest' | 'front' | 'middle' | 'part';
type Form = 'digits' | 'bare' | 'ordinal digits' | 'roman' | 'words' | 'ordinal words' | 'letters';

/** What the two records of a pair share, however they count. */
interface Book {
  readonly language: Language;
  readonly year: number;
  readonly pages: number;
  readonly isbns: readonly [string, string];
}

const APART_EACH = { number: 700, lacking: 150, level: 150 } as const;
const ALIKE_EACH = 200;
const PLACES: readonly Place[] = ['end', 'rest', 'front', 'middle', 'part'];
const FORMS: readonly Form[] = ['digits', 'bare', 'ordinal digits', 'roman', 'words', 'ordinal words', 'letters'];
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'];
/** Only numbers that every form can say. */
const NUMBER_MAX = 10;

/** Every pair, the open half first. */
export function makeCountingPairs(): readonly CountingPair[] {
  return (['open', 'scored'] as const).flatMap((half) => new Maker(half).pairs());
}

/** Every word of the titles and labels of a half. */
export function wordsOfHalf(half: Half): readonly string[] {
  return LANGUAGES.flatMap((language) => {
    const { titles, labels } = language[half];
    return [...titles.flat(), ...labels].flatMap((text) => text.split(/[^\p{L}\p{M}]+/u));
  });
}

class Maker {
  readonly #half: Half;
  readonly #random: () => number;

  constructor(half: Half) {
    this.#half = half;
    this.#random = seeded(half === 'open' ? 20_251 : 77_003);
  }

  pairs(): readonly CountingPair[] {
    const times = (count: number, make: (index: number) => CountingPair): readonly CountingPair[] =>
      Array.from({ length: count }, (_, index) => make(index));
    return [
      ...times(APART_EACH.number, (index) => this.#otherNumber(index)),
      ...times(APART_EACH.lacking, (index) => this.#numberInOne(index)),
      ...times(APART_EACH.level, () => this.#otherLevel()),
      ...times(ALIKE_EACH, (index) => this.#alike(index)),
    ];
  }

  #otherNumber(index: number): CountingPair {
    const place = PLACES[index % PLACES.length] ?? 'end';
    const form = this.#pick(FORMS);
    const [book, halves, label] = this.#book();
    const [number, other] = this.#twoNumbers(form);
    const title = (counted: number): string => setTitle(halves, this.#mark(book, label, form, counted), place);
    const isbns = index % 3 === 0 ? 'different' : 'none';
    return this.#pair(false, `${form}, ${place}`, book, title(number), title(other), isbns);
  }

  #numberInOne(index: number): CountingPair {
    const place = PLACES[index % PLACES.length] ?? 'end';
    const form = this.#pick(['digits', 'roman', 'words', 'bare'] as const);
    const [book, halves, label] = this.#book();
    const mark = this.#mark(book, label, form, 2 + Math.floor(this.#random() * (NUMBER_MAX - 1)));
    const isbns = index % 3 === 0 ? 'different' : 'none';
    return this.#pair(
      false,
      `in one only: ${form}, ${place}`,
      book,
      setTitle(halves, mark, place),
      whole(halves),
      isbns,
    );
  }

  #otherLevel(): CountingPair {
    const [book, [head, tail]] = this.#book();
    const [level, other] = this.#pick(book.language.levels);
    const title = (said: string): string =>
      this.#random() < 0.5 ? `$a ${head} ${said}` : `$a ${head} : $b ${tail}, ${said}`;
    const seed = this.#random();
    return this.#pair(false, 'level', book, title(level), title(other), seed < 0.3 ? 'different' : 'none');
  }

  #alike(index: number): CountingPair {
    const [book, halves, label] = this.#book();
    const number = 2 + Math.floor(this.#random() * (NUMBER_MAX - 2));
    const mark = (form: Form): string => this.#mark(book, label, form, number);
    const set = (said: string, place: Place = 'end'): string => setTitle(halves, said, place);
    const [head, tail] = halves;
    const same = (kind: string, one: string, other: string, isbns: Isbns = 'none', more: Extra = {}): CountingPair =>
      this.#pair(true, kind, book, one, other, isbns, more);
    const place = this.#pick(['end', 'rest', 'part'] as const);
    switch (index % 10) {
      case 0:
        return same('digits / words', set(mark('digits'), place), set(mark('words'), place));
      case 1: {
        const short = label.length > 4 ? `${label.slice(0, 3)}.` : `${label.slice(0, 1)}.`;
        return same('label / its abbreviation', set(mark('digits'), place), set(`${short} ${String(number)}`, place));
      }
      case 2:
        return same('ordinal / cardinal', set(mark('ordinal digits'), place), set(mark('digits'), place));
      case 3:
        return same('roman / digits', set(mark('roman'), place), set(mark('digits').toLowerCase(), place));
      case 4:
        return same('a count of cases', ...twice(`$a 100 ${head.toLowerCase()} : $b ${tail}`));
      case 5: {
        const letter = this.#pick(['B', 'D', 'K']);
        return same('B12 / B-12', set(`${letter}12`, 'middle'), set(`${letter}-12`, 'middle'));
      }
      case 6: {
        const [spelt, counted] = editions(book.language, number);
        return same('edition spelt / counted', ...twice(whole(halves)), 'none', {
          a: [`250 __ $a ${spelt}`],
          b: [`250 __ $a ${counted}`],
        });
      }
      case 7: {
        const title = set(mark('digits'), this.#pick(['end', 'part'] as const));
        return same('brief / full', title, title, 'same', { without: ['300', '100'] });
      }
      case 8:
        return same('paperback / hardback', ...twice(set(mark('digits'))), 'different', {
          qualifiers: ['(pbk.)', '(hbk.)'],
        });
      default:
        return same('ordinal words / roman', set(mark('ordinal words'), place), set(mark('roman'), place));
    }
  }

  /** `Step 2`, `2nd step`, `Step II`, `Step two`, `second step`, `Step B`; `bare` has no label. */
  #mark({ language }: Book, label: string, form: Form, number: number): string {
    const { cardinals, ordinals, numbered } = language;
    switch (form) {
      case 'digits':
        return `${label} ${String(number)}`;
      case 'bare':
        return String(number);
      case 'ordinal digits':
        return `${numbered[number - 1] ?? ''} ${label}`;
      case 'roman':
        return `${label} ${ROMAN[number - 1] ?? ''}`;
      case 'words':
        return `${label} ${cardinals[number - 1] ?? ''}`;
      case 'ordinal words':
        return `${ordinals[number - 1] ?? ''} ${label}`;
      case 'letters':
        return `${label} ${String.fromCharCode(64 + number)}`;
    }
  }

  #twoNumbers(form: Form): readonly [number, number] {
    // Bare numbers run as those of a yearbook do.
    const start = form === 'bare' ? 60 : 0;
    const number = 1 + Math.floor(this.#random() * (NUMBER_MAX - 1));
    const other = number + 1 + Math.floor(this.#random() * (NUMBER_MAX - number));
    return this.#random() < 0.5 ? [start + number, start + other] : [start + other, start + number];
  }

  #book(): readonly [Book, TitleHalves, string] {
    const language = this.#pick(LANGUAGES);
    const book: Book = {
      language,
      year: 1985 + Math.floor(this.#random() * 38),
      pages: 90 + Math.floor(this.#random() * 600),
      isbns: [this.#isbn(), this.#isbn()],
    };
    const { titles, labels } = language[this.#half];
    return [book, this.#pick(titles), this.#pick(labels)];
  }

  #isbn(): string {
    const digits = `978${String(Math.floor(this.#random() * 1e5)).padStart(5, '0')}${String(Math.floor(this.#random() * 1e4)).padStart(4, '0')}`;
    const sum = Array.from(digits).reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
    return `${digits}${String((10 - (sum % 10)) % 10)}`;
  }

  #pair(
    same: boolean,
    kind: string,
    book: Book,
    title: string,
    other: string,
    isbns: Isbns,
    { a = [], b = [], without = [], qualifiers = ['', ''] }: Extra = {},
  ): CountingPair {
    const [isbn, second] = isbns === 'same' ? [book.isbns[0], book.isbns[0]] : book.isbns;
    const number = (text: string, qualifier: string): readonly string[] =>
      isbns === 'none' ? [] : [`020 __ $a ${text}${qualifier === '' ? '' : ` $q ${qualifier}`}`];
    const first = [...toLines(book, title), ...number(isbn, qualifiers[0]), ...a];
    const next = [...toLines(book, other), ...number(second, qualifiers[1]), ...b].filter(
      (line) => !without.includes(line.slice(0, 3)),
    );
    return {
      half: this.#half,
      same,
      kind,
      a: marcOf(...first),
      b: marcOf(...next),
      name: `${title} / ${other} (${book.language.code}, ISBN ${isbns})`,
    };
  }

  #pick<T>(all: readonly T[]): T {
    const found = all[Math.floor(this.#random() * all.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }
}

/** What a pair has beside its titles. */
interface Extra {
  readonly a?: readonly string[];
  readonly b?: readonly string[];
  /** Tags that the second record has not. */
  readonly without?: readonly string[];
  readonly qualifiers?: readonly [string, string];
}

function toLines({ language, year, pages }: Book, title: string): readonly string[] {
  return [
    field008({ dates: `s${String(year)}    `, language: language.code }),
    `100 1_ $a ${language.author}.`,
    `245 10 ${title} / $c ${language.author.split(', ').toReversed().join(' ')}.`,
    `264 _1 $a ${language.place} : $b ${language.publisher}, $c ${String(year)}.`,
    `300 __ $a ${String(pages)} ${language.pages} ; $c 24 cm`,
  ];
}

function setTitle([head, tail]: TitleHalves, mark: string, place: Place): string {
  switch (place) {
    case 'end':
      return `$a ${head}, ${tail}, ${mark}`;
    case 'rest':
      return `$a ${head} ${tail} : $b ${mark}`;
    case 'front':
      return `$a ${capital(mark)} : $b ${head.toLowerCase()}, ${tail}`;
    case 'middle':
      return `$a ${head} ${mark} ${tail}`;
    case 'part':
      return `$a ${head}. $n ${capital(mark)} : $b ${tail}`;
  }
}

function whole([head, tail]: TitleHalves): string {
  return `$a ${head} : $b ${tail}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function editions({ ordinals, numbered, edition }: Language, number: number): readonly [string, string] {
  const [word, short] = edition;
  return [`${capital(ordinals[number - 1] ?? '')} ${word}`, `${numbered[number - 1] ?? ''} ${short}`];
}

function twice(text: string): readonly [string, string] {
  return [text, text];
}

/** Park and Miller's. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
