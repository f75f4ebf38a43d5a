/** What is to be mended, and what was, a page at a time. */
import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { RowPage } from '../populations/rows.ts';
import { isInVersion } from '../snapshots/version.ts';
import { FIX_KINDS } from './fix-kinds.ts';
import { fixesOf, goneSince, isDone, ofLibraries, ofSystem, wasThere, type FixScope } from './fix-scope.ts';

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

/** What costs most first; of what costs the same, what was seen first. */
export async function listFixes(db: Kysely<Database>, scope: FixScope, page: RowPage): Promise<readonly FixRow[]> {
  const rows = sql`SELECT f.* FROM ${fixesOf(scope.snapshot)} f JOIN system name ON name.id = f.system
    WHERE true ${ofLibraries(scope)} ${ofSystem(scope)} ${pageOf(page)}`;
  return describe(db, rows, { snapshot: scope.snapshot, was: wasThere(scope) });
}

/** What the earlier snapshot has and this one has not, as it stood there. Of systems that both have. */
export async function listDone(
  db: Kysely<Database>,
  scope: FixScope & { readonly since: number },
  page: RowPage,
): Promise<readonly FixRow[]> {
  const rows = sql`SELECT f.* FROM ${goneSince(scope)} f JOIN system name ON name.id = f.system
    WHERE ${isDone(scope)} ${ofLibraries(scope)} ${ofSystem(scope)} ${pageOf(page)}`;
  return describe(db, rows, { snapshot: scope.since, was: sql`true` });
}

function pageOf({ after, first }: RowPage): RawBuilder<unknown> {
  const isAfter = sql`AND (-f.cost, f.id) > (SELECT -last.cost, last.id FROM snapshot_fix last WHERE last.id = ${after})`;
  return sql`${after === null ? sql`` : isAfter} ORDER BY f.cost DESC, f.id LIMIT ${first}`;
}

const kindsOf = (population: 'RECORDS' | 'ITEMS'): RawBuilder<unknown> =>
  sql`(${sql.join(FIX_KINDS.filter((one) => one.population === population).map(({ kind }) => sql.lit(kind)))})`;

/** With the copy and the record as the snapshot has them. */
async function describe(
  db: Kysely<Database>,
  rows: RawBuilder<unknown>,
  { snapshot, was }: { readonly snapshot: number; readonly was: RawBuilder<unknown> },
): Promise<readonly FixRow[]> {
  const { rows: found } = await sql<FixRow>`
    SELECT f.id AS row, name.system_id AS system, f.library, f.kind, f.cost, f.what, f.detail, i.barcode,
      i.call_number AS "callNumber", r.title, r.local_id AS "recordLocalId", ${was} AS "wasThere"
    FROM (${rows}) f
      JOIN snapshot_system s ON s.snapshot = ${snapshot} AND s.system = f.system
      JOIN system name ON name.id = f.system
      LEFT JOIN snapshot_item i ON i.id = f.subject AND f.kind IN ${kindsOf('ITEMS')}
      LEFT JOIN LATERAL (
        SELECT one.local_id, one.title FROM snapshot_record one
        WHERE one.id = f.subject AND f.kind IN ${kindsOf('RECORDS')}
        UNION ALL
        SELECT one.local_id, one.title FROM snapshot_record one
        WHERE one.record = i.record AND one.system = f.system AND ${isInVersion('one', 's')}
        LIMIT 1) r ON true
    ORDER BY f.cost DESC, f.id`.execute(db);
  return found;
}
