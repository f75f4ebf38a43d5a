import type { RecordDescription } from '../../description.ts';

/** What one number of a comparison means to the model. */
export interface Column {
  readonly name: string;
  /** 1: more of it never speaks against being one edition; -1: never for it; 0: it may do either (`min_length`). */
  readonly trend: 1 | -1 | 0;
}

/**
 * One concern of a comparison: what is prepared of a record once, and the numbers that two of them give. A number that
 * cannot be had because one record says nothing is NaN: missing is no evidence. Symmetric: `a` and `b` may be swapped.
 */
export interface FeatureGroup<Facts> {
  readonly columns: readonly Column[];
  readonly prepare: (description: RecordDescription) => Facts;
  /** Writes one number for each column to `row`, from `at` on. */
  compare(a: Facts, b: Facts, row: Float64Array, at: number): void;
  /** What a record says, for a person. */
  describe(facts: Facts): string;
}

/** The group as it is given: what it prepares of a record is inferred. */
export function featureGroup<Facts>(group: FeatureGroup<Facts>): FeatureGroup<Facts> {
  return group;
}

/** 1 where both say the same, 0 where they differ, NaN where one says nothing. */
export function agreement<T>(a: T | null, b: T | null): number {
  if (a === null || b === null) return NaN;
  return a === b ? 1 : 0;
}

/** 1 where only one says something, else 0. */
export function onlyOne(a: boolean, b: boolean): number {
  return a === b ? 0 : 1;
}
