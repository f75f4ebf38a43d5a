/** A server that keeps to the specification, as self-issue machines expect it; other dialects change parts of it. */
import type { CopyStatus, LibraryCopy, LibraryPatron } from '../library.ts';
import type { Field } from '../wire.ts';
import {
  countsOf,
  flags,
  listFields,
  NO_COUNTS,
  type Answer,
  type Dialect,
  type HoldTold,
  type PatronAsked,
  type PatronInformationAsked,
  type RenewalTold,
  type Telling,
} from './dialect.ts';

/** Circulation status, and what the screen says where the status alone says too little. */
export const GENERIC_STATUS: Readonly<Record<CopyStatus, readonly [code: string, text?: string]>> = {
  AVAILABLE: ['03'],
  CHARGED: ['04'],
  ON_ORDER: ['02'],
  IN_PROCESS: ['06'],
  RECALLED: ['07'],
  ON_HOLD_SHELF: ['08'],
  TO_BE_RESHELVED: ['09'],
  IN_TRANSIT: ['10'],
  CLAIMED_RETURNED: ['11'],
  LOST: ['12'],
  MISSING: ['13'],
  DAMAGED: ['01', 'Item is damaged'],
  WITHDRAWN: ['01', 'Item is withdrawn'],
  NOT_FOR_LOAN: ['01', 'Item does not circulate'],
  RESTRICTED: ['01', 'Item is restricted'],
};

export const REFUSALS: Readonly<Record<NonNullable<RenewalTold['refusal']>, string>> = {
  NO_SUCH_PATRON: 'Unknown borrower barcode.',
  WRONG_PIN: 'Invalid PIN.',
  NO_SUCH_ITEM: 'Item not found',
  NOT_CHARGED_TO_PATRON: 'Item is not charged to this borrower',
  RENEWALS_NOT_ALLOWED: 'Renewals are not allowed',
  TOO_MANY_RENEWALS: 'Renewal limit reached',
  HOLDS_WAITING: 'Item has holds',
  BLOCKED: 'Borrower is blocked',
  NO_SUCH_PLACE: 'Unknown pick-up location',
  ALREADY_HELD: 'Borrower has a hold on this title already',
  TOO_MANY_HOLDS: 'Hold limit reached',
  HOLDS_NOT_ALLOWED: 'Holds are not allowed on this item',
  NO_SUCH_HOLD: 'No such hold',
};

/** Patron status, check-out, check-in, block, status, resend, log-in, patron, end, fee, item, update, enable, hold, renew, all. */
const SUPPORTED = 'YNNNYYYYYNYNNYYY';

export const generic: Dialect = {
  name: 'generic',
  encoding: 'cp850',
  terminator: '\r',
  zone: '    ',
  clock: 'library',
  strictness: {},
  checksum: 'right',
  beforeLogin: 'resend',
  afterRefusedLogin: 'stay',
  ignoresPins: false,
  wantsOnePacket: false,
  garblesResent: false,
  banner: {
    user: 'login: ',
    password: 'password: ',
    ok: 'Login OK.  Initiating SIP\r\n',
    refused: 'Login invalid\r\n',
  },
  status: ({ library, stamp }) => ({
    head: `98YYYYYN010003${stamp}2.00`,
    fields: [
      ['AO', library.institution],
      ['AM', library.name],
      ['BX', SUPPORTED],
      ['AN', 'SIPCHK'],
    ],
  }),
  item,
  patronStatus: (telling, asked) => ({
    head: `24${genericFlags(asked)}${asked.language}${telling.stamp}`,
    fields: patronFields(telling, asked, []),
  }),
  patron: (telling, asked) => ({
    head: `64${genericFlags(asked)}${asked.language}${telling.stamp}${countsTold(asked)}`,
    fields: patronFields(telling, asked, personalFields(asked)),
  }),
  renewal,
  renewals: ({ library, stamp }, { id, refusal, renewed, unrenewed }) => ({
    head: `66${refusal === null ? '1' : '0'}${four(renewed.length)}${four(unrenewed.length)}${stamp}`,
    fields: [
      ['AO', library.institution],
      ['AA', id],
      ...renewed.map((barcode) => ['BM', barcode] as const),
      ...unrenewed.map((barcode) => ['BN', barcode] as const),
      ...(refusal === null ? [] : [['AF', REFUSALS[refusal]] as const]),
    ],
  }),
  hold,
  end: ({ library, stamp }, id) => ({
    head: `36Y${stamp}`,
    fields: [
      ['AO', library.institution],
      ['AA', id],
    ],
  }),
};

export function four(count: number): string {
  return String(count).padStart(4, '0');
}

