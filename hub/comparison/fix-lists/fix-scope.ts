/** Which rows of fix lists are meant, as parts of statements. Rows are `f`, systems `name`. */
import { textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { CodeScope } from '../mappings/mapping-book.ts';
import { TABLE_OF } from '../populations/dimensions.ts';
import { hasFewerCopies } from '../populations/missing-rows.ts';
import { isAlwaysKnown, orUnknown } from '../populations/not-told.ts';
import { conditionsSql, type Selection } from '../populations/predicate.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';
import { FIX_KINDS, type FixKind } from './fix-kinds.ts';

export interface FixScope extends CodeScope {
  /** An earlier snapshot to compare with; null for none. */
  readonly since: number | null;
}

export function ofLibraries({ libraries }: Pick<FixScope, 'libraries'>): RawBuilder<unknown> {
  return libraries === null ? sql`` : sql`AND f.library = ANY(${textArray(libraries)}::text[])`;
}

export function ofSystem({ system }: Pick<FixScope, 'system'>): RawBuilder<unknown> {
  return system === null ? sql`` : sql`AND name.system_id = ${system}`;
}

export function fixesOf(snapshot: number): RawBuilder<unknown> {
  return sql`(SELECT f.* FROM snapshot_fix_list v JOIN snapshot_fix f ON f.system = v.system AND ${isInVersion('f', 'v')}
    WHERE v.snapshot = ${snapshot})`;
}

interface Two {
  readonly snapshot: number;
  readonly since: number;
}

/** What the later snapshot has and the earlier one had not as it stands, of the systems that both have. */
export function comeSince({ snapshot, since }: Two): RawBuilder<unknown> {
  return sql`(SELECT f.* FROM ${listsOf({ snapshot, since })} JOIN snapshot_fix f
      ON f.system = v.system AND ${isInVersion('f', 'v')} AND f.from_version > coalesce(old.version, 0)
    WHERE EXISTS (SELECT FROM snapshot_system past WHERE past.snapshot = ${since} AND past.system = v.system))`;
}

/**
 * What the earlier snapshot had and the later one has not as it stood, of the systems that both have a list of. OFFSET 0: found by what has
 * ended, which is little; for the first few by cost the server would look at all that there ever was to mend.
 */
export function goneSince({ snapshot, since, libraries }: Two & Pick<FixScope, 'libraries'>): RawBuilder<unknown> {
  return sql`(SELECT f.* FROM ${listsOf({ snapshot, since })} JOIN snapshot_fix f
      ON f.system = v.system AND ${isInVersion('f', 'old')} AND f.to_version > old.version AND f.to_version <= v.version
    WHERE true ${ofLibraries({ libraries })} OFFSET 0)`;
}

/** The lists `v` of the later snapshot, with `old` of the earlier. */
function listsOf({ snapshot, since }: Two): RawBuilder<unknown> {
  return sql`(SELECT * FROM snapshot_fix_list WHERE snapshot = ${snapshot}) v
    LEFT JOIN snapshot_fix_list old ON old.snapshot = ${since} AND old.system = v.system`;
}

/** Of which nothing is known where a system tells nothing of copies. */
const ABOUT_ITEMS = sql`(${sql.join(
  FIX_KINDS.filter(({ population, needsItems }) => population === 'ITEMS' || needsItems === true).map(({ kind }) =>
    sql.lit(kind),
  ),
)})`;

/** Null if the earlier snapshot has not the system, or none was named. */
export function wasThere({ since }: Pick<FixScope, 'since'>): RawBuilder<unknown> {
  if (since === null) return sql`NULL::boolean`;
  return sql`CASE WHEN EXISTS (SELECT FROM snapshot_system past WHERE past.snapshot = ${since} AND past.system = f.system)
    THEN ${isIn(since)} END`;
}

/**
 * The kinds that there are among the rows. What is not told is asked of these alone: planning a question about every kind takes longer
 * than its answer.
 */
export async function findKinds(
  db: Kysely<Database>,
  rows: RawBuilder<unknown>,
  { libraries }: Pick<FixScope, 'libraries'>,
): Promise<ReadonlySet<string>> {
  const found = await sql<{ readonly kind: string }>`
    SELECT DISTINCT f.kind FROM ${rows} f WHERE true ${ofLibraries({ libraries })}`.execute(db);
  return new Set(found.rows.map(({ kind }) => kind));
}

/** Gone, and not because its system is not in the newer snapshot or no longer tells what it is about. The row is of one of the kinds. */
export function isDone({ snapshot }: Pick<FixScope, 'snapshot'>, kinds: ReadonlySet<string>): RawBuilder<unknown> {
  return sql`EXISTS (SELECT FROM snapshot_system newer WHERE newer.snapshot = ${snapshot} AND newer.system = f.system
      AND NOT ('ITEMS' = ANY(newer.not_told) AND f.kind IN ${ABOUT_ITEMS}))
    AND NOT ${isIn(snapshot)} AND NOT ${isNotTold(snapshot, kinds)}`;
}

/** Whether the earlier snapshot had the row, of one of the kinds, or did not tell such rows, and did not tell whether it was at fault. */
export function wasNotTold({ since }: Pick<FixScope, 'since'>, kinds: ReadonlySet<string>): RawBuilder<unknown> {
  if (since === null) return sql`false`;
  return sql`(EXISTS (SELECT FROM snapshot_system past WHERE past.snapshot = ${since} AND past.system = f.system
      AND 'ITEMS' = ANY(past.not_told) AND f.kind IN ${ABOUT_ITEMS}) OR ${isNotTold(since, kinds)})`;
}

/** Whether the snapshot has the row, and does not tell whether it is at fault. */
function isNotTold(snapshot: number, kinds: ReadonlySet<string>): RawBuilder<unknown> {
  const uncertain = FIX_KINDS.filter(({ kind, where }) => kinds.has(kind) && !isAlwaysKnown(where));
  if (uncertain.length === 0) return sql`false`;
  const cases = uncertain.map(({ kind, population, where }) => {
    const meets = (conditions: typeof where): RawBuilder<unknown> =>
      sql.join(conditionsSql({ snapshot, population, walks: true }, conditions), sql` AND `);
    const perhaps = sql`${meets(orUnknown(where))} AND (${meets(where)}) IS NOT TRUE`;
    return sql`WHEN ${sql.lit(kind)} THEN ${isThere({ snapshot, population }, perhaps)}`;
  });
  return sql`CASE f.kind ${sql.join(cases, sql` `)} ELSE false END`;
}

/** Whether the snapshot has the record or copy of the row `f`, as it is found there by its number; it is `t`. */
function isThere(
  { snapshot, population }: Pick<Selection, 'snapshot'> & Pick<FixKind, 'population'>,
  meets: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const table = sql.table(TABLE_OF[population]);
  const same = population === 'ITEMS' ? sql`AND t.local_id = past.local_id` : sql``;
  return sql`EXISTS (SELECT FROM ${table} past JOIN ${table} t ON t.record = past.record ${same}
      JOIN snapshot_system s ON s.snapshot = ${snapshot} AND s.system = t.system AND ${isInVersion('t', 's')}
      JOIN system sys ON sys.id = s.system
    WHERE past.id = f.subject AND ${meets})`;
}

export const kindsOf = (population: FixKind['population']): RawBuilder<unknown> =>
  sql`(${sql.join(FIX_KINDS.filter((one) => one.population === population).map(({ kind }) => sql.lit(kind)))})`;

/** Whether the record itself, or the copy on its record, is not in the newer snapshot: nobody mended it. */
export function isNoLongerThere({ snapshot, since }: Two): RawBuilder<unknown> {
  const fewer = hasFewerCopies(sql`(SELECT past.record FROM snapshot_item past WHERE past.id = f.subject)`, {
    earlier: since,
    later: snapshot,
  });
  const isGone = (population: FixKind['population']): RawBuilder<unknown> =>
    sql`NOT ${isThere({ snapshot, population }, sql`true`)}`;
  return sql`CASE WHEN f.kind IN ${kindsOf('RECORDS')} THEN ${isGone('RECORDS')}
    WHEN f.kind IN ${kindsOf('ITEMS')} THEN ${isGone('ITEMS')} AND ${fewer} ELSE false END`;
}

/** OFFSET 0: looked up for one row after the other. */
function isIn(snapshot: number): RawBuilder<unknown> {
  return sql`EXISTS (SELECT FROM snapshot_fix_list o
      JOIN snapshot_fix other ON other.system = o.system AND ${isInVersion('other', 'o')}
    WHERE o.snapshot = ${snapshot} AND o.system = f.system
    AND other.kind = f.kind AND other.what = f.what AND other.library = f.library OFFSET 0)`;
}
