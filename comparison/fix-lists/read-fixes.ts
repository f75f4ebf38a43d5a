/** What is to be mended, and what of it is left since an earlier snapshot. */
import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { FIX_KINDS } from './fix-kinds.ts';
import type { RowPage } from '../populations/rows.ts';
import { isInVersion } from '../snapshots/version.ts';

export interface FixScope {
  readonly snapshot: number;
  /** An earlier snapshot to compare with; null for none. */
  readonly since: number | null;
  /** Null for all. */
  readonly libraries: readonly string[] | null;
  readonly system: SystemId | null;
}

export interface FixRow {
  readonly row: number;
  readonly system: SystemId;
  readonly library: string;
  readonly kind: string;
  readonly cost: number;
  /** The system's own id of record or copy, or the code. */
  readonly what: string;
  readonly detail: string | null;
  readonly barcode: string | null;
  readonly callNumber: string | null;
  readonly title: string | null;
  readonly recordLocalId: string | null;
  /** Whether the earlier snapshot has it too; null if the system is not in it, or none was named. */
  readonly wasThere: boolean | null;
}

export interface FixCount {
  readonly kind: string;
  /** Records, copies or codes, each once. */
  readonly all: number;
  readonly left: number;
  readonly added: number;
  readonly done: number;
}

const kindsOf = (population: 'RECORDS' | 'ITEMS'): RawBuilder<unknown> =>
  sql`(${sql.join(FIX_KINDS.filter((one) => one.population === population).map(({ kind }) => sql.lit(kind)))})`;
/** Of which nothing is known where a system tells nothing of copies. */
const ABOUT_ITEMS = sql`(${sql.join(
  FIX_KINDS.filter(({ population, needsItems }) => population === 'ITEMS' || needsItems === true).map(({ kind }) =>
    sql.lit(kind),
  ),
)})`;

/** What costs most first; of what costs the same, what was seen first. */
function pageOf({ after, first }: RowPage): RawBuilder<unknown> {
  const isAfter = sql`AND (-f.cost, f.id) > (SELECT -last.cost, last.id FROM snapshot_fix last WHERE last.id = ${after})`;
  return sql`${after === null ? sql`` : isAfter} ORDER BY f.cost DESC, f.id LIMIT ${first}`;
}

/** In the order of the cost. */
export async function listFixes(db: Kysely<Database>, scope: FixScope, page: RowPage): Promise<readonly FixRow[]> {
  const { rows } = await sql<FixRow>`
    SELECT ${COLUMNS}, ${wasThere(scope)} AS "wasThere"
    ${fromFixes(scope.snapshot, scope)} ${pageOf(page)}`.execute(db);
  return rows;
}

/** What the earlier snapshot has and this one has not, as it stood there. Of systems that both have. */
export async function listDone(
  db: Kysely<Database>,
  scope: FixScope & { readonly since: number },
  page: RowPage,
): Promise<readonly FixRow[]> {
  const { rows } = await sql<FixRow>`
    SELECT ${COLUMNS}, true AS "wasThere"
    ${fromFixes(scope.since, scope)} AND ${isDone(scope)} ${pageOf(page)}`.execute(db);
  return rows;
}

/** By kind, the kind that costs most in all first. */
export async function countFixes(db: Kysely<Database>, scope: FixScope): Promise<readonly FixCount[]> {
  const { rows } = await sql<FixCount>`
    WITH now AS (
      SELECT f.kind, f.cost, f.system, f.what, f.subject, ${wasThere(scope)} AS was_there
      ${fromFixes(scope.snapshot, scope)}),
    past AS (
      SELECT f.kind, f.system, f.what, f.subject ${fromFixes(scope.since ?? 0, scope)} AND ${isDone(scope)})
    SELECT kind, sum("all")::bigint AS "all", sum("left")::bigint AS "left", sum(added)::bigint AS added,
      sum(done)::bigint AS done
    FROM (
      SELECT kind, sum(cost) AS cost, count(DISTINCT (system, what, subject)) AS "all",
        count(DISTINCT (system, what, subject)) FILTER (WHERE was_there) AS "left",
        count(DISTINCT (system, what, subject)) FILTER (WHERE NOT was_there) AS added, 0 AS done
      FROM now GROUP BY kind
      UNION ALL
      SELECT kind, 0, 0, 0, 0, count(DISTINCT (system, what, subject)) FROM past GROUP BY kind) counted
    GROUP BY kind ORDER BY sum(cost) DESC, kind`.execute(db);
  return rows;
}

const COLUMNS = sql`f.id AS row, name.system_id AS system, f.library, f.kind, f.cost, f.what, f.detail, i.barcode,
  i.call_number AS "callNumber", r.title, r.local_id AS "recordLocalId"`;

/** The rows are `f`, the copy `i` and the record `r`, as the snapshot of the rows has them. */
function fromFixes(snapshot: number, { libraries, system }: FixScope): RawBuilder<unknown> {
  const ofLibraries = libraries === null ? sql`` : sql`AND f.library = ANY(${[...libraries]}::text[])`;
  const ofSystem = system === null ? sql`` : sql`AND name.system_id = ${system}`;
  return sql`FROM snapshot_fix_list v JOIN snapshot_fix f ON f.system = v.system AND ${isInVersion('f', 'v')}
    JOIN snapshot_system s ON s.snapshot = v.snapshot AND s.system = f.system
    JOIN system name ON name.id = f.system
    LEFT JOIN snapshot_item i ON i.id = f.subject AND f.kind IN ${kindsOf('ITEMS')}
    LEFT JOIN LATERAL (
      SELECT one.local_id, one.title FROM snapshot_record one
      WHERE one.id = f.subject AND f.kind IN ${kindsOf('RECORDS')}
      UNION ALL
      SELECT one.local_id, one.title FROM snapshot_record one
      WHERE one.record = i.record AND one.system = f.system AND ${isInVersion('one', 's')}
      LIMIT 1) r ON true
    WHERE v.snapshot = ${snapshot} ${ofLibraries} ${ofSystem}`;
}

function wasThere({ since }: FixScope): RawBuilder<unknown> {
  if (since === null) return sql`NULL::boolean`;
  return sql`CASE WHEN EXISTS (SELECT FROM snapshot_system past WHERE past.snapshot = ${since} AND past.system = f.system)
    THEN ${isIn(since)} END`;
}

/** Gone, and not because its system is not in the newer snapshot or no longer tells of copies. */
function isDone({ snapshot }: FixScope): RawBuilder<unknown> {
  return sql`EXISTS (SELECT FROM snapshot_system newer WHERE newer.snapshot = ${snapshot} AND newer.system = f.system
      AND NOT ('ITEMS' = ANY(newer.not_told) AND f.kind IN ${ABOUT_ITEMS}))
    AND NOT ${isIn(snapshot)}`;
}

function isIn(snapshot: number): RawBuilder<unknown> {
  return sql`EXISTS (SELECT FROM snapshot_fix_list o
      JOIN snapshot_fix other ON other.system = o.system AND ${isInVersion('other', 'o')}
    WHERE o.snapshot = ${snapshot} AND o.system = f.system
    AND other.kind = f.kind AND other.what = f.what AND other.library = f.library)`;
}
