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

/** What a new one has where nothing else is said. */
export const FRESH_PATRON = {
  pin: '1234',
  firstName: 'Invented',
  postCode: 'ZZ1 1ZZ',
  phone: '01632 960000',
  birthDate: '1980-02-29' as Day | null,
  category: 'ADULT',
  expires: '2099-12-31' as Day | null,
  barred: false,
  blockText: 'User BARRED',
  cardLost: false,
};
export type Sip2Patron = typeof FRESH_PATRON & {
  readonly card: string;
  surname: string;
  address: string;
  email: string | null;
  homeLibrary: string;
  readonly fines: LibraryFine[];
};

export interface Sip2Loan {
  readonly barcode: string;
  readonly card: string;
  renewals: number;
  recalled: boolean;
}

export interface Sip2Hold {
  readonly card: string;
  readonly titleId: string;
  readonly thisCopy: boolean;
  /** The copy that was asked for, then the one that fills it. */
  barcode: string;
  pickup: string;
  state: 'QUEUED' | 'IN_TRANSIT' | 'WAITING';
  /** Until when it waits on the shelf. */
  until: Instant | null;
}

export interface Sip2WorldOptions {
  /** `Europe/London` if left out. */
  readonly timeZone?: string;
  readonly now?: () => Instant;
  readonly institution?: string;
  readonly name?: string;
  readonly rules?: Partial<typeof USUAL_RULES>;
  /** Another world's copies. */
  readonly stock?: Stock;
}

const USUAL_RULES = { renewals: 2, loanDays: 21, holdsPerPatron: 20, owedLimit: 10 };

export type Sip2World = ReturnType<typeof emptyWorld>;

export function emptyWorld(options: Sip2WorldOptions, stock: Stock) {
  return {
    timeZone: options.timeZone ?? 'Europe/London',
    now: options.now ?? Date.now,
    institution: options.institution ?? 'DEMO',
    name: options.name ?? 'Demo Health Library',
    rules: { ...USUAL_RULES, ...options.rules },
    stock,
    /** Terminals that may log in: user → password. */
    logins: new Map([['terminal', 'terminal-password']]),
    /** By card. */
    patrons: new Map<string, Sip2Patron>(),
    /** By barcode. */
    loans: new Map<string, Sip2Loan>(),
    holds: [] as Sip2Hold[],
    /** Where holds can be collected; empty for anywhere. */
    pickups: new Set<string>(),
  };
}
