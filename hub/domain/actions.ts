/** What people change in Mercia, and that is written down with who did it. */
export const ACTION_KINDS = [
  'RULING_MADE',
  'RULING_REMOVED',
  /** Staff of a library asked for a ruling, and were answered; the subject is the two records. */
  'RULING_ASKED',
  'RULING_ANSWERED',
  'REJECTS_RETRIED',
  'KEY_REVOKED',
  'RECORD_RELEASED',
  'TAKEN_BACK',
  /** A step of a library's move; the subject is the library, both systems, and the two phases. */
  'PHASE_ASKED',
  'PHASE_CONFIRMED',
  'PHASE_WITHDRAWN',
  /** A snapshot was asked for, or dropped; the subject is its name. */
  'SNAPSHOT_TAKEN',
  'SNAPSHOT_DROPPED',
  /** Rows of a snapshot were saved; the subject is its name, and of what; the note is the format. */
  'EXPORTED',
  /** What somebody has to decide; the subject is its number. */
  'DECISION_RAISED',
  'DECISION_CHANGED',
  'DECISION_TAKEN',
  /** Codes were mapped; the note says how many. */
  'MAPPINGS_CHANGED',
  /** A part took a changed region file into use; the subject is the file and its digest, the note the keys that changed. */
  'REGION_FILE_CHANGED',
  /** Old entries were removed; the note says how many. Nobody did it. */
  'RETENTION',
] as const;

export type ActionKind = (typeof ACTION_KINDS)[number];

/** How far a wish is that rejects are read again. */
export const RETRY_STATES = ['WAITING', 'RUNNING', 'DONE', 'FAILED'] as const;

export type RetryState = (typeof RETRY_STATES)[number];
