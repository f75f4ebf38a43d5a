import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Words of series, to be asked for apart from publishers and numbers, with which they share a weight in
 * `search_doc.document`; only editions with a series are in their index. And class marks by how they begin: each is a word of
 * its own, in the form by which marks of its scheme are ordered.
 *
 * PostgreSQL keeps an index under a search path of its own, in which neither the functions nor the text search configuration
 * of Mercia would be found.
 */
const STATEMENTS: readonly string[] = [
  `CREATE FUNCTION mercia_series(description json) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
      SELECT mercia_vector(string_agg(title, E' \\n'))
      FROM json_array_elements_text(description->'seriesTitles') AS title
    $$`,
  `CREATE INDEX edition_series ON edition USING gin (mercia_series(description))
    WHERE json_array_length(description->'seriesTitles') > 0`,

  // Of '<SCHEME> <mark>'.
  `CREATE FUNCTION mercia_class_vector(classmarks text[]) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
      SELECT array_to_tsvector(ARRAY(
        SELECT scheme || ' ' || mercia_class_key(scheme, substr(classmark, length(scheme) + 2))
        FROM (SELECT classmark, split_part(classmark, ' ', 1) AS scheme FROM unnest(classmarks) AS classmark) AS named))
    $$`,
  `CREATE FUNCTION mercia_class_query(scheme text, prefix text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT ('''' || replace(replace(scheme || ' ' || mercia_class_key(scheme, prefix), '\\', '\\\\'), '''', '''''')
        || ''':*')::tsquery
    $$`,
  `CREATE INDEX browse_doc_class_vector ON browse_doc USING gin (mercia_class_vector(classmarks))`,
];

export const searchFilters: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
