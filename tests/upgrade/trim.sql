-- Leaves some editions of a demonstration's database, whole, with all that hangs on them: see make-old-data.sh.
\set ON_ERROR_STOP 1
BEGIN;
SELECT to_regclass('feed_entry') IS NOT NULL AS has_feeds \gset

CREATE TEMP TABLE keep_edition AS
  SELECT m.edition FROM member m JOIN record r ON r.id = m.record JOIN system s ON s.id = r.system
    JOIN ruling u ON (s.system_id, r.local_id) IN ((u.a_system, u.a_local), (u.b_system, u.b_local))
  UNION SELECT target FROM edition_redirect
  UNION (SELECT m.edition FROM member m JOIN holding h USING (record)
    WHERE h.library = 'severnhythe' AND h.copies > 1 ORDER BY m.record LIMIT 4)
  UNION (SELECT edition FROM member GROUP BY 1 HAVING count(*) > 3 ORDER BY 1 LIMIT 6)
  UNION (SELECT DISTINCT edition FROM member ORDER BY 1 LIMIT 6)
  UNION (SELECT DISTINCT edition FROM member ORDER BY 1 DESC LIMIT 4);
CREATE TEMP TABLE keep_record AS
  SELECT record FROM member WHERE edition IN (SELECT edition FROM keep_edition)
  UNION (SELECT id FROM record WHERE visibility = 'ILL_TEMPORARY' ORDER BY id LIMIT 5)
  UNION (SELECT id FROM record WHERE visibility = 'SUPPRESSED' ORDER BY id LIMIT 3);
\if :has_feeds
INSERT INTO keep_record SELECT r.id FROM record r JOIN system s ON s.id = r.system
  JOIN taken_back_record t ON (t.system_id, t.record_id) = (s.system_id, r.local_id);
CREATE TEMP TABLE keep_entry AS SELECT position FROM feed_entry
  WHERE edition IN (SELECT edition FROM keep_edition) OR identifier IN (SELECT identifier FROM taken_back_entry);
DELETE FROM feed_in_set WHERE position NOT IN (SELECT position FROM keep_entry);
DELETE FROM feed_entry WHERE position NOT IN (SELECT position FROM keep_entry);
DELETE FROM feed_set_size;
INSERT INTO feed_set_size
  SELECT e.repository, set_spec, count(*) FROM feed_entry e, unnest(e.sets || ''::text) AS set_spec
  WHERE e.kind <> 'DELETED' AND e.replaced_at IS NULL GROUP BY 1, 2;
DELETE FROM feed_loss;
-- These four are filled again by whoever serves.
DELETE FROM search_term; DELETE FROM browse_doc; DELETE FROM term_count; DELETE FROM term_state;
DELETE FROM vocabulary; DELETE FROM vocabulary_term; DELETE FROM vocabulary_word; DELETE FROM vocabulary_broader;
DELETE FROM kept_hidden k WHERE (system_id, record_id) NOT IN (
  SELECT s.system_id, r.local_id FROM record r JOIN system s ON s.id = r.system JOIN keep_record k2 ON k2.record = r.id)
  AND reason = 'ILL_TEMPORARY';
\endif

DELETE FROM edition WHERE id NOT IN (SELECT edition FROM keep_edition);
DELETE FROM link WHERE NOT (a IN (SELECT record FROM keep_record) AND b IN (SELECT record FROM keep_record));
DO $$ DECLARE of record; BEGIN
  FOR of IN SELECT c.table_name AS name, c.column_name AS col
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type = 'bigint'
      AND c.column_name IN ('record', 'edition') AND table_name <> 'feed_entry'
  LOOP
    EXECUTE format('DELETE FROM %I WHERE %I NOT IN (SELECT %s FROM %s)', of.name, of.col, of.col, 'keep_' || of.col);
  END LOOP;
END $$;
DELETE FROM record WHERE id NOT IN (SELECT record FROM keep_record);
DELETE FROM last_known WHERE holding NOT IN (SELECT id FROM holding);
COMMIT;
