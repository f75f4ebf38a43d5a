/** Answers 24 and 64 → what the system says of a patron. Name, address, birth date and texts stay behind. */
import type { BlockCode } from '#domain/accounts.ts';
import { fieldOf, type Sip2Message } from '../../protocols/sip2/message.ts';
import { readDay } from './day.ts';
import type { AccountDialect } from './dialects.ts';
import { readAmount } from './charge-facts.ts';

/** What 64 counts, in its order. */
export const COUNTED = ['holds', 'overdue', 'loans', 'charges', 'recalls', 'unavailableHolds'] as const;
export type Counted = (typeof COUNTED)[number];
export type Counts = Readonly<Record<Counted, number | null>>;

export interface PatronAnswer {
  /** As the system writes it: it may differ from what was asked in capitals. */
  readonly card: string;
  /** Whether the system has such a patron. */
  readonly exists: boolean;
  /** `BL`: whether the registration is in force; null where it is not told. */
  readonly valid: boolean | null;
  /** `CQ`: whether the PIN that went along is right. Null where it is not told. */
  readonly pinIsRight: boolean | null;
  /** Null if they are not to be believed. */
  readonly flags: ReadonlySet<StatusFlag> | null;
  /** Null for what is not counted, or not as a number. */
  readonly counts: Counts;
  /** All that is owed, in hundredths; null where it is not told. */
  readonly owed: number | null;
  /** ISO 4217; null where it is not told. */
  readonly currency: string | null;
  readonly category: string | null;
  readonly homeSite: string | null;
  /** `YYYY-MM-DD`; null where it is not told. */
  readonly expiresOn: string | null;
  /** What the text for the screen says of why nothing is lent, where the dialect knows it. */
  readonly explained: readonly BlockCode[];
}

const LANGUAGE_AND_DATE = 3 + 18;
const COUNT_WIDTH = 4;

/** Pure. `message` is a 24 or a 64. */
export function readPatronAnswer(message: Sip2Message, dialect: AccountDialect): PatronAnswer {
  const value = (name: string | null): string | null =>
    name === null ? null : (fieldOf(message, name)?.trim() ?? '') || null;
  const valid = yesOrNo(value('BL'));
  // Some write an empty name first, and the name behind it.
  const isNamed = (message.fields.get('AE') ?? []).some((name) => name.trim() !== '');
  const currency = value('BH');
  const texts = message.fields.get('AF') ?? [];
  return {
    card: value('AA') ?? '',
    exists: isNamed || valid === true,
    valid,
    pinIsRight: yesOrNo(value('CQ')),
    flags: readStatusFlags(message.fixed),
    counts: readCounts(message),
    owed: readAmount(value('BV') ?? ''),
    currency: currency !== null && /^[A-Z]{3}$/.test(currency) ? currency : null,
    category: value(dialect.category),
    homeSite: value(dialect.homeSite),
    expiresOn: readDay(value(dialect.expiry) ?? ''),
    explained: dialect.blockTexts.flatMap(([pattern, code]) => (texts.some((text) => pattern.test(text)) ? code : [])),
  };
}

function yesOrNo(value: string | null): boolean | null {
  return value === 'Y' ? true : value === 'N' ? false : null;
}

function readCounts({ code, fixed }: Sip2Message): Counts {
  const start = STATUS_FLAGS.length + LANGUAGE_AND_DATE;
  const count = (place: number): number | null => {
    const digits = fixed.slice(start + place * COUNT_WIDTH, start + (place + 1) * COUNT_WIDTH);
    return code === '64' && /^\d{4}$/.test(digits) ? Number(digits) : null;
  };
  return {
    holds: count(0),
    overdue: count(1),
    loans: count(2),
    charges: count(3),
    recalls: count(4),
    unavailableHolds: count(5),
  };
}

export function isAboutCard(message: Sip2Message, card: string): boolean {
  return isSameCard(fieldOf(message, 'AA') ?? '', card);
}

/** Servers write capitals as they like. */
export function isSameCard(one: string, other: string): boolean {
  return one.trim().toUpperCase() === other.trim().toUpperCase();
}

/** Of the fourteen characters that 24 and 64 begin with, in their order: `Y` means denied or over a limit, a blank that it is not. */
const STATUS_FLAGS = [
  'CHARGE_DENIED',
  'RENEWAL_DENIED',
  'RECALL_DENIED',
  'HOLD_DENIED',
  'CARD_LOST',
  'TOO_MANY_LOANS',
  'TOO_MANY_OVERDUE',
  'TOO_MANY_RENEWALS',
  'TOO_MANY_CLAIMS',
  'TOO_MANY_LOST',
  'EXCESSIVE_FINES',
  'EXCESSIVE_FEES',
  'RECALL_OVERDUE',
  'TOO_MANY_BILLED',
] as const;
export type StatusFlag = (typeof STATUS_FLAGS)[number];

/**
 * The flags that are set; null if they say nothing of the patron: Sierra sets all that stop borrowing where it was shown no
 * PIN or a wrong one, and nobody's account is all of this at once.
 *
 *     64YYYY      YY  00120261124    141538…
 */
function readStatusFlags(fixed: string): ReadonlySet<StatusFlag> | null {
  const set = new Set(STATUS_FLAGS.filter((_, place) => fixed[place] === 'Y'));
  return STATUS_FLAGS.every((flag) => set.has(flag) || MEANS_LITTLE.has(flag)) ? null : set;
}

/** They alone stop nobody from borrowing. */
const MEANS_LITTLE: ReadonlySet<StatusFlag> = new Set(['RENEWAL_DENIED', 'RECALL_DENIED', 'HOLD_DENIED']);
