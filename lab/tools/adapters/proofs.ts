/**
 * What the kit proves of each column of docs/capabilities.md, and by which suites. `tests/conformance/proofs.test.ts` builds the
 * systems of those suites and fails where this says more, or less, than they declare.
 */
import type { Capability } from '#contract/adapter.ts';
import type { SituationName } from '#conformance/situations.ts';

export interface Proof {
  /** Files of `tests/conformance/`. */
  readonly suites: readonly string[];
  readonly proven: readonly Capability[];
  /** What its systems do not have or do not say, so that no check tries it, and why. */
  readonly notTried: Partial<Readonly<Record<SituationName, string>>>;
  /** What was recorded at real systems and is compared with the simulator, in words. */
  readonly recordings: string | null;
}

const READERS: readonly Capability[] = ['PATRON_ACCOUNT', 'VERIFY_PATRON', 'RENEW', 'PLACE_HOLD', 'CANCEL_HOLD'];

const NOT_OF_KOHA: Proof['notTried'] = {
  hidesTitleAtOnce: 'copies are asked for without their record, which alone says that it is hidden (942$n)',
  bindInto: 'Koha gives a copy to one record only',
  sharesBarcodes: 'Koha gives a barcode to one copy only',
  spoilNumber: 'every record comes with its number beside it',
};
const TOLD_BY_KOHA: Proof['notTried'] = {
  everyField: 'Koha tells it, in whose own suite it is tried; SIP2 adds only what may be elsewhere',
  failsInPart: 'Koha tells it, in whose own suite it is tried; SIP2 adds only what may be elsewhere',
};

/** What nobody can bring about where a file is all that there is. */
const NOTHING_LIVE = {
  lendUntil: 'files tell nothing live',
  takeBack: 'files tell nothing live',
  giveUnmappedState: 'files tell nothing live',
  lose: 'files tell nothing live',
  makeReference: 'files tell nothing live',
  placeThreeHolds: 'files tell nothing live',
  hidesTitleAtOnce: 'files tell nothing live',
  hidesCopyAtOnce: 'files tell nothing live',
  cancelsOnTheWay: 'files tell nothing live',
} as const;

/** The same of every system whose copies come as a list of kind `files`. */
const OF_A_LIST = {
  bindInto: 'a line of the list of copies names one record',
  largeRecords: 'a record of MARC 21 in ISO 2709 has 99,999 bytes at most',
  everyField: 'its columns are named by the region file, and compared in the tests of the kind',
  passTime: 'a file is as old as it says',
} as const;

