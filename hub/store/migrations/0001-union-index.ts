import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The union index. Column types follow `hub/store/tables.ts`; what is said there is not said again here.
 * Foreign keys to `edition` are deferred, so that re-clustering may write in any order within its transaction.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE system (
    id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    system_id text NOT NULL UNIQUE
  )`,

  `CREATE TABLE record (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    system smallint NOT NULL REFERENCES system (id),
    local_id text NOT NULL,
    visibility text NOT NULL CHECK (visibility IN ('PUBLIC', 'SUPPRESSED', 'ILL_TEMPORARY', 'UNKNOWN')),
    deleted boolean NOT NULL,
    changed_at timestamptz,
    harvested_at timestamptz NOT NULL,
    format text NOT NULL CHECK (format IN ('iso2709', 'marcxml', 'marc-in-json')),
    raw bytea NOT NULL,
    digest bytea NOT NULL,
    rules integer NOT NULL,
    repairs text[] NOT NULL,
    title text,
    description jsonb NOT NULL,
    UNIQUE (system, local_id)
  )`,

  // Counts of what is there, system by system, without reading the wide rows.
  `CREATE INDEX record_live ON record (system) WHERE NOT deleted`,

  `CREATE TABLE reject (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    system smallint NOT NULL REFERENCES system (id),
    local_id text,
    place text NOT NULL,
    reason text NOT NULL,
    format text NOT NULL,
    raw bytea NOT NULL,
    rejected_at timestamptz NOT NULL,
    resolved_at timestamptz
  )`,
  `CREATE INDEX reject_system ON reject (system, local_id)`,

  `CREATE TABLE item (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    record bigint NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    system smallint NOT NULL,
    local_id text NOT NULL,
    barcode text,
    owner_code text NOT NULL,
    library text,
    call_number text,
    location_code text,
    item_type text,
    visibility text NOT NULL CHECK (visibility IN ('PUBLIC', 'SUPPRESSED', 'ILL_TEMPORARY', 'UNKNOWN'))
  )`,
  `CREATE INDEX item_record ON item (record)`,
  `CREATE INDEX item_barcode ON item (barcode) WHERE barcode IS NOT NULL`,
  // Not unique: while one page is written, a copy that moved may stand under its old and its new record.
  `CREATE INDEX item_local_id ON item (system, local_id)`,

  `CREATE TABLE holding (
    id text PRIMARY KEY,
    record bigint NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    system smallint NOT NULL,
    library text NOT NULL,
    basis text NOT NULL,
    copies integer,
    call_numbers text[] NOT NULL,
    site_codes text[] NOT NULL,
    statements jsonb NOT NULL,
    catalogue_url text,
    live_keys text[] NOT NULL
  )`,
  `CREATE INDEX holding_record ON holding (record)`,
  `CREATE INDEX holding_library ON holding (library)`,

  `CREATE TABLE match_key (
    key text NOT NULL,
    record bigint NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    PRIMARY KEY (key, record)
  )`,
  `CREATE INDEX match_key_record ON match_key (record)`,

  `CREATE TABLE edition (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    systems smallint[] NOT NULL,
    libraries text[] NOT NULL,
    format text NOT NULL,
    title text NOT NULL,
    description jsonb NOT NULL,
    updated_at timestamptz NOT NULL
  )`,
  `CREATE INDEX edition_libraries ON edition USING gin (libraries)`,
  // A DOI is no match key: editions are looked up by it all the same.
  `CREATE INDEX edition_dois ON edition USING gin ((description #> '{identifiers,dois}'))`,

  `CREATE TABLE member (
    record bigint PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
    system smallint NOT NULL,
    edition bigint NOT NULL REFERENCES edition (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
  )`,
  `CREATE INDEX member_edition ON member (edition)`,

  `CREATE TABLE edition_redirect (
    id bigint PRIMARY KEY,
    target bigint NOT NULL,
    at timestamptz NOT NULL
  )`,
  `CREATE INDEX edition_redirect_target ON edition_redirect (target)`,

  `CREATE TABLE search_doc (
    edition bigint PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    libraries text[] NOT NULL,
    sites text[] NOT NULL,
    format text NOT NULL,
    languages text[] NOT NULL,
    subjects text[] NOT NULL,
    published_year integer,
    online boolean NOT NULL,
    sort_title text NOT NULL,
    document tsvector NOT NULL
  )`,
  `CREATE INDEX search_doc_document ON search_doc USING gin (document)`,
  `CREATE INDEX search_doc_libraries ON search_doc USING gin (libraries)`,
  `CREATE INDEX search_doc_subjects ON search_doc USING gin (subjects)`,
  `CREATE INDEX search_doc_sort_title ON search_doc (sort_title, edition)`,

  `CREATE TABLE change (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    edition bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('CHANGED', 'MERGED', 'SPLIT', 'WITHDRAWN')),
    replaced_by bigint[] NOT NULL,
    at timestamptz NOT NULL
  )`,
  `CREATE INDEX change_edition ON change (edition)`,

  `CREATE TABLE harvest_run (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    system smallint NOT NULL REFERENCES system (id),
    kind text NOT NULL CHECK (kind IN ('full', 'changes')),
    cursor_from text,
    resume_at text,
    started_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    finished_at timestamptz,
    next_cursor text,
    records integer NOT NULL DEFAULT 0,
    deletions integer NOT NULL DEFAULT 0,
    rejects integer NOT NULL DEFAULT 0,
    expected integer,
    problem text
  )`,
  `CREATE INDEX harvest_run_system ON harvest_run (system, id DESC)`,

  `CREATE TABLE harvest_lease (
    system smallint PRIMARY KEY REFERENCES system (id),
    holder text NOT NULL,
    expires_at timestamptz NOT NULL
  )`,

  `CREATE TABLE setting (
    key text PRIMARY KEY,
    value jsonb NOT NULL
  )`,
];

/**
 * Search: the text search configuration `mercia` folds accents and English endings. It has no stop words: in a health
 * library WHO and IT are search terms. `mercia_document` and `mercia_query` are the two ends of a search. Both part words
 * at the same signs: PostgreSQL reads COVID-19 as a word and a negative number and HIV/AIDS as the name of a file, and
 * then `covid 19` or `aids` find neither. A hyphen before a word of a query means "without".
 */
const SEARCH: readonly string[] = [
  `CREATE TEXT SEARCH DICTIONARY mercia_english (TEMPLATE = snowball, Language = english)`,
  `CREATE TEXT SEARCH CONFIGURATION mercia (COPY = simple)`,
  `ALTER TEXT SEARCH CONFIGURATION mercia
    ALTER MAPPING FOR asciiword, asciihword, hword_asciipart WITH mercia_english`,
  `ALTER TEXT SEARCH CONFIGURATION mercia
    ALTER MAPPING FOR word, hword, hword_part WITH unaccent, mercia_english`,
  `CREATE FUNCTION mercia_words(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT translate(words, '/_&;:,()[]{}<>=+*#@|~^!?%$', repeat(' ', 26))
    $$`,
  `CREATE FUNCTION mercia_vector(words text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT to_tsvector('mercia', mercia_words(replace(coalesce(words, ''), '-', ' ')))
    $$`,
  `CREATE FUNCTION mercia_document(title text, creators text, subjects text, rest text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT setweight(mercia_vector(title), 'A') || setweight(mercia_vector(creators), 'B')
          || setweight(mercia_vector(subjects), 'C') || setweight(mercia_vector(rest), 'D')
    $$`,
  `CREATE FUNCTION mercia_query(words text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT websearch_to_tsquery('mercia', mercia_words(regexp_replace(words, '([^\\s"-])-+|-+(?=\\s|$)', '\\1 ', 'g')))
    $$`,
];

export const unionIndex: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`CREATE EXTENSION IF NOT EXISTS unaccent`.execute(db);
    await sql`CREATE EXTENSION IF NOT EXISTS pg_trgm`.execute(db);
    // `unaccent(text)` is only STABLE, because its rules could be edited; the wrapper names them, so that an index may use
    // it. The extension may have been installed in another schema by whoever runs the server.
    const found = await sql<{ schema: string }>`
      SELECT quote_ident(n.nspname) AS schema
      FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'unaccent'`.execute(db);
    const schema = found.rows[0]?.schema ?? 'public';
    await sql
      .raw(
        `CREATE FUNCTION mercia_unaccent(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
          AS $$ SELECT ${schema}.unaccent('${schema}.unaccent'::regdictionary, words) $$`,
      )
      .execute(db);
    for (const statement of [...SEARCH, ...STATEMENTS]) await sql.raw(statement).execute(db);
  },
};
