/** What stands in an account, in words: every code that the graph has for it has a sentence. */
import type {
  AccessRefusalCode,
  BlockCode,
  HoldStatus,
  ReasonCode,
  RefusalCode,
  RefusalPartsFragment,
} from '../../__generated__/operations.ts';
import { languageOf } from '../../words/language.ts';
import { listNames } from '../../words/lists.ts';
import { isPast, plural, sayDay, sayWhen, ZONE } from '../../words/moments.ts';
import type { Loan } from './asked.ts';

export type Due = NonNullable<Loan['due']>;

interface Titled {
  readonly title: string | null;
  readonly record: { readonly edition: { readonly language: string | null } | null } | null;
}

/** In which language a title of an account is read; null for English, and where its record is not known. */
export function titleLanguage({ title, record }: Titled): string | null {
  return title === null ? null : languageOf({ title, language: record?.edition?.language ?? null });
}

const RENEWAL_REFUSED: Readonly<Record<RefusalCode, string>> = {
  LIMIT_REACHED: 'It has been renewed as often as the library allows.',
  ON_HOLD_FOR_OTHER: 'Somebody is waiting for it. If that is your own request, cancel it first.',
  RECALLED: 'The library wants it back.',
  BLOCKED: 'Your account there may not borrow at present.',
  NOT_HOLDABLE: 'The library does not renew it.',
  NOT_RENEWABLE: 'Loans of this kind cannot be renewed.',
  TOO_SOON: 'It is too soon: it can be renewed nearer to the day it is due.',
  ALREADY_DONE: 'It has been renewed already.',
  NOT_FOUND: 'It is no longer on loan to you there. It may have been returned.',
  NOT_SUPPORTED: 'This library’s system cannot renew loans here. Ask the library.',
  NOT_PERMITTED: 'This library’s system does not let us renew loans. Ask the library.',
  SEE_STAFF: 'The staff of the library can help.',
  SYSTEM_UNAVAILABLE: 'It could not be done now, and nothing was changed. You can try again later.',
  OTHER: 'The library’s system does not renew it.',
};

const CANCEL_REFUSED: Readonly<Record<RefusalCode, string>> = {
  ...RENEWAL_REFUSED,
  LIMIT_REACHED: 'The library’s system does not cancel it.',
  ON_HOLD_FOR_OTHER: 'The library’s system does not cancel it.',
  RECALLED: 'The library’s system does not cancel it.',
  BLOCKED: 'Your account there does not permit it at present. Ask the library.',
  NOT_HOLDABLE: 'The library’s system does not cancel it.',
  NOT_RENEWABLE: 'The library’s system does not cancel it.',
  TOO_SOON: 'It cannot be cancelled yet.',
  ALREADY_DONE: 'It has been cancelled already.',
  NOT_FOUND: 'There is no such request any more. It may have ended.',
  NOT_SUPPORTED: 'This library’s system cannot cancel requests here. Ask the library.',
  NOT_PERMITTED: 'This library’s system does not let us cancel requests. Ask the library.',
  OTHER: 'The library’s system does not cancel it.',
};

const PLACE_REFUSED: Readonly<Record<RefusalCode, string>> = {
  ...RENEWAL_REFUSED,
  ON_HOLD_FOR_OTHER: 'Another reader is waiting for it.',
  LIMIT_REACHED: 'You have asked for as much as the library allows.',
  NOT_HOLDABLE: 'The library does not take this request.',
  NOT_RENEWABLE: 'The library does not take this request.',
  TOO_SOON: 'It is too soon to ask for it.',
  ALREADY_DONE: 'You have it, or have asked for it, already.',
  NOT_FOUND: 'The library’s system does not find it any more.',
  NOT_SUPPORTED: 'This library’s system cannot take requests here. Ask the library.',
  NOT_PERMITTED: 'This library’s system does not let us make requests. Ask the library.',
  SYSTEM_UNAVAILABLE: 'It could not be done now, and nothing was requested. You can try again later.',
  OTHER: 'The library’s system does not take this request.',
};

/** For these the graph's own words say more than ours. */
const TELLS_MORE: ReadonlySet<RefusalCode> = new Set(['SEE_STAFF', 'OTHER']);

/** Why a loan is not renewed, as sentences. */
export function sayRenewalRefusal({ code, message }: RefusalPartsFragment): string {
  return TELLS_MORE.has(code) ? `${RENEWAL_REFUSED[code]} ${toSentence(message)}` : RENEWAL_REFUSED[code];
}

/** Why nothing is requested, as sentences. */
export function sayPlaceRefusal({ code, message }: RefusalPartsFragment): string {
  const tellsMore = TELLS_MORE.has(code) || code === 'NOT_HOLDABLE' || code === 'NOT_FOUND';
  return tellsMore ? `${PLACE_REFUSED[code]} ${toSentence(message)}` : PLACE_REFUSED[code];
}

/** Why a request is not cancelled, as sentences. */
export function sayCancelRefusal({ code, message }: RefusalPartsFragment): string {
  return TELLS_MORE.has(code) ? `${CANCEL_REFUSED[code]} ${toSentence(message)}` : CANCEL_REFUSED[code];
}

function toSentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** Why an account could not be asked for, as the end of a sentence. */
export const SILENT_WHY: Readonly<Record<ReasonCode, string>> = {
  TIMEOUT: 'its system did not answer in time',
  UNREACHABLE: 'its system is not answering',
  REFUSED: 'its system did not let us ask',
  BAD_ANSWER: 'its system gave an answer that we could not read',
  RATE_LIMITED: 'its system may not be asked more often just now',
  CIRCUIT_OPEN: 'its system failed several times and is not asked for a moment',
  FROZEN: 'the library is moving to another system',
  NOT_SUPPORTED: 'its system cannot show accounts here',
  TOO_MANY_ITEMS: 'there was too much to read at once',
};

const REFUSED_ACCESS: Readonly<Record<AccessRefusalCode, string>> = {
  NOT_FOUND: 'This account is not known here any more. Unlink it, and link your card again.',
  NO_AGREEMENT:
    'This region has no agreement with the library to handle its readers’ data, so nothing of your account there is asked for or shown. Ask the library.',
  PURPOSE_NOT_AGREED: 'The library’s agreement with this region does not permit it. Ask the library.',
  NOT_YOUR_LIBRARY: 'Your account belongs to another library. Unlink it, and link your card again.',
  LIBRARY_UNKNOWN: 'The system does not say which of its libraries your account belongs to. Ask the library.',
  NOTE_REQUIRED: 'It cannot be shown here. Ask the library.',
  PURPOSE_NEEDED: 'It cannot be shown here. Ask the library.',
  CANNOT_FIND: 'The library’s system cannot find your account. Ask the library.',
  SYSTEM_UNAVAILABLE: 'The library’s system is not answering.',
  LOCKED_OUT: 'It cannot be shown now. Ask the library.',
  LIBRARY_MOVED:
    'The library has moved to another system. Link your card again, and your account goes on here as it was. If it is then listed twice, unlink this one.',
};

/** Why the account is not shown, as sentences. */
export function sayAccessRefusal(code: AccessRefusalCode): string {
  return REFUSED_ACCESS[code];
}

const BLOCKS: Readonly<Record<BlockCode, string>> = {
  EXPIRED: 'The registration has ended.',
  BARRED: 'The library has barred this account.',
  OWES: 'More is owed than the library allows.',
  TOO_MANY_LOANS: 'More is on loan than the library allows.',
  TOO_MANY_OVERDUE: 'Too much is overdue.',
  CARD_LOST: 'The card was reported lost.',
  ADDRESS_WRONG: 'The library does not know your address.',
  OTHER: 'The library has stopped borrowing on this account.',
};

/** Why nothing can be borrowed, to whose account it is, as sentences; what the system itself says follows where our words say little. */
export function sayBlock({ code, message }: { readonly code: BlockCode; readonly message: string | null }): string {
  return code === 'OTHER' && message !== null ? `${BLOCKS.OTHER} ${toSentence(message)}` : BLOCKS[code];
}

/** The same, of somebody else. */
export function sayBlockOfReader(block: Parameters<typeof sayBlock>[0]): string {
  return block.code === 'ADDRESS_WRONG' ? 'The library does not know the reader’s address.' : sayBlock(block);
}

export const HOLD_WORDS: Readonly<Record<HoldStatus, string>> = {
  QUEUED: 'Waiting for a copy',
  IN_TRANSIT: 'On its way to where you collect it',
  READY: 'Ready to collect',
  SUSPENDED: 'Suspended',
  CANCELLED: 'Cancelled',
  EXPIRED: 'Expired',
  UNKNOWN: 'Its state is not known',
};

const time = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });
const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE });
const DAY_MS = 86_400_000;

/** `tomorrow, 28 November 2026`, `5 December 2026, in 8 days`, `today at 14:05`; past days without how long ago. */
export function sayDueDay({ on, at }: Due, now: number): string {
  const hour = at === null ? '' : ` at ${time.format(new Date(at))}`;
  const today = isoDay.format(now);
  const days = Math.round((Date.parse(on) - Date.parse(today)) / DAY_MS);
  if (days === 0) return `today${hour}`;
  if (days === 1) return `tomorrow${hour}, ${sayDay(on)}`;
  return days > 1 ? `${sayDay(on)}${hour}, in ${plural(days, 'day')}` : `${sayDay(on)}${hour}`;
}

/** `overdue`: as the system says; null if it does not. */
export function isOverdue(due: Due | null, overdue: boolean | null, now: number): boolean {
  if (overdue !== null) return overdue;
  if (due === null) return false;
  return due.at === null ? isPast(due.on, now) : Date.parse(due.at) < now;
}

/** `today 14:05`, of the moment at which an account was read. */
export function sayAsked(asOf: string | null, now: number): string {
  return sayWhen(asOf ?? new Date(now).toISOString(), now);
}

/** `£5.00`, `12.00 EUR`. */
export function sayMoney({ amount, currency }: { readonly amount: string; readonly currency: string }): string {
  return currency === 'GBP' ? `£${amount}` : `${amount} ${currency}`;
}

type Money = Parameters<typeof sayMoney>[0];

/** `£5.50`, `£5.50 and 12.00 EUR`: to the penny, each currency by itself. */
export function sayTotal(amounts: readonly Money[]): string {
  const byCurrency = Map.groupBy(amounts, ({ currency }) => currency);
  return listNames(
    Array.from(byCurrency, ([currency, all]) => {
      const cents = all.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
      return sayMoney({ amount: (cents / 100).toFixed(2), currency });
    }),
  );
}
