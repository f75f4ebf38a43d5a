/** The tables of account links and of who looked at accounts; people are pseudonyms in all of them. */
import type { ColumnType, Generated } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface PatronTables {
  account_link: AccountLinkTable;
  link_attempt: LinkAttemptTable;
  account_audit: AccountAuditTable;
}

export interface AccountLinkTable {
  /** A keyed hash of the account's id: an account is one patron's. */
  account_key: string;
  subject: string;
  /** The account's id and its library. */
  sealed: string;
  verified_by: 'CARD_AND_PIN' | 'STAFF';
  linked_at: Timestamp;
  /** When it was last used, to the day: it is kept as long as it is used. */
  used_at: Timestamp;
}

/** Failures to link an account that are not forgiven yet. */
export interface LinkAttemptTable {
  /** A keyed hash of a patron, or of a card. */
  who: string;
  failures: number;
  /** Null while it may be tried. */
  locked_until: Timestamp | null;
  last_at: Timestamp;
}

/** What staff did with an account, or were refused; never changed. */
export interface AccountAuditTable {
  id: Generated<number>;
  at: Timestamp;
  action: 'LOOK' | 'LINK' | 'MOVE_LINK' | 'EXPORT' | 'ERASE' | 'RETENTION';
  actor: string;
  actor_libraries: string[];
  /** The account's id, its local part sealed; null if none was found. */
  account: string | null;
  /** Pseudonym of the patron whose link or whose data it is about. */
  patron: string | null;
  library: string | null;
  purpose: string | null;
  note: string | null;
  /** Code of the refusal; null if it was granted. */
  refusal: string | null;
}
