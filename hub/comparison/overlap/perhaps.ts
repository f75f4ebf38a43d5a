/** What pairs that matching could not tell apart mean for titles: how many more two libraries may have together. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { OverlapOf } from './count-overlap.ts';
import { PART_RESULTS } from '../jobs/records-compared.ts';
import { createGroups } from './groups.ts';
import { fromSelection } from '../populations/predicate.ts';
import { pairName, sumPairs } from './overlap-counts.ts';
import { dropFindings, keepResult, readResult } from '../snapshots/finder.ts';
import { titlesOfSnapshot } from '../snapshots/snapshot-rows.ts';

type Tx = Transaction<Database>;

/** By {@link pairName}: titles that two have together only if what is perhaps one edition is one. */
export interface PerhapsTogether extends Readonly<Record<OverlapOf, Readonly<Record<string, number>>>> {
  /** Pairs of records that only a person can judge. */
  readonly pairs: number;
  /** By how much fewer titles there are if all of them are one edition. */
  readonly titlesFewer: number;
  /** Pairs that were not looked at, because there were too many. */
  readonly leftOut: number;
}

/** What is found: in public records, in their last copies, and in records that the public does not see. */
const PAIR_FINDINGS = ['PERHAPS_SAME', 'LAST_COPY_UNSURE', 'HIDDEN_SAME', 'HIDDEN_PERHAPS_SAME'] as const;

const KEPT_AS = PART_RESULTS.PAIRS;

export async function countPerhaps(db: Kysely<Database>, snapshot: number, pairsLeftOut: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`SET LOCAL statement_timeout = 0`.execute(transaction);
    await keepFindings(transaction, snapshot);
    const groups = await groupTitles(transaction, snapshot);
    const together: PerhapsTogether = {
      LIBRARY: countNew(groups, 'LIBRARY'),
      SYSTEM: countNew(groups, 'SYSTEM'),
      pairs: await countPairs(transaction, snapshot),
      titlesFewer: groups.reduce((sum, titles) => sum + titles.length - 1, 0),
      leftOut: pairsLeftOut,
    };
    await keepResult(transaction, { snapshot, report: KEPT_AS, key: '' }, together);
  });
}

/** Null if the records were not compared yet. */
export async function readPerhaps(db: Kysely<Database>, snapshot: number): Promise<PerhapsTogether | null> {
  return readResult<PerhapsTogether>(db, { snapshot, report: KEPT_AS, key: '' });
}

async function countPairs(transaction: Tx, snapshot: number): Promise<number> {
  const { count } = await transaction
    .selectFrom('snapshot_pair')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('snapshot', '=', snapshot)
    .where('hidden', '=', false)
    .executeTakeFirstOrThrow();
  return count;
}

interface Title {
  readonly LIBRARY: readonly string[];
  readonly SYSTEM: readonly string[];
}

async function groupTitles(transaction: Tx, snapshot: number): Promise<readonly (readonly Title[])[]> {
  const { rows: pairs } = await sql<{ a: number; b: number }>`
    SELECT DISTINCT a.edition AS a, b.edition AS b FROM snapshot_pair p
      JOIN snapshot_record a ON a.id = p.a JOIN snapshot_record b ON b.id = p.b
    WHERE p.snapshot = ${snapshot} AND NOT p.hidden`.execute(transaction);
  const groups = createGroups();
  for (const { a, b } of pairs) groups.join(a, b);
  const { rows: titles } = await sql<Title & { readonly edition: number }>`
    SELECT t.edition, t.holders AS "LIBRARY", t.systems AS "SYSTEM" FROM ${titlesOfSnapshot(snapshot)} t
    WHERE t.edition IN (
      SELECT r.edition FROM snapshot_pair p JOIN snapshot_record r ON r.id IN (p.a, p.b)
      WHERE p.snapshot = ${snapshot} AND NOT p.hidden)`.execute(transaction);
  return [...Map.groupBy(titles, ({ edition }) => groups.of(edition)).values()];
}

/** A group counts once for two holders, and not if they have one of its titles together for certain. */
function countNew(groups: readonly (readonly Title[])[], of: OverlapOf): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const titles of groups) {
    const certain = sumPairs(
      titles.map((title) => ({ holders: title[of] })),
      () => 1,
    );
    const holders = [...new Set(titles.flatMap((title) => title[of]))].toSorted();
    for (const [place, a] of holders.entries()) {
      for (const b of holders.slice(place + 1)) {
        const pair = pairName(a, b);
        if (!certain.has(pair)) sums.set(pair, (sums.get(pair) ?? 0) + 1);
      }
    }
  }
  return Object.fromEntries(sums);
}

/** A hidden record that is certainly one edition with a public one is not counted among the doubtful. */
async function keepFindings(transaction: Tx, snapshot: number): Promise<void> {
  await dropFindings(transaction, snapshot, PAIR_FINDINGS);
  await sql`
    WITH ends AS (
      SELECT p.hidden, p.decision, p.probability, ends.row, ends.other
      FROM snapshot_pair p, LATERAL (VALUES (p.a, p.b), (p.b, p.a)) AS ends(row, other) WHERE p.snapshot = ${snapshot}),
    found AS (
      SELECT DISTINCT ON (r.id) r.id, r.system, o.edition, e.hidden, e.decision
      FROM ends e JOIN snapshot_record r ON r.id = e.row JOIN snapshot_record o ON o.id = e.other
      WHERE NOT e.hidden OR r.visibility <> 'PUBLIC'
      ORDER BY r.id, e.decision = 'SAME' DESC, e.probability DESC, o.id)
    INSERT INTO snapshot_finding (snapshot, kind, system, library, subject, in_group)
    SELECT ${snapshot}::int,
      CASE WHEN NOT hidden THEN 'PERHAPS_SAME' WHEN decision = 'SAME' THEN 'HIDDEN_SAME' ELSE 'HIDDEN_PERHAPS_SAME' END,
      system, NULL, id, edition::text
    FROM found ORDER BY id`.execute(transaction);
  const last = { snapshot, population: 'ITEMS', where: [{ dimension: 'LAST_COPY', in: ['YES'] }] } as const;
  await sql`
    INSERT INTO snapshot_finding (snapshot, kind, system, library, subject)
    SELECT ${snapshot}::int, 'LAST_COPY_UNSURE', t.system, t.library, t.id ${fromSelection(last)}
      AND t.record IN (SELECT r.record FROM snapshot_finding f JOIN snapshot_record r ON r.id = f.subject
        WHERE f.snapshot = ${snapshot}::int AND f.kind = 'PERHAPS_SAME')
    ORDER BY t.id`.execute(transaction);
}
