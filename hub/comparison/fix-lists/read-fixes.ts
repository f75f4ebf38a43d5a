/** What is to be mended, and what was, a page at a time. */
import type { SystemId } from '#domain/ids.ts';
import { textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { RowPage } from '../populations/rows.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';
import { FIX_KINDS, type FixKind } from './fix-kinds.ts';
import {
  findKinds,
  fixesOf,
  goneSince,
  isDone,
  isNoLongerThere,
  kindsOf,
  ofLibraries,
  ofSystem,
  wasNotTold,
  wasThere,
  type FixScope,
} from './fix-scope.ts';

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
  readonly language: string | null;
  readonly recordLocalId: string | null;
  /** Ids of the libraries that the record itself is of, where the row is about one; else empty. */
  readonly heldBy: readonly string[];
  /** Whether the earlier snapshot has it too; null if the system is not in it, or none was named. */
  readonly wasThere: boolean | null;
  /** Whether the earlier snapshot does not tell whether it was at fault then. */
  readonly wasNotTold: boolean;
  /** Numbers of the other records, of the system itself, with which something is wrong; up to one more than are named. */
  readonly twins: readonly string[];
  /** Whose those records are, where a kind takes two records: ids of libraries. */
  readonly twinsHeldBy: readonly string[];
  /** Other systems with which something is wrong. */
  readonly alsoIn: readonly SystemId[];
  /** Of what is done: whether the record or copy went, in the place of being mended. Null of what is to be mended. */
  readonly wentAway: boolean | null;
}

/** Of records that stand many times; a filler for a barcode may stand on thousands. */
export const MOST_TWINS = 5;

/** All of one kind: what costs most first; of what costs the same, what was seen first. */
export async function listFixes(
  db: Kysely<Database>,
  { kind, ...scope }: FixScope & { readonly kind: string },
  page: RowPage,
): Promise<readonly FixRow[]> {
  const rows = sql`SELECT f.* FROM ${fixesOf(scope.snapshot)} f JOIN system name ON name.id = f.system
    WHERE f.kind = ${kind} ${ofLibraries(scope)} ${ofSystem(scope)} ${pageOf(page)}`;
  const twins = twinsOf(
    scope.snapshot,
    FIX_KINDS.find((one) => one.kind === kind),
  );
  return describe(db, rows, {
    snapshot: scope.snapshot,
    was: wasThere(scope),
    untold: wasNotTold(scope, new Set([kind])),
    went: sql`NULL::boolean`,
    twins,
  });
}

/** What the earlier snapshot has and this one has not, as it stood there. Of systems that both have. */
export async function listDone(
  db: Kysely<Database>,
  scope: FixScope & { readonly since: number },
  page: RowPage,
): Promise<readonly FixRow[]> {
  const kinds = await findKinds(db, goneSince(scope), scope);
  if (kinds.size === 0) return [];
  const rows = sql`SELECT f.* FROM ${goneSince(scope)} f JOIN system name ON name.id = f.system
    WHERE ${isDone(scope, kinds)} ${ofSystem(scope)} ${pageOf(page)}`;
  return describe(db, rows, {
    snapshot: scope.since,
    was: sql`true`,
    untold: sql`false`,
    went: isNoLongerThere(scope),
    twins: NO_TWINS,
  });
}

function pageOf({ after, first }: RowPage): RawBuilder<unknown> {
  const isAfter = sql`AND (-f.cost, f.id) > (SELECT -last.cost, last.id FROM snapshot_fix last WHERE last.id = ${after})`;
  return sql`${after === null ? sql`` : isAfter} ORDER BY f.cost DESC, f.id LIMIT ${first}`;
}

const NO_TWINS = sql`SELECT '{}'::text[] AS twins, '{}'::text[] AS held, '{}'::text[] AS also`;

/** With what the row `f` is in one group of a finding, where that is the fault. */
function twinsOf(snapshot: number, kind: FixKind | undefined): RawBuilder<unknown> {
  const found = kind?.where.find(({ dimension }) => dimension === 'FINDING')?.in;
  if (found === undefined || kind?.twin === undefined) return NO_TWINS;
  const mine = sql`mine.snapshot = ${snapshot} AND mine.kind = ANY(${textArray(found)}::text[]) AND mine.subject = f.subject`;
  if (kind.twin === 'SYSTEM') {
    return sql`SELECT '{}'::text[] AS twins, '{}'::text[] AS held, array(SELECT DISTINCT json_array_elements_text(mine.detail -> 'systems')
      FROM snapshot_finding mine WHERE ${mine} ORDER BY 1) AS also`;
  }
  const recordOf =
    kind.twin === 'RECORD'
      ? sql`JOIN snapshot_record r ON r.id = other.subject`
      : sql`JOIN snapshot_item copy ON copy.id = other.subject
        JOIN snapshot_record r ON r.record = copy.record AND r.system = copy.system AND ${isInVersion('r', 's')}`;
  return sql`WITH few AS MATERIALIZED (
      SELECT r.local_id, r.libraries FROM snapshot_finding mine JOIN snapshot_finding other ON other.snapshot = mine.snapshot
        AND other.kind = mine.kind AND other.in_group = mine.in_group AND other.system = mine.system
        AND other.subject <> mine.subject ${recordOf}
      WHERE ${mine} LIMIT ${MOST_TWINS + 1})
    SELECT array(SELECT DISTINCT local_id FROM few ORDER BY 1) AS twins,
      array(SELECT DISTINCT unnest(libraries) FROM few ORDER BY 1) AS held, '{}'::text[] AS also`;
}

interface Described {
  readonly snapshot: number;
  readonly was: RawBuilder<unknown>;
  readonly untold: RawBuilder<unknown>;
  readonly went: RawBuilder<unknown>;
  readonly twins: RawBuilder<unknown>;
}

/** With the copy and the record as the snapshot has them. */
async function describe(
  db: Kysely<Database>,
  rows: RawBuilder<unknown>,
  { snapshot, was, untold, went, twins }: Described,
): Promise<readonly FixRow[]> {
  const { rows: found } = await sql<FixRow>`
    SELECT f.id AS row, name.system_id AS system, f.library, f.kind, f.cost, f.what, f.detail, i.barcode,
      i.call_number AS "callNumber", r.title, r.language, r.local_id AS "recordLocalId",
      CASE WHEN f.kind IN ${kindsOf('RECORDS')} THEN r.libraries ELSE '{}' END AS "heldBy", ${was} AS "wasThere", ${untold} AS "wasNotTold", ${went} AS "wentAway",
      twin.twins, twin.held AS "twinsHeldBy", twin.also AS "alsoIn"
    FROM (${rows}) f
      JOIN snapshot_system s ON s.snapshot = ${snapshot} AND s.system = f.system
      JOIN system name ON name.id = f.system
      LEFT JOIN snapshot_item i ON i.id = f.subject AND f.kind IN ${kindsOf('ITEMS')}
      LEFT JOIN LATERAL (
        SELECT one.local_id, one.title, one.languages[1] AS language, one.libraries FROM snapshot_record one
        WHERE one.id = f.subject AND f.kind IN ${kindsOf('RECORDS')}
        UNION ALL
        SELECT one.local_id, one.title, one.languages[1] AS language, one.libraries FROM snapshot_record one
        WHERE one.record = i.record AND one.system = f.system AND ${isInVersion('one', 's')}
        LIMIT 1) r ON true
      CROSS JOIN LATERAL (${twins}) twin
    ORDER BY f.cost DESC, f.id`.execute(db);
  return found;
}
