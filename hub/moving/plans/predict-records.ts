/** Records of a plan: which become one, under which of them, and which are not merged although they are of one edition. */
import { isInVersion } from '#comparison/snapshots/snapshot-rows.ts';
import { sql, type RawBuilder } from 'kysely';
import type { BASE_RULES } from './plan-settings.ts';
import { goes, isOfOthers, makeTable, type Prediction } from './prediction.ts';

/** Records that are left over after so many are alike in nothing: they stay as they are. */
const MOST_ROUNDS = 20;

/**
 * Fills `planned_record`; leaves `plan_place` for the other parts: of each record of the snapshot its number in the plan, its class, and
 * whether it goes.
 */
export async function predictRecords(prediction: Prediction): Promise<void> {
  const { transaction, plan } = prediction;
  await listRecords(prediction);
  await sql`CREATE TEMP TABLE plan_member (base bigint, member bigint, rank integer, refused text) ON COMMIT DROP`.execute(
    transaction,
  );
  if (plan.settings.merge.editions) await mergeEditions(prediction);
  await sql`ANALYZE plan_member`.execute(transaction);
  await sql`
    INSERT INTO planned_record (plan, number, class, goes, base, members, edition, refused)
    SELECT ${plan.number}::int, row_number() OVER (ORDER BY base), class, goes, base, members, edition, refused
    FROM (
      SELECT r.id AS base, CASE WHEN m.count > 1 THEN 'MERGED' ELSE r.class END AS class, r.goes,
        m.members, r.edition, m.refused
      FROM (SELECT base, array_agg(member ORDER BY rank) AS members, count(*) AS count, max(refused) AS refused
          FROM plan_member GROUP BY base) m
        JOIN plan_record r ON r.id = m.base
      UNION ALL
      SELECT r.id, r.class, r.goes, ARRAY[r.id], r.edition, NULL
      FROM plan_record r WHERE NOT EXISTS (SELECT FROM plan_member m WHERE m.member = r.id)
    ) planned`.execute(transaction);
  await makeTable(
    transaction,
    'plan_place',
    sql`SELECT r.record, p.number, r.class, r.goes
      FROM planned_record p CROSS JOIN LATERAL unnest(p.members) AS m(id) JOIN plan_record r ON r.id = m.id
      WHERE p.plan = ${plan.number}`,
  );
}

/** `plan_record`: every record of the snapshot with its class. */
async function listRecords({ transaction, plan }: Prediction): Promise<void> {
  const found = sql`CASE
    WHEN s.place IS NULL THEN 'OTHER_LIBRARY'
    WHEN r.content = '' AND r.visibility <> 'ILL_TEMPORARY' THEN 'TAKEN_BACK'
    WHEN s.is_target THEN 'IN_TARGET'
    WHEN r.visibility = 'ILL_TEMPORARY' THEN 'INTERLIBRARY'
    WHEN ${isOfOthers(plan, sql`r.libraries`)} THEN 'OTHER_LIBRARY'
    WHEN r.visibility = 'SUPPRESSED' THEN 'SUPPRESSED'
    WHEN r.visibility <> 'PUBLIC' THEN 'HIDDEN'
    WHEN r.libraries = '{}' THEN 'OWNERLESS'
    ELSE 'CARRIED' END`;
  await makeTable(
    transaction,
    'plan_record',
    sql`SELECT r.id, r.record, r.system, s.place, c.class, ${goes(plan.settings.carry, sql`c.class`)} AS goes, r.edition,
        r.format, r.year, r.languages, r.brief, cardinality(r.fields) AS tags, r.item_count
      FROM plan_system s JOIN snapshot_record r ON r.system = s.system AND ${isInVersion('r', 's')}
        CROSS JOIN LATERAL (SELECT ${found} AS class) c`,
  );
}

/** The better of two records comes first. */
const BETTER: Readonly<Record<(typeof BASE_RULES)[number], RawBuilder<unknown>>> = {
  FULL: sql`coalesce(brief, false)`,
  MOST_FIELDS: sql`tags DESC NULLS LAST`,
  MOST_COPIES: sql`item_count DESC`,
  SYSTEM_ORDER: sql`place`,
};

