/** The tables of a simulated Koha that have people in them: patrons, their loans, holds and charges, and who may log in. */
import type { Day, Instant } from '../time.ts';

export interface KohaPatron {
  patron_id: number;
  /** Null for a patron who has none, and comes in by `userid` alone. */
  cardnumber: string | null;
  userid: string | null;
  surname: string;
  firstname: string | null;
  library_id: string;
  category_id: string;
  email: string | null;
  date_of_birth: Day | null;
  date_enrolled: Day;
  /** Null where the registration never ends. */
  expiry_date: Day | null;
  restricted: boolean;
  patron_card_lost: boolean;
  secondary_email: string | null;
  incorrect_address: boolean;
  /** Seen by staff alone. */
  staff_notes: string | null;
  updated_on: Instant;
}

/** What a patron owes, or once owed. */
export interface KohaCharge {
  account_line_id: number;
  patron_id: number;
  amount: number;
  amount_outstanding: number;
  date: Instant;
  /** `MANUAL`, `LOST`, `OVERDUE` … */
  debit_type: string;
  description: string;
  interface: string;
  /** Seen by staff alone. */
  internal_note: string;
  checkout_id: number | null;
  item_id: number | null;
  /** `UNRETURNED` while an overdue charge still grows. */
  status: string | null;
}

/** The circulation rules of the site, as few as renewals and holds need. */
export interface KohaRules {
  /** Renewals of a loan by days; one by hours is never renewed. */
  renewals: number;
  holdsPerRecord: number;
  holdsPerPatron: number;
  /** Item types that allow no holds. */
  withoutHolds: ReadonlySet<string>;
  /** Where a copy goes that is returned: to its home branch, to the branch that held it before, or nowhere (it floats). */
  returnBranch: 'homebranch' | 'holdingbranch' | 'noreturn';
}

export interface KohaCheckout {
  checkout_id: number;
  item_id: number;
  patron_id: number;
  library_id: string;
  checkout_date: Instant;
  /** 23:59:00 local for a loan by days, any minute for a loan by hours. */
  due_date: Instant;
  checkin_date: Instant | null;
  last_renewed_date: Instant | null;
  renewals_count: number;
  unseen_renewals: number;
  auto_renew: boolean;
  auto_renew_error: string | null;
  issuer_id: number | null;
  note: string | null;
  note_date: Instant | null;
  note_seen: boolean | null;
  onsite_checkout: boolean;
  timestamp: Instant;
}

/** W waiting on the shelf, T in transit to the pickup library, P processing, null still in the queue. */
export type KohaHoldStatus = 'W' | 'T' | 'P' | null;

export interface KohaHold {
  hold_id: number;
  biblio_id: number;
  /** A number here; the wire writes it as a string. */
  item_id: number | null;
  item_level: boolean;
  patron_id: number;
  pickup_library_id: string;
  priority: number;
  status: KohaHoldStatus;
  hold_date: Day;
  waiting_date: Day | null;
  expiration_date: Day | null;
  suspended: boolean;
  suspended_until: Instant | null;
  cancellation_date: Day | null;
  cancellation_reason: string | null;
  desk_id: number | null;
  item_group_id: number | null;
  item_type: string | null;
  lowest_priority: boolean;
  non_priority: boolean;
  notes: string | null;
  timestamp: Instant;
}

/** What started a transfer: `branchtransfers.reason`. */
export type TransferReason =
  'Manual' | 'Reserve' | 'ReturnToHome' | 'ReturnToHolding' | 'StockrotationAdvance' | 'RotatingCollection' | 'Recall';

/** An open transfer of a copy between branches. Koha 23.05 tells it nowhere in REST. */
export interface KohaTransfer {
  item_id: number;
  from_library_id: string;
  to_library_id: string;
  reason: TransferReason;
  hold_id: number | null;
  requested: Instant;
  /** Null while the copy still stands where it was. */
  sent: Instant | null;
}

/** What an account may do, in Koha's own words: a whole flag, or a part of one behind its colon. */
export type KohaPermission =
  | 'superlibrarian'
  | 'catalogue'
  | 'borrowers'
  | 'borrowers:edit_borrowers'
  | 'circulate:circulate_remaining_permissions'
  | 'reserveforothers'
  | 'reserveforothers:place_holds'
  | 'updatecharges:remaining_permissions';

/** An account that may log in with Basic; staff and patrons alike. */
export interface KohaUser {
  userid: string;
  password: string;
  permissions: readonly KohaPermission[];
  /** OpacHiddenItemsExceptions has the category of this account: the public endpoints show it hidden copies and records. */
  overridesHiddenItems?: boolean;
}

export interface KohaOAuthClient {
  client_id: string;
  secret: string;
  /** The account whose permissions the client has. */
  userid: string;
}
