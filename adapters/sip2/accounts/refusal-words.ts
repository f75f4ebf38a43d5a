/** What the adapter itself refuses, before anything is sent. */
import type { RefusalWords } from '../../shared/accounts/refusals.ts';

export const NO_LOAN: RefusalWords = ['NOT_FOUND', 'There is no such loan.'];
export const NO_HOLD: RefusalWords = ['NOT_FOUND', 'There is no such hold (any more).'];
export const NO_COPY: RefusalWords = ['NOT_FOUND', 'The library system has no such copy.'];
export const NO_ACCOUNT: RefusalWords = ['NOT_FOUND', 'There is no such account.'];
/** A hold whose copy waits or travels, or may travel. */
export const HOLD_CAUGHT: RefusalWords = ['SEE_STAFF', 'It is ready or on its way, or may be; ask at the desk.'];
export const HAS_IT: RefusalWords = ['ALREADY_DONE', 'It is kept for this account already.'];
export const NEEDS_COPY: RefusalWords = [
  'NOT_SUPPORTED',
  'This library system can only be asked for a copy with a barcode; name another copy.',
];
export const VOLUME_WITHOUT_COPY: RefusalWords = ['NOT_SUPPORTED', 'Name a copy of the volume.'];
export const TITLES_ALONE: RefusalWords = [
  'NOT_SUPPORTED',
  'This library system keeps any copy of a title, not one that is named; ask for any copy.',
];
export const STANDING_UNKNOWN: RefusalWords = [
  'NOT_SUPPORTED',
  'The library system does not say whether this account may ask for anything; ask the library.',
];
