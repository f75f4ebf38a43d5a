/** The settings and codes that a simulated server has unless options say otherwise. */

export type SymphonySettings = typeof STOCK_SETTINGS;

export const STOCK_SETTINGS = {
  /** What stands before the catalogue key in MARC 001 (`a`, `u`, or nothing). */
  catKeyPrefix: 'a',
  /** Minutes that a session lives after its last use. */
  sessionMinutes: 60,
  /** `hex`: 32 characters without dashes, as older servers give. */
  sessionTokens: 'uuid' as 'uuid' | 'hex',
  /** A new log-in of an account ends the session it had. */
  oneSessionPerLogin: false,
  /** Policy lists need no log-in. */
  openPolicies: true,
  /** Legacy `lookupTitleInfo` needs only a client id. */
  openTitleLookup: true,
  /** Titles and items may be read without a log-in, by a public client id. */
  openCatalogue: false,
  /** The most titles of one `lookupTitleInfo`; more are refused. */
  titlesPerLookup: 100,
  /** Longest request target in bytes; a longer one is answered 414. */
  longestTarget: 8192,
  /** The most rows of one search. */
  rowsPerSearch: 1000,
  /** Some versions refuse `*` inside braces (`callList{*}`). */
  starInFields: 'accepted' as 'accepted' | 'refused',
  /** `lookupTitleInfo` also lists what is shadowed as title, call number or copy. What only its location hides it always lists. */
  lookupShowsShadowed: false,
  /** Exports tell in 999 $n and $e how often and when a copy was lent. */
  exportsCharges: 'no' as 'no' | 'mdy' | 'dmy',
  /** Exports tell price ($p), day of creation ($u), inventory ($f $g), pieces ($j), categories ($x $z) and notes ($o) of copies. */
  exportsDetails: 'no' as 'no' | 'mdy' | 'dmy',
  /** `list`: copies are lines of a report beside the export, which has no 999 then. */
  exportsCopies: '999' as '999' | 'list',
  /** `behind`: holdings records are records of their own behind their title, one for each place. */
  exportsHoldings: 'in the title' as 'in the title' | 'behind',
  exportsCharacters: 'utf-8' as 'utf-8' | 'marc-8',
  /** Exports also hold what is shadowed as title, call number or copy. */
  exportsShadowed: false,
  currencyCode: 'GBP',
  /** The most bytes of a record in an export; the copies of a larger one follow in further records of the same 001. */
  exportBytesPerRecord: 60_000,
};

interface StockLocation {
  readonly key: string;
  readonly description: string;
  readonly chargeable?: boolean;
  readonly holdable?: boolean;
  readonly shadowed?: boolean;
}

export const STOCK_LOCATIONS: readonly StockLocation[] = [
  { key: 'STACKS', description: 'Main shelves' },
  { key: 'REFERENCE', description: 'Reference', holdable: false },
  { key: 'JOURNALS', description: 'Journals' },
  { key: 'SHORTLOAN', description: 'Short loan' },
  { key: 'ONLINE', description: 'Online', holdable: false },
  { key: 'CHECKEDOUT', description: 'On loan' },
  { key: 'INTRANSIT', description: 'In transit between libraries' },
  { key: 'HOLDS', description: 'Hold shelf' },
  { key: 'ON-ORDER', description: 'On order' },
  { key: 'INPROCESS', description: 'Being processed' },
  { key: 'MISSING', description: 'Missing', chargeable: false, holdable: false },
  { key: 'LOST', description: 'Lost', chargeable: false, holdable: false },
  { key: 'LOST-ASSUM', description: 'Assumed lost', chargeable: false, holdable: false },
  { key: 'LOST-PAID', description: 'Lost and paid for', chargeable: false, holdable: false },
  { key: 'WITHDRAWN', description: 'Withdrawn', chargeable: false, holdable: false, shadowed: true },
  { key: 'DISCARD', description: 'Discarded', chargeable: false, holdable: false, shadowed: true },
  { key: 'BINDERY', description: 'At the bindery', chargeable: false },
  { key: 'DEPTCHARGE', description: 'Lent to a department' },
  { key: 'UNKNOWN', description: 'Unknown', chargeable: false, holdable: false },
];

export const STOCK_ITEM_TYPES: readonly (readonly [string, string])[] = [
  ['BOOK', 'Book'],
  ['REFBOOK', 'Reference book'],
  ['PERIODICAL', 'Journal issue'],
  ['EBOOK', 'E-book'],
];

export const STOCK_CLASSIFICATIONS: readonly (readonly [string, string])[] = [
  ['LC', 'Library of Congress'],
  ['NLM', 'National Library of Medicine'],
  ['DEWEY', 'Dewey'],
  ['ASIS', 'As it stands'],
  ['AUTO', 'Given by the system'],
];
