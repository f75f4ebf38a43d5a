import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Vocabularies that a region loads: headings, and what people call them. `key` is how `mercia_term_key` writes a term: the words as
 * the index has them, in their order, so that `bed sores` and `Bed Sore` are one look-up. No foreign keys: a vocabulary is
 * written and removed whole, in one transaction.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE vocabulary (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    /* The file that it was loaded from, without its folder. */
    source text NOT NULL,
    format text NOT NULL CHECK (format IN ('MARC', 'DESCRIPTORS')),
    headings integer NOT NULL,
    terms integer NOT NULL,
    /* SHA-256 of the file. */
    digest bytea NOT NULL,
    loaded_at timestamptz NOT NULL
  )`,
  `CREATE TABLE vocabulary_term (
    vocabulary integer NOT NULL,
    /* Number of its heading within the vocabulary. */
    heading integer NOT NULL,
    /* 0 for the heading itself. */
    place smallint NOT NULL,
    term text NOT NULL,
    key text COLLATE "C" NOT NULL,
    PRIMARY KEY (vocabulary, heading, place)
  )`,
  `CREATE INDEX vocabulary_term_key ON vocabulary_term (key)`,
  // Headings above it, by their names; a heading need not be there.
  `CREATE TABLE vocabulary_broader (
    vocabulary integer NOT NULL,
    heading integer NOT NULL,
    broader text NOT NULL,
    PRIMARY KEY (vocabulary, heading, broader)
  )`,
  // Words of its terms, folded: candidates for a word that was mistyped.
  `CREATE TABLE vocabulary_word (
    vocabulary integer NOT NULL,
    word text COLLATE "C" NOT NULL,
    PRIMARY KEY (vocabulary, word)
  )`,
  `CREATE INDEX vocabulary_word_word ON vocabulary_word (word)`,
  `CREATE INDEX vocabulary_word_like ON vocabulary_word USING gin (word gin_trgm_ops)`,
  // Words that join others do not count (cancer of the breast); `a` does, or Vitamin A would be vitamins.
  `CREATE FUNCTION mercia_term_key(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT coalesce(
        string_agg(lexeme, ' ' ORDER BY place, lexeme) FILTER (WHERE lexeme <> ALL (
          '{the,of,an,in,for,and,to,on,with,by,at,from,into}'::text[])),
        string_agg(lexeme, ' ' ORDER BY place, lexeme), '')
      FROM (SELECT lexeme, unnest(positions) AS place FROM unnest(mercia_vector(words))) AS placed
    $$`,
];

export const vocabularies: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
