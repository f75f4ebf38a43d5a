/** Copies and statements of a plan: under which record, with which codes and barcode of the target. */
import { mappingsOfSnapshot } from '#comparison/mappings/kept-mappings.ts';
import { isInVersion } from '#comparison/snapshots/snapshot-rows.ts';
import { NONE, NOT_TOLD } from '#domain/comparison.ts';
import type { CodeListName } from '#domain/policies.ts';
import { textArray } from '#store/binary-array.ts';
import { sql, type RawBuilder } from 'kysely';
import { goes, isOfOthers, makeTable, type Prediction } from './prediction.ts';

/** Where the codes of each list stand on a copy, and where those of the target go. */
const CODES = [
  ['BRANCH', sql`i.owner_code`, 'branch'],
  ['LOCATION', sql`i.location_code`, 'location'],
  ['COLLECTION', sql`i.collection`, 'collection'],
  ['ITEM_TYPE', sql`i.item_type`, 'item_type'],
  ['STATUS', sql`i.status_at_source`, 'status'],
] as const satisfies readonly (readonly [CodeListName, RawBuilder<unknown>, string])[];

/** Blanks that stand for nothing at the ends of a barcode. */
const BLANKS = ' \t\n\r\f\v\u00A0\u200B\uFEFF';

/** A barcode as Koha compares it, without case and blanks at the ends; null for none. */
export function foldedBarcode(barcode: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql<string | null>`nullif(upper(btrim(${barcode}, ${BLANKS}::text)), '')`;
}

/** Fills `planned_item`; leaves `plan_code` (the mappings) and `plan_copy` (copies by their systems' own numbers). */
export async function predictItems(prediction: Prediction): Promise<void> {
  const { transaction, plan } = prediction;
  await listCodes(prediction);
  await placeItems(prediction);
  const { keep } = plan.settings.barcodes;
  const mapped = CODES.map(([list]) => sql.ref(`${list}.target`));
  const branch = sql`coalesce(${mapOf(plan.settings.branches)} ->> p.library, ${mapped[0]})`;
  const targets = [branch, ...mapped.slice(1)];
  const columns = CODES.map(([, , column]) => sql.ref(column));
  const codes = CODES.map(([list, source], place) => ({ list, source, target: targets[place] ?? sql`NULL` }));
  await sql`
    INSERT INTO planned_item (plan, item, record_number, class, goes, barcode, relabel, ${sql.join(columns)}, unmapped)
    SELECT ${plan.number}::int, p.id, p.number, p.class, p.goes, CASE WHEN NOT relabel THEN nullif(i.barcode, '') END, relabel,
      ${sql.join(codes.map(({ source, target }) => sql`CASE WHEN p.class = 'IN_TARGET' THEN ${codeOf(source)} ELSE ${target} END`))},
      CASE WHEN p.goes AND p.class <> 'IN_TARGET' THEN array_remove(ARRAY[${sql.join(
        codes.map(
          ({ list, source, target }) =>
            sql`CASE WHEN ${codeOf(source)} IS NOT NULL AND ${target} IS NULL THEN ${sql.lit(list)} END`,
        ),
      )}], NULL) ELSE '{}' END
    FROM (
      SELECT c.*, c.goes AND c.class <> 'IN_TARGET' AND (c.made_up OR (c.folded IS NULL AND NOT c.online)
        OR c.folded IS NOT NULL AND row_number() OVER (PARTITION BY c.goes OR c.is_target, c.folded
          ORDER BY NOT c.is_target, c.made_up, array_position(${[...keep]}::text[], c.library) NULLS LAST, c.place, c.id) > 1
        ) AS relabel
      FROM plan_copy c) p
      JOIN snapshot_item i ON i.id = p.id
      ${sql.join(
        codes.map(
          ({ list, source }) => sql`LEFT JOIN plan_code ${sql.ref(list)} ON ${sql.ref(`${list}.system`)} = i.system
            AND ${sql.ref(`${list}.list`)} = ${sql.lit(list)} AND ${sql.ref(`${list}.code`)} = ${source}`,
        ),
        sql` `,
      )}`.execute(transaction);
  await sql`CREATE INDEX ON plan_copy (system, local_id)`.execute(transaction);
}

/** `plan_code`: what each code becomes, as the snapshot's mappings say; codes that become nothing are not in it. */
async function listCodes({ transaction, plan }: Prediction): Promise<void> {
  const { mappings } = await mappingsOfSnapshot(transaction, plan.snapshot.number);
  const mapped = mappings.filter(({ target, state }) => target !== null && state !== 'UNMAPPED');
  await makeTable(
    transaction,
    'plan_code',
    sql`SELECT s.system, m.list, m.code, m.target
      FROM unnest(${textArray(mapped.map(({ system }) => system))}::text[], ${textArray(mapped.map(({ list }) => list))}::text[],
          ${textArray(mapped.map(({ code }) => code))}::text[], ${textArray(mapped.map(({ target }) => target))}::text[])
        AS m(system_id, list, code, target) JOIN plan_system s ON s.system_id = m.system_id`,
  );
}

