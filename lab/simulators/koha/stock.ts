/** The lists and preferences of a stock installation of Koha, as far as REST and OAI-PMH show them. */

export type KohaPreferences = typeof STOCK_PREFERENCES;
export type KohaRules = typeof OPEN_RULES;

/** Under Koha's own names. */
export const STOCK_PREFERENCES = {
  LibraryName: 'Test Koha',
  KohaAdminEmailAddress: 'koha@127.0.0.1',
  RESTdefaultPageSize: 20,
  RESTBasicAuth: true,
  RESTOAuth2ClientCredentials: true,
  RESTPublicAnonymousRequests: true,
  'OAI-PMH': true,
  'OAI-PMH:archiveID': 'KOHA-OAI-TEST',
  'OAI-PMH:MaxCount': 50,
  'OAI-PMH:DeletedRecord': 'persistent' as 'no' | 'transient' | 'persistent',
  /** `include_items: 1` of the file that OAI-PMH:ConfFile names: 952 fields in, and from= sees item changes. */
  'OAI-PMH:include_items': false,
  /** `expanded_avs: 1` of that file: codes in 952 become names, and those of status fields become empty. */
  'OAI-PMH:expanded_avs': false,
  /** Items hidden from the public endpoints: column of the database (`location`, `ccode`, `itemlost` …) → values. */
  OpacHiddenItems: {} as Readonly<Record<string, readonly (string | number | null)[]>>,
  /** A record all of whose items are hidden is hidden itself; stock. */
  OpacHiddenItemsHidesRecord: true,
  /** Records with something in 942$n are hidden from readers; where else, depends on the version. */
  OpacSuppression: false,
  hidelostitems: false,
  /** The value of LOST that stands for "claims to have returned it"; null where nobody set it. */
  ClaimReturnedLostValue: null as number | null,
  'ILS-DI': false,
  /** Addresses that ILS-DI answers; every one where none is named. */
  'ILS-DI:AuthorizedIPs': [] as readonly string[],
  /** The most rows that a report gives over the web; 10 where nobody set it. */
  SvcMaxReportRows: 10,
};

/** The circulation rules, as few as renewals and holds need. */
export const OPEN_RULES = {
  /** Renewals of a loan by days; one by hours is never renewed. */
  renewals: 2,
  holdsPerRecord: 2,
  holdsPerPatron: 10,
  /** Item types that allow no holds. */
  withoutHolds: new Set() as ReadonlySet<string>,
  /** Where a copy goes that is returned: to its home branch, to the branch that held it before, or nowhere (it floats). */
  returnBranch: 'homebranch' as 'homebranch' | 'holdingbranch' | 'noreturn',
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
