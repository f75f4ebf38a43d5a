/** The closed sets of comparing: what can be counted, by what, and how work on it stands. */

/** What can be counted of a snapshot. What is about readers stands apart (`comparison/readers/`). */
export const POPULATIONS = ['RECORDS', 'ITEMS', 'STATEMENTS'] as const;
export type Population = (typeof POPULATIONS)[number];

/** What a row of a population can be grouped and chosen by. */
export const RECORD_DIMENSIONS = [
  'SYSTEM',
  'LIBRARY',
  'VISIBILITY',
  'FORMAT',
  'SERIAL',
  'ONLINE',
  'YEAR',
  'LANGUAGE',
  'CLASS_SCHEME',
  'FIELD',
  'FAULT',
  'LACKS',
  'IDENTIFIER',
  'BRIEF',
  'HAS_ITEMS',
  'HAS_STATEMENTS',
  'HAS_TITLE',
  'HELD_BY',
  'HOLDER',
  'WORK_HOLDER',
  'CONFLICT',
  'FINDING',
  'ROW',
] as const;
export type RecordDimension = (typeof RECORD_DIMENSIONS)[number];

export const ITEM_DIMENSIONS = [
  'SYSTEM',
  'LIBRARY',
  'OWNER_CODE',
  'ITEM_TYPE',
  'LOCATION',
  'COLLECTION',
  'STATUS',
  'STATUS_AT_SOURCE',
  'USE',
  'VISIBILITY',
  'RECORD_VISIBILITY',
  'LEFT_OUT',
  'BARCODE_FORM',
  'BARCODE_PREFIX',
  'BARCODE_LENGTH',
  'LAST_BORROWED_YEAR',
  'ACQUIRED_YEAR',
  'CREATED_YEAR',
  'LAST_COPY',
  'FINDING',
] as const;
export type ItemDimension = (typeof ITEM_DIMENSIONS)[number];

export const STATEMENT_DIMENSIONS = ['SYSTEM', 'LIBRARY', 'KIND', 'RECORD_VISIBILITY', 'DATED', 'FINDING'] as const;
export type StatementDimension = (typeof STATEMENT_DIMENSIONS)[number];

/** Every dimension, each once. */
export const DIMENSIONS = [
  ...new Set([...RECORD_DIMENSIONS, ...ITEM_DIMENSIONS, ...STATEMENT_DIMENSIONS]),
] as readonly Dimension[];
export type Dimension = RecordDimension | ItemDimension | StatementDimension;

/** What a system does not tell of a row. It is counted apart, never as nothing. */
export const NOT_TOLD = '(not told)';
/** What the system tells, and is empty. */
export const NONE = '(none)';

/** Rows whose value is one of these; for a dimension with many values, rows that have one of them. */
export interface Condition {
  readonly dimension: Dimension;
  readonly in: readonly string[];
}

export const LEFT_OUT_REASONS = ['RECORD_HIDDEN', 'NO_ID', 'NO_BARCODE', 'NO_OWNER'] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

export const JOB_STATES = ['WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'] as const;
export type JobState = (typeof JOB_STATES)[number];
