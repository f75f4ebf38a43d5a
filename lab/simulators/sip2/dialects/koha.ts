/** Koha's own SIP server as it was recorded (23.05); the numbers are those of the notes on Koha. */
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
  type RenewalTold,
  type Telling,
} from './dialect.ts';
import { four, GENERIC_STATUS, generic, pinField } from './generic.ts';

/** 45: what is no loan, no hold and not lost looks as if it were in its place. */
const STATUS: Readonly<Record<CopyStatus, readonly [code: string, text?: string]>> = {
  ...GENERIC_STATUS,
  MISSING: ['12'],
  WITHDRAWN: ['03'],
  NOT_FOR_LOAN: ['03'],
  RESTRICTED: ['03'],
};

/** 48: what Koha leaves in the text of a 66. */
const LEFT_IN = 'C4::SIP::SIPServer=HASH(0x55990e7ce790)';
/** 48: PERL's line end after every answer but 96. */
const BLOCKED = 'Renewals not allowed.';

export const koha: Dialect = {
  ...generic,
  name: 'koha',
  encoding: 'utf-8',
  terminator: '\r\n',
  // 49
  clock: 'utc',
  strictness: { laxFixed: true, required: { '17': [], '23': [], '63': [], '29': [], '65': [], '15': [], '35': [] } },
  // 48
  beforeLogin: 'close',
  afterRefusedLogin: 'close',
  // 46
  ignoresPins: true,
  garblesResent: true,
  status: ({ library, stamp }) => ({
    head: `98YYYYNN100005${stamp}2.00`,
    fields: [
      ['AO', library.institution],
      // Check-out, check-in and blocks are said to be offered, too.
      ['BX', 'YYYYYYYYYYYNYYYY'],
    ],
  }),
  item,
  patronStatus: (telling, asked) => ({
    head: `24${flagsOf(asked)}${asked.language}${telling.stamp}`,
    fields: [...identity(asked, ['AE', 'AA']), ...screen(asked), ['AO', telling.library.institution]],
  }),
  patron: (telling, asked) => {
    const { patron, language } = asked;
    return {
      head: `64${flagsOf(asked)}${language}${telling.stamp}${patron === null ? NO_COUNTS : countsOf(patron)}`,
      fields: [
        ['AO', telling.library.institution],
        ...identity(asked, ['AA', 'AE']),
        ...(patron === null
          ? []
          : [
              ['CC', String(patron.owedLimit)] as const,
              // 48: BP and BQ are off by one.
              ...listFields(asked, patron, asked.slice === null ? 0 : 1),
              ...personal(patron),
            ]),
        ...screen(asked),
      ],
    };
  },
  renewal,
  renewals: ({ library, stamp }, { refusal, renewed, unrenewed }) => ({
    head: `66${refusal === null ? '1' : '0'}${four(renewed.length)}${four(unrenewed.length)}${stamp}`,
    fields: [
      ['AO', library.institution],
      ...renewed.map((barcode) => ['BM', barcode] as const),
      LEFT_IN,
      ...unrenewed.map((barcode) => ['BN', barcode] as const),
      LEFT_IN,
      ...(refusal === null ? [] : [['AF', BLOCKED] as const]),
    ],
  }),
  hold,
};

function item({ stamp, at }: Telling, barcode: string, copy: LibraryCopy | null): Answer {
  if (copy === null)
    return {
      head: `18010101${stamp}`,
      fields: [
        ['AB', barcode],
        ['AJ', ''],
      ],
    };
  const [code, text] = STATUS[copy.status];
  return {
    head: `18${code}0201${stamp}`,
    fields: [
      ...(text === undefined ? [] : [['AF', text] as const]),
      ['AB', copy.barcode],
      ['AJ', copy.title],
      ['AQ', copy.permanentLocation],
      ...(copy.collection === null ? [] : [['CR', copy.collection] as const]),
      ['BG', copy.owner],
      ...(copy.due === null ? [] : [['AH', at(copy.due)] as const]),
      ...(copy.queue === 0 ? [] : [['CF', String(copy.queue)] as const]),
      ...(copy.holdUntil === null ? [] : [['CM', at(copy.holdUntil)] as const]),
    ],
  };
}

function flagsOf({ patron }: PatronAsked): string {
  if (patron === null) return flags([0, 1, 2, 3]);
  const { blocks } = patron;
  return flags([
    ...(blocks.length > 0 ? [0, 1, 2, 3] : []),
    ...(blocks.includes('CARD_LOST') ? [4] : []),
    ...(blocks.includes('FINES') ? [10, 11] : []),
  ]);
}

