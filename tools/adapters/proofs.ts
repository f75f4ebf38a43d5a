/**
 * What the kit proves of each column of docs/capabilities.md, and by which suites. `tests/conformance/proofs.test.ts` builds the
 * systems of those suites and fails where this says more, or less, than they declare.
 */
import type { Capability } from '#adapters/adapter.ts';

export interface Proof {
  /** Files of `tests/conformance/`. */
  readonly suites: readonly string[];
  readonly proven: readonly Capability[];
  /** What was recorded at real systems and is compared with the simulator, in words. */
  readonly recordings: string | null;
}

const READERS: readonly Capability[] = ['PATRON_ACCOUNT', 'VERIFY_PATRON', 'RENEW', 'PLACE_HOLD', 'CANCEL_HOLD'];

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
    ],
    recordings: 'REST, OAI-PMH and ILS-DI of Koha',
  },
  'Koha without REST': {
    suites: ['koha-without-rest.test.ts'],
    proven: ['HARVEST_FULL', 'HARVEST_CHANGES', 'LIVE_ITEMS', 'HOLDING_STATEMENTS'],
    recordings: 'OAI-PMH and ILS-DI of Koha',
  },
  'Koha without REST + SIP2': {
    suites: ['koha-sip2.test.ts'],
    proven: ['HARVEST_FULL', 'HARVEST_CHANGES', 'LIVE_ITEMS', 'HOLDING_STATEMENTS'],
    recordings: 'OAI-PMH, ILS-DI and SIP2 of Koha',
  },
  'Koha + SIP2': {
    suites: ['koha-sip2.test.ts'],
    proven: ['HARVEST_FULL', 'HARVEST_CHANGES', 'LIVE_ITEMS', 'HOLD_QUEUE', 'HOLDING_STATEMENTS', 'CODE_LISTS'],
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
    ],
    recordings: 'web services of Symphony',
  },
  Files: {
    suites: ['files.test.ts'],
    proven: ['HARVEST_FULL', 'HARVEST_CHANGES', 'HOLDING_STATEMENTS', 'CODE_LISTS', 'LOAN_POLICIES'],
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
    recordings: 'SIP2 of Koha and others',
  },
};

/** Undefined where no suite runs for the column yet. */
export function proofOf(column: string): Proof | undefined {
  return PROOFS[column];
}
