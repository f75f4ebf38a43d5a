import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Words of series, to be asked for apart from publishers and numbers, with which they share a weight in
 * `search_doc.document`. Only editions with a series are in the index. PostgreSQL keeps an index under a search path of its
 * own, in which neither the functions nor the text search configuration of Mercia would be found.
 */
const STATEMENTS: readonly string[] = [
  `CREATE FUNCTION mercia_series(description json) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
      SELECT mercia_vector(string_agg(title, E' \\n'))
      FROM json_array_elements_text(description->'seriesTitles') AS title
    $$`,
  `CREATE INDEX edition_series ON edition USING gin (mercia_series(description))
    WHERE json_array_length(description->'seriesTitles') > 0`,
];

export const seriesWords: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
