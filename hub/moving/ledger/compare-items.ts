/** Items of the source beside those of the target: paired by barcode, then compared. */
import { isInVersion } from '#comparison/snapshots/snapshot-rows.ts';
import { readRegion } from '#comparison/snapshots/snapshot.ts';
import type { Region } from '#domain/region.ts';
import { sql, type RawBuilder } from 'kysely';
import { extraRows, isSource, isTarget, makeRecordPairs, ofLibraries, sidesOf } from './catalogue-rows.ts';
import type { LedgerSides } from './ledger.ts';
import {
  clearClass,
  col,
  compareFields,
  digestOf,
  keepWorksheet,
  makeTemp,
  noteUntold,
  openWorksheet,
  run,
  type ComparedField,
  type Tx,
} from './worksheet.ts';

const MAPPED = [
  { list: 'BRANCH', code: sql`t.owner_code`, planned: sql`q.branch`, as: 'want_branch' },
  { list: 'LOCATION', code: sql`t.location_code`, planned: sql`q.location`, as: 'want_location' },
  {
    list: 'COLLECTION',
    code: sql`nullif(nullif(t.collection, '(none)'), '(not told)')`,
    planned: sql`q.collection`,
    as: 'want_collection',
  },
  { list: 'ITEM_TYPE', code: sql`t.item_type`, planned: sql`q.item_type`, as: 'want_type' },
  { list: 'STATUS', code: sql`t.status_at_source`, planned: sql`q.status`, as: 'want_status' },
] as const;

/** As the plan maps it, which says nothing of a code that is not mapped; else as people decided in the snapshot; else as it was. */
const WANTED = sql.join(
  MAPPED.map(
    ({ list, code, planned, as }) =>
      sql`coalesce(CASE WHEN q.item IS NOT NULL THEN ${planned} ELSE ${sql.ref(`map_${list}.target`)} END, ${code}) AS ${sql.ref(as)}`,
  ),
);
const MAPS = sql.join(
  MAPPED.map(({ list, code }) => {
    const map = sql.ref(`map_${list}`);
    return sql`LEFT JOIN l_map ${map} ON ${map}.system = t.system AND ${map}.list = ${sql.lit(list)} AND ${map}.code = ${code}`;
  }),
  sql` `,
);

const DETAILS = ['enumeration', 'chronology', 'copyNumber', 'price', 'acquiredOn', 'publicNotes'] as const;
const DETAIL_NAMES: Readonly<Record<(typeof DETAILS)[number], string>> = {
  enumeration: 'enumeration',
  chronology: 'chronology',
  copyNumber: 'copy number',
  price: 'price',
  acquiredOn: 'acquired on',
  publicNotes: 'public notes',
};

/** A value of `details` as text; null where it is empty or not told. */
const detailOf = (column: string, name: string): RawBuilder<unknown> =>
  sql`nullif(${sql.ref(column)}::jsonb ->> ${sql.lit(name)}, '[]')`;
const tellsDetail = (column: string, name: string): RawBuilder<unknown> =>
  sql`coalesce(${sql.ref(column)}::jsonb ? ${sql.lit(name)}, false)`;

const ITEM_COLUMNS = sql`t.id, t.system, t.record, t.local_id, t.barcode, t.owner_code, t.library, t.call_number, t.location_code, t.item_type,
  CASE WHEN t.collection NOT IN ('(none)', '(not told)') THEN t.collection END AS collection, t.collection <> '(not told)' AS collection_told,
  t.status, t.status_at_source, t.use, t.visibility, n.notes::text AS staff_notes, t.details::text AS details`;
const ITEM_TABLES = sql`LEFT JOIN snapshot_staff_note n ON n.item = t.id`;
/** Most copies say the same of these on both sides, to the letter: then nothing is read of them. */
const OTHER_DETAILS = sql.join(
  ['s', 't'].map((side) => {
    const name = `${side}_details`;
    return sql`CASE WHEN s.details IS DISTINCT FROM t.details THEN ${sql.ref(`${side}.details`)}::jsonb END AS ${sql.ref(name)}`;
  }),
);

