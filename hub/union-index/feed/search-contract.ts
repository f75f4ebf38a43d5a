/** Searching among the published editions: what can be asked, and what is answered. */
import type { ClassScheme, Format } from '#domain/catalogue.ts';
import type { LibraryId } from '#domain/ids.ts';

/** Where words are looked for. */
export const TEXT_FIELDS = ['ANYWHERE', 'TITLE', 'CREATOR', 'SUBJECT'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

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

export interface EntryOrder {
  readonly by: 'TITLE' | 'YEAR' | 'RELEVANCE';
  readonly descending: boolean;
}

export interface EntrySearch {
  readonly condition: EntryCondition;
  /** Empty for the most relevant first, or by title where nothing is more relevant than another. */
  readonly order: readonly EntryOrder[];
  /** How many are passed over. */
  readonly after: number;
  readonly first: number;
}

export interface FoundEntry {
  readonly identifier: string;
  /** ISO 2709 in UTF-8. */
  readonly body: Uint8Array;
}

export interface FoundEntries {
  readonly count: number;
  /** False if more was found than is counted: the count is then estimated. */
  readonly exact: boolean;
  readonly entries: readonly FoundEntry[];
}

/** A part of a list of terms. */
export interface TermScan {
  readonly list: TermList;
  /** Where in the list; empty for its beginning. */
  readonly at: string;
  /** Terms that come before it. */
  readonly before: number;
  /** Terms from it on. */
  readonly first: number;
  /** False if the term itself is not wanted. */
  readonly inclusive: boolean;
}

export interface ScannedTerm {
  /** As it is looked for. */
  readonly term: string;
  /** As it is written, if that is not the same. */
  readonly shown: string | null;
  /** Entries that have it, at this moment; null for more than are counted. */
  readonly count: number | null;
}

/** Searches what is published and public at the moment; null before anything was published. */
export interface EntrySearcher {
  /** Throws {@link SearchTooLongError}. */
  search(search: EntrySearch): Promise<FoundEntries | null>;
  /** Throws {@link SearchTooLongError}. */
  scan(scan: TermScan): Promise<readonly ScannedTerm[] | null>;
}

/** The database needed longer than a search may take. */
export class SearchTooLongError extends Error {
  override readonly name = 'SearchTooLongError';
}
