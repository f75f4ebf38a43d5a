/** Root fields that tell the public nothing: they are asked where somebody has signed in (tests/patrons, tests/loans). */
export const PERSONAL_FIELDS: readonly string[] = [
  'account',
  'accountByCard',
  'audit',
  'duplicateAccounts',
  'duplicateReaders',
  'me',
  'openLoans',
];
