/**
 * What systems do with records when they are loaded: most merge by ISBN, or by a key made of title, author and year. Here it
 * is what each rule would merge of a snapshot's public records, and where that is not what Mercia holds to be one edition.
 */
import { bigintArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import { PART_RESULTS } from '../jobs/records-compared.ts';
import { createGroups } from './groups.ts';
import { pairName, sumPairs } from './overlap-counts.ts';
import type { OverlapOf } from './count-overlap.ts';
import { holdersOfRecords, isOwnRecord, rowsOfSnapshot } from '../snapshots/snapshot-rows.ts';
import { dropFindings, keepResult, readResult } from '../snapshots/finder.ts';
import { readRegion } from '../snapshots/snapshot.ts';

type Tx = Transaction<Database>;

/** ISBN: records that share an ISBN. LOAD_KEY: records whose load key is the same (`record_profile.load_key`). */
export const LOAD_RULES = ['ISBN', 'LOAD_KEY'] as const;
export type LoadRule = (typeof LOAD_RULES)[number];

/** How a rule is called where people read. */
export const RULE_NAMES: Readonly<Record<LoadRule, string>> = { ISBN: 'ISBN', LOAD_KEY: 'title, year and pages' };

export interface RuleCounts {
  readonly rule: LoadRule;
  readonly titles: number;
  /** Groups of several records that the rule would make one, and the records in them. */
  readonly groups: number;
  readonly records: number;
  /** Those of the groups that are several editions. */
  readonly wrongGroups: number;
  readonly wrongRecords: number;
  /** Editions of which the rule would leave several records. */
  readonly leftTitles: number;
  readonly leftRecords: number;
  readonly together: Readonly<Record<OverlapOf, Readonly<Record<string, number>>>>;
}

/** Findings about records that a rule would merge with those of another edition; their group is what the rule merges by. */
export const WRONG_MERGE_OF = { ISBN: 'ISBN_MERGES_EDITIONS', LOAD_KEY: 'LOAD_KEY_MERGES_EDITIONS' } as const;

const KEPT_AS = PART_RESULTS.LOAD_RULES;
/** Shared ISBNs read at a time, and rows written. */
const BATCH = 20_000;

export async function findLoadRules(db: Kysely<Database>, snapshot: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`SET LOCAL statement_timeout = 0`.execute(transaction);
    await sql`SET LOCAL work_mem = '128MB'`.execute(transaction);
    await dropFindings(transaction, snapshot, Object.values(WRONG_MERGE_OF));
    const region = await readRegion(transaction, snapshot);
    await sql`
      CREATE TEMP TABLE loaded ON COMMIT DROP AS
      SELECT t.id AS row, t.system, t.edition, t.isbns, t.load_key FROM ${rowsOfSnapshot('record', snapshot)} t
      WHERE t.edition IS NOT NULL AND ${isOwnRecord(region, 't.system', 't.libraries')}`.execute(transaction);
    await sql`
      CREATE TEMP TABLE loaded_holder ON COMMIT DROP AS
      SELECT h.row, h.library FROM ${holdersOfRecords(snapshot, region)} h WHERE h.found`.execute(transaction);
    const counts: RuleCounts[] = [];
    for (const rule of LOAD_RULES) {
      await makeGroups(transaction, rule);
      counts.push(await countGroups(transaction, rule));
      await keepFindings(transaction, snapshot, WRONG_MERGE_OF[rule]);
    }
    await keepResult(transaction, { snapshot, report: KEPT_AS, key: '' }, counts);
  });
}

/** In the order of {@link LOAD_RULES}; null if they were not worked out yet. */
export async function readLoadRules(db: Kysely<Database>, snapshot: number): Promise<readonly RuleCounts[] | null> {
  return readResult<readonly RuleCounts[]>(db, { snapshot, report: KEPT_AS, key: '' });
}

/** `rule_group`: the group of every record, one record alone in most. */
async function makeGroups(transaction: Tx, rule: LoadRule): Promise<void> {
  await sql`DROP TABLE IF EXISTS rule_group, shared_group`.execute(transaction);
  if (rule === 'LOAD_KEY') {
    await makeRuleGroup(transaction, sql`l.load_key AS name`, sql`loaded l`);
    return;
  }
  await sql`CREATE TEMP TABLE shared_group (row bigint, name text) ON COMMIT DROP`.execute(transaction);
  await groupByIsbn(transaction);
  await makeRuleGroup(transaction, sql`g.name`, sql`loaded l LEFT JOIN shared_group g USING (row)`);
}

