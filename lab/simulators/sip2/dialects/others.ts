/** What is known of other makes, each as a change of the generic dialect. Nobody recorded them: shapes follow transcripts. */
import type { LibraryPatron } from '../library.ts';
import type { Field } from '../wire.ts';
import {
  endOf,
  flags,
  listFields,
  type Dialect,
  type PatronAsked,
  type PatronInformationAsked,
  type Telling,
} from './dialect.ts';
import { blockText, countsTold, generic, genericFlags, isTold, nameOf, pinField } from './generic.ts';

export const symphony: Dialect = {
  ...generic,
  name: 'symphony',
  encoding: 'utf-8',
  // An upgrade stopped a client that split its messages.
  wantsOnePacket: true,
  status: ({ library, stamp }) => ({
    head: `98YYYYNN010003${stamp}2.00`,
    fields: [
      ['AO', library.institution],
      ['AM', library.name],
      ['BX', 'YYYYYYYYYYYYYYYY'],
      ['AN', 'Unassigned'],
      ['VN', 'SIP 2.00.106 SirsiDynix Inc. 7.5.074.40'],
    ],
  }),
  patron: (telling, asked) =>
    withPatron(telling, asked, (patron) => [
      ['AO', ''],
      ['AA', patron.card],
      ['AE', nameOf(patron)],
      ['AQ', patron.homeLibrary],
      ['BZ', '0100'],
      ['CA', '0100'],
      ['CB', '0999'],
      ['BL', 'Y'],
      ...pinField(asked.pin, 'Y'),
      ['BV', ` ${patron.owed.toFixed(2)}`],
      ['BH', 'GBP'],
      ['PA', endOf(patron.expires)],
      ['PC', patron.category],
      ...listFields(asked, patron),
      ['DB', patron.owed.toFixed(2)],
      ['DM', patron.owedLimit.toFixed(2)],
      ['AF', symphonyWord(patron)],
    ]),
};

function symphonyWord({ blocks }: LibraryPatron): string {
  if (blocks.includes('CARD_LOST')) return 'User card marked LOST';
  if (blocks.includes('EXPIRED')) return 'Privilege has expired';
  return blocks.length > 0 ? 'User BARRED' : 'OK';
}

export const evergreen: Dialect = {
  ...generic,
  name: 'evergreen',
  encoding: 'ascii',
  checksum: 'zeros',
  patron: (telling, asked) =>
    withPatron(telling, asked, (patron) => {
      // An inactive card: an empty name first, and not valid.
      if (patron.blocks.includes('CARD_LOST')) {
        return [
          ['AE', ''],
          ['AA', patron.card],
          ['BL', 'N'],
          ['AO', telling.library.institution],
        ];
      }
      return [
        ['AA', patron.card],
        ['AE', `${patron.surname} ${patron.firstName}`],
        ['BH', 'GBP'],
        ['BV', patron.owed.toFixed(2)],
        ...listFields(asked, patron),
        ['BD', patron.address],
        ['AQ', patron.homeLibrary],
        ['BL', 'Y'],
        ...pinField(asked.pin, null),
        ['PA', (patron.expires ?? '').replaceAll('-', '')],
        ['PC', patron.category],
        ['PI', patron.blocks.length > 0 ? 'Blocked' : 'Allowed'],
        ['XI', '863715'],
        ['AO', telling.library.institution],
      ];
    }),
};

