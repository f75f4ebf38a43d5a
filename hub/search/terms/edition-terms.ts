/** The terms of editions, read in the server: nothing of them passes through this process. */
import { sql, type RawBuilder } from 'kysely';

/** Longer ones fit no entry of an index; nobody looks for anything by them. */
const TERM_MAX = 300;
const WORD_MIN = 3;
const WORD_MAX = 60;

/** Columns of `browse_doc`, and the kind that their values have in `search_term`. */
export const COUNTED = [
  { kind: 'CREATOR', column: 'creators' },
  { kind: 'SUBJECT', column: 'subjects' },
  { kind: 'CLASSMARK', column: 'classmarks' },
] as const;

export type CountedKind = (typeof COUNTED)[number]['kind'];

/** What an edition has now in a column of `browse_doc`, by its description. */
const NOW = {
  creators: (description: RawBuilder<unknown>) => sql`ARRAY(
    SELECT c FROM json_array_elements_text(coalesce(${description}->'creators', '[]')) AS c
    WHERE length(c) <= ${sql.lit(TERM_MAX)})`,
  classmarks: (description: RawBuilder<unknown>) => sql`ARRAY(
    SELECT (m->>'scheme') || ' ' || (m->>'mark') FROM json_array_elements(coalesce(${description}->'classmarks', '[]')) AS m
    WHERE length(m->>'mark') <= ${sql.lit(TERM_MAX)})`,
} as const;

/**
 * `browse_doc b JOIN edition o`, of which the values of a column meet a condition. The row is written after its edition: where
 * that changed since, the edition itself has to meet the condition, too. What it gained since is not found yet.
 */
export function browsedRows(
  column: keyof typeof NOW,
  isMet: (values: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`browse_doc b JOIN edition o ON o.id = b.edition AND ${isMet(sql`b.${sql.ref(column)}`)}
    AND (o.updated_at = b.stamp OR ${isMet(NOW[column](sql`o.description`))})`;
}

/** The same as a condition on `search_doc d`. */
export function isBrowsed(...asked: Parameters<typeof browsedRows>): RawBuilder<unknown> {
  return sql`d.edition IN (SELECT b.edition FROM ${browsedRows(...asked)})`;
}

/** Of a row `browse_doc b`, the creators that its `edition o` still has. */
export const CREATORS_STILL = sql`CASE WHEN o.updated_at = b.stamp THEN b.creators
  ELSE ARRAY(SELECT unnest(b.creators) INTERSECT SELECT unnest(${NOW.creators(sql`o.description`)})) END`;

/** A row of `browse_doc` for each edition of a condition on `edition e`, with its title. */
export function editionRows(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    SELECT e.id, e.updated_at, e.title,
      ${NOW.creators(sql`e.description`)} AS creators, ${NOW.classmarks(sql`e.description`)} AS classmarks,
      ARRAY(SELECT s FROM unnest(d.subjects) AS s WHERE length(s) <= ${sql.lit(TERM_MAX)}) AS subjects
    FROM edition e JOIN search_doc d ON d.edition = e.id
    WHERE ${condition}`;
}

/** Writes the rows of `browse_doc` that are other than before; `chosen` has what `editionRows` gives. */
export const WRITE_DOCS = sql`
  INSERT INTO browse_doc (edition, stamp, creators, classmarks, subjects)
  SELECT id, updated_at, creators, classmarks, subjects FROM chosen
  ON CONFLICT (edition) DO UPDATE
    SET stamp = excluded.stamp, creators = excluded.creators, classmarks = excluded.classmarks, subjects = excluded.subjects
    WHERE (browse_doc.stamp, browse_doc.creators, browse_doc.classmarks, browse_doc.subjects)
      <> (excluded.stamp, excluded.creators, excluded.classmarks, excluded.subjects)`;

/** The words of a table as `editionRows` gives it, as many as search splits them into, each with the number of its editions. */
export const wordsOf = (editions: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  SELECT word, count(*)::integer AS editions
  FROM (SELECT unnest(tsvector_to_array(to_tsvector('mercia_plain', mercia_words(replace(
      concat_ws(' ', title, array_to_string(creators, ' '), array_to_string(subjects, ' ')), '-', ' '))))) AS word
    FROM ${editions}) AS worded
  WHERE length(word) BETWEEN ${sql.lit(WORD_MIN)} AND ${sql.lit(WORD_MAX)}
  GROUP BY word HAVING word !~ '[./@:\\\\]' AND word !~ '^[-+,0-9]+$'`;

/** Terms as `search_term` has them, of a table with `kind`, `stored` (a value of `browse_doc`) and `editions`. */
export function toTerms(counted: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    SELECT kind, scheme, key, term, editions FROM (
      SELECT kind, scheme, term, editions,
        CASE kind WHEN 'CLASSMARK' THEN mercia_class_key(scheme, term) ELSE mercia_key(term) END AS key
      FROM (
        SELECT kind, editions,
          CASE kind WHEN 'CLASSMARK' THEN split_part(stored, ' ', 1) ELSE '' END AS scheme,
          CASE kind WHEN 'CLASSMARK' THEN substr(stored, strpos(stored, ' ') + 1) ELSE stored END AS term
        FROM ${counted}) AS named
    ) AS keyed WHERE key <> ''`;
}
