/** The state, the rule and the kind of things in words. */
import type { Format, ItemLimitation, ItemStatus, ItemUse } from '../__generated__/operations.ts';

export const STATUS_WORDS: Readonly<Record<ItemStatus, string>> = {
  AVAILABLE: 'On the shelf',
  ON_LOAN: 'On loan',
  IN_USE_ON_SITE: 'In use in the library',
  ON_HOLD_SHELF: 'Kept for a reader',
  IN_TRANSIT: 'Between two sites',
  RESHELVING: 'Back, not yet on its shelf',
  ON_ORDER: 'On order',
  IN_PROCESS: 'Being made ready',
  AT_BINDERY: 'At the bindery',
  CLAIMED_RETURNED: 'Said to be returned; being looked for',
  MISSING: 'Missing',
  LOST: 'Lost',
  WITHDRAWN: 'Withdrawn',
  DAMAGED: 'Damaged',
  UNAVAILABLE: 'Not to be had at present',
  UNKNOWN: 'Not known',
};

export const USE_WORDS: Readonly<Record<ItemUse, string>> = {
  LOAN: 'Can be borrowed',
  SHORT_LOAN: 'Short loan',
  HOURLY: 'By the hour',
  REFERENCE: 'For use in the library',
  RESTRICTED: 'Ask the library',
  ONLINE: 'Online',
  UNKNOWN: 'Not known',
};

export const LIMITATION_WORDS: Readonly<Record<ItemLimitation, string>> = {
  HOLD_SHELF_NOT_TOLD: 'may be kept for a reader',
  TRANSIT_NOT_TOLD: 'may be on its way to another site',
};

export const FORMAT_WORDS: Readonly<Record<Format, string>> = {
  BOOK: 'Book',
  EBOOK: 'E-book',
  JOURNAL: 'Journal',
  EJOURNAL: 'E-journal',
  AUDIO: 'Audio',
  VIDEO: 'Video',
  REPORT: 'Report',
  THESIS: 'Thesis',
  KIT: 'Kit',
  OBJECT: 'Object',
  OTHER: 'Other',
  UNKNOWN: 'Kind not known',
};

/** Who may see a record or a copy. */
export const VISIBILITY_WORDS: Readonly<Record<string, string>> = {
  PUBLIC: 'Everybody',
  SUPPRESSED: 'Hidden',
  ILL_TEMPORARY: 'Hidden (interlibrary loan)',
};
