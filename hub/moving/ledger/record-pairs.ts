/** Records of both sides as tables, and what their pairs say: what is missing, there twice, merged, or pointed to. */
import { isInVersion } from '#comparison/snapshots/snapshot-rows.ts';
import { bigintArray, textArray } from '#store/binary-array.ts';
import { sql, type RawBuilder } from 'kysely';
import type { FieldDifference, LinkToProve } from './compare-marc.ts';
import type { LedgerSides } from './ledger.ts';
import { makeTemp, run, type Tx } from './worksheet.ts';

/** `l_source`, `l_target`, and `l_pair`, which is empty. */
export async function makeSides(
  tx: Tx,
  { source, systems, libraries, wholeSystems, target, targetSystem, before, plan }: LedgerSides,
): Promise<void> {
  const isOfLibraries =
    libraries === null
      ? sql`true`
      : sql`(t.libraries && ${[...libraries]}::text[] OR t.libraries = '{}' AND t.system = ANY(${[...wholeSystems]}::smallint[]))`;
  await makeTemp(
    tx,
    'l_source',
    sql`SELECT t.id, row_number() OVER (ORDER BY t.id)::int AS number, t.system, name.system_id, t.record, t.local_id, t.libraries, t.edition,
        t.visibility, name.system_id || ':record:' || t.local_id AS key, p.number AS planned, coalesce(p.goes, true) AS goes, coalesce(p.base = t.id, false) AS is_base
      FROM snapshot_system v JOIN system name ON name.id = v.system
        JOIN snapshot_record t ON t.system = v.system AND ${isInVersion('t', 'v')}
        LEFT JOIN (SELECT q.number, q.goes, q.base, unnest(q.members) AS member FROM planned_record q WHERE q.plan = ${plan}) p ON p.member = t.id
      WHERE v.snapshot = ${source} AND v.system = ANY(${[...systems]}::smallint[]) AND ${isOfLibraries}`,
  );
  await makeTemp(
    tx,
    'l_target',
    sql`SELECT t.id, t.record, t.local_id, t.libraries, t.edition, t.visibility, b.id AS before, b.visibility AS visibility_before,
        EXISTS (SELECT FROM snapshot_statement q WHERE q.record = t.record AND ${isInVersion('q', 'v')}) AS tells_runs
      FROM snapshot_system v JOIN snapshot_record t ON t.system = v.system AND ${isInVersion('t', 'v')}
        LEFT JOIN (
          SELECT t.id, t.local_id, t.visibility FROM snapshot_system v JOIN snapshot_record t ON t.system = v.system AND ${isInVersion('t', 'v')}
          WHERE v.snapshot = ${before} AND v.system = ${targetSystem}) b ON b.local_id = t.local_id
      WHERE v.snapshot = ${target} AND v.system = ${targetSystem}`,
  );
  await run(
    tx,
    sql`CREATE INDEX ON l_source (system_id, local_id)`,
    sql`CREATE INDEX ON l_source (id)`,
    sql`CREATE INDEX ON l_target (id)`,
    sql`CREATE TEMP TABLE l_pair (source bigint, target bigint, from_control text, to_control text,
      system smallint, from_id text, to_id text) ON COMMIT DROP`,
  );
}

/** A difference of a field that is explained if each of its links names what it should. */
export interface DifferenceToProve {
  readonly number: number;
  readonly difference: FieldDifference;
  readonly links: readonly LinkToProve[];
}

/**
 * Whether all links of each are right: what they named became what they name now. One that says the same is wrong only if it named
 * something that has another number now.
 */
