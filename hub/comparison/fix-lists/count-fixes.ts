/** How much is to be mended, by kind, and what became of it since an earlier snapshot. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type Transaction } from 'kysely';
import { lastRead, once } from '../snapshots/once.ts';
import {
  comeSince,
  findKinds,
  fixesOf,
  goneSince,
  isDone,
  isNoLongerThere,
  ofLibraries,
  ofSystem,
  wasNotTold,
  wasThere,
  type FixScope,
} from './fix-scope.ts';

export interface FixCount {
  readonly kind: string;
  /** Records, copies or codes, each once. */
  readonly all: number;
  readonly left: number;
  readonly added: number;
  /** Of which the earlier snapshot does not tell whether they were to be mended: neither left nor added. */
  readonly untoldThen: number;
  readonly done: number;
  /** Those of the done that nobody mended: the record is no longer there, or the copy on it. */
  readonly away: number;
}

/** The report's name in `snapshot_result`; one row for each system, by its number. */
const KEPT_AS = 'fix-first';

/**
 * Counts `now_fix`, once, because a large list takes seconds to count: for each library, and for all (`library` null), where what
 * several have counts once.
 */
export async function keepFixCounts(transaction: Transaction<Database>, snapshot: number): Promise<void> {
  await sql`
    INSERT INTO snapshot_result (snapshot, report, key, value)
    SELECT ${snapshot}::int, ${KEPT_AS}::text, counted.system::text,
      json_agg(json_build_object('library', library, 'kind', kind, 'all', "all", 'cost', cost))
    FROM (
      SELECT system, library, kind, count(DISTINCT (what, subject)) AS "all", sum(cost) AS cost
      FROM now_fix GROUP BY GROUPING SETS ((system, kind), (system, library, kind))) counted
    GROUP BY counted.system
    ON CONFLICT (snapshot, report, key) DO UPDATE SET value = excluded.value`.execute(transaction);
}

/** By kind, the kind that costs most in all first. Counted once: the start page of staff says at each visit how much there is. */
export function countFixes(db: Kysely<Database>, scope: FixScope): Promise<readonly FixCount[]> {
  const { snapshot, since } = scope;
  const read = [snapshot, ...(since === null ? [] : [since])].map((number) => lastRead(db, number));
  return once(db, read, ['FIXES', scope], () => countAnew(db, scope));
}

async function countAnew(db: Kysely<Database>, scope: FixScope): Promise<readonly FixCount[]> {
  const totals = await countAll(db, scope);
  const changes = scope.since === null ? [] : await countChanges(db, { ...scope, since: scope.since });
  const kinds = [...new Set([...totals, ...changes].map(({ kind }) => kind))];
  return kinds
    .map((kind) => toCount(kind, totals, changes))
    .toSorted((a, b) => b.cost - a.cost || (a.kind < b.kind ? -1 : 1))
    .map(({ cost: _, ...count }) => count);
}

function toCount(
  kind: string,
  totals: readonly SystemCount[],
  changes: readonly Changes[],
): FixCount & { readonly cost: number } {
  const own = totals.filter((total) => total.kind === kind);
  const sum = (take: (total: SystemCount) => number): number => own.reduce((total, one) => total + take(one), 0);
  const found = changes.find((change) => change.kind === kind);
  const { added, untoldThen, unseen, done, away } = found ?? NO_CHANGES;
  return {
    kind,
    cost: sum((one) => one.cost),
    all: sum((one) => one.all),
    left: sum((one) => (one.isCompared ? one.all : 0)) - unseen,
    added,
    untoldThen,
    done,
    away,
  };
}

const NO_CHANGES: Omit<Changes, 'kind'> = { added: 0, untoldThen: 0, unseen: 0, done: 0, away: 0 };

interface SystemCount {
  readonly kind: string;
  readonly all: number;
  readonly cost: number;
  readonly isCompared: boolean;
}

async function countAll(db: Kysely<Database>, scope: FixScope): Promise<readonly SystemCount[]> {
  const { snapshot, since, libraries, system } = scope;
  const [library, another] = libraries ?? [null];
  // Of several libraries, what two of them have is counted once: nobody knew which they would be.
  const counted =
    library !== undefined && another === undefined
      ? sql`SELECT r.key::smallint AS system, k.kind, k."all", k.cost
          FROM snapshot_result r, json_to_recordset(r.value) AS k(library text, kind text, "all" bigint, cost bigint)
          WHERE r.snapshot = ${snapshot} AND r.report = ${KEPT_AS} AND k.library IS NOT DISTINCT FROM ${library}::text`
      : sql`SELECT f.system, f.kind, count(DISTINCT (f.what, f.subject)) AS "all", sum(f.cost) AS cost
          FROM ${fixesOf(snapshot)} f WHERE true ${ofLibraries(scope)} GROUP BY f.system, f.kind`;
  const { rows } = await sql<SystemCount>`
    SELECT c.kind, c."all"::int AS "all", c.cost::bigint AS cost,
      EXISTS (SELECT FROM snapshot_system past WHERE past.snapshot = ${since}::int AND past.system = c.system) AS "isCompared"
    FROM (${counted}) c JOIN system name ON name.id = c.system WHERE true ${ofSystem({ system })}`.execute(db);
  return rows;
}

interface Changes {
  readonly kind: string;
  /** Of one library or another. */
  readonly added: number;
  readonly untoldThen: number;
  /** That no library had then, as far as it was told. */
  readonly unseen: number;
  readonly done: number;
  readonly away: number;
}

/** Reads nothing but what has come and gone: what both snapshots have is left. */
async function countChanges(
  db: Kysely<Database>,
  scope: FixScope & { readonly since: number },
): Promise<readonly Changes[]> {
  const { snapshot, since } = scope;
  const come = await findKinds(db, comeSince(scope), scope);
  const gone = await findKinds(db, goneSince(scope), scope);
  if (come.size === 0 && gone.size === 0) return [];
  const mine = sql`JOIN system name ON name.id = f.system WHERE true ${ofLibraries(scope)} ${ofSystem(scope)}`;
  // OFFSET 0: looked up for one row after the other.
  const seen = sql`EXISTS (SELECT FROM ${fixesOf(snapshot)} f
    WHERE f.system = a.system AND f.kind = a.kind AND f.what = a.what AND f.subject IS NOT DISTINCT FROM a.subject
      ${ofLibraries(scope)} AND ${wasThere(scope)} OFFSET 0)`;
  const { rows } = await sql<Changes>`
    WITH added AS MATERIALIZED (
      SELECT DISTINCT f.system, f.kind, f.what, f.subject, ${wasNotTold(scope, come)} AS untold
      FROM ${comeSince({ snapshot, since })} f ${mine} AND NOT ${wasThere(scope)}),
    done AS (
      SELECT DISTINCT f.system, f.kind, f.what, f.subject, ${isNoLongerThere(scope)} AS away
      FROM ${goneSince(scope)} f ${mine} AND ${isDone(scope, gone)})
    SELECT kind, sum(added)::int AS added, sum(untold)::int AS "untoldThen", sum(unseen)::int AS unseen, sum(done)::int AS done, sum(away)::int AS away
    FROM (
      SELECT a.kind, count(*) FILTER (WHERE NOT untold) AS added, count(*) FILTER (WHERE untold) AS untold, count(*) FILTER (WHERE NOT ${seen}) AS unseen, 0 AS done, 0 AS away
      FROM added a GROUP BY a.kind
      UNION ALL SELECT kind, 0, 0, 0, count(*), count(*) FILTER (WHERE away) FROM done GROUP BY kind) counted
    GROUP BY kind`.execute(db);
  return rows;
}
