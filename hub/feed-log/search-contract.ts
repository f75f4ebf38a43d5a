/** Searching among the published editions: what can be asked, and what is answered. */
import type { EntryCondition, TermList } from '#search/cql/contract.ts';

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

/** The database needed longer than a search may take. */
export class SearchTooLongError extends Error {
  override readonly name = 'SearchTooLongError';
}