/** What a rule compares; null is not told, and refuses nothing. */
const COMPARED = {
  FORMAT: { value: sql`format`, differs: sql`<>` },
  YEAR: { value: sql`year`, differs: sql`<>` },
  LANGUAGE: { value: sql`nullif(languages, '{}')`, differs: sql`&&` },
} as const;

/** Whether a record says another thing than the first of its group that says it, which need not be the base. */
function differsBy(rule: keyof typeof COMPARED): RawBuilder<unknown> {
  const { value, differs } = COMPARED[rule];
  const first = sql`first_value(${value}) OVER (PARTITION BY edition, reason IS NULL ORDER BY ${value} IS NULL, rank)`;
  return rule === 'LANGUAGE' ? sql`NOT ${value} ${differs} ${first}` : sql`${value} ${differs} ${first}`;
}

/**
 * In rounds: of each edition the best record is the base of all that may be merged into it; the others try again among themselves. What
 * the target has already as two stays two.
 */
async function mergeEditions({ transaction, plan }: Prediction): Promise<void> {
  const { base, refuse } = plan.settings.merge;
  const better = sql.join([sql`class <> 'IN_TARGET'`, ...base.map((rule) => BETTER[rule]), sql`id`]);
  await makeTable(
    transaction,
    'plan_open',
    sql`SELECT id, edition, system, class, format, year, languages, brief, NULL::text AS refused,
        row_number() OVER (PARTITION BY edition ORDER BY ${better})::int AS rank
      FROM (SELECT r.*, count(*) OVER (PARTITION BY edition) AS count FROM plan_record r
        WHERE edition IS NOT NULL AND class IN ('CARRIED', 'IN_TARGET')) r WHERE count > 1`,
  );
  const isBrief = refuse.includes('BRIEF') ? sql`WHEN o.brief OR b.brief THEN 'BRIEF'` : sql``;
  const compared = (['FORMAT', 'YEAR', 'LANGUAGE'] as const).filter((rule) => refuse.includes(rule));
  // One rule after the other, each among those that the rules before it leave together.
  const judged = compared.reduce(
    (rows, rule) => sql`SELECT id, edition, system, class, format, year, languages, brief, refused, rank, base,
        coalesce(reason, CASE WHEN ${differsBy(rule)} THEN ${sql.lit(rule)} END) AS reason FROM (${rows}) r`,
    sql`SELECT o.*, b.id AS base, CASE WHEN o.id = b.id THEN NULL
        WHEN o.class = 'IN_TARGET' AND b.class = 'IN_TARGET' THEN 'SAME_SYSTEM' ${isBrief} END AS reason
      FROM plan_open o
        JOIN (SELECT DISTINCT ON (edition) * FROM plan_open ORDER BY edition, rank) b ON b.edition = o.edition`,
  );
  const oneOfASystem = refuse.includes('SAME_SYSTEM')
    ? sql`row_number() OVER (PARTITION BY edition, system, reason IS NULL ORDER BY rank) > 1`
    : sql`false`;
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    await sql`DROP TABLE IF EXISTS plan_round`.execute(transaction);
    await makeTable(
      transaction,
      'plan_round',
      sql`SELECT id, edition, system, class, format, year, languages, brief, refused, rank, base,
          CASE WHEN reason IS NULL AND ${oneOfASystem} THEN 'SAME_SYSTEM' ELSE reason END AS reason
        FROM (${judged}) judged`,
    );
    await sql`
      INSERT INTO plan_member (base, member, rank, refused)
      SELECT base, id, rank, CASE WHEN id = base THEN refused END FROM plan_round WHERE reason IS NULL`.execute(
      transaction,
    );
    await sql`TRUNCATE plan_open`.execute(transaction);
    const { numAffectedRows = 0n } = await sql`
      INSERT INTO plan_open (id, edition, system, class, format, year, languages, brief, refused, rank)
      SELECT id, edition, system, class, format, year, languages, brief, coalesce(refused, reason), rank
      FROM plan_round WHERE reason IS NOT NULL`.execute(transaction);
    if (numAffectedRows === 0n) return;
  }
  await sql`
    INSERT INTO plan_member (base, member, rank, refused) SELECT id, id, rank, refused FROM plan_open`.execute(
    transaction,
  );
}
