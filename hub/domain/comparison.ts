/** The closed sets of comparing: what can be counted, by what, and how work on it stands. */

/** What can be counted of a snapshot. What is about readers stands apart (`hub/comparison/readers/`). */
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
  'PART',
  'HAS_ITEMS',
  'HAS_STATEMENTS',
  'HAS_TITLE',
  'RECORD',
  'HELD_BY',
  'HOLDER',
  'WORK_HOLDER',
  'TITLE_OF',
  'CONFLICT',
  'FINDING',
  'FINDING_GROUP',
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
  'SAME_BARCODE_IN',
  'SAME_BARCODE_AT',
  'LAST_COPY',
  'FINDING',
  'FINDING_GROUP',
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

/** What a system may not tell at all. Its numbers are unknown then, and not 0. */
export const TOLD_THINGS = [
  'ITEMS',
  'ITEM_STATUS',
  'STATEMENTS',
  'CODE_LISTS',
  'LOANS',
  'HOLDS',
  'READERS',
  'CHARGES',
] as const;
export type ToldThing = (typeof TOLD_THINGS)[number];

/** Rows whose value is one of these; for a dimension with many values, rows that have one of them. */
export interface Condition {
  readonly dimension: Dimension;
  readonly in: readonly string[];
}

/** What is found before a snapshot is whole; all other findings may come later. */
export const FIRST_FINDINGS = [
  'BARCODE_ELSEWHERE',
  'BARCODE_ELSEWHERE_ALIKE',
  'BARCODE_TWICE',
  'BARCODE_TWICE_ALIKE',
  'BARCODE_MADE_UP',
  'BARCODE_ODD',
  'LONG_OVERDUE',
  'RECORD_UNTITLED',
  'RECORD_RUBBISH',
  'TITLE_TWICE',
] as const;

/** What is found in a whole snapshot, because one row alone cannot tell it: a value of the dimension `FINDING`. */
export const FINDING_KINDS = [
  ...FIRST_FINDINGS,
  'PERHAPS_SAME',
  'LAST_COPY_UNSURE',
  'HIDDEN_SAME',
  'HIDDEN_PERHAPS_SAME',
  'ISBN_MERGES_EDITIONS',
  'LOAD_KEY_MERGES_EDITIONS',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface Finding {
  /** In whose rows it is found. */
  readonly of: Population;
  /** For people. */
  readonly says: string;
}

/** Barcodes are alike if only case, blanks at the ends or leading zeros differ: many systems drop these at load. */
export const FINDINGS: Readonly<Record<FindingKind, Finding>> = {
  BARCODE_ELSEWHERE: { of: 'ITEMS', says: 'A copy in another system has the same barcode.' },
  BARCODE_ELSEWHERE_ALIKE: {
    of: 'ITEMS',
    says: 'A copy in another system has a barcode that differs only by case, blanks at the ends or leading zeros.',
  },
  BARCODE_TWICE: { of: 'ITEMS', says: 'Another copy in the same system has the same barcode.' },
  BARCODE_TWICE_ALIKE: {
    of: 'ITEMS',
    says: 'Another copy in the same system has a barcode that differs only by case, blanks at the ends or leading zeros.',
  },
  BARCODE_MADE_UP: {
    of: 'ITEMS',
    says: 'The system made the barcode of the number of the record: there is no label on the copy.',
  },
  BARCODE_ODD: { of: 'ITEMS', says: 'Hardly any other barcode of its library begins so, or is so long.' },
  LONG_OVERDUE: {
    of: 'ITEMS',
    says: 'It was due over a year before the snapshot was taken; its system tells no loans.',
  },
  RECORD_UNTITLED: { of: 'ITEMS', says: 'Its record has no title.' },
  RECORD_RUBBISH: { of: 'ITEMS', says: 'Its record says too little to be matched, and has no ISBN.' },
  TITLE_TWICE: { of: 'RECORDS', says: 'Another record of the same system is of the same edition.' },
  PERHAPS_SAME: {
    of: 'RECORDS',
    says: 'It may be the same edition as a record that it is not joined with: somebody must rule.',
  },
  LAST_COPY_UNSURE: {
    of: 'ITEMS',
    says: 'It is a last copy only if its edition is not the same as another, on which somebody must rule.',
  },
  HIDDEN_SAME: { of: 'RECORDS', says: 'It is hidden from the public, and of the same edition as another record.' },
  HIDDEN_PERHAPS_SAME: {
    of: 'RECORDS',
    says: 'It is hidden from the public, and may be of the same edition as another record.',
  },
  ISBN_MERGES_EDITIONS: { of: 'RECORDS', says: 'A load that joins by ISBN would merge it with another edition.' },
  LOAD_KEY_MERGES_EDITIONS: {
    of: 'RECORDS',
    says: 'A load that joins by a key of title, year and pages would merge it with another edition.',
  },
};

/** What a library counts in its own system, to compare with what came across. From the loans on they are lists about readers. */
export const CONTROL_CLASSES = [
  'RECORDS',
  'ITEMS',
  'STATEMENTS',
  'LOANS',
  'HOLDS',
  'READERS',
  'CHARGES',
  'CHARGES_PENCE',
] as const;
export type ControlClass = (typeof CONTROL_CLASSES)[number];

/**
 * What one side may count and the other not. GHOST_OWNERS: copies of a code that no library owns. OWNERLESS: what names no owner at all.
 * REJECTED: records that could not be read.
 */
export const CONTROL_PARTS = [
  'INTERLIBRARY',
  'HIDDEN',
  'ON_HIDDEN_RECORDS',
  'WITHOUT_NUMBER',
  'GHOST_OWNERS',
  'OWNERLESS',
  'REJECTED',
] as const;
export type ControlPart = (typeof CONTROL_PARTS)[number];

export const DECISION_STATES = ['OPEN', 'DECIDED'] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

/** Why a copy is in no public count. COPY_HIDDEN: it is hidden itself; RECORD_HIDDEN counts before it. */
export const LEFT_OUT_REASONS = ['RECORD_HIDDEN', 'COPY_HIDDEN', 'NO_ID', 'NO_BARCODE', 'NO_OWNER'] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

export const JOB_STATES = ['WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'] as const;
export type JobState = (typeof JOB_STATES)[number];