/** 46: the PIN is checked and changes nothing; without AD nothing is said of it. */
function identity({ id, patron, pin }: PatronAsked, order: readonly ('AE' | 'AA')[]): readonly Field[] {
  const values = { AA: patron?.card ?? id, AE: patron === null ? '' : fullName(patron) };
  const named = order.map((name) => [name, values[name]] as const);
  if (patron === null) return [...named, ['BL', 'N']];
  return [...named, ['BL', 'Y'], ...pinField(pin, pin === 'empty' ? 'N' : null), ['BV', String(patron.owed)]];
}

function fullName({ firstName, surname }: LibraryPatron): string {
  return `${firstName} ${surname}`;
}

function personal(patron: LibraryPatron): readonly Field[] {
  return [
    ['BD', patron.address],
    ...(patron.email === null ? [] : [['BE', patron.email] as const]),
    ['BF', patron.phone],
    ...(patron.birthDate === null ? [] : [['PB', patron.birthDate.replaceAll('-', '')] as const]),
    ['PC', patron.category],
    ['PI', patron.blocks.length > 0 ? 'N' : 'Y'],
  ];
}

function screen({ patron, pin }: PatronAsked): readonly Field[] {
  if (patron === null) return [['AF', 'Invalid cardnumber']];
  const { blocks, owed } = patron;
  const said = [
    ...(blocks.includes('BARRED') ? [patron.blockText] : []),
    ...(blocks.includes('CARD_LOST') ? ["Borrower's card reported lost."] : []),
    ...(blocks.includes('FINES') ? ['Patron blocked by fines'] : []),
    ...(owed > 0 ? [`Patron owes ${owed.toFixed(2)}`] : []),
    ...(pin === 'wrong' ? ['Invalid password'] : []),
  ].map((text) => ` -- ${text}`);
  const expired = blocks.includes('EXPIRED') ? 'PATRON EXPIRED' : '';
  return [['AF', `Greetings from Koha. ${expired}${said.join('')}`]];
}

function renewal({ library, stamp, at }: Telling, told: RenewalTold): Answer {
  const { id, patron, barcode, copy, refusal } = told;
  const common = [['AA', patron?.card ?? id] as const, ['AB', barcode] as const];
  const institution = ['AO', library.institution] as const;
  if (refusal === null) {
    const due = at(copy?.due ?? null);
    return {
      head: `301YNN${stamp}`,
      fields: [...common, ['AJ', copy?.title ?? ''], ['AH', due], ['CK', ''], institution],
    };
  }
  const title = refusal === 'TOO_MANY_RENEWALS' || refusal === 'HOLDS_WAITING' ? (copy?.title ?? '') : '';
  return {
    head: `300NUN${stamp}`,
    fields: [...common, ['AJ', title], ['AH', ''], institution, ['AF', renewalText(refusal, patron)]],
  };
}

/** 46: the text names the reader. That of holds was not recorded. */
function renewalText(refusal: NonNullable<RenewalTold['refusal']>, patron: LibraryPatron | null): string {
  switch (refusal) {
    case 'TOO_MANY_RENEWALS':
      return 'Item has reached maximum renewals';
    case 'HOLDS_WAITING':
      return 'Item is on hold for another patron';
    case 'NOT_CHARGED_TO_PATRON':
    case 'NO_SUCH_ITEM':
      return `Item not checked out to ${patron === null ? '' : fullName(patron)}`;
    default:
      return BLOCKED;
  }
}

/** A reader who owes too much gets a warning and the hold all the same. */
function hold({ library, stamp }: Telling, told: HoldTold): Answer {
  const { id, patron, barcode, copy, refusal, pickup, mode } = told;
  const card = ['AA', patron?.card ?? id] as const;
  const institution = ['AO', library.institution] as const;
  if (refusal !== null) {
    const text = mode === '-' ? 'Error with transaction drop_hold: ' : 'Item cannot be reserved.';
    return { head: `160N${stamp}`, fields: [card, institution, ['AF', text]] };
  }
  return {
    head: `161N${stamp}`,
    fields: [
      card,
      ['BR', '0'],
      ['BS', pickup],
      ['AB', barcode],
      ['AJ', copy?.title ?? ''],
      institution,
      ...(patron?.blocks.includes('FINES') === true
        ? [['AF', 'Excessive fees blocking placement of hold.'] as const]
        : []),
    ],
  };
}
