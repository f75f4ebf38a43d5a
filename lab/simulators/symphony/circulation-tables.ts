/** The tables of who borrows: patrons, loans and their rules, holds, bills. */
import type { Day, Instant } from '../time.ts';

/** What a new one has where nothing else is said. */
export const FRESH_PATRON = {
  alternateID: '',
  pin: '0000',
  firstName: 'Test',
  middleName: '',
  profile: 'READER',
  /** `OK`, `DELINQUENT`, `BLOCKED`, `BARRED` … */
  standing: 'OK',
  /** Where what this patron borrows is said to be: `CHECKEDOUT`, `DEPTCHARGE`, `ILLEND` … */
  checkoutLocation: 'CHECKEDOUT',
  privilegeExpiresDate: null as Day | null,
  createdDate: '2020-01-01',
  birthDate: null as Day | null,
  email: '',
};
export type SymphonyPatron = typeof FRESH_PATRON & {
  key: string;
  barcode: string;
  lastName: string;
  library: string;
};

/** What a new one has where nothing else is said. */
export const FRESH_CIRC_RECORD = {
  circulationRule: '21DAYS',
  /** `ACTIVE`, `INACTIVE` (to be left out) or null. */
  status: 'ACTIVE' as string | null,
  recalledDate: null as Day | null,
  /** Where set, in place of `dueDate`. */
  recallDueDate: null as Instant | null,
  claimsReturnedDate: null as Day | null,
  renewalCount: null as number | null,
  renewalDate: null as Instant | null,
  /** Null: without limit. */
  seenRenewalsRemaining: null as number | null,
  unseenRenewalsRemaining: 3 as number | null,
};
/** A loan. Its key is `item:charge number`. */
export type SymphonyCircRecord = typeof FRESH_CIRC_RECORD & {
  key: string;
  itemKey: string;
  patronKey: string;
  /** Where it was lent. */
  library: string;
  checkOutDate: Instant;
  /** Null: due never. 23:59 of the site means the day alone. */
  dueDate: Instant | null;
};

/** A bill. Its key is `patron:number`; it is gone when it is paid. */
export interface SymphonyBlock {
  key: string;
  patronKey: string;
  /** `OVERDUE`, `LOST`, `DAMAGED`, `PROCESSFEE` … */
  block: string;
  /** As the wire gives it, in the server's currency: `12.50`. */
  amount: string;
  owed: string;
  itemKey: string | null;
  library: string;
  createDate: Day;
  billDate: Day;
  comment: string | null;
}

/** What a new one has where nothing else is said. */
export const FRESH_HOLD = {
  /** The copy that fills it, once there is one. */
  selectedItemKey: null as string | null,
  holdRange: 'SYSTEM',
  status: 'PLACED' as 'PLACED' | 'BEING_HELD' | 'CANCELLED' | 'EXPIRED' | 'SUSPENDED' | 'TRANSIT',
  recallStatus: 'STANDARD',
  beingHeldDate: null as Day | null,
  inactiveDate: null as Day | null,
  inactiveReason: null as string | null,
  expirationDate: null as Day | null,
};
export type SymphonyHold = typeof FRESH_HOLD & {
  key: string;
  bibKey: string;
  /** The copy that was asked for, or any of the title. */
  itemKey: string;
  patronKey: string;
  pickupLibrary: string;
  placedLibrary: string;
  holdType: 'TITLE' | 'COPY';
  placedDate: Day;
  fillByDate: Day | null;
  /** Between these days it waits and is not filled. */
  suspendBeginDate?: Day;
  suspendEndDate?: Day;
  comment: string;
};

/** How long something is lent under a rule of loans. */
export interface SymphonyCirculationRule {
  loanPeriod: string;
  /** `DAILY`, `HOURLY`, `DATELIST` … */
  periodType: string;
  renewFromPeriod: number;
}