/** `plan_copy`: every copy of the snapshot with its class and its record's number in the plan. */
async function placeItems({ transaction, plan }: Prediction): Promise<void> {
  const own = sql`CASE
    WHEN s.place IS NULL THEN 'OTHER_LIBRARY'
    WHEN s.is_target THEN 'IN_TARGET'
    WHEN 'ILL_TEMPORARY' IN (i.visibility, i.record_visibility) THEN 'INTERLIBRARY'
    WHEN i.library IS NULL THEN 'OWNERLESS'
    WHEN ${isOfOthers(plan, sql`ARRAY[i.library]`)} THEN 'OTHER_LIBRARY'
    WHEN 'SUPPRESSED' IN (i.visibility, i.record_visibility) THEN 'SUPPRESSED'
    WHEN i.left_out IS NOT NULL OR i.visibility <> 'PUBLIC' OR i.record_visibility <> 'PUBLIC' THEN 'HIDDEN'
    ELSE 'CARRIED' END`;
  await makeTable(
    transaction,
    'plan_copy',
    sql`SELECT i.id, i.system, i.local_id, i.library, n.number, s.place, s.is_target, k.goes,
        CASE WHEN c.goes AND NOT k.goes THEN CASE n.class WHEN 'TAKEN_BACK' THEN 'TAKEN_BACK' ELSE 'LEFT_BEHIND' END
          ELSE c.class END AS class,
        ${foldedBarcode(sql`i.barcode`)} AS folded, coalesce(i.use = 'ONLINE', false) AS online,
        EXISTS (SELECT FROM snapshot_finding f WHERE f.snapshot = ${plan.snapshot.number}::int AND f.kind = 'BARCODE_MADE_UP'
          AND f.subject = i.id) AS made_up
      FROM plan_system s JOIN snapshot_item i ON i.system = s.system AND ${isInVersion('i', 's')}
        LEFT JOIN plan_place n ON n.record = i.record
        CROSS JOIN LATERAL (SELECT o.class, ${goes(plan.settings.carry, sql`o.class`)} AS goes
          FROM (SELECT ${own} AS class) o) c
        CROSS JOIN LATERAL (SELECT c.goes AND coalesce(n.goes, false) AS goes) k`,
  );
}

/** Null for none. */
function codeOf(source: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`CASE WHEN ${source} NOT IN ('', ${sql.lit(NONE)}, ${sql.lit(NOT_TOLD)}) THEN ${source} END`;
}

/** What the snapshot's mappings say that branches become, decided or suggested: `system_id`, `code`, `target`. */
export function mappedBranches(snapshot: number): RawBuilder<unknown> {
  return sql`(SELECT m ->> 'system' AS system_id, m ->> 'code' AS code, m ->> 'target' AS target
    FROM snapshot x, json_array_elements(x.mappings -> 'mappings') m
    WHERE x.id = ${snapshot} AND m ->> 'list' = 'BRANCH' AND m ->> 'target' IS NOT NULL AND m ->> 'state' <> 'UNMAPPED')`;
}

export function mapOf(values: Readonly<Record<string, string>>): RawBuilder<unknown> {
  return sql`${JSON.stringify(values)}::jsonb`;
}

/** Fills `planned_statement`. */
export async function predictStatements({ transaction, plan }: Prediction): Promise<void> {
  const own = sql`CASE
    WHEN s.place IS NULL THEN 'OTHER_LIBRARY'
    WHEN n.class = 'TAKEN_BACK' THEN 'TAKEN_BACK'
    WHEN s.is_target THEN 'IN_TARGET'
    WHEN t.record_visibility = 'ILL_TEMPORARY' THEN 'INTERLIBRARY'
    WHEN ${isOfOthers(plan, sql`ARRAY[t.library]`)} THEN 'OTHER_LIBRARY'
    WHEN t.record_visibility = 'SUPPRESSED' THEN 'SUPPRESSED'
    WHEN t.record_visibility <> 'PUBLIC' THEN 'HIDDEN'
    ELSE 'CARRIED' END`;
  await sql`
    INSERT INTO planned_statement (plan, statement, record_number, class, goes)
    SELECT ${plan.number}::int, t.id, n.number,
      CASE WHEN c.goes AND NOT coalesce(n.goes, false) THEN 'LEFT_BEHIND' ELSE c.class END, c.goes AND coalesce(n.goes, false)
    FROM plan_system s JOIN snapshot_statement t ON t.system = s.system AND ${isInVersion('t', 's')}
      LEFT JOIN plan_place n ON n.record = t.record
      CROSS JOIN LATERAL (SELECT o.class, ${goes(plan.settings.carry, sql`o.class`)} AS goes
        FROM (SELECT ${own} AS class) o) c`.execute(transaction);
}
