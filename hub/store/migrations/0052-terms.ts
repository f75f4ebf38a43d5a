import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The terms that public editions have, for suggestions, for browsing and for spelling. They are candidates, kept in the
 * background by `hub/search/terms/`: what is shown is corrected by what changed since, or counted when it is shown.
 */
const STATEMENTS: readonly string[] = [
  // Words as they are written, folded: `mercia` makes stems of them, and nobody wants to be offered a stem.
  `CREATE TEXT SEARCH CONFIGURATION mercia_plain (COPY = simple)`,
  `ALTER TEXT SEARCH CONFIGURATION mercia_plain ALTER MAPPING FOR word, hword, hword_part WITH unaccent, simple`,

  // Small letters without accents, and the signs between words as one blank; apostrophes are nothing.
  String.raw`CREATE FUNCTION mercia_key(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
      regexp_replace(lower(mercia_unaccent(replace(words, '&', ' and '))), '[''\u0060\u00b4\u02bc\u2018\u2019]', '', 'g'),
      '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2000-\u206f\u3000-\u3003]+',
      ' ', 'g'))
  $$`,
  // The place of a class mark in the order of its scheme. A Dewey number is a decimal fraction throughout; the others count a
  // whole number behind their letters, so that WG 20 comes before WG 100, and WG 100.5 before WG 101.
  `CREATE FUNCTION mercia_class_key(scheme text, mark text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN scheme = 'DEWEY' THEN plain
      ELSE coalesce((SELECT rtrim(part[1]) || ' ' || lpad(part[2], greatest(length(part[2]), 6), '0') || part[3]
        FROM regexp_match(plain, '^([a-z]* ?)([0-9]+)(.*)$') AS part), plain) END
    FROM (SELECT btrim(regexp_replace(lower(mercia_unaccent(mark)), '[[:space:]]+', ' ', 'g')) AS plain) AS of_mark
  $$`,

  `CREATE TABLE search_term (
    kind text NOT NULL CHECK (kind IN ('WORD', 'CREATOR', 'SUBJECT', 'CLASSMARK')),
    /* Of a class mark; empty for the others. */
    scheme text NOT NULL DEFAULT '',
    /* Folded, for prefixes, order and likeness; of a class mark its place in the order of its scheme. */
    key text COLLATE "C" NOT NULL,
    /* As it is shown; of a word the same as its key. */
    term text COLLATE "C" NOT NULL,
    /* How many rows of browse_doc have it; of a word about how many editions. */
    weight integer NOT NULL,
    PRIMARY KEY (kind, scheme, key, term)
  )`,
  // The most frequent of many that begin alike.
  `CREATE INDEX search_term_weight ON search_term (kind, left(key, 2), weight DESC)`,
  // Words that are like a word that was typed.
  `CREATE INDEX search_term_likeness ON search_term USING gin (key gin_trgm_ops) WHERE kind = 'WORD'`,
  // Headings by a later word of theirs.
  `CREATE INDEX search_term_words ON search_term USING gin (to_tsvector('mercia_plain', key)) WHERE kind = 'SUBJECT'`,

  `CREATE TABLE browse_doc (
    edition bigint PRIMARY KEY,
    /* edition.updated_at when it was read: a row of another stamp is not counted. */
    stamp timestamptz NOT NULL,
    creators text[] NOT NULL,
    /* '<SCHEME> <mark>' */
    classmarks text[] NOT NULL,
    /* As they are counted in search_term. */
    subjects text[] NOT NULL DEFAULT '{}'
  )`,
  `CREATE INDEX browse_doc_creators ON browse_doc USING gin (creators)`,
  `CREATE INDEX browse_doc_classmarks ON browse_doc USING gin (classmarks)`,

  // How far the keeper has come: one row, as soon as it has begun.
  `CREATE TABLE term_state (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    /* The last row of change that was read. */
    change_seq bigint NOT NULL,
    /* The edition that a count of all of them has come to; null if none is under way. */
    swept_to bigint,
    /* Of what that count has found, the part that is added up next; null while it reads editions. */
    adding smallint,
    /* Changes since the last count began, and the editions that it has found. */
    changed bigint NOT NULL DEFAULT 0,
    editions bigint NOT NULL DEFAULT 0,
    /* When everything was counted last; null before the first count. */
    counted_at timestamptz
  )`,
  // The words that a count of all editions has found so far, in parts that are not added up yet.
  `CREATE TABLE term_count (
    word text COLLATE "C" NOT NULL,
    editions integer NOT NULL
  )`,

  // Titles are folded: by the order of their characters they stand word by word in every database, and the one index also
  // finds those that begin with what was typed.
  `ALTER TABLE search_doc ALTER COLUMN sort_title TYPE text COLLATE "C"`,
];

export const terms: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
