/** The settings and codes that a simulated server has unless options say otherwise. */
import type { SymphonySettings } from './tables.ts';

export const STOCK_SETTINGS: SymphonySettings = {
  catKeyPrefix: 'a',
  sessionMinutes: 60,
  sessionTokens: 'uuid',
  oneSessionPerLogin: false,
  openPolicies: true,
  openTitleLookup: true,
  openCatalogue: false,
  titlesPerLookup: 100,
  longestTarget: 8192,
  rowsPerSearch: 1000,
  starInFields: 'accepted',
  lookupShowsShadowed: false,
  exportsCharges: 'no',
  exportsDetails: 'no',
  exportsShadowed: false,
  noisyTimes: true,
  userAgentNeeded: false,
  currencyCode: 'GBP',
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
