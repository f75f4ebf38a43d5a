/** The tables of who borrows: patrons, loans and their rules, holds, bills. */
import type { Day, Instant } from '../time.ts';

export interface SymphonyPatron {
  key: string;
  barcode: string;
  alternateID: string;
  pin: string;
  firstName: string;
  middleName: string;
  lastName: string;
  library: string;
  profile: string;
  /** `OK`, `DELINQUENT`, `BLOCKED`, `BARRED` … */
  standing: string;
  /** Where what this patron borrows is said to be: `CHECKEDOUT`, `DEPTCHARGE`, `ILLEND` … */
  checkoutLocation: string;
  privilegeExpiresDate: Day | null;
  createdDate: Day;
}

/** A loan. Its key is `item:charge number`. */
export interface SymphonyCircRecord {
  key: string;
  itemKey: string;
  patronKey: string;
  /** Where it was lent. */
  library: string;
  circulationRule: string;
  /** `ACTIVE`, `INACTIVE` (to be left out) or null. */
  status: string | null;
  checkOutDate: Instant;
  /** Null: due never. 23:59 of the site means the day alone. */
  dueDate: Instant | null;
  recalledDate: Day | null;
  /** Where set, in place of `dueDate`. */
  recallDueDate: Instant | null;
  claimsReturnedDate: Day | null;
  renewalCount: number | null;
  renewalDate: Instant | null;
  /** Null: without limit. */
  seenRenewalsRemaining: number | null;
  unseenRenewalsRemaining: number | null;
}

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

export interface SymphonyHold {
  key: string;
  bibKey: string;
  /** The copy that was asked for, or any of the title. */
  itemKey: string;
  /** The copy that fills it, once there is one. */
  selectedItemKey: string | null;
  patronKey: string;
  pickupLibrary: string;
  placedLibrary: string;
  holdType: 'TITLE' | 'COPY';
  holdRange: string;
  status: 'PLACED' | 'BEING_HELD' | 'CANCELLED' | 'EXPIRED' | 'SUSPENDED' | 'TRANSIT';
  recallStatus: string;
  placedDate: Day;
  fillByDate: Day | null;
  beingHeldDate: Day | null;
  /** Between these days it waits and is not filled. */
  suspendBeginDate?: Day;
  suspendEndDate?: Day;
  inactiveDate: Day | null;
  inactiveReason: string | null;
  expirationDate: Day | null;
  comment: string;
}

/** How long something is lent under a rule of loans. */
export interface SymphonyCirculationRule {
  loanPeriod: string;
  /** `DAILY`, `HOURLY`, `DATELIST` … */
  periodType: string;
  renewFromPeriod: number;
}
