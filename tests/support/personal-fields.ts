/** Root fields that tell the public nothing: they are asked where somebody has signed in (tests/patrons, tests/loans, tests/comparison). */
export const PERSONAL_FIELDS: readonly string[] = [
  'account',
  'accountByCard',
  'audit',
  'comparisonJob',
  'comparisonJobs',
  'controlTotals',
  'decision',
  'decisions',
  'duplicateAccounts',
  'duplicateReaders',
  'exports',
  'me',
  'openLoans',
  'snapshot',
  'snapshots',
];
