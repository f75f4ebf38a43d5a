/** Reads the terms of some editions, in the server: nothing of it passes through this process. */
import { sql, type RawBuilder } from 'kysely';

/** Longer ones fit no entry of an index; nobody looks for anything by them. */
const TERM_MAX = 300;
const WORD_MIN = 3;
const WORD_MAX = 60;

/**
 * CTEs that write `browse_doc` for the editions of a condition on `edition e`, and give as `found` their terms, each with the
 * number of these editions that have it.
 */
export function readEditions(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    chosen AS MATERIALIZED (
      SELECT e.id, e.updated_at, e.title, d.subjects,
        ARRAY(SELECT c FROM json_array_elements_text(coalesce(e.description->'creators', '[]')) AS c
          WHERE length(c) <= ${sql.lit(TERM_MAX)}) AS creators,
        ARRAY(SELECT (m->>'scheme') || ' ' || (m->>'mark')
          FROM json_array_elements(coalesce(e.description->'classmarks', '[]')) AS m
          WHERE length(m->>'mark') <= ${sql.lit(TERM_MAX)}) AS classmarks
      FROM edition e JOIN search_doc d ON d.edition = e.id
      WHERE ${condition}
    ), docs AS (
      INSERT INTO browse_doc (edition, stamp, creators, classmarks)
      SELECT id, updated_at, creators, classmarks FROM chosen
      ON CONFLICT (edition) DO UPDATE
        SET stamp = excluded.stamp, creators = excluded.creators, classmarks = excluded.classmarks
        WHERE (browse_doc.stamp, browse_doc.creators, browse_doc.classmarks)
          <> (excluded.stamp, excluded.creators, excluded.classmarks)
    ), named AS (
      SELECT 'CREATOR' AS kind, '' AS scheme, mercia_key(term) AS key, term, editions
      FROM (SELECT unnest(creators) AS term, count(*) AS editions FROM chosen GROUP BY 1) AS creator
      UNION ALL
      SELECT 'SUBJECT', '', mercia_key(term), term, editions
      FROM (SELECT unnest(subjects) AS term, count(*) AS editions FROM chosen GROUP BY 1) AS subject
      WHERE length(term) <= ${sql.lit(TERM_MAX)}
      UNION ALL
      SELECT 'CLASSMARK', scheme, mercia_class_key(scheme, mark), mark, editions
      FROM (SELECT split_part(classmark, ' ', 1) AS scheme, substr(classmark, strpos(classmark, ' ') + 1) AS mark, editions
        FROM (SELECT unnest(classmarks) AS classmark, count(*) AS editions FROM chosen GROUP BY 1) AS classed) AS split
      UNION ALL
      SELECT 'WORD', '', word, word, editions
      FROM (SELECT unnest(tsvector_to_array(to_tsvector('mercia_plain', mercia_words(replace(
            concat_ws(' ', title, array_to_string(creators, ' '), array_to_string(subjects, ' ')), '-', ' '))))) AS word,
          count(*) AS editions FROM chosen GROUP BY 1) AS worded
      WHERE length(word) BETWEEN ${sql.lit(WORD_MIN)} AND ${sql.lit(WORD_MAX)}
        AND word !~ '[./@:\\\\]' AND word !~ '^[-+,0-9]+$'
    ), found AS MATERIALIZED (
      SELECT kind, scheme, key, term, editions FROM named WHERE key <> ''
    )`;
}
