/** What an index says, as lines that can be compared: a name, and a text or a digest of it. */
import { sql, type RawBuilder } from 'kysely';

/** Statements that give `name` and `says`. They read the tables of whichever schema they are run in. */
export const SAID: Readonly<Record<'MEMBERS' | 'TEXTS' | 'FEEDS' | 'TERMS' | 'WORDS' | 'LISTS', RawBuilder<unknown>>> =
  {
    MEMBERS: sql`
    SELECT m.edition::text AS name, string_agg(s.system_id || ':record:' || r.local_id, ' '
      ORDER BY s.system_id COLLATE "C", r.local_id COLLATE "C") AS says
    FROM member m JOIN record r ON r.id = m.record JOIN system s ON s.id = r.system GROUP BY m.edition`,
    TEXTS: sql`
    SELECT e.id::text AS name, md5(concat_ws(E'\\n', e.systems, e.libraries, e.format, e.title, e.description, e.work, d.sites,
      d.languages, d.subjects, d.published_year, d.online, d.sort_title, d.document)) AS says
    FROM edition e LEFT JOIN search_doc d ON d.edition = e.id`,
    FEEDS: sql`
    SELECT r.name || ' ' || e.identifier AS name,
      md5(e.hash || convert_to(ARRAY(SELECT unnest(e.sets) ORDER BY 1)::text, 'UTF8')) AS says
    FROM feed_entry e JOIN feed_repository r ON r.id = e.repository WHERE e.replaced_at IS NULL AND e.hash IS NOT NULL`,
    TERMS: sql`
    SELECT concat_ws(' ', kind, nullif(scheme, ''), term) AS name, weight::text AS says
    FROM search_term WHERE kind <> 'WORD' AND weight > 0`,
    // Their weights are counted from time to time, and words that nothing has any more stay until then.
    WORDS: sql`SELECT 'WORD ' || term AS name, '' AS says FROM search_term WHERE kind = 'WORD'`,
    LISTS: sql`SELECT edition::text AS name, md5(concat_ws(E'\\n', creators, classmarks, subjects)) AS says FROM browse_doc`,
  };
