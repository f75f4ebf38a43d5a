/** The tables of the terms that public editions have; `migrations/0052-terms.ts` says what each is for. */
import type { ColumnType, Generated } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface TermTables {
  search_term: SearchTermTable;
  browse_doc: BrowseDocTable;
  term_state: TermStateTable;
  term_count: TermCountTable;
}

export type TermKind = 'WORD' | 'CREATOR' | 'SUBJECT' | 'CLASSMARK';

/** A term that some public edition has, or had lately: a candidate, to be counted before it is shown. */
export interface SearchTermTable {
  kind: TermKind;
  /** Of a class mark; empty for the others. */
  scheme: Generated<string>;
  /** Folded, for prefixes, order and likeness; of a class mark its place in the order of its scheme. */
  key: string;
  /** As it is shown; of a word the same as its key. */
  term: string;
  /** How many rows of `browse_doc` have it; of a word about how many editions. */
  weight: number;
}

/** Who made an edition and how it is classed. True only while `stamp` is the edition's `updated_at`. */
export interface BrowseDocTable {
  edition: number;
  stamp: Timestamp;
  creators: string[];
  /** `<SCHEME> <mark>` */
  classmarks: string[];
  /** As they are counted in `search_term`. */
  subjects: Generated<string[]>;
}

/** One row, as soon as terms are kept. */
export interface TermStateTable {
  one: Generated<boolean>;
  /** The last row of `change` that was read. */
  change_seq: number;
  /** The edition that a count of all of them has come to; null if none is under way. */
  swept_to: number | null;
  /** Of what that count has found, the part that is added up next; null while it reads editions. */
  adding: number | null;
  /** Changes since the last count began. */
  changed: Generated<number>;
  /** Editions that the last count, or the one under way, has found. */
  editions: Generated<number>;
  /** When everything was counted last; null before the first count. */
  counted_at: Timestamp | null;
}

/** A word that a count has found, in some of the editions. */
export interface TermCountTable {
  word: string;
  editions: number;
}
