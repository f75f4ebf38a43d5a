import type { AccountChanges } from './account-changes.ts';
import { refusedHold, refusedRenewal } from './payloads.ts';
import { NO_PATRON_DATA } from './refusals.ts';

/** Of a region without a secret for patron data: there are no accounts that could be changed. */
export const NO_CHANGES: AccountChanges = {
  renewLoan: async () => refusedRenewal(NO_PATRON_DATA),
  renewAllLoans: async () => ({ results: null, refusal: NO_PATRON_DATA }),
  placeHold: async () => refusedHold(NO_PATRON_DATA),
  cancelHold: async () => refusedHold(NO_PATRON_DATA),
};
