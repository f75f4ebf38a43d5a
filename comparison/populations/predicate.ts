/**
 * One predicate makes a number, the list of its rows and their CSV, so that the three cannot disagree.
 */
import { NONE, type Condition, type Dimension, type Population } from '#domain/comparison.ts';
import { MerciaError } from '#platform/errors.ts';
import { textArray } from '#store/binary-array.ts';
import { sql, type RawBuilder } from 'kysely';
import { DIMENSIONS_OF, TABLE_OF, type DimensionSql } from './dimensions.ts';

/** Rows of one population of a snapshot. */
export interface Selection {
  /** Number of the snapshot. */
  readonly snapshot: number;
  readonly population: Population;
  readonly where: readonly Condition[];
}

/** Throws BAD_USER_INPUT, naming the dimensions that there are, if the population has no such one. */
export function dimensionOf(population: Population, dimension: Dimension): DimensionSql {
  const found = DIMENSIONS_OF[population][dimension];
  if (found !== undefined) return found;
  const known = Object.keys(DIMENSIONS_OF[population]).join(', ');
  throw new MerciaError('BAD_USER_INPUT', `${dimension}: ${population} have no such dimension; they have ${known}.`);
}

/** `FROM ... WHERE ...`: the rows are `t`, the system's place in the snapshot is `s`. */
export function fromSelection({ snapshot, population, where }: Selection): RawBuilder<unknown> {
  const conditions = where.map((condition) => sql`AND ${conditionSql(population, condition)}`);
  return sql`FROM snapshot_system s JOIN ${sql.table(TABLE_OF[population])} t
      ON t.system = s.system AND t.from_version <= s.version AND (t.to_version IS NULL OR t.to_version > s.version)
    WHERE s.snapshot = ${snapshot} ${sql.join(conditions, sql` `)}`;
}

function conditionSql(population: Population, condition: Condition): RawBuilder<unknown> {
  if (condition.in.length === 0) {
    throw new MerciaError('BAD_USER_INPUT', `${condition.dimension}: name at least one value.`);
  }
  const values = sql`${textArray(condition.in)}::text[]`;
  // By the numbers of the systems, so that the index of each serves.
  if (condition.dimension === 'SYSTEM') {
    return sql`s.system IN (SELECT named.id FROM system named WHERE named.system_id = ANY(${values}))`;
  }
  if (condition.dimension === 'FINDING') return findingSql(condition.in, values);
  if (condition.dimension === 'LIBRARY' && population !== 'RECORDS') return ownerSql(condition.in, values);
  const { value, many, condition: planned } = dimensionOf(population, condition.dimension);
  if (planned !== undefined && !condition.in.includes(NONE)) return planned(condition.in);
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

/** From the findings to their rows: there are few of them. */
function findingSql(kinds: readonly string[], values: RawBuilder<unknown>): RawBuilder<unknown> {
  const found = sql`t.id IN (SELECT f.subject FROM snapshot_finding f
    WHERE f.snapshot = s.snapshot AND f.kind = ANY(${values}))`;
  if (!kinds.includes(NONE)) return found;
  return sql`(${found} OR NOT EXISTS (SELECT FROM snapshot_finding f WHERE f.snapshot = s.snapshot AND f.subject = t.id))`;
}
