/** The tables of vocabularies; `migrations/0051-vocabularies.ts` says what each is for. */
import type { ColumnType, Generated } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface VocabularyTables {
  vocabulary: VocabularyTable;
  vocabulary_term: VocabularyTermTable;
  vocabulary_broader: VocabularyBroaderTable;
  vocabulary_word: VocabularyWordTable;
}

export interface VocabularyTable {
  id: Generated<number>;
  name: string;
  /** The file that it was loaded from, without its folder. */
  source: string;
  /** MARC authority records, or NLM's descriptor file. */
  format: 'MARC' | 'DESCRIPTORS';
  headings: number;
  /** Headings and variants. */
  terms: number;
  /** SHA-256 of the file. */
  digest: Buffer;
  loaded_at: Timestamp;
}

export interface VocabularyTermTable {
  vocabulary: number;
  /** Number of its heading within the vocabulary. */
  heading: number;
  /** 0 for the heading itself. */
  place: number;
  term: string;
  /** Its words as the index has them, in their order. */
  key: string;
}

export interface VocabularyBroaderTable {
  vocabulary: number;
  heading: number;
  /** The name of a heading above it. */
  broader: string;
}

export interface VocabularyWordTable {
  vocabulary: number;
  /** Folded. */
  word: string;
}
