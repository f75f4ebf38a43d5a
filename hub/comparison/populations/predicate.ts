/**
 * One predicate makes a number, the list of its rows and their CSV, so that the three cannot disagree.
 */
import { NONE, type Condition, type Dimension, type Population } from '#domain/comparison.ts';
import { badUserInput } from '#platform/errors.ts';
import { textArray } from '#store/binary-array.ts';
import { sql, type RawBuilder } from 'kysely';
import { DIMENSIONS_OF, FINDING_VALUES, fromFindings, TABLE_OF, type DimensionSql } from './dimensions.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';

export interface Selection {
  readonly snapshot: number;
  readonly population: Population;
  readonly where: readonly Condition[];
}

/** Throws BAD_USER_INPUT, naming the dimensions that there are, if the population has no such one. */
export function dimensionOf(population: Population, dimension: Dimension): DimensionSql {
  const found = DIMENSIONS_OF[population][dimension];
  if (found !== undefined) return found;
  const known = Object.keys(DIMENSIONS_OF[population]).join(', ');
  throw badUserInput(`${dimension}: ${population} have no such dimension; they have ${known}.`);
}

/**
 * `FROM ... WHERE ...`: the rows are `t`, the system's place in the snapshot is `s`, its name in `sys`; `joined` adds tables
 * to them. Who `walks` wants the first few rows: each is looked at by itself, and nothing is made ready for all of them.
 */
export function fromSelection(
  { snapshot, population, where }: Selection,
  { joined = sql``, walks = false }: { readonly joined?: RawBuilder<unknown>; readonly walks?: boolean } = {},
): RawBuilder<unknown> {
  const conditions = conditionsSql({ snapshot, population, walks }, where).map((condition) => sql`AND ${condition}`);
  return sql`FROM snapshot_system s JOIN system sys ON sys.id = s.system JOIN ${sql.table(TABLE_OF[population])} t
      ON t.system = s.system AND ${isInVersion('t', 's')} ${joined}
    WHERE s.snapshot = ${snapshot} ${sql.join(conditions, sql` `)}`;
}

/** Each condition over the rows that {@link fromSelection} gives. */
export function conditionsSql(of: Place, where: readonly Condition[]): readonly RawBuilder<unknown>[] {
  return where.map((condition) => conditionSql(of, condition));
}

interface Place extends Omit<Selection, 'where'> {
  readonly walks: boolean;
}

function conditionSql(of: Place, condition: Condition): RawBuilder<unknown> {
  const { population, walks } = of;
  if (condition.in.length === 0) {
    throw badUserInput(`${condition.dimension}: name at least one value.`);
  }
  const values = sql`${textArray(condition.in)}::text[]`;
  // By the numbers of the systems, so that the index of each serves.
  if (condition.dimension === 'SYSTEM') {
    return sql`s.system IN (SELECT named.id FROM system named WHERE named.system_id = ANY(${values}))`;
  }
  if (condition.dimension === 'LIBRARY' && population !== 'RECORDS') return ownerSql(condition.in, values);
  const { value, many, condition: planned } = dimensionOf(population, condition.dimension);
  if (!condition.in.includes(NONE)) {
    if (planned !== undefined) return planned(condition.in, walks);
    if (isOfFindings(condition.dimension)) return foundAs(of, { dimension: condition.dimension, in: condition.in });
  }
  if (!many) return sql`${value} = ANY(${values})`;
  return condition.in.includes(NONE)
    ? sql`(${value} && ${values} OR cardinality(${value}) = 0)`
    : sql`${value} && ${values}`;
}

/** The bare column, so that its index serves. */
function ownerSql(libraries: readonly string[], values: RawBuilder<unknown>): RawBuilder<unknown> {
  return libraries.includes(NONE)
    ? sql`(t.library = ANY(${values}) OR t.library IS NULL)`
    : sql`t.library = ANY(${values})`;
}

type FindingDimension = keyof typeof FINDING_VALUES;

/** Whether it is looked up among what was found. */
export function isOfFindings(dimension: Dimension): dimension is FindingDimension {
  return dimension in FINDING_VALUES;
}

/** Beginning at the findings, which are few, and not at the rows. */
function foundAs(
  { snapshot, population }: Omit<Selection, 'where'>,
  { dimension, in: values }: { readonly dimension: FindingDimension; readonly in: readonly string[] },
): RawBuilder<unknown> {
  // Each condition on the kind costs at each look into the index: one says it all.
  if (dimension === 'FINDING') {
    return sql`t.id IN (SELECT f.subject ${fromFindings(population, values)} AND f.snapshot = ${snapshot}::int)`;
  }
  const wanted = sql`${textArray(values)}::text[]`;
  const groups = values.map((value) => value.slice(value.indexOf(':') + 1));
  const byIndex = {
    FINDING_GROUP: sql`AND f.in_group = ANY(${textArray(groups)}::text[])`,
    SAME_BARCODE_IN: sql``,
    SAME_BARCODE_AT: sql``,
  }[dimension];
  return sql`t.id IN (SELECT found.subject
    FROM (SELECT f.subject, ${FINDING_VALUES[dimension]} AS value ${fromFindings(population)}
      AND f.snapshot = ${snapshot}::int ${byIndex}) found
    WHERE found.value = ANY(${wanted}))`;
}