function item({ library, stamp, at }: Telling, barcode: string, copy: LibraryCopy | null): Answer {
  if (copy === null) {
    return {
      head: `18010001${stamp}`,
      fields: [
        ['AB', barcode],
        ['AJ', ''],
        ['AF', REFUSALS.NO_SUCH_ITEM],
      ],
    };
  }
  const [code, text] = GENERIC_STATUS[copy.status];
  return {
    head: `18${code}0001${stamp}`,
    fields: [
      ['CF', String(copy.queue)],
      ['AB', copy.barcode],
      ['AJ', copy.title],
      ...(copy.due === null ? [] : [['AH', at(copy.due)] as const]),
      ...(copy.holdUntil === null ? [] : [['CM', at(copy.holdUntil)] as const]),
      ['CK', copy.media],
      ['AQ', copy.permanentLocation],
      ['AP', copy.currentLocation],
      ['BG', library.institution],
      ...(text === undefined ? [] : [['AF', text] as const]),
    ],
  };
}

/** Of a wrong PIN nothing is told but that it is wrong. */
export function isTold({ patron, pin }: PatronAsked): boolean {
  return patron !== null && pin !== 'wrong';
}

export function countsTold(asked: PatronAsked): string {
  return asked.patron !== null && isTold(asked) ? countsOf(asked.patron) : NO_COUNTS;
}

export function genericFlags({ patron }: PatronAsked): string {
  if (patron === null) return flags([0, 1, 2, 3]);
  const { blocks } = patron;
  return flags([
    ...(blocks.length > 0 ? [0, 1, 2, 3] : []),
    ...(blocks.includes('CARD_LOST') ? [4] : []),
    ...(blocks.includes('FINES') ? [10] : []),
  ]);
}

/** `CQ` for a PIN that was sent; what is said of none differs between dialects. */
export function pinField(pin: PatronAsked['pin'], unsent: 'Y' | 'N' | null): readonly Field[] {
  const valid = pin === 'right' ? 'Y' : pin === 'wrong' ? 'N' : unsent;
  return valid === null ? [] : [['CQ', valid]];
}

export function blockText({ blocks, blockText: text }: LibraryPatron): string {
  if (blocks.includes('CARD_LOST')) return 'Card is reported lost';
  if (blocks.includes('BARRED')) return text;
  if (blocks.includes('EXPIRED')) return 'Privilege has expired';
  return blocks.includes('FINES') ? 'Borrower owes too much' : 'OK';
}

function patronFields({ library }: Telling, asked: PatronAsked, more: readonly Field[]): readonly Field[] {
  const { id, patron, pin } = asked;
  const institution = ['AO', library.institution] as const;
  if (patron === null) return [institution, ['AA', id], ['AE', ''], ['BL', 'N'], ['AF', REFUSALS.NO_SUCH_PATRON]];
  const known: readonly Field[] = [institution, ['AA', patron.card], ['AE', nameOf(patron)]];
  if (pin === 'wrong') return [...known, ['BL', 'Y'], ['CQ', 'N'], ['AF', REFUSALS.WRONG_PIN]];
  return [
    ...known,
    ...limits(more),
    ['BL', 'Y'],
    ...pinField(pin, 'N'),
    ['BH', 'GBP'],
    ['BV', patron.owed.toFixed(2)],
    ...(more.length === 0 ? [] : [['CC', patron.owedLimit.toFixed(2)] as const]),
    ...more,
    ['AF', blockText(patron)],
  ];
}

/** A 24 has none. */
function limits(more: readonly Field[]): readonly Field[] {
  return more.length === 0
    ? []
    : [
        ['BZ', '0010'],
        ['CA', '0005'],
        ['CB', '0012'],
      ];
}

function personalFields(asked: PatronInformationAsked): readonly Field[] {
  const { patron } = asked;
  if (patron === null) return [];
  return [
    ...listFields(asked, patron),
    ['BD', patron.address],
    ...(patron.email === null ? [] : [['BE', patron.email] as const]),
    ['BF', patron.phone],
  ];
}

/** `Example, Test`. */
export function nameOf({ surname, firstName }: LibraryPatron): string {
  return `${surname}, ${firstName}`;
}

function renewal({ library, stamp, at }: Telling, { id, patron, barcode, copy, refusal }: RenewalTold): Answer {
  const due = refusal === null ? at(copy?.due ?? null) : '';
  return {
    head: `30${refusal === null ? '1YNN' : '0NUN'}${stamp}`,
    fields: [
      ['AO', library.institution],
      ['AA', patron?.card ?? id],
      ['AB', barcode],
      ['AJ', copy?.title ?? ''],
      ['AH', due],
      ...(refusal === null ? [] : [['AF', REFUSALS[refusal]] as const]),
    ],
  };
}

function hold({ library, stamp }: Telling, told: HoldTold): Answer {
  const { id, patron, barcode, copy, refusal, pickup, expires, queuePlace } = told;
  const isThere = refusal === null && copy?.status === 'AVAILABLE';
  return {
    head: `16${refusal === null ? '1' : '0'}${isThere ? 'Y' : 'N'}${stamp}`,
    fields: [
      ...(expires === null ? [] : [['BW', expires] as const]),
      ...(queuePlace === null ? [] : [['BR', String(queuePlace)] as const]),
      ['BS', pickup],
      ['AO', library.institution],
      ['AA', patron?.card ?? id],
      ['AB', barcode],
      ['AJ', copy?.title ?? ''],
      ...(refusal === null ? [] : [['AF', REFUSALS[refusal]] as const]),
    ],
  };
}
