import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Shelf marks as they are typed, found by an index: each whole, with what stands in front of it as far as a blank. */
const STATEMENTS: readonly string[] = [
  String.raw`CREATE FUNCTION mercia_mark(mark text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(btrim(regexp_replace(lower(mark), '\s+', ' ', 'g')), '^([a-z]{1,3}) ?(?=[0-9])', '\1 ')
  $$`,
  `CREATE FUNCTION mercia_marks(marks text[]) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
      SELECT array_to_tsvector(ARRAY(SELECT left(mercia_mark(mark), 100) FROM unnest(marks) AS mark WHERE mark <> ''))
    $$`,
  String.raw`CREATE FUNCTION mercia_mark_query(mark text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT ('''' || replace(replace(mark, '\', '\\'), '''', '''''') || ''':*')::tsquery
  $$`,
  `CREATE INDEX holding_marks ON holding USING gin (mercia_marks(call_numbers)) WHERE call_numbers <> '{}'`,
];

export const shelfMarks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
