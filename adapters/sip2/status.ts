/** Circulation statuses of SIP2 in the words of the domain. */
import type { ItemStatus } from '#domain/facts.ts';

export interface StatusMeaning {
  readonly status: ItemStatus;
  /** The specification's own word for the code. */
  readonly word: string;
}

/** 01, "other": everything that no other code fits, and at most servers a barcode that they do not know. */
export const OTHER = '01';

/** Codes of the specification, and 14 to 16 of BIC LCF, which goes on from it. 01 is not in it: it says nothing of itself. */
export const STATUS_MEANINGS: Readonly<Record<string, StatusMeaning>> = {
  '02': { status: 'ON_ORDER', word: 'on order' },
  '03': { status: 'AVAILABLE', word: 'available' },
  '04': { status: 'ON_LOAN', word: 'charged' },
  '05': { status: 'ON_LOAN', word: 'charged; not to be recalled until earliest recall date' },
  '06': { status: 'IN_PROCESS', word: 'in process' },
  // Still with its reader.
  '07': { status: 'ON_LOAN', word: 'recalled' },
  '08': { status: 'ON_HOLD_SHELF', word: 'waiting on hold shelf' },
  '09': { status: 'RESHELVING', word: 'waiting to be re-shelved' },
  '10': { status: 'IN_TRANSIT', word: 'in transit between library locations' },
  '11': { status: 'CLAIMED_RETURNED', word: 'claimed returned' },
  '12': { status: 'LOST', word: 'lost' },
  '13': { status: 'MISSING', word: 'missing' },
  '14': { status: 'WITHDRAWN', word: 'all copies withdrawn' },
  '15': { status: 'WITHDRAWN', word: 'withdrawn for repair' },
  '16': { status: 'WITHDRAWN', word: 'withdrawn' },
};
