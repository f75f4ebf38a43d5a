/** Rows that a filter has in one snapshot and not in another of the same systems: what has gone, and what has come. */
import type { Condition, Dimension, Population } from '#domain/comparison.ts';
import { bigintArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { areAmong, findCandidates } from './candidates.ts';
import { hasCells, isOfTitles } from './cells.ts';
import { isAlwaysKnown, orUnknown } from './not-told.ts';
import { onceWhere } from './once-where.ts';
import { conditionsSql, fromSelection } from './predicate.ts';
import type { SharedSystem } from './shared-systems.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';

/** The same row in two snapshots has the same value of this. A place under a record identifies nothing without the record. */
export const KEYS: Readonly<Record<Population, RawBuilder<unknown>>> = {
  RECORDS: sql`ROW(t.system, t.local_id)::text`,
  ITEMS: sql`ROW(t.system, t.local_id, CASE WHEN t.left_out = 'NO_ID' THEN t.record END)::text`,
  STATEMENTS: sql`ROW(t.system, t.record, t.library, t.kind, t.text)::text`,
};

/** Which rows may have the key of another of their record; versions in which others may are not compared by their changes. */
const REPEATED: Readonly<Record<Population, RawBuilder<unknown> | null>> = {
  RECORDS: null,
  ITEMS: sql`t.left_out = 'NO_ID'`,
  STATEMENTS: sql`true`,
};

export interface TwoSnapshots {
  readonly earlier: number;
  readonly later: number;
  readonly shared: readonly SharedSystem[];
}

export interface Filter {
  readonly population: Population;
  readonly where: readonly Condition[];
}

export interface Missing {
  /** Keys that the earlier snapshot has in the filter, and the later has not. */
  readonly gone: number;
  /** Those of which the later snapshot does not tell whether they are in the filter: they are not among the gone. */
  readonly untold: number;
  /** Keys that the later snapshot has in the filter, and the earlier has not. */
  readonly come: number;
  /** Those of which the earlier snapshot does not tell whether they were in the filter: they are not among the come. */
  readonly untoldThen: number;
}

export const NONE_MISSING: Missing = { gone: 0, untold: 0, come: 0, untoldThen: 0 };

/** Of each filter, in their order. What is told by changes alone is read once for all of them. */
export function countMissing(
  db: Kysely<Database>,
  two: TwoSnapshots,
  filters: readonly Filter[],
): Promise<readonly Missing[]> {
  const of = ['MISSING', two.shared.map(({ id }) => id), filters];
  const where = filters.flatMap((filter) => filter.where);
  return onceWhere(db, [two.earlier, two.later], { of, where }, () => countAnew(db, two, filters));
}

async function countAnew(
  db: Kysely<Database>,
  two: TwoSnapshots,
  filters: readonly Filter[],
): Promise<readonly Missing[]> {
  const found: Missing[] = filters.map(() => NONE_MISSING);
  const add = (place: number, { gone, untold, come, untoldThen }: Missing): void => {
    const sum = found[place] ?? NONE_MISSING;
    found[place] = {
      gone: sum.gone + gone,
      untold: sum.untold + untold,
      come: sum.come + come,
      untoldThen: sum.untoldThen + untoldThen,
    };
  };
  const parts = filters.map((filter, place) => ({ filter, place, ...partsOf(two.shared, filter) }));
  for (const { filter, place, others } of parts) {
    if (others.length > 0) add(place, await countWhole(db, { ...two, shared: others }, filter));
  }
  const byChanges = parts.filter(({ changed }) => changed.length > 0);
  for (const [population, own] of Map.groupBy(byChanges, ({ filter }) => filter.population)) {
    const changed = { ...two, shared: own[0]?.changed ?? [] };
    const counts = await countChanged(
      db,
      changed,
      population,
      own.map(({ filter }) => filter.where),
    );
    for (const [index, count] of counts.entries()) add(own[index]?.place ?? 0, count);
  }
  return found;
}

/**
 * The systems whose rows have changed, where that tells all; and the others, whose rows are compared all. Which those are depends on
 * the population alone, unless a condition is of more than the rows.
 */
function partsOf(
  shared: readonly SharedSystem[],
  { population, where }: Filter,
): { readonly changed: readonly SharedSystem[]; readonly others: readonly SharedSystem[] } {
  if (!where.every(({ dimension }) => isOfRow(population, dimension))) return { changed: [], others: shared };
  return {
    changed: shared.filter((one) => one.byChanges && one.changed.has(population)),
    others: shared.filter(({ byChanges }) => !byChanges),
  };
}

/** Whether a row that two snapshots have has the same value in both. */
function isOfRow(population: Population, dimension: Dimension): boolean {
  return ALWAYS_OF_ROW.has(dimension) || (hasCells(population, dimension) && !isOfTitles(dimension));
}

const ALWAYS_OF_ROW: ReadonlySet<Dimension> = new Set<Dimension>(['SYSTEM', 'LIBRARY', 'RECORD', 'ROW']);

/** What is not told matters to rows that went or came alone: where there is none, each row is asked once. */
async function countWhole(db: Kysely<Database>, two: TwoSnapshots, filter: Filter): Promise<Missing> {
  const strict = await countOf(db, two, filter, filter.where);
  if (isAlwaysKnown(filter.where) || (strict.gone === 0 && strict.come === 0)) return strict;
  return countOf(db, two, filter, orUnknown(filter.where));
}

/** `chosen` lets more rows through than the filter, or the same. */
async function countOf(
  db: Kysely<Database>,
  two: TwoSnapshots,
  filter: Filter,
  chosen: readonly Condition[],
): Promise<Missing> {
  const key = KEYS[filter.population];
  const isSilent = (of: (one: SharedSystem) => readonly string[]): RawBuilder<unknown> => {
    const systems = two.shared.filter((one) => of(one).includes(filter.population)).map(({ system }) => system);
    return sql`t.system = ANY(${systems}::int[])`;
  };
  const then = await fromWhole(db, two, { ...filter, where: chosen, side: 'EARLIER' });
  const now = await fromWhole(db, two, { ...filter, where: chosen, side: 'LATER' });
  const isMet = (snapshot: number): RawBuilder<unknown> =>
    chosen === filter.where ? sql`true` : meets(snapshot, filter);
  const { rows } = await sql<Missing>`
    SELECT count(*) FILTER (WHERE was AND NOT may_be)::int AS gone, count(*) FILTER (WHERE was AND may_be AND NOT "is")::int AS untold,
      count(*) FILTER (WHERE "is" AND NOT may_have_been)::int AS come,
      count(*) FILTER (WHERE "is" AND may_have_been AND NOT was)::int AS "untoldThen"
    FROM (SELECT key, bool_or(is_then) AS was, bool_or(is_now) AS "is", bool_or(may_be) AS may_be, bool_or(may_have_been) AS may_have_been
      FROM (SELECT ${key} AS key, ${isMet(two.earlier)} AS is_then, false AS is_now, ${isSilent(({ notTold }) => notTold)} AS may_be,
          true AS may_have_been ${then}
        UNION ALL SELECT ${key}, false, ${isMet(two.later)}, true, ${isSilent(({ wasNotTold }) => wasNotTold)}
          ${now}) row
      GROUP BY key) one`.execute(db);
  return rows[0] ?? NONE_MISSING;
}

function meets(snapshot: number, { population, where }: Filter): RawBuilder<unknown> {
  return sql`(${sql.join([sql`true`, ...conditionsSql({ snapshot, population, walks: false }, where)], sql` AND `)})`;
}

/** Of each set of conditions, in one pass over what has changed. */
async function countChanged(
  db: Kysely<Database>,
  two: TwoSnapshots,
  population: Population,
  wheres: readonly (readonly Condition[])[],
): Promise<readonly Missing[]> {
  const names = wheres.map((where, place) => ({
    met: sql.ref(`met_${place}`),
    was: sql.ref(`was_${place}`),
    is: sql.ref(`is_${place}`),
    may: sql.ref(isAlwaysKnown(where) ? `met_${place}` : `may_${place}`),
    mayBe: sql.ref(`may_be_${place}`),
    mayHaveBeen: sql.ref(`may_have_been_${place}`),
  }));
  const met = wheres.flatMap((where, place) => [
    sql`${meets(two.later, { population, where })} AS ${sql.ref(`met_${place}`)}`,
    ...(isAlwaysKnown(where)
      ? []
      : [sql`${meets(two.later, { population, where: orUnknown(where) })} AS ${sql.ref(`may_${place}`)}`]),
  ]);
  const columns = sql`${KEYS[population]} AS key, ${sql.join(met)}`;
  const sides = names.map(
    ({ met: one, may, was, is, mayBe, mayHaveBeen }) =>
      sql`coalesce(bool_or(${one} AND in_earlier), false) AS ${was}, coalesce(bool_or(${one} AND in_later), false) AS ${is},
        coalesce(bool_or(${may} AND in_later), false) AS ${mayBe}, coalesce(bool_or(${may} AND in_earlier), false) AS ${mayHaveBeen}`,
  );
  const counts = names.map(
    ({ was, is, mayBe, mayHaveBeen }) =>
      sql`json_build_object('gone', count(*) FILTER (WHERE ${was} AND NOT ${mayBe}),
        'untold', count(*) FILTER (WHERE ${was} AND ${mayBe} AND NOT ${is}), 'come', count(*) FILTER (WHERE ${is} AND NOT ${mayHaveBeen}),
        'untoldThen', count(*) FILTER (WHERE ${is} AND ${mayHaveBeen} AND NOT ${was}))`,
  );
  const { rows } = await sql<{ counts: readonly Missing[] }>`
    SELECT json_build_array(${sql.join(counts)}) AS counts
    FROM (SELECT key, ${sql.join(sides)}
      FROM (SELECT ${columns}, true AS in_earlier, false AS in_later ${fromChanged(two, population, 'EARLIER')}
        UNION ALL SELECT ${columns}, false, true ${fromChanged(two, population, 'LATER')}
        ${alsoUnchanged(two, population, columns)}) row
      GROUP BY key) one`.execute(db);
  return rows[0]?.counts ?? [];
}

/** Rows that both snapshots have, of records with a row that has changed: one may have the key of that row. */
function alsoUnchanged(two: TwoSnapshots, population: Population, columns: RawBuilder<unknown>): RawBuilder<unknown> {
  const repeated = REPEATED[population];
  if (repeated === null) return sql``;
  const records = (side: Side): RawBuilder<unknown> =>
    sql`SELECT t.system, t.record ${fromChanged(two, population, side)} AND ${repeated}`;
  return sql`UNION ALL
    SELECT ${columns}, true, true ${fromSelection({ snapshot: two.later, population, where: [] }, { joined: sql`${changesOf(two, population)}` })}
      AND t.from_version <= changed.was AND ${repeated}
      AND (t.system, t.record) IN (${records('EARLIER')} UNION ${records('LATER')})`;
}

type Side = 'EARLIER' | 'LATER';

/** Only where the snapshot may have such rows: where they are few it is known which. */
async function fromWhole(
  db: Kysely<Database>,
  { earlier, later, shared }: TwoSnapshots,
  { population, where, side }: Filter & { readonly side: Side },
): Promise<RawBuilder<unknown>> {
  const inSystems = { dimension: 'SYSTEM', in: shared.map(({ id }) => id) } as const;
  const selection = { snapshot: side === 'EARLIER' ? earlier : later, population, where: [...where, inSystems] };
  return sql`${fromSelection(selection)} ${areAmong(await findCandidates(db, selection))}`;
}

/** The rows `t` that one of the snapshots has and the other has not as they stand. */
export function fromChanged(two: TwoSnapshots, population: Population, side: Side): RawBuilder<unknown> {
  const snapshot = side === 'EARLIER' ? two.earlier : two.later;
  const from = fromSelection({ snapshot, population, where: [] }, { joined: changesOf(two, population) });
  return side === 'EARLIER'
    ? sql`${from} AND t.to_version > changed.was AND t.to_version <= changed."is"`
    : sql`${from} AND t.id > changed.last AND t.from_version > changed.was`;
}

function changesOf({ shared }: TwoSnapshots, population: Population): RawBuilder<unknown> {
  const numbers = (take: (one: SharedSystem) => number): RawBuilder<unknown> =>
    sql`${bigintArray(shared.map(take))}::bigint[]`;
  return sql`JOIN unnest(${numbers(({ system }) => system)}, ${numbers(({ was }) => was)}, ${numbers((one) => one.is)},
    ${numbers(({ last }) => last[population])}) AS changed (system, was, "is", last) ON changed.system = t.system`;
}

export interface GoneRow {
  readonly system: string;
  readonly localId: string;
  readonly barcode: string | null;
  /** Whether the later snapshot does not have the row at all, inside the filter or outside. */
  readonly deleted: boolean;
}

type OfRows = Filter & { readonly population: 'RECORDS' | 'ITEMS' };

/** The first that have gone, by system; none of which it is not told any more. */
export async function listGone(
  db: Kysely<Database>,
  two: TwoSnapshots,
  filter: OfRows,
  most: number,
): Promise<readonly GoneRow[]> {
  const found: (GoneRow & { readonly number: number; readonly row: number })[] = [];
  const barcode = filter.population === 'ITEMS' ? sql`m.barcode` : sql`NULL::text`;
  for (const { from, deleted } of await goneParts(db, two, filter)) {
    const { rows } = await sql<(typeof found)[number]>`
      SELECT name.system_id AS system, m.local_id AS "localId", ${barcode} AS barcode, m.system AS number, m.id AS row,
        ${deleted} AS deleted
      ${from} ORDER BY m.system, m.id LIMIT ${most}`.execute(db);
    found.push(...rows);
  }
  return found
    .toSorted((a, b) => a.number - b.number || a.row - b.row)
    .slice(0, most)
    .map(({ system, localId, barcode: code, deleted }) => ({ system, localId, barcode: code, deleted }));
}

export async function countDeleted(db: Kysely<Database>, two: TwoSnapshots, filter: OfRows): Promise<number> {
  let count = 0;
  for (const { from, deleted } of await goneParts(db, two, filter)) {
    const { rows } = await sql<{ count: number }>`
      SELECT count(DISTINCT m.key)::int AS count ${from} AND ${deleted}`.execute(db);
    count += rows[0]?.count ?? 0;
  }
  return count;
}

interface GonePart {
  /** `FROM ... WHERE ...`: the rows are `m`, their system `name`. */
  readonly from: RawBuilder<unknown>;
  readonly deleted: RawBuilder<unknown>;
}

/** The rows that have gone of systems that are compared by their changes, and of the others. */
async function goneParts(db: Kysely<Database>, two: TwoSnapshots, filter: OfRows): Promise<readonly GonePart[]> {
  const { population, where } = filter;
  const { changed, others } = partsOf(two.shared, filter);
  const key = KEYS[population];
  const perhaps = { population, where: orUnknown(where) };
  const part = async (systems: readonly SharedSystem[], byChanges: boolean): Promise<readonly GonePart[]> => {
    if (systems.length === 0) return [];
    const own = { ...two, shared: systems };
    const from = async (side: Side): Promise<RawBuilder<unknown>> => {
      const chosen = side === 'EARLIER' ? filter : perhaps;
      return byChanges
        ? sql`${fromChanged(own, population, side)} AND ${meets(two.later, chosen)}`
        : fromWhole(db, own, { ...chosen, side });
    };
    const unchanged = byChanges
      ? alsoUnchanged(own, population, sql`${key} AS key, ${meets(two.later, perhaps)} AS met`)
      : sql``;
    // Of systems that are compared by their changes, the key of a row that has ended may be that of one that has come.
    const later = byChanges
      ? fromChanged(own, population, 'LATER')
      : await fromWhole(db, own, { population, where: [], side: 'LATER' });
    return [
      {
        from: sql`FROM (SELECT t.*, ${key} AS key ${await from('EARLIER')}) m JOIN system name ON name.id = m.system
          WHERE m.key NOT IN (SELECT still.key FROM (SELECT ${key} AS key, true AS met, true, true ${await from('LATER')} ${unchanged}) still
            WHERE still.met)`,
        deleted: sql`(m.key NOT IN (SELECT ${key} ${later}) AND ${
          population === 'ITEMS' ? hasFewerCopies(sql`m.record`, two) : sql`true`
        })`,
      },
    ];
  };
  const telling = others.filter(({ notTold }) => !notTold.includes(population));
  return [...(await part(changed, true)), ...(await part(telling, false))];
}

/**
 * Whether a record has fewer copies than before. Some systems number a copy by its barcode: one that gets another is there all the
 * same, under another number.
 */
export function hasFewerCopies(
  record: RawBuilder<unknown>,
  { earlier, later }: Pick<TwoSnapshots, 'earlier' | 'later'>,
): RawBuilder<unknown> {
  const copies = (snapshot: number): RawBuilder<unknown> => sql`coalesce((SELECT sum(r.item_count)
    FROM snapshot_record r JOIN snapshot_system v ON v.snapshot = ${snapshot} AND v.system = r.system AND ${isInVersion('r', 'v')}
    WHERE r.record = ${record}), 0)`;
  return sql`${copies(later)} < ${copies(earlier)}`;
}