export async function proveLinks(
  tx: Tx,
  sides: LedgerSides,
  differences: readonly DifferenceToProve[],
): Promise<readonly boolean[]> {
  await sql`UPDATE l_pair p SET system = s.system, from_id = s.local_id, to_id = t.local_id
    FROM l_source s, l_target t WHERE s.id = p.source AND t.id = p.target`.execute(tx);
  await run(
    tx,
    sql`CREATE INDEX ON l_pair (system, from_id)`,
    sql`CREATE INDEX ON l_pair (system, from_control)`,
    sql`ANALYZE l_pair`,
  );
  const links = differences.flatMap(({ number, links: all }, place) => all.map((link) => ({ number, place, link })));
  if (links.length === 0) return [];
  const text = (of: (link: LinkToProve) => string): Buffer => textArray(links.map(({ link }) => of(link)));
  const int = (of: (one: (typeof links)[number]) => number): Buffer => bigintArray(links.map(of));
  await makeTemp(
    tx,
    'l_link',
    sql`SELECT n.place, n.of, n.from_id, n.agency, n.to_id, n.same = 'true' AS same, s.system, s.system_id
      FROM unnest(${int(({ number }) => number)}::bigint[], ${int(({ place }) => place)}::bigint[], ${text(({ of }) => of)}::text[],
        ${text(({ from }) => from)}::text[], ${text(({ agency }) => agency ?? '')}::text[], ${text(({ to }) => to)}::text[],
        ${text(({ isSame }) => String(isSame))}::text[]) AS n (number, place, of, from_id, agency, to_id, same)
      JOIN l_source s ON s.number = n.number`,
  );
  await makeLinkedItems(tx, sides);
  const { rows } = await sql<{ wrong: number }>`
    SELECT DISTINCT n.place::int AS wrong FROM l_link n, LATERAL (
      SELECT bool_or(p.to_id = n.to_id OR (n.of = 'RECORD' AND p.to_control = n.to_id)) AS right
      FROM l_pair p WHERE n.of <> 'ITEM' AND p.system = n.system AND (
        (p.from_id = n.from_id AND (NOT n.same OR n.of = 'RECORD_NUMBER' OR n.agency = n.system_id OR p.from_control IS NULL))
        OR (p.from_control = n.from_id AND n.of = 'RECORD'))
      UNION ALL
      SELECT bool_or(EXISTS (SELECT FROM l_linked j WHERE NOT j.in_source AND j.barcode = i.barcode AND j.local_id = n.to_id))
      FROM l_linked i WHERE n.of = 'ITEM' AND i.in_source AND i.system = n.system AND i.local_id = n.from_id
        AND (NOT n.same OR EXISTS (SELECT FROM l_linked j WHERE NOT j.in_source AND j.barcode = i.barcode))) found
    GROUP BY n.place, n.of, n.from_id, n.to_id, n.same
    HAVING CASE WHEN n.same THEN bool_or(found.right) IS FALSE ELSE bool_or(found.right) IS NOT TRUE END`.execute(tx);
  const wrong = new Set(rows.map((row) => row.wrong));
  return differences.map((_, place) => !wrong.has(place));
}

/** `l_linked`: the copies that links name, and those of the target that have their barcodes. They have no index by their numbers. */
async function makeLinkedItems(tx: Tx, { source, systems, target, targetSystem, plan }: LedgerSides): Promise<void> {
  await makeTemp(
    tx,
    'l_linked',
    sql`WITH named AS (
        SELECT v.system, i.local_id, CASE WHEN q.item IS NULL THEN i.barcode ELSE q.barcode END AS barcode
        FROM snapshot_system v JOIN snapshot_item i ON i.system = v.system AND ${isInVersion('i', 'v')}
          LEFT JOIN planned_item q ON q.plan = ${plan} AND q.item = i.id
        WHERE v.snapshot = ${source} AND v.system = ANY(${[...systems]}::smallint[]) AND i.local_id IN (SELECT from_id FROM l_link WHERE of = 'ITEM'))
      SELECT *, true AS in_source FROM named
      UNION ALL
      SELECT v.system, i.local_id, i.barcode, false FROM snapshot_system v JOIN snapshot_item i ON i.system = v.system AND ${isInVersion('i', 'v')}
      WHERE v.snapshot = ${target} AND v.system = ${targetSystem} AND i.barcode IN (SELECT barcode FROM named)`,
    ['local_id'],
  );
  await sql`CREATE INDEX ON l_linked (barcode)`.execute(tx);
}