async function makeRuleGroup(transaction: Tx, name: RawBuilder<unknown>, from: RawBuilder<unknown>): Promise<void> {
  await sql`
    CREATE TEMP TABLE rule_group ON COMMIT DROP AS
    SELECT row, system, edition, coalesce(name, 'alone ' || row) AS name
    FROM (SELECT l.row, l.system, l.edition, ${name} FROM ${from}) named`.execute(transaction);
  await sql`ANALYZE rule_group`.execute(transaction);
}

/**
 * Records that share an ISBN, directly or through others: systems merge the next one into what they have merged before. A
 * group is called by the id of its first record.
 */
async function groupByIsbn(transaction: Tx): Promise<void> {
  const groups = createGroups();
  await sql`
    DECLARE shared_isbn NO SCROLL CURSOR FOR
    SELECT array_agg(l.row ORDER BY l.row) AS rows FROM loaded l, unnest(l.isbns) AS i(isbn)
    GROUP BY i.isbn HAVING count(*) > 1`.execute(transaction);
  for (;;) {
    const { rows } = await sql<{ rows: readonly number[] }>`FETCH ${sql.lit(BATCH)} FROM shared_isbn`.execute(
      transaction,
    );
    if (rows.length === 0) break;
    for (const shared of rows) for (const row of shared.rows) groups.join(shared.rows[0] ?? row, row);
  }
  await sql`CLOSE shared_isbn`.execute(transaction);
  const members = [...groups.members()];
  for (let from = 0; from < members.length; from += BATCH) {
    const batch = members.slice(from, from + BATCH);
    await sql`
      INSERT INTO shared_group
      SELECT g.row, name.system_id || ':record:' || f.local_id
      FROM unnest(${bigintArray(batch)}::bigint[], ${bigintArray(batch.map(groups.of))}::bigint[]) AS g(row, first)
        JOIN snapshot_record f ON f.id = g.first JOIN system name ON name.id = f.system`.execute(transaction);
  }
}

type Numbers = Omit<RuleCounts, 'rule' | 'together'>;

async function countGroups(transaction: Tx, rule: LoadRule): Promise<RuleCounts> {
  const { rows } = await sql<Numbers>`
    SELECT count(*) AS titles, count(*) FILTER (WHERE records > 1) AS groups, coalesce(sum(records) FILTER (WHERE records > 1), 0)::bigint AS records,
      count(*) FILTER (WHERE editions > 1) AS "wrongGroups",
      coalesce(sum(records) FILTER (WHERE editions > 1), 0)::bigint AS "wrongRecords",
      (SELECT count(*) FROM ${LEFT_APART} l) AS "leftTitles",
      (SELECT coalesce(sum(records), 0)::bigint FROM ${LEFT_APART} l) AS "leftRecords"
    FROM (SELECT count(*) AS records, count(DISTINCT edition) AS editions FROM rule_group GROUP BY name) g`.execute(
    transaction,
  );
  const [counted] = rows;
  if (counted === undefined) throw new Error('counting gave no row');
  const libraries = sql`SELECT array_agg(DISTINCT h.library) AS holders FROM rule_group g JOIN loaded_holder h USING (row)
    GROUP BY g.name HAVING count(*) > 1`;
  const systems = sql`SELECT array_agg(DISTINCT s.system_id) AS holders FROM rule_group g JOIN system s ON s.id = g.system
    WHERE EXISTS (SELECT FROM loaded_holder h WHERE h.row = g.row) GROUP BY g.name HAVING count(*) > 1`;
  return {
    rule,
    ...counted,
    together: {
      LIBRARY: await countTogether(transaction, libraries),
      SYSTEM: await countTogether(transaction, systems),
    },
  };
}

const LEFT_APART = sql`(SELECT edition, count(*) AS records FROM rule_group GROUP BY edition HAVING count(DISTINCT name) > 1)`;

async function countTogether(transaction: Tx, sets: RawBuilder<unknown>): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ holders: readonly string[]; titles: number }>`
    SELECT holders, count(*) AS titles FROM (${sets}) s WHERE cardinality(holders) > 1 GROUP BY holders`.execute(
    transaction,
  );
  return Object.fromEntries(sumPairs(rows, ({ titles }) => titles));
}

async function keepFindings(transaction: Tx, snapshot: number, kind: string): Promise<void> {
  await sql`
    INSERT INTO snapshot_finding (snapshot, kind, system, library, subject, in_group)
    SELECT ${snapshot}::int, ${kind}, g.system, NULL, g.row, g.name FROM rule_group g
    WHERE g.name IN (SELECT name FROM rule_group GROUP BY name HAVING count(DISTINCT edition) > 1)
    ORDER BY g.name, g.row`.execute(transaction);
}

export function togetherBy({ together }: RuleCounts, of: OverlapOf, a: string, b: string): number {
  return together[of][a < b ? pairName(a, b) : pairName(b, a)] ?? 0;
}
