/** What people change in Mercia, and that is written down with who did it. */
export const ACTION_KINDS = [
  'RULING_MADE',
  'RULING_REMOVED',
  'REJECTS_RETRIED',
  'KEY_REVOKED',
  /** Old entries were removed; the note says how many. Nobody did it. */
  'RETENTION',
] as const;

export type ActionKind = (typeof ACTION_KINDS)[number];