/** Numbers that a system made up for want of a label, as was found when the snapshot was taken: they tell no copy from another. */
const madeUpIn = (
  snapshot: number,
): RawBuilder<unknown> => sql`LEFT JOIN (SELECT DISTINCT f.subject FROM snapshot_finding f
  WHERE f.snapshot = ${snapshot} AND f.kind = 'BARCODE_MADE_UP') made_up ON made_up.subject = t.id`;
const isMadeUp = sql`made_up.subject IS NOT NULL`;

/** In the place of a field: copies of which nobody can say which became which. */
export const ANY_OF_SEVERAL = 'which of several copies without a barcode';

export async function compareItems(tx: Tx, sides: LedgerSides): Promise<void> {
  await clearClass(tx, sides, 'ITEMS');
  await openWorksheet(tx);
  await makeRecordPairs(tx, sides);
  await makeSides(tx, sides);
  await pairItems(tx);
  await makeTemp(
    tx,
    'l_both',
    sql`SELECT s.number, ${sidesOf([
      ...[
        'barcode',
        'made_up',
        'nameless',
        'owner_code',
        'call_number',
        'location_code',
        'item_type',
        'collection',
        'collection_told',
        'status',
        'status_at_source',
        'use',
        'visibility',
      ],
      ...['staff_notes', 'record'],
    ])}, ${OTHER_DETAILS}, s.want_barcode, s.want_branch, s.want_location, s.want_collection, s.want_type, s.want_status, s.comparable, s.target_record
      FROM l_pair p JOIN l_source s ON s.id = p.source JOIN l_target t ON t.id = p.target`,
  );
  await sql`
    INSERT INTO l_row (number, system, key, libraries, in_source, source, target, merged)
    SELECT s.number, s.system, ${itemKey('s')}, CASE WHEN s.library IS NULL THEN '{}' ELSE ARRAY[s.library] END, true, s.id, p.target, false
    FROM l_source s LEFT JOIN l_pair p ON p.source = s.id`.execute(tx);
  await compareFields(tx, 'l_both', await itemFields(tx, sides));
  await run(
    tx,
    sql`INSERT INTO l_diff (number, field, what, from_value, to_value)
      SELECT b.number, 'record', 'CHANGED', s.local_id, t.local_id FROM l_both b
        LEFT JOIN snapshot_record s ON s.id = (SELECT max(x.id) FROM snapshot_record x WHERE x.record = b.s_record)
        LEFT JOIN snapshot_record t ON t.id = (SELECT max(x.id) FROM snapshot_record x WHERE x.record = b.t_record)
      WHERE b.target_record IS DISTINCT FROM b.t_record
        AND NOT EXISTS (SELECT FROM l_record p WHERE p.source = b.s_record AND p.target = b.t_record)`,
    sql`INSERT INTO l_diff (number, field, what, from_value, rule, untold)
      SELECT r.number, CASE WHEN a.record IS NULL THEN '(item)' ELSE ${ANY_OF_SEVERAL} END, 'MISSING', r.key,
        CASE WHEN NOT s.goes THEN 'item-left-behind' END, CASE WHEN a.record IS NOT NULL THEN 'BOTH' END
      FROM l_row r JOIN l_source s ON s.id = r.source LEFT JOIN l_alike a ON a.record = s.target_record AND s.nameless AND s.goes
      WHERE r.target IS NULL`,
    // Which of them is the right one nobody can say: both are named.
    sql`INSERT INTO l_diff (number, field, what, from_value, to_value)
      SELECT b.number, 'barcode', 'TWICE', b.s_barcode, b.t_barcode FROM l_both b
        JOIN (SELECT barcode, count(*) AS copies FROM l_target WHERE NOT was_there GROUP BY 1 HAVING count(*) > 1) t ON t.barcode = b.t_barcode
        JOIN (SELECT want_barcode, count(*) AS copies FROM l_source WHERE goes GROUP BY 1) s ON s.want_barcode = b.t_barcode
      WHERE t.copies > s.copies AND b.want_barcode = b.t_barcode`,
    extraRows(
      'l_target',
      itemKey('t'),
      sql`NOT EXISTS (SELECT FROM l_pair p WHERE p.target = t.id) AND NOT t.was_there`,
    ),
    sql`INSERT INTO l_diff (number, field, what, to_value, untold)
      SELECT r.number, CASE WHEN a.record IS NULL THEN '(item)' ELSE ${ANY_OF_SEVERAL} END,
        CASE WHEN EXISTS (SELECT FROM l_source s WHERE s.want_barcode = t.barcode) THEN 'TWICE' ELSE 'EXTRA' END, r.key,
        CASE WHEN a.record IS NOT NULL THEN 'BOTH' END
      FROM l_row r JOIN l_target t ON t.id = r.target LEFT JOIN l_alike a ON a.record = t.record AND t.nameless WHERE NOT r.in_source`,
  );
  await keepWorksheet(tx, sides, 'ITEMS');
}

