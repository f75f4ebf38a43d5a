/** Records of both sides as tables, and what their pairs say: what is missing, there twice, merged, or pointed to. */
import { isInVersion } from '#comparison/snapshots/snapshot-rows.ts';
import { bigintArray, textArray } from '#store/binary-array.ts';
import { sql } from 'kysely';
import type { LinkToProve } from './compare-marc.ts';
import type { LedgerSides } from './ledger.ts';
import { makeTemp, run, type Tx } from './worksheet.ts';

/** `l_source`, `l_target`, and `l_pair`, which is empty. */
export async function makeSides(
  tx: Tx,
  { source, systems, libraries, target, targetSystem, before, plan }: LedgerSides,
): Promise<void> {
  const isOfLibraries = libraries === null ? sql`true` : sql`t.libraries && ${[...libraries]}::text[]`;
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
    sql`SELECT t.id, t.record, t.local_id, t.libraries, t.edition, t.visibility, b.id AS before
      FROM snapshot_system v JOIN snapshot_record t ON t.system = v.system AND ${isInVersion('t', 'v')}
        LEFT JOIN (
          SELECT t.id, t.local_id FROM snapshot_system v JOIN snapshot_record t ON t.system = v.system AND ${isInVersion('t', 'v')}
          WHERE v.snapshot = ${before} AND v.system = ${targetSystem}) b ON b.local_id = t.local_id
      WHERE v.snapshot = ${target} AND v.system = ${targetSystem}`,
  );
  await run(
    tx,
    sql`CREATE INDEX ON l_source (system_id, local_id)`,
    sql`CREATE INDEX ON l_source (id)`,
    sql`CREATE INDEX ON l_target (id)`,
    sql`CREATE TEMP TABLE l_pair (source bigint, target bigint, system smallint, from_id text, to_id text) ON COMMIT DROP`,
  );
}

/** A link is explained if what it named became what it names now. */
export async function proveLinks(
  tx: Tx,
  sides: LedgerSides,
  links: readonly { readonly number: number; readonly link: LinkToProve }[],
): Promise<readonly boolean[]> {
  await sql`UPDATE l_pair p SET system = s.system, from_id = s.local_id, to_id = t.local_id
    FROM l_source s, l_target t WHERE s.id = p.source AND t.id = p.target`.execute(tx);
  await sql`CREATE INDEX ON l_pair (system, from_id)`.execute(tx);
  await sql`ANALYZE l_pair`.execute(tx);
  if (links.length === 0) return [];
  const { source, systems, target, targetSystem, plan } = sides;
  await makeTemp(
    tx,
    'l_link',
    sql`SELECT * FROM unnest(${bigintArray(links.map(({ number }) => number))}::bigint[], ${textArray(links.map(({ link }) => link.of))}::text[],
      ${textArray(links.map(({ link }) => link.from))}::text[], ${textArray(links.map(({ link }) => link.to))}::text[])
      WITH ORDINALITY AS n (number, of, from_id, to_id, place)`,
  );
  // Copies have no index by their numbers: those that are named are read in one go.
  await makeTemp(
    tx,
    'l_linked',
    sql`SELECT v.system, i.local_id, CASE WHEN q.item IS NULL THEN i.barcode ELSE q.barcode END AS barcode, true AS in_source
      FROM snapshot_system v JOIN snapshot_item i ON i.system = v.system AND ${isInVersion('i', 'v')}
        LEFT JOIN planned_item q ON q.plan = ${plan} AND q.item = i.id
      WHERE v.snapshot = ${source} AND v.system = ANY(${[...systems]}::smallint[]) AND i.local_id IN (SELECT from_id FROM l_link WHERE of = 'ITEM')
      UNION ALL
      SELECT v.system, i.local_id, i.barcode, false FROM snapshot_system v JOIN snapshot_item i ON i.system = v.system AND ${isInVersion('i', 'v')}
      WHERE v.snapshot = ${target} AND v.system = ${targetSystem} AND i.local_id IN (SELECT to_id FROM l_link WHERE of = 'ITEM')`,
    ['local_id'],
  );
  const { rows } = await sql<{ proved: boolean }>`
    SELECT CASE n.of
        WHEN 'RECORD' THEN EXISTS (SELECT FROM l_pair p WHERE p.system = o.system AND p.from_id = n.from_id AND p.to_id = n.to_id)
        ELSE EXISTS (SELECT FROM l_linked i JOIN l_linked j ON NOT j.in_source AND j.local_id = n.to_id AND j.barcode = i.barcode
          WHERE i.in_source AND i.system = o.system AND i.local_id = n.from_id)
      END AS proved
    FROM l_link n JOIN l_source o ON o.number = n.number ORDER BY n.place`.execute(tx);
  return rows.map(({ proved }) => proved);
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
    sql`INSERT INTO l_diff (number, field, what, from_value, to_value)
      SELECT r.number, 'visibility', 'CHANGED', s.visibility, t.visibility
      FROM l_row r JOIN l_source s ON s.id = r.source JOIN l_target t ON t.id = r.target
      WHERE s.visibility <> t.visibility AND NOT r.merged`,
    sql`INSERT INTO l_row (number, system, key, libraries, in_source, target, merged)
      SELECT (SELECT count(*) FROM l_source) + row_number() OVER (ORDER BY t.id), g.system, y.system_id || ':record:' || t.local_id, t.libraries,
        false, t.id, false
      FROM l_target t JOIN snapshot_record g ON g.id = t.id JOIN system y ON y.id = g.system
      WHERE NOT EXISTS (SELECT FROM l_pair p WHERE p.target = t.id) AND (${before}::int IS NULL OR t.before IS NULL)`,
    sql`INSERT INTO l_diff (number, field, what, to_value) SELECT number, '(record)', 'EXTRA', key FROM l_row WHERE NOT in_source`,
  );
}
