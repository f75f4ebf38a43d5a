/** The lists and preferences of a stock installation of Koha, as far as REST and OAI-PMH show them. */
import type { KohaPreferences } from './tables.ts';

export const STOCK_PREFERENCES: KohaPreferences = {
  LibraryName: 'Test Koha',
  KohaAdminEmailAddress: 'koha@127.0.0.1',
  RESTdefaultPageSize: 20,
  RESTBasicAuth: true,
  RESTOAuth2ClientCredentials: true,
  RESTPublicAnonymousRequests: true,
  'OAI-PMH': true,
  'OAI-PMH:archiveID': 'KOHA-OAI-TEST',
  'OAI-PMH:MaxCount': 50,
  'OAI-PMH:DeletedRecord': 'persistent',
  'OAI-PMH:include_items': false,
  'OAI-PMH:expanded_avs': false,
  OpacHiddenItems: {},
  OpacHiddenItemsHidesRecord: true,
  OpacSuppression: false,
  hidelostitems: false,
  ClaimReturnedLostValue: null,
  'ILS-DI': false,
  'ILS-DI:AuthorizedIPs': [],
  SvcMaxReportRows: 10,
};

/** Categories of a stock installation: name, made by the system or not, values in the order of their ids. */
export const STOCK_CATEGORIES: readonly (readonly [string, boolean, readonly (readonly [string, string])[]])[] = [
  [
    'LOST',
    true,
    [
      ['2', 'Long overdue (lost)'],
      ['1', 'Lost'],
      ['3', 'Lost and paid for'],
      ['4', 'Missing'],
      ['5', 'Missing from bundle'],
    ],
  ],
  ['DAMAGED', true, [['1', 'Damaged']]],
  [
    'LOC',
    true,
    [
      ['FIC', 'Fiction'],
      ['CHILD', "Children's area"],
      ['DISPLAY', 'On display'],
      ['NEW', 'New materials shelf'],
      ['STAFF', 'Staff office'],
      ['GEN', 'General stacks'],
      ['AV', 'Audio visual'],
      ['REF', 'Reference'],
      ['CART', 'Book cart'],
      ['PROC', 'Processing centre'],
    ],
  ],
  [
    'CCODE',
    true,
    [
      ['FIC', 'Fiction'],
      ['REF', 'Reference'],
      ['NFIC', 'Non-fiction'],
    ],
  ],
  ['WITHDRAWN', true, [['1', 'Withdrawn']]],
  [
    'NOT_LOAN',
    true,
    [
      ['-1', 'Ordered'],
      ['1', 'Not for loan'],
      ['2', 'Staff collection'],
      ['3', 'Added to bundle'],
    ],
  ],
  ['RESTRICTED', true, [['1', 'Restricted access']]],
];

export const STOCK_ITEM_TYPES: readonly (readonly [string, string, boolean])[] = [
  ['BK', 'Books', false],
  ['CF', 'Computer files', false],
  ['CR', 'Continuing resources', false],
  ['MP', 'Maps', false],
  ['MU', 'Music', false],
  ['MX', 'Mixed materials', false],
  ['REF', 'Reference', true],
  ['VM', 'Visual materials', false],
];

export const STOCK_CALL_NUMBER_SOURCES: readonly (readonly [string, string])[] = [
  ['ddc', 'Dewey Decimal Classification'],
  ['lcc', 'Library of Congress Classification'],
  ['nlm', 'National Library of Medicine'],
  ['z', 'Other/Generic Classification Scheme'],
];
