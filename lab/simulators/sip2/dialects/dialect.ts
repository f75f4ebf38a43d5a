/** What differs between servers: each dialect says how its answers look and what it lets pass. */
import { wallTime } from '../../time.ts';
import type { Encoding } from '../encodings.ts';
import {
  ITEM_LISTS,
  type ItemList,
  type LibraryCopy,
  type LibraryPatron,
  type Refusal,
  type Sip2Library,
} from '../library.ts';
import type { Strictness } from '../requests.ts';
import type { Field } from '../wire.ts';

export const DIALECTS = ['generic', 'koha', 'symphony', 'evergreen', 'sierra', 'polaris', 'horizon'] as const;
export type DialectName = (typeof DIALECTS)[number];

/** An answer before it gets sequence number and checksum. Plain text between fields is what some servers leave there. */
export interface Answer {
  /** Code and fixed parts. */
  readonly head: string;
  readonly fields: readonly (Field | string)[];
}

/** What was said of the PIN: `empty` is an AD without a value. */
export type Pin = 'right' | 'wrong' | 'empty' | 'absent';

export interface PatronAsked {
  /** As it was asked for. */
  readonly id: string;
  readonly patron: LibraryPatron | null;
  readonly pin: Pin;
  readonly language: string;
}

export interface PatronInformationAsked extends PatronAsked {
  readonly list: (typeof ITEM_LISTS)[number] | null;
  /** First and last entry of the list, from 1. */
  readonly slice: readonly [first: number, last: number] | null;
}

export interface RenewalTold {
  readonly id: string;
  readonly patron: LibraryPatron | null;
  readonly barcode: string;
  /** As it is now. */
  readonly copy: LibraryCopy | null;
  readonly refusal: Refusal | 'NO_SUCH_PATRON' | 'WRONG_PIN' | null;
}

export interface RenewalsTold {
  readonly id: string;
  readonly refusal: RenewalTold['refusal'];
  readonly renewed: readonly string[];
  readonly unrenewed: readonly string[];
}

export interface HoldTold extends RenewalTold {
  readonly mode: string;
  readonly pickup: string;
  readonly expires: string | null;
  readonly queuePlace: number | null;
}

/** Texts and times that an answer needs. */
export interface Telling {
  readonly library: Sip2Library;
  /** Now, 18 characters. */
  readonly stamp: string;
  /** A moment in the library's zone, 18 characters; empty for none. */
  readonly at: (instant: number | null) => string;
}

export interface Dialect {
  readonly name: DialectName;
  readonly encoding: Encoding;
  readonly terminator: string;
  readonly zone: '    ' | '0000' | '   Z';
  /** Whose time an answer is stamped with; due dates are the library's, unless the zone says that they are of UTC. */
  readonly clock: 'library' | 'utc';
  readonly strictness: Strictness;
  /** Entries that an answer names of a list where no slice of it was asked for; all, if left out. */
  readonly entriesAtOnce?: number | undefined;
  /** `zeros` sends `AZ0000` in place of every checksum. */
  readonly checksum: 'right' | 'zeros';
  readonly beforeLogin: 'close' | 'resend';
  readonly afterRefusedLogin: 'close' | 'stay';
  /** True if a wrong PIN keeps nobody from anything. */
  readonly ignoresPins: boolean;
  /** True if a message that comes in several packets is refused. */
  readonly wantsOnePacket: boolean;
  /** True if `97` brings the last answer in UTF-8 twice over. */
  readonly garblesResent: boolean;
  readonly banner: { readonly user: string; readonly password: string; readonly ok: string; readonly refused: string };
  status(telling: Telling): Answer;
  item(telling: Telling, barcode: string, copy: LibraryCopy | null): Answer;
  patronStatus(telling: Telling, asked: PatronAsked): Answer;
  patron(telling: Telling, asked: PatronInformationAsked): Answer;
  renewal(telling: Telling, told: RenewalTold): Answer;
  renewals(telling: Telling, told: RenewalsTold): Answer;
  hold(telling: Telling, told: HoldTold): Answer;
  end(telling: Telling, id: string): Answer;
}

export function tellingOf(library: Sip2Library, { zone, clock }: Pick<Dialect, 'zone' | 'clock'>): Telling {
  const at = (instant: number, timeZone: string) => {
    const [day = '', time = ''] = wallTime(instant, timeZone).split(' ');
    return `${day.replaceAll('-', '')}${zone}${time.replaceAll(':', '')}`;
  };
  return {
    library,
    stamp: at(library.now(), clock === 'utc' || zone === '   Z' ? 'UTC' : library.timeZone),
    at: (instant) => (instant === null ? '' : at(instant, zone === '   Z' ? 'UTC' : library.timeZone)),
  };
}

/** `2027-01-08` as `20270108    235900`. */
export function endOf(day: string | null): string {
  return day === null ? '' : `${day.replaceAll('-', '')}    235900`;
}

/** Patron flags, fourteen characters: Y where one of the positions is, else a blank. */
export function flags(positions: readonly number[]): string {
  return Array.from({ length: 14 }, (_, at) => (positions.includes(at) ? 'Y' : ' ')).join('');
}

/** The six counts of a 64. */
export function countsOf({ items, fines }: LibraryPatron): string {
  return ITEM_LISTS.map((list) => (list === 'fines' ? fines.length : items[list].length))
    .map((count) => String(Math.min(count, 9999)).padStart(4, '0'))
    .join('');
}
export const NO_COUNTS = '0000'.repeat(6);

const LIST_FIELD: Readonly<Record<ItemList | 'fines', string>> = {
  holds: 'AS',
  overdue: 'AT',
  charged: 'AU',
  fines: 'AV',
  recalls: 'BU',
  unavailableHolds: 'CD',
};

/** The list that was asked for, a field for each entry. `lastBeyond` shows so many entries after the last one wanted. */
export function listFields(
  { list, slice }: PatronInformationAsked,
  patron: LibraryPatron,
  lastBeyond = 0,
): readonly Field[] {
  if (list === null) return [];
  const entries =
    list === 'fines' ? patron.fines.map(({ text, amount }) => `${text} ${amount.toFixed(2)}`) : patron.items[list];
  const [first, last] = slice ?? [1, entries.length];
  return entries.slice(Math.max(0, first - 1), last + lastBeyond).map((entry) => [LIST_FIELD[list], entry] as const);
}
