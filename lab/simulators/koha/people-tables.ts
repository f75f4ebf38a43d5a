/** The tables of a simulated Koha that have people in them: patrons, their loans, holds and charges, and who may log in. */
import type { Instant } from '../time.ts';
import { table, type RowOf } from './columns.ts';

export const PATRON_TABLE = table('patron', {
  patron_id: ['borrowernumber', 'number'],
  /** Null for a patron who has none, and comes in by `userid` alone. */
  cardnumber: ['cardnumber', 'text?'],
  userid: ['userid', 'text?'],
  surname: ['surname', 'text'],
  firstname: ['firstname', 'text?'],
  library_id: ['branchcode', 'text'],
  category_id: ['categorycode', 'text', 'PT'],
  email: ['email', 'text?'],
  date_of_birth: ['dateofbirth', 'day?'],
  date_enrolled: ['dateenrolled', 'day', '2020-01-01'],
  /** Null where the registration never ends. */
  expiry_date: ['dateexpiry', 'day?', '2099-12-31'],
  restricted: ['debarred', 'boolean', false],
  patron_card_lost: ['lost', 'boolean', false],
  incorrect_address: ['gonenoaddress', 'boolean', false],
  /** Seen by staff alone. */
  staff_notes: ['borrowernotes', 'text?'],
  updated_on: ['updated_on', 'instant'],
});
export type KohaPatron = RowOf<typeof PATRON_TABLE> & {
  /** No list can be asked for it. */
  secondary_email: string | null;
};

/** What a patron owes, or once owed. */
export const CHARGE_TABLE = table('charge', {
  account_line_id: ['accountlines_id', 'number'],
  patron_id: ['borrowernumber', 'number'],
  amount: ['amount', 'number'],
  amount_outstanding: ['amountoutstanding', 'number'],
  date: ['date', 'instant'],
  /** `MANUAL`, `LOST`, `OVERDUE` … */
  debit_type: ['debit_type_code', 'text?', 'MANUAL'],
  /** `PAYMENT`, `CREDIT` … of what is in credit, which has no type of debit then. */
  credit_type: ['credit_type_code', 'text?'],
  description: ['description', 'text'],
  interface: ['interface', 'text', 'intranet'],
  /** Seen by staff alone. */
  internal_note: ['note', 'text', ''],
  checkout_id: ['issue_id', 'number?'],
  item_id: ['itemnumber', 'number?'],
  /** `UNRETURNED` while an overdue charge still grows. */
  status: ['status', 'text?'],
});
export type KohaCharge = RowOf<typeof CHARGE_TABLE>;

export const CHECKOUT_TABLE = table('checkout', {
  checkout_id: ['issue_id', 'number'],
  item_id: ['itemnumber', 'number'],
  patron_id: ['borrowernumber', 'number'],
  library_id: ['branchcode', 'text'],
  checkout_date: ['issuedate', 'instant'],
  /** 23:59:00 local for a loan by days, any minute for a loan by hours. */
  due_date: ['date_due', 'instant'],
  checkin_date: ['returndate', 'instant?'],
  last_renewed_date: ['lastreneweddate', 'instant?'],
  renewals_count: ['renewals_count', 'number', 0],
  unseen_renewals: ['unseen_renewals', 'number', 0],
  auto_renew: ['auto_renew', 'boolean', false],
  auto_renew_error: ['auto_renew_error', 'text?'],
  issuer_id: ['issuer_id', 'number?'],
  note: ['note', 'text?'],
  note_date: ['notedate', 'instant?'],
  note_seen: ['noteseen', 'boolean?', false],
  onsite_checkout: ['onsite_checkout', 'boolean', false],
  timestamp: ['timestamp', 'instant'],
});
export type KohaCheckout = RowOf<typeof CHECKOUT_TABLE>;

/** W waiting on the shelf, T in transit to the pickup library, P processing, null still in the queue. */
export type KohaHoldStatus = 'W' | 'T' | 'P' | null;

export const HOLD_TABLE = table('hold', {
  hold_id: ['reserve_id', 'number'],
  biblio_id: ['biblionumber', 'number'],
  /** A number here; the wire writes it as a string. */
  item_id: ['itemnumber', 'number?'],
  item_level: ['item_level_hold', 'boolean'],
  patron_id: ['borrowernumber', 'number'],
  pickup_library_id: ['branchcode', 'text'],
  priority: ['priority', 'number'],
  status: ['found', 'text?'],
  hold_date: ['reservedate', 'day'],
  waiting_date: ['waitingdate', 'day?'],
  expiration_date: ['expirationdate', 'day?'],
  suspended: ['suspend', 'boolean', false],
  suspended_until: ['suspend_until', 'instant?'],
  cancellation_date: ['cancellationdate', 'day?'],
  cancellation_reason: ['cancellation_reason', 'text?'],
  desk_id: ['desk_id', 'number?'],
  item_group_id: ['item_group_id', 'number?'],
  item_type: ['itemtype', 'text?'],
  lowest_priority: ['lowestPriority', 'boolean', false],
  non_priority: ['non_priority', 'boolean', false],
  notes: ['reservenotes', 'text?'],
  timestamp: ['timestamp', 'instant'],
});
export type KohaHold = Omit<RowOf<typeof HOLD_TABLE>, 'status'> & { status: KohaHoldStatus };

/** What started a transfer: `branchtransfers.reason`. */
export type TransferReason =
  | 'Manual'
  | 'Reserve'
  | 'ReturnToHome'
  | 'ReturnToHolding'
  | 'StockrotationAdvance'
  | 'RotatingCollection'
  | 'Recall';

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