/** What is missing, there twice, merged, hidden otherwise, or there without a record of the source. */
export async function keepPairs(tx: Tx, { before }: LedgerSides): Promise<void> {
  await run(
    tx,
    sql`ANALYZE l_pair`,
    sql`UPDATE l_row r SET target = p.target, merged = p.merged
      FROM (SELECT p.source, min(p.target) AS target, bool_or(m.members > 1 OR t.before IS NOT NULL) AS merged
        FROM l_pair p JOIN l_target t ON t.id = p.target
          JOIN (SELECT target, count(*) AS members FROM l_pair GROUP BY target) m ON m.target = p.target
        GROUP BY p.source) p
      WHERE p.source = r.source`,
    sql`INSERT INTO l_diff (number, field, what, from_value, rule)
      SELECT r.number, '(record)', 'MISSING', s.key, CASE WHEN NOT s.goes THEN 'record-left-behind' END
      FROM l_row r JOIN l_source s ON s.id = r.source WHERE r.target IS NULL`,
    sql`INSERT INTO l_diff (number, field, what, from_value, to_value)
      SELECT r.number, '(record)', 'TWICE', r.key, string_agg(p.to_id, ', ' ORDER BY p.to_id)
      FROM l_row r JOIN l_pair p ON p.source = r.source GROUP BY r.number, r.key HAVING count(*) > 1`,
    visibilityDiffers(),
    sql`INSERT INTO l_row (number, system, key, libraries, in_source, target, merged)
      SELECT (SELECT count(*) FROM l_source) + row_number() OVER (ORDER BY t.id), g.system, y.system_id || ':record:' || t.local_id, t.libraries,
        false, t.id, false
      FROM l_target t JOIN snapshot_record g ON g.id = t.id JOIN system y ON y.id = g.system
      WHERE NOT EXISTS (SELECT FROM l_pair p WHERE p.target = t.id) AND (${before}::int IS NULL OR t.before IS NULL)`,
    sql`INSERT INTO l_diff (number, field, what, to_value) SELECT number, '(record)', 'EXTRA', key FROM l_row WHERE NOT in_source`,
  );
}

/**
 * Of records that became one, or that the target had before, readers see the title if they saw one of them; which hid it then, and how,
 * is as good as another. It is said of those that readers saw, or of all if they saw the one of before alone.
 */
function visibilityDiffers(): RawBuilder<unknown> {
  return sql`INSERT INTO l_diff (number, field, what, from_value, to_value, untold)
    SELECT r.number, 'visibility', 'CHANGED', w.wanted, t.visibility, CASE 'UNKNOWN' WHEN w.wanted THEN 'SOURCE' WHEN t.visibility THEN 'TARGET' END
    FROM l_row r JOIN l_source s ON s.id = r.source JOIN l_target t ON t.id = r.target
      LEFT JOIN (SELECT p.target, array_agg(DISTINCT o.visibility) AS seen FROM l_pair p JOIN l_source o ON o.id = p.source WHERE o.goes GROUP BY 1) m
        ON m.target = t.id,
      LATERAL (SELECT coalesce(m.seen, '{}') || s.visibility AS loaded) l,
      LATERAL (SELECT l.loaded || coalesce(t.visibility_before, s.visibility) AS had) h,
      LATERAL (SELECT CASE WHEN 'PUBLIC' = ANY(h.had) THEN 'PUBLIC' WHEN 'UNKNOWN' = ANY(h.had) THEN 'UNKNOWN'
        WHEN t.visibility = ANY(h.had) THEN t.visibility ELSE s.visibility END AS wanted) w
    WHERE w.wanted <> t.visibility AND (w.wanted <> 'PUBLIC' OR s.visibility = 'PUBLIC' OR NOT 'PUBLIC' = ANY(l.loaded))`;
}