export const sierra: Dialect = {
  ...generic,
  name: 'sierra',
  encoding: 'latin1',
  zone: '0000',
  strictness: { laxFixed: true },
  patron: (telling, asked) => {
    const { library } = telling;
    if (asked.pin === 'wrong' && asked.patron !== null) {
      const every = flags([0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
      return {
        head: `64${every}${asked.language}${telling.stamp}${countsTold(asked)}`,
        fields: [
          ['AO', `${library.institution} `],
          ['AA', asked.patron.card],
          ['AE', nameOf(asked.patron).toUpperCase()],
          ['BL', 'Y'],
          ['CQ', 'N'],
          ['BV', '0'],
          ['AF', 'Invalid PIN entered.'],
          ['AF', 'There are unresolved issues with your account.'],
        ],
      };
    }
    return withPatron(telling, asked, (patron) => [
      ['AO', `${library.institution} `],
      ['AA', patron.card],
      ['AE', nameOf(patron).toUpperCase()],
      ['BZ', '0030'],
      ['CA', '0050'],
      ['CB', '0050'],
      ['BL', 'Y'],
      ...pinField(asked.pin, 'N'),
      ['BV', String(patron.owed)],
      ['CC', patron.owedLimit.toFixed(2)],
      ...listFields(asked, patron),
      ...(patron.email === null ? [] : [['BE', patron.email] as const]),
      ...(patron.blocks.length === 0
        ? []
        : [['AF', blockText(patron)] as const, ['AF', 'There are unresolved issues with your account.'] as const]),
    ]);
  },
};

export const polaris: Dialect = {
  ...generic,
  name: 'polaris',
  encoding: 'utf-8',
  terminator: '\r\n',
  patron: (telling, asked) =>
    withPatron(telling, asked, (patron) => [
      ['AO', '3'],
      ['AA', patron.card],
      ['AE', nameOf(patron)],
      ['BZ', '0050'],
      ['CA', '0075'],
      ['CB', '0075'],
      ['BL', 'Y'],
      ...pinField(asked.pin, 'Y'),
      ['BH', 'GBP'],
      ['BV', patron.owed.toFixed(2)],
      ['CC', '9.99'],
      // It takes no notice of BP and BQ.
      ...listFields({ ...asked, slice: null }, patron),
      ['BD', patron.address],
      ...(patron.email === null ? [] : [['BE', patron.email] as const]),
      ['BF', patron.phone],
      ['BC', `${(patron.birthDate ?? '').replaceAll('-', '')}    000000`],
      ['PA', '1'],
      ['PE', telling.library.institution],
      ['PS', 'Site'],
      ['PZ', patron.postCode],
      ['PX', endOf(patron.expires)],
      ['PY', patron.blocks.includes('EXPIRED') ? 'Y' : 'N'],
      ['FA', '0.00'],
      ['AF', polarisText(patron)],
      ['AG', polarisText(patron)],
    ]),
};

function polarisText(patron: LibraryPatron): string {
  return patron.blocks.length === 0 ? 'Patron status is ok.' : `Patron is blocked: ${blockText(patron)}`;
}

export const horizon: Dialect = {
  ...generic,
  name: 'horizon',
  encoding: 'latin1',
  patron: (telling, asked) =>
    withPatron(telling, asked, (patron) => [
      ['AO', telling.library.institution],
      ['AA', patron.card],
      ['AE', nameOf(patron).toUpperCase()],
      ['AQ', patron.homeLibrary],
      ['BZ', '0200'],
      ['CA', '0020'],
      ['CB', '0150'],
      ['BL', 'Y'],
      ...pinField(asked.pin, 'Y'),
      ...listFields(asked, patron),
      ['PA', patron.category],
      ['PC', 's'],
      // The category is glued to the date.
      ['PE', `${endOf(patron.expires)}${patron.category}`],
      ['PS', `${endOf(patron.expires)}${patron.category}`],
      ['ZY', 's'],
      ...(patron.blocks.length === 0 ? [] : [['AF', `#${blockText(patron)}`] as const]),
    ]),
};

/** The fields of a reader who is known and whose PIN is not wrong; of all others what the generic dialect says. */
function withPatron(
  telling: Telling,
  asked: PatronInformationAsked,
  fields: (patron: LibraryPatron) => readonly Field[],
): ReturnType<Dialect['patron']> {
  if (asked.patron === null || !isTold(asked)) return generic.patron(telling, asked);
  return { head: headOf(telling, asked), fields: fields(asked.patron) };
}

function headOf({ stamp }: Telling, asked: PatronAsked): string {
  return `64${genericFlags(asked)}${asked.language}${stamp}${countsTold(asked)}`;
}
