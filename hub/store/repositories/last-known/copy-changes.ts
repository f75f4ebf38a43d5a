/** When what systems said of a copy changed. Written with the facts themselves, from what was known before: a row for each change. */
import type { ItemStatus } from '#domain/facts.ts';
import type { ItemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { textArray } from '../../binary-array.ts';

type Db = Kysely<Database>;

/** How long they are kept, days. */
export const COPY_CHANGE_DAYS = 30;
/** Of a copy that comes and goes, older changes are not read. */
const MOST_CHANGES = 200;

/** What a system said of a copy, and what made a normal status of it. */
export interface SaidOfCopy {
  /** When it was said, or, of what was before a change, last said. */
  readonly asOf: Date;
  readonly status: ItemStatus;
  /** The system's own word. Null if it has none. */
  readonly atSource: string | null;
  /** See `ItemFacts.statusRule`: what that would be, or why the status is UNKNOWN. Null if an older Mercia wrote it. */
  readonly rule: string | null;
}

export interface CopyChange extends SaidOfCopy {
  readonly item: ItemId;
  readonly source: 'LIVE' | 'HARVEST';
  readonly before: SaidOfCopy;
}

/**
 * The part of a statement that writes what changed between `pairs`: a query of `as_of`, `was_as_of`, and `new` and `old`, a copy
 * each as `stored-facts.ts` writes it. Facts without a rule were written by an older Mercia, whose own words were others.
 */
export function noteChanges(pairs: RawBuilder<unknown>, fromHarvest: boolean): RawBuilder<unknown> {
  const ruleOf = (copy: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`coalesce(${copy}->>'statusRule', ${copy}->'reason'->>'message')`;
  return sql`
    INSERT INTO copy_change (item, at, from_harvest, status, at_source, rule, was_as_of, was_status, was_at_source, was_rule)
    SELECT p.new->>'id', p.as_of, ${fromHarvest}, p.new->>'status', p.new->>'statusAtSource', ${ruleOf(sql`p.new`)},
      p.was_as_of, p.old->>'status', p.old->>'statusAtSource', ${ruleOf(sql`p.old`)}
    FROM (${pairs}) AS p
    WHERE p.new->>'status' <> p.old->>'status' OR (p.old->>'statusRule' IS NOT NULL AND
      (p.new->>'statusAtSource', p.new->>'statusRule') IS DISTINCT FROM (p.old->>'statusAtSource', p.old->>'statusRule'))
    ON CONFLICT DO NOTHING`;
}

export interface ChangesOfCopy {
  /** Oldest first. */
  readonly changes: readonly CopyChange[];
  /** Whether older ones are not read, because they are too many. */
  readonly isCut: boolean;
}

interface Row {
  readonly item: ItemId;
  readonly at: Date;
  readonly from_harvest: boolean;
  readonly status: ItemStatus;
  readonly at_source: string | null;
  readonly rule: string | null;
  readonly was_as_of: Date;
  readonly was_status: ItemStatus;
  readonly was_at_source: string | null;
  readonly was_rule: string | null;
}

/** Of each copy the newest 200 at most. One that two questions brought stands there once. */
export async function findCopyChanges(
  db: Db,
  items: readonly ItemId[],
  since: Date,
): Promise<ReadonlyMap<ItemId, ChangesOfCopy>> {
  const { rows } = await sql<Row>`
    SELECT c.* FROM unnest(${textArray(items)}::text[]) AS wanted(item) CROSS JOIN LATERAL
      (SELECT * FROM copy_change WHERE item = wanted.item AND at >= ${since} ORDER BY at DESC LIMIT ${MOST_CHANGES + 1}) AS c
    ORDER BY c.item, c.at`.execute(db);
  const byItem = [...Map.groupBy(rows, ({ item }) => item)];
  return new Map(
    byItem.map(([item, all]) => {
      const changes = all.filter((row, place) => !isSame(row, all[place - 1])).map(toChange);
      const isCut = all.length > MOST_CHANGES;
      return [item, { changes: isCut ? changes.slice(1) : changes, isCut }];
    }),
  );
}

/** Whoever wrote it had not seen the one before: what is said after a change was another word. */
function isSame(row: Row, before: Row | undefined): boolean {
  const isAlike = (['item', 'status', 'at_source', 'rule'] as const).every(
    (column) => row[column] === before?.[column],
  );
  return isAlike && before !== undefined && row.was_as_of < before.at;
}

function toChange(row: Row): CopyChange {
  const { item, at, status, at_source: atSource, rule, from_harvest: fromHarvest } = row;
  const before = { asOf: row.was_as_of, status: row.was_status, atSource: row.was_at_source, rule: row.was_rule };
  return { item, asOf: at, status, atSource, rule, source: fromHarvest ? 'HARVEST' : 'LIVE', before };
}

export async function deleteCopyChanges(db: Db, items: readonly ItemId[]): Promise<void> {
  await sql`DELETE FROM copy_change WHERE item = ANY(${textArray(items)}::text[])`.execute(db);
}

/** Removes changes from before then, the oldest first and so many at most; gives how many. What others have hold of stays. */
export async function forgetCopyChanges(db: Db, before: Date, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM copy_change WHERE ctid IN (
      SELECT ctid FROM copy_change WHERE at < ${before}::timestamptz ORDER BY at LIMIT ${most} FOR UPDATE SKIP LOCKED)`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0n);
}