async function makeSides(tx: Tx, sides: LedgerSides): Promise<void> {
  const { before, targetSystem, plan } = sides;
  const comparable = await systemsOfOneKind(tx, sides);
  await makeTemp(
    tx,
    'l_source',
    sql`SELECT row_number() OVER (ORDER BY s.id)::int AS number, s.* FROM (
      SELECT ${ITEM_COLUMNS}, name.system_id, CASE WHEN q.item IS NULL THEN t.barcode ELSE q.barcode END AS want_barcode,
        ${WANTED}, coalesce(q.goes, true) AS goes,
        k.target AS target_record, ${isMadeUp} AS made_up,
        CASE WHEN q.item IS NULL THEN nullif(t.barcode, '') IS NULL OR ${isMadeUp} ELSE q.barcode IS NULL END AS nameless,
        v.system = ANY(${comparable}::smallint[])
          OR coalesce(CASE WHEN q.item IS NOT NULL THEN q.status ELSE ${sql.ref('map_STATUS.target')} END, '') <> '' AS comparable
      FROM snapshot_system v JOIN system name ON name.id = v.system JOIN snapshot_item t ON t.system = v.system AND ${isInVersion('t', 'v')}
        LEFT JOIN planned_item q ON q.plan = ${plan} AND q.item = t.id LEFT JOIN l_record k ON k.source = t.record ${MAPS}
        ${madeUpIn(sides.source)} ${ITEM_TABLES}
      WHERE ${isSource(sides)} AND ${ofLibraries(sides)}) s`,
  );
  await makeTemp(
    tx,
    'l_target',
    sql`SELECT ${ITEM_COLUMNS}, b.local_id IS NOT NULL AS was_there, ${isMadeUp} AS made_up,
        nullif(t.barcode, '') IS NULL OR ${isMadeUp} AS nameless
      FROM snapshot_system v JOIN snapshot_item t ON t.system = v.system AND ${isInVersion('t', 'v')}
        LEFT JOIN (SELECT DISTINCT t.local_id FROM snapshot_system v JOIN snapshot_item t ON t.system = v.system AND ${isInVersion('t', 'v')}
          WHERE v.snapshot = ${before} AND v.system = ${targetSystem}) b ON b.local_id = t.local_id
        ${madeUpIn(sides.target)} ${ITEM_TABLES}
      WHERE ${isTarget(sides)}`,
  );
}

/** A barcode, or the system's own number where there is none. */
function itemKey(table: string): RawBuilder<unknown> {
  return sql`coalesce(${sql.ref(`${table}.barcode`)}, 'item ' || ${sql.ref(`${table}.local_id`)})`;
}

/** What tells copies of one record apart that have no barcode: on either side, and those that not every system tells last. */
const PLACE = [
  ['call_number', 'call_number'],
  ['want_branch', 'owner_code'],
  ['want_location', 'location_code'],
  ['want_type', 'item_type'],
] as const;
const PARTS = (['enumeration', 'chronology', 'copyNumber'] as const).map((name) => [name, name] as const);

interface PlaceRule {
  readonly by: readonly (readonly [ofSource: string, ofTarget: string])[];
  /** Only copies without a barcode on either side. */
  readonly isNameless?: true;
  /** How many of them there must be on both sides; as many as there are on the one that has fewer if not given. */
  readonly needs?: 'AS_MANY' | 'ONE';
}

/** In this order, each of what those before it left. */
const BY_PLACE: readonly PlaceRule[] = [
  { by: [...PLACE, ...PARTS], isNameless: true },
  { by: PLACE, isNameless: true, needs: 'AS_MANY' },
  { by: PLACE.slice(0, 1), needs: 'AS_MANY' },
  { by: [], needs: 'ONE' },
];

