/** The tables of a world behind a SIP2 server, as plain data. */
import type { CopyStatus, LibraryFine } from './library.ts';
import type { Day, Instant } from '../time.ts';

/** How a copy stands apart from its loan. */
export type ShelfState = Exclude<CopyStatus, 'CHARGED' | 'RECALLED'>;

export interface Sip2Copy {
  readonly barcode: string;
  /** Copies with the same number are of one title. */
  readonly titleId: string;
  readonly title: string;
  readonly owner: string;
  readonly permanentLocation: string;
  readonly currentLocation: string;
  readonly collection: string | null;
  readonly media: string;
  state: ShelfState;
  /** Null if it is not on loan. */
  due: Instant | null;
}

/** Where the copies are kept: here, or in the world of another simulator. */
export interface Stock {
  find(barcode: string): Sip2Copy | undefined;
  ofTitle(titleId: string): readonly Sip2Copy[];
}

export interface Sip2Patron {
  readonly card: string;
  pin: string;
  firstName: string;
  surname: string;
  address: string;
  postCode: string;
  email: string | null;
  phone: string;
  birthDate: Day | null;
  category: string;
  expires: Day | null;
  homeLibrary: string;
  barred: boolean;
  blockText: string;
  cardLost: boolean;
  readonly fines: LibraryFine[];
}

export interface Sip2Loan {
  readonly barcode: string;
  readonly card: string;
  renewals: number;
  recalled: boolean;
}

export interface Sip2Hold {
  readonly card: string;
  readonly titleId: string;
  /** For this copy alone. */
  readonly thisCopy: boolean;
  /** The copy that was asked for, then the one that fills it. */
  barcode: string;
  pickup: string;
  state: 'QUEUED' | 'IN_TRANSIT' | 'WAITING';
  /** Until when it waits on the shelf. */
  until: Instant | null;
}

export interface Sip2Rules {
  renewals: number;
  loanDays: number;
  holdsPerPatron: number;
  owedLimit: number;
}

export interface Sip2World {
  timeZone: string;
  now: () => Instant;
  institution: string;
  name: string;
  readonly rules: Sip2Rules;
  readonly stock: Stock;
  /** Terminals that may log in: user → password. */
  readonly logins: Map<string, string>;
  /** By card. */
  readonly patrons: Map<string, Sip2Patron>;
  /** By barcode. */
  readonly loans: Map<string, Sip2Loan>;
  readonly holds: Sip2Hold[];
  /** Where holds can be collected; empty for anywhere. */
  readonly pickups: Set<string>;
}
