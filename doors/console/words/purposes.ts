/** What an account is looked at for, in words. */
import type { Purpose } from '../__generated__/operations.ts';

export const PURPOSE_WORDS: Readonly<Record<Purpose, string>> = {
  DESK_ENQUIRY: 'The reader asked',
  DATA_CLEANING: 'Records of readers are corrected',
  MOVE_RECONCILIATION: 'A library moves',
  SUBJECT_ACCESS: 'The reader asked what is kept',
  INCIDENT: 'Something went wrong',
};
