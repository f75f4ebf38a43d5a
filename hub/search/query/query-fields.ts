/** The fields that can be named before a word, as library catalogues name them: `author:Kumar`, `ti:"clinical medicine"`. Pure. */
/** `other`: publishers, series, years, class marks and numbers, which share a weight. */
export type QueryField = 'title' | 'author' | 'subject' | 'other';

export const FIELD_WEIGHTS: Readonly<Record<QueryField, WordWeight>> = {
  title: 'A',
  author: 'B',
  subject: 'C',
  other: 'D',
};

const NAMES: Readonly<Record<QueryField | 'anywhere' | 'unread', string>> = {
  title: 'title ti intitle',
  author: 'author authors au creator contributor name inauthor',
  subject: 'subject subjects su mesh mh topic',
  other: 'isbn issn doi series se publisher pb year date py class classmark shelfmark callnumber nlm dewey lcc',
  anywhere: 'keyword keywords kw any all anywhere tw',
  unread: 'language lang la format type library location site holdings notes edition',
};

const FIELDS = new Map(
  Object.entries(NAMES).flatMap(([field, names]) =>
    names.split(' ').map((name) => [name, field as keyof typeof NAMES] as const),
  ),
);

/** Names that nobody types before a colon and a blank but to name a field. */
const BEFORE_BLANK = new Set(['title', 'author', 'subject', 'isbn', 'issn']);

/** What stands before a colon; `unread` is a field of other catalogues that cannot be asked here. */
export interface FieldPrefix {
  readonly field: keyof typeof NAMES;
  /** As it was typed, with its colon. */
  readonly typed: string;
  /** What follows it without a blank. */
  readonly rest: string;
}

/** Null for a piece of text that names no field: `nursing:research`, `https://example.org`. */
export function readFieldPrefix(piece: string, isEnd: boolean): FieldPrefix | null {
  const [, typed = '', rest = ''] = /^(\p{L}+:)(?!\/\/)([^]*)$/u.exec(piece) ?? [];
  const name = typed.slice(0, -1).toLowerCase();
  const field = FIELDS.get(name);
  if (field === undefined || (rest === '' && isEnd && !BEFORE_BLANK.has(name))) return null;
  return { field, typed, rest };
}

/** The parts of an edition that have a weight of their own in the index: titles A, creators B, subjects C, the rest D. */
export type WordWeight = 'A' | 'B' | 'C' | 'D';

/** A text in quotation marks, whether it is a beginning, and the weights that it has already: `'heart':*`, `'c':AC`. */
const QUOTED = /('(?:[^']|'')*')(?::(\*?)[A-D]*)?/gi;

/** The text that `toTsquery` gives, for words of this weight only; null for words that have but one. Pure. */
export function weighWording(wording: string, weight: WordWeight | null): string {
  return wording.replaceAll(QUOTED, (_, quoted: string, open = '') => {
    const flags = `${String(open)}${weight ?? ''}`;
    return flags === '' ? quoted : `${quoted}:${flags}`;
  });
}