const LEFT = sql`NOT EXISTS (SELECT FROM l_pair p WHERE p.source = s.id) AND s.target_record IS NOT NULL AND s.goes`;
const FREE = sql`NOT t.was_there AND NOT EXISTS (SELECT FROM l_pair p WHERE p.target = t.id)`;

function pairByPlace({ by, isNameless, needs }: PlaceRule): RawBuilder<unknown> {
  const all = [...PLACE, ...PARTS];
  const keyOf = (table: 's' | 't', of: typeof by): RawBuilder<unknown>[] =>
    of.map(([ofSource, ofTarget]) => {
      const name = table === 's' ? ofSource : ofTarget;
      return sql`coalesce(${name in DETAIL_NAMES ? detailOf(`${table}.details`, name) : sql.ref(`${table}.${name}`)}, '')`;
    });
  const side = (table: 's' | 't', from: string, where: RawBuilder<unknown>): RawBuilder<unknown> => {
    const record = sql.ref(table === 's' ? 's.target_record' : 't.record');
    const key = sql.join([record, ...keyOf(table, by)]);
    const order = sql.join([...keyOf(table, all), sql.ref(`${table}.id`)]);
    return sql`(SELECT ${sql.ref(`${table}.id`)}, ARRAY[${sql.join([sql`${record}::text`, ...keyOf(table, by)])}] AS key,
        row_number() OVER (PARTITION BY ${key} ORDER BY ${order}) AS nth, count(*) OVER (PARTITION BY ${key}) AS number_of
      FROM ${sql.table(from)} ${sql.ref(table)} WHERE ${where}
        ${isNameless === true ? sql`AND ${sql.ref(`${table}.nameless`)}` : sql``})`;
  };
  const asMany = needs === undefined ? sql`` : sql`AND s.number_of = t.number_of`;
  return sql`INSERT INTO l_pair SELECT s.id, t.id FROM ${side('s', 'l_source', LEFT)} s JOIN ${side('t', 'l_target', FREE)} t
    ON s.key = t.key AND s.nth = t.nth ${asMany} ${needs === 'ONE' ? sql`AND s.number_of = 1` : sql``}`;
}

/** By barcode; then by what else tells the copies of one record apart. */
async function pairItems(tx: Tx): Promise<void> {
  await run(
    tx,
    sql`DROP TABLE IF EXISTS l_pair`,
    sql`CREATE TEMP TABLE l_pair (source bigint, target bigint) ON COMMIT DROP`,
    sql`INSERT INTO l_pair SELECT s.id, t.id
      FROM (SELECT s.id, s.want_barcode, row_number() OVER (PARTITION BY s.want_barcode ORDER BY s.target_record, s.id) AS nth
          FROM l_source s WHERE s.want_barcode IS NOT NULL AND s.goes) s
        JOIN (SELECT t.id, t.barcode, row_number() OVER (PARTITION BY t.barcode ORDER BY t.record, t.id) AS nth
          FROM l_target t WHERE t.barcode IS NOT NULL AND NOT t.was_there) t ON t.barcode = s.want_barcode AND t.nth = s.nth`,
    sql`CREATE INDEX ON l_pair (source)`,
    sql`CREATE INDEX ON l_pair (target)`,
    sql`ANALYZE l_pair`,
    ...BY_PLACE.map(pairByPlace),
    sql`ANALYZE l_pair`,
  );
  // As many without a barcode on both sides of one record, and nothing says which is which: none is proved, and none is lost.
  await makeTemp(
    tx,
    'l_alike',
    sql`SELECT s.record FROM (SELECT s.target_record AS record, count(*) AS copies FROM l_source s WHERE s.nameless AND ${LEFT} GROUP BY 1) s
      JOIN (SELECT t.record, count(*) AS copies FROM l_target t WHERE t.nameless AND ${FREE} GROUP BY 1) t
        ON t.record = s.record AND t.copies = s.copies`,
  );
}

const plain = (field: string, name: string): ComparedField => ({ field, was: col(`s_${name}`), now: col(`t_${name}`) });
const code = (field: string, name: string, want: string): ComparedField => ({
  ...plain(field, name),
  want: col(want),
  rule: 'item-code-mapped',
});

