/** Questions and changes to one patron, in SIP2. None of them holds a PIN but the one that is there to check it. */
import { formatDate } from '../../protocols/sip2/dates.ts';
import type { Sip2Dialect } from '../../protocols/sip2/dialect.ts';
import { fieldOf, createTextCodec, type Sip2Field, type Sip2Message } from '../../protocols/sip2/message.ts';
import type { Sip2Question } from '../../protocols/sip2/questions.ts';
import { COUNTED, isAboutCard, type Counted } from './patron-answer.ts';

/** What 63 may be asked to list, each with the field that holds it. Exactly one at a time. */
export const LIST_FIELDS: Readonly<Record<Counted, string>> = {
  holds: 'AS',
  overdue: 'AT',
  loans: 'AU',
  charges: 'AV',
  recalls: 'BU',
  unavailableHolds: 'CD',
};

export interface InformationOptions {
  readonly card: string;
  /** Null for the counts alone. */
  readonly list: Counted | null;
  readonly pin?: string;
  /** The card may be a user name, so an answer about any card is taken: what it says is to be confirmed. */
  readonly isMaybeName?: boolean;
  /** First and last entry of the list, from 1. */
  readonly range?: readonly [first: number, last: number];
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * 63: how a patron stands. With a PIN it is sent once, because servers count failures.
 *
 *     6300120260105    091501  Y       AODEMO|AA29999000000001|AC|AD|BP0001|BQ0005|
 */
export function informationQuestion(dialect: Sip2Dialect, options: InformationOptions): Sip2Question {
  const { card, list, pin = '', isMaybeName = false, range, at } = options;
  const summary = COUNTED.map((counted) => (counted === list ? 'Y' : ' ')).join('');
  const slice: readonly Sip2Field[] =
    range === undefined
      ? []
      : [
          ['BP', fourDigits(range[0])],
          ['BQ', fourDigits(range[1])],
        ];
  return {
    operation: pin === '' ? 'patron information' : 'check a PIN',
    code: '63',
    fixed: `${dialect.language}${formatDate(at, dialect)}${summary.padEnd(10)}`,
    fields: [...patronFields(dialect, card, pin), ...slice],
    answer: '64',
    matches: (message) => isMaybeName || isAboutCard(message, card),
    isWrite: pin !== '',
  };
}

interface CopyChange {
  readonly card: string;
  readonly barcode: string;
  /** Whether the barcode of an answer is this one. */
  readonly isSame: (answered: string) => boolean;
  readonly at: number;
}

const NO_DATE = ' '.repeat(18);

/** 29: by nobody but the patron, and not as one that was done off-line. No fee is accepted. */
export function renewQuestion(dialect: Sip2Dialect, { card, barcode, isSame, at }: CopyChange): Sip2Question {
  return {
    operation: 'renew',
    code: '29',
    fixed: `NN${formatDate(at, dialect)}${NO_DATE}`,
    fields: [...patronFields(dialect, card, ''), ['AB', barcode], ['BO', 'N']],
    answer: '30',
    matches: (message) => isSame(fieldOf(message, 'AB') ?? '') && isAboutNobodyElse(message, card),
    isWrite: true,
  };
}

export interface HoldChange extends CopyChange {
  /** `+` places, `-` cancels. */
  readonly mode: '+' | '-';
  /** Any copy of the title, or this one alone. */
  readonly copies: 'ANY' | 'THIS';
  /** Where it is to be collected; null leaves that to the system. */
  readonly pickup: string | null;
  /** Milliseconds since the epoch, when it is wanted no more; null where nothing is said. */
  readonly endsAt: number | null;
}

const HOLD_TYPES = { ANY: '2', THIS: '3' } as const;

/** 15. */
export function holdQuestion(dialect: Sip2Dialect, change: HoldChange): Sip2Question {
  const { mode, card, barcode, isSame, copies, pickup, endsAt, at } = change;
  const ends: readonly Sip2Field[] = endsAt === null ? [] : [['BW', formatDate(endsAt, dialect)]];
  const where: readonly Sip2Field[] = pickup === null ? [] : [['BS', pickup]];
  return {
    operation: mode === '+' ? 'place a hold' : 'cancel a hold',
    code: '15',
    fixed: `${mode}${formatDate(at, dialect)}`,
    fields: [
      ...ends,
      ...where,
      ['BY', HOLD_TYPES[copies]],
      ...patronFields(dialect, card, ''),
      ['AB', barcode],
      ['BO', 'N'],
    ],
    answer: '16',
    // A refusal may leave the copy out.
    matches: (message) => {
      const copy = fieldOf(message, 'AB');
      return copy === undefined ? isAboutCard(message, card) : isSame(copy) && isAboutNobodyElse(message, card);
    },
    isWrite: true,
  };
}

/** 35: the patron's work is over. */
export function endSessionQuestion(dialect: Sip2Dialect, card: string, at: number): Sip2Question {
  return {
    operation: 'end session',
    code: '35',
    fixed: formatDate(at, dialect),
    fields: patronFields(dialect, card, ''),
    answer: '36',
    matches: (message) => isAboutNobodyElse(message, card),
  };
}

/** Each is sent even where it is empty: some servers answer 96 to a message without one. */
function patronFields(dialect: Sip2Dialect, card: string, pin: string): readonly Sip2Field[] {
  return [
    ['AO', dialect.institution],
    ['AA', card],
    ['AC', dialect.terminalPassword],
    ['AD', pin],
  ];
}

function isAboutNobodyElse(message: Sip2Message, card: string): boolean {
  return !message.fields.has('AA') || isAboutCard(message, card);
}

function fourDigits(place: number): string {
  return String(place).padStart(4, '0');
}

/** No card and no PIN is longer. */
const LONGEST = 100;
const CONTROL = /\p{Cc}/u;

/**
 * Whether what somebody typed can be sent as one field: a line end or a separator would make another message of it, and a letter
 * outside of the server's encoding another card. A card that cannot be sent is nobody's there.
 */
export function isSendable(typed: string, { encoding, separator }: Sip2Dialect): boolean {
  return (
    typed.length <= LONGEST &&
    !CONTROL.test(typed) &&
    !typed.includes(separator) &&
    createTextCodec(encoding).encode(typed) !== null
  );
}