const PROOFS: Readonly<Record<string, Proof>> = {
  Koha: {
    suites: ['koha.test.ts', 'koha-patrons.test.ts', 'remote.test.ts', 'remote-patrons.test.ts'],
    proven: [
      'HARVEST_FULL',
      'HARVEST_CHANGES',
      'LIVE_ITEMS',
      'HOLD_QUEUE',
      'HOLDING_STATEMENTS',
      ...READERS,
      'CODE_LISTS',
      'LOAN_POLICIES',
      'LOAN_COUNTS',
      'OPEN_LOANS',
      'READER_TOKENS',
      'OPEN_CHARGES',
    ],
    notTried: NOT_OF_KOHA,
    recordings: 'REST, OAI-PMH and ILS-DI of Koha',
  },
  'Koha without REST': {
    suites: ['koha-without-rest.test.ts'],
    proven: ['HARVEST_FULL', 'HARVEST_CHANGES', 'LIVE_ITEMS', 'HOLDING_STATEMENTS'],
    notTried: {
      ...NOT_OF_KOHA,
      spoilDescription: 'what OAI-PMH writes of a record with a forbidden character is mended while it is read',
      expireLogin: 'it has no log-in that ends',
      everyField: 'ILS-DI tells a word for the state of a copy, and what else is told comes from harvest',
      failsInPart: 'one question tells how the copies of many titles stand',
    },
    recordings: 'OAI-PMH and ILS-DI of Koha',
  },
  'Koha without REST + SIP2': {
    suites: ['koha-sip2.test.ts'],
    proven: ['HARVEST_FULL', 'HARVEST_CHANGES', 'LIVE_ITEMS', 'HOLDING_STATEMENTS'],
    notTried: {
      ...NOT_OF_KOHA,
      spoilDescription: 'what OAI-PMH writes of a record with a forbidden character is mended while it is read',
      expireLogin: 'it has no log-in that ends',
      ...TOLD_BY_KOHA,
    },
    recordings: 'OAI-PMH, ILS-DI and SIP2 of Koha',
  },
  'Koha + SIP2': {
    suites: ['koha-sip2.test.ts'],
    proven: ['HARVEST_FULL', 'HARVEST_CHANGES', 'LIVE_ITEMS', 'HOLD_QUEUE', 'HOLDING_STATEMENTS', 'CODE_LISTS'],
    notTried: {
      ...NOT_OF_KOHA,
      spoilDescription: 'what OAI-PMH writes of a record with a forbidden character is mended while it is read',
      ...TOLD_BY_KOHA,
    },
    recordings: 'REST, OAI-PMH and SIP2 of Koha',
  },
  Symphony: {
    suites: ['symphony.test.ts', 'remote-patrons.test.ts'],
    proven: [
      'HARVEST_FULL',
      'HARVEST_CHANGES',
      'LIVE_ITEMS',
      'HOLDING_STATEMENTS',
      ...READERS,
      'CODE_LISTS',
      'LOAN_POLICIES',
      'LOAN_COUNTS',
      'OPEN_LOANS',
      'READER_TOKENS',
      'OPEN_CHARGES',
    ],
    notTried: {
      placeThreeHolds: 'it does not declare HOLD_QUEUE: the web services tell no queue of a title',
      hidesTitleAtOnce: 'the XML of many titles shows what is shadowed, and does not say that it is',
      hidesCopyAtOnce: 'the XML of many titles shows what is shadowed, and does not say that it is',
      sharesBarcodes: 'Symphony gives a barcode to one copy only, and makes one up where there is none',
      lacksBarcodes: 'Symphony makes a barcode up where there is none',
      everyField: 'its copies are compared in the states above, and with their harvest',
      cancelsOnTheWay: 'it tells each transit, whatever it is for',
      passTime: 'its export and its server go by the clock of the machine',
      failsInPart: 'one answer tells everything of a title and its copies',
    },
    recordings: 'web services of Symphony',
  },
  'Symphony by files': {
    suites: ['symphony.test.ts'],
    proven: [
      'HARVEST_FULL',
      'HARVEST_CHANGES',
      'HOLDING_STATEMENTS',
      'CODE_LISTS',
      'LOAN_COUNTS',
      'OPEN_LOANS',
      'READER_TOKENS',
      'OPEN_CHARGES',
    ],
    notTried: {
      ...NOTHING_LIVE,
      bindInto: 'a call number without a copy of its own is in no file',
      sharesBarcodes: 'Symphony gives a barcode to one copy only, and makes one up where there is none',
      lacksBarcodes: 'Symphony makes a barcode up where there is none',
      largeRecords: 'a record of MARC 21 in ISO 2709 has 99,999 bytes at most',
      spoilDescription: 'an export is one file, of which no part can be spoiled alone',
      expireLogin: 'files are fetched without a log-in',
      everyField: 'its copies are compared in the states above, and with their harvest',
      passTime: 'its export and its server go by the clock of the machine',
      failsInPart: 'a file tells everything at once',
    },
    recordings: null,
  },
  Files: {
    suites: ['files.test.ts', 'files-readers.test.ts'],
    proven: [
      'HARVEST_FULL',
      'HARVEST_CHANGES',
      'HOLDING_STATEMENTS',
      'CODE_LISTS',
      'LOAN_POLICIES',
      'OPEN_LOANS',
      'READER_TOKENS',
      'OPEN_CHARGES',
    ],
    notTried: {
      ...OF_A_LIST,
      ...NOTHING_LIVE,
      expireLogin: 'files are fetched without a log-in',
      failsInPart: 'a file tells everything at once',
    },
    recordings: null,
  },
  'Files + SIP2': {
    suites: ['files-sip2.test.ts', 'sip2-patrons.test.ts'],
    proven: [
      'HARVEST_FULL',
      'HARVEST_CHANGES',
      'LIVE_ITEMS',
      'HOLD_QUEUE',
      'HOLDING_STATEMENTS',
      ...READERS,
      'CODE_LISTS',
      'LOAN_POLICIES',
    ],
    notTried: {
      ...OF_A_LIST,
      makeReference: 'SIP2 does not tell by which rule a copy is lent',
      hidesTitleAtOnce: 'SIP2 knows nothing of what is hidden',
      hidesCopyAtOnce: 'SIP2 knows nothing of what is hidden',
      expireLogin: 'a terminal stays logged in for as long as it is connected',
      cancelsOnTheWay: 'it tells each transit, whatever it is for',
      failsInPart: 'one answer tells everything of a copy',
    },
    recordings: 'SIP2 of Koha and others',
  },
  'Files + Z39.50 or SRU': {
    suites: ['files-z3950.test.ts'],
    proven: ['HARVEST_FULL', 'HARVEST_CHANGES', 'LIVE_ITEMS', 'HOLDING_STATEMENTS', 'CODE_LISTS', 'LOAN_POLICIES'],
    notTried: {
      ...OF_A_LIST,
      makeReference: 'the composition leaves the rule of lending to harvest',
      placeThreeHolds: 'a record tells nobody who waits for it',
      hidesTitleAtOnce: 'a search that finds nothing does not say why',
      hidesCopyAtOnce: 'a search that finds nothing does not say why',
      expireLogin: 'SRU has no log-in',
      cancelsOnTheWay: 'it tells each transit, whatever it is for',
      failsInPart: 'one answer tells everything of a copy',
    },
    recordings: null,
  },
  'Files + WMS': {
    suites: ['wms.test.ts'],
    proven: [
      'HARVEST_FULL',
      'HARVEST_CHANGES',
      'LIVE_ITEMS',
      'HOLD_QUEUE',
      'HOLDING_STATEMENTS',
      'CODE_LISTS',
      'LOAN_POLICIES',
    ],
    notTried: {
      ...OF_A_LIST,
      makeReference: 'WMS does not tell by which rule a copy is lent',
      hidesTitleAtOnce: 'WMS is asked for copies of the list, and says nothing of what is hidden',
      hidesCopyAtOnce: 'WMS is asked for copies of the list, and says nothing of what is hidden',
      cancelsOnTheWay: 'it tells each transit, whatever it is for',
      failsInPart: 'one answer tells everything of a title and its copies',
    },
    recordings: null,
  },
};

/** Undefined where no suite runs for the column yet. */
export function proofOf(column: string): Proof | undefined {
  return PROOFS[column];
}
