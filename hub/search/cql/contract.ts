/** What can be asked of editions by CQL. */
import type { ClassScheme, Format } from '#domain/catalogue.ts';
import type { LibraryId } from '#domain/ids.ts';

/** Where words are looked for. */
export type TextField = 'ANYWHERE' | 'TITLE' | 'CREATOR' | 'SUBJECT';

/** What can be looked for whole, and listed in its order: the schemes are lists of class marks. */
export type TermList = 'TITLE' | 'CREATOR' | 'SUBJECT' | ClassScheme;

export interface SoughtWord {
  readonly text: string;
  /** What begins with it counts, too. */
  readonly truncated: boolean;
}

/** A title, a name, a heading or a class mark; case, accents and signs do not count. */
export interface SoughtValue {
  readonly kind: 'VALUE';
  readonly list: TermList;
  readonly text: string;
  /** The whole of it, what goes on with another word, or whatever begins so. */
  readonly extent: 'WHOLE' | 'WORDS' | 'LETTERS';
}

/** What an edition must meet. */
export type EntryCondition =
  | { readonly kind: 'EVERYTHING' }
  | {
      readonly kind: 'WORDS';
      readonly field: TextField;
      /** `PHRASE`: they follow each other. */
      readonly match: 'ALL' | 'ANY' | 'PHRASE';
      readonly words: readonly SoughtWord[];
    }
  | SoughtValue
  /** One of these numbers, each in parts that follow each other: an ISBN in ten or thirteen digits. */
  | { readonly kind: 'NUMBER'; readonly forms: readonly (readonly string[])[] }
  /** Both inclusive; null for no bound. */
  | { readonly kind: 'YEARS'; readonly from: number | null; readonly to: number | null }
  | { readonly kind: 'LANGUAGE'; readonly code: string }
  | { readonly kind: 'FORMATS'; readonly formats: readonly Format[] }
  | { readonly kind: 'LIBRARY'; readonly library: LibraryId }
  /** The 001 of an entry. */
  | { readonly kind: 'IDENTIFIER'; readonly identifier: string }
  | {
      readonly kind: 'AND' | 'OR' | 'NOT';
      readonly left: EntryCondition;
      /** Of `NOT`: what must not be met besides. */
      readonly right: EntryCondition;
    };

/** More terms begin as a value does than a search looks for: what some of them have is not all that there is. */
export class TooManyTermsError extends Error {
  override readonly name = 'TooManyTermsError';
  readonly value: SoughtValue;
  /** So many are looked for. */
  readonly most: number;

  constructor(value: SoughtValue, most: number) {
    super(`more than ${String(most)} terms begin so`);
    this.value = value;
    this.most = most;
  }
}
