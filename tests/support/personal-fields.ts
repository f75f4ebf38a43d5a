/** Root fields that tell the public nothing: they are asked where somebody has signed in (tests/patrons). */
export const PERSONAL_FIELDS: readonly string[] = ['account', 'accountByCard', 'audit', 'me'];