async function itemFields(tx: Tx, sides: LedgerSides): Promise<readonly ComparedField[]> {
  const { number } = sides;
  const { rows } = await sql<{ source: boolean; target: boolean }>`
    SELECT EXISTS (SELECT FROM l_source WHERE staff_notes IS NOT NULL) AS source, EXISTS (SELECT FROM l_target WHERE staff_notes IS NOT NULL) AS target`.execute(
    tx,
  );
  const notes = rows[0] ?? { source: false, target: false };
  const neither = [...(notes.source || notes.target ? [] : ['staff notes']), ...(await neitherTells(tx))];
  await noteUntold(
    tx,
    sides,
    'ITEMS',
    neither.map((field) => ({ field, by: 'BOTH' as const })),
  );
  return [
    {
      field: 'barcode',
      was: sql`CASE WHEN NOT p.s_made_up OR p.t_barcode = p.s_barcode THEN p.s_barcode END`,
      want: sql`CASE WHEN NOT p.s_nameless OR p.t_barcode = p.want_barcode THEN p.want_barcode END`,
      now: sql`CASE WHEN NOT p.t_made_up OR p.t_barcode = p.want_barcode THEN p.t_barcode END`,
      rule: 'item-relabelled',
    },
    plain('call number', 'call_number'),
    code('branch', 'owner_code', 'want_branch'),
    code('location', 'location_code', 'want_location'),
    code('type', 'item_type', 'want_type'),
    {
      ...code('collection', 'collection', 'want_collection'),
      told: [col('s_collection_told'), col('t_collection_told')],
    },
    {
      ...plain('status', 'status'),
      told: [sql`coalesce(p.s_status, 'UNKNOWN') <> 'UNKNOWN'`, sql`coalesce(p.t_status, 'UNKNOWN') <> 'UNKNOWN'`],
    },
    {
      ...plain('use', 'use'),
      told: [sql`coalesce(p.s_use, 'UNKNOWN') <> 'UNKNOWN'`, sql`coalesce(p.t_use, 'UNKNOWN') <> 'UNKNOWN'`],
    },
    // Two makes have different codes: what they are there has to be decided first.
    {
      field: 'status code',
      was: sql`CASE WHEN p.comparable THEN p.s_status_at_source END`,
      want: sql`CASE WHEN p.comparable THEN p.want_status END`,
      now: sql`CASE WHEN p.comparable THEN p.t_status_at_source END`,
      rule: 'item-code-mapped',
    },
    {
      ...plain('visibility', 'visibility'),
      told: [sql`p.s_visibility <> 'UNKNOWN'`, sql`p.t_visibility <> 'UNKNOWN'`],
    },
    {
      field: 'staff notes',
      was: col('s_staff_notes'),
      now: col('t_staff_notes'),
      show: (value) => digestOf(number, value),
      told: [sql.lit(notes.source), sql.lit(notes.target)],
    },
    ...DETAILS.map((name): ComparedField => ({
      field: DETAIL_NAMES[name],
      was: detailOf('p.s_details', name),
      now: detailOf('p.t_details', name),
      told: [tellsDetail('p.s_details', name), tellsDetail('p.t_details', name)],
    })),
  ];
}

async function neitherTells(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT DISTINCT json_object_keys(details::json) AS name
    FROM (SELECT details FROM l_source UNION ALL SELECT details FROM l_target) both_sides`.execute(tx);
  const told = new Set(rows.map(({ name }) => name));
  return DETAILS.filter((name) => !told.has(name)).map((name) => DETAIL_NAMES[name]);
}

/** Systems of the source of the same make as the target, whose codes and names of values mean the same. */
async function systemsOfOneKind(
  tx: Tx,
  { source, systems, target, targetSystem }: LedgerSides,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number; name: string }>`SELECT id, system_id AS name FROM system`.execute(tx);
  const kindOf = (region: Region, number: number): string | undefined =>
    region.systems.find(({ id }) => id === rows.find((row) => row.id === number)?.name)?.kind;
  const [from, to] = [await readRegion(tx, source), await readRegion(tx, target)];
  return systems.filter((system) => kindOf(from, system) === kindOf(to, targetSystem));
}
