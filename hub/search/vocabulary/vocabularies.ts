/** The vocabularies that are loaded, and what one of their terms stands for. */
import { sql, type Kysely } from 'kysely';
import type { Database } from '#store/tables.ts';
import { dropVocabulary, lockVocabularies } from './write-rows.ts';

export interface VocabularyView {
  readonly name: string;
  /** Where it is from: the file that it was loaded from. */
  readonly source: string;
  readonly headings: number;
  /** Headings and variants. */
  readonly terms: number;
  /** ISO 8601. */
  readonly loadedAt: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly digest: string;
}

/** All of them, by name. */
export async function findVocabularies(db: Kysely<Database>): Promise<readonly VocabularyView[]> {
  const rows = await db.selectFrom('vocabulary').selectAll().orderBy('name').execute();
  return rows.map(({ name, source, headings, terms, loaded_at: loadedAt, digest }) => ({
    name,
    source,
    headings,
    terms,
    loadedAt: loadedAt.toISOString(),
    digest: digest.toString('hex'),
  }));
}

/** Removes a vocabulary; false if there is none of this name. */
export async function removeVocabulary(db: Kysely<Database>, name: string): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await lockVocabularies(transaction);
    return dropVocabulary(transaction, name);
  });
}

/** A heading that a text stands for. */
export interface HeadingView {
  readonly vocabulary: string;
  readonly heading: string;
  readonly variants: readonly string[];
  readonly broader: readonly string[];
  readonly narrower: readonly string[];
}

/** The headings that a text is a name of, in any of its forms. */
export async function findHeadings(db: Kysely<Database>, text: string): Promise<readonly HeadingView[]> {
  const { rows } = await sql<HeadingView>`
    SELECT DISTINCT v.name AS vocabulary, h.term AS heading,
      ARRAY(SELECT term FROM vocabulary_term o
            WHERE o.vocabulary = t.vocabulary AND o.heading = t.heading AND o.place > 0 ORDER BY o.place) AS variants,
      ARRAY(SELECT broader FROM vocabulary_broader b
            WHERE b.vocabulary = t.vocabulary AND b.heading = t.heading ORDER BY broader) AS broader,
      ARRAY(SELECT n.term FROM vocabulary_broader b
            JOIN vocabulary_term n ON n.vocabulary = b.vocabulary AND n.heading = b.heading AND n.place = 0
            WHERE b.vocabulary = t.vocabulary AND b.broader = h.term ORDER BY n.term) AS narrower
    FROM vocabulary_term t
    JOIN vocabulary v ON v.id = t.vocabulary
    JOIN vocabulary_term h ON h.vocabulary = t.vocabulary AND h.heading = t.heading AND h.place = 0
    WHERE t.key = mercia_term_key(${text}) ORDER BY 1, 2`.execute(db);
  return rows;
}
