/**
 * What each answer about a patron that was recorded at a Koha, or written after other makes' transcripts, means. Written before
 * the mapper, by reading the messages and what came before and after them.
 */
import type { BlockCode, RefusalCode } from '#domain/accounts.ts';

/** A 24 or a 64. */
export interface PatronLabel {
  readonly is: 'patron';
  readonly exists: boolean;
  /** Whether card and PIN count as shown: BLY and CQY, nothing less. */
  readonly verified: boolean;
  /** Null where the flags are not to be believed. */
  readonly blocks: readonly BlockCode[] | null;
  /** `5.00`; null where it is not told. */
  readonly owed: string | null;
  /** holds, overdue, loans, charges, recalls, unavailable holds; null for a 24. */
  readonly counts: readonly number[] | null;
  readonly category: string | null;
  readonly homeSite: string | null;
  readonly expiresOn: string | null;
  /** Entries in all lists of the answer. */
  readonly entries: number;
}

/** A 30 or a 16; AMBIGUOUS has to be asked back. */
export interface WriteLabel {
  readonly is: 'write';
  readonly outcome: 'DONE' | 'AMBIGUOUS' | RefusalCode;
  readonly dueOn?: string;
}

/** Seen, and never asked for: 66 says nothing that could be trusted to name one loan. */
export interface UnusedLabel {
  readonly is: 'unused';
}

export type Label = PatronLabel | WriteLabel | UnusedLabel;

const NOBODY: PatronLabel = {
  is: 'patron',
  exists: false,
  verified: false,
  blocks: null,
  owed: null,
  counts: [0, 0, 0, 0, 0, 0],
  category: null,
  homeSite: null,
  expiresOn: null,
  entries: 0,
};

const EDNA: PatronLabel = {
  ...NOBODY,
  exists: true,
  verified: true,
  blocks: ['OWES'],
  owed: '44.00',
  counts: [1, 3, 12, 5, 0, 2],
  category: 'PT',
};

/** The same, as 24 tells it. */
const EDNA_STATUS: PatronLabel = { ...EDNA, counts: null, category: null };

const DONE = (dueOn?: string): WriteLabel => ({
  is: 'write',
  outcome: 'DONE',
  ...(dueOn === undefined ? {} : { dueOn }),
});
const REFUSED = (outcome: RefusalCode): WriteLabel => ({ is: 'write', outcome });

/** By file of the recordings, then in the order of its answers of these codes. */
export const KOHA_LABELS: Readonly<Record<string, readonly (readonly [description: string, label: Label])[]>> = {
  'sip2-patron-status.json': [
    ['23 patron status, right PIN', EDNA_STATUS],
    ['23 patron status, wrong PIN', { ...EDNA_STATUS, verified: false }],
    ['23 patron status, no PIN', { ...EDNA_STATUS, verified: false }],
    ['23 unknown patron', { ...NOBODY, counts: null }],
  ],
  'sip2-patron-information.json': [
    ['63 patron information, summary: no summary', EDNA],
    ['63 patron information, summary: hold items', { ...EDNA, entries: 1 }],
    ['63 patron information, summary: overdue items', { ...EDNA, entries: 3 }],
    ['63 patron information, summary: charged items', { ...EDNA, entries: 12 }],
    ['63 patron information, summary: fine items', { ...EDNA, entries: 5 }],
    ['63 patron information, summary: recall items', EDNA],
    ['63 patron information, summary: unavailable holds', { ...EDNA, entries: 2 }],
    // Off by one: three were asked for.
    ['63 charged items, BP/BQ range 1..3', { ...EDNA, entries: 4 }],
    // About another card than the user name that was asked about: the adapter refuses it as crossed.
    ['63 by userid instead of card number', EDNA],
    [
      '63 expired patron',
      {
        ...NOBODY,
        exists: true,
        verified: true,
        blocks: ['EXPIRED'],
        owed: '0.00',
        counts: [0, 0, 0, 0, 0, 1],
        category: 'PT',
      },
    ],
    // Why stands in a note of staff.
    [
      '63 debarred patron',
      { ...NOBODY, exists: true, blocks: ['OTHER'], owed: '0.00', counts: [0, 0, 0, 0, 0, 1], category: 'PT' },
    ],
    [
      '63 card lost',
      { ...NOBODY, exists: true, blocks: ['CARD_LOST'], owed: '0.00', counts: [0, 0, 0, 0, 0, 0], category: 'PT' },
    ],
    [
      '63 owes too much',
      { ...NOBODY, exists: true, blocks: ['OWES'], owed: '77.77', counts: [0, 0, 4, 1, 0, 2], category: 'YA' },
    ],
    ['63 unknown patron', NOBODY],
  ],
  'sip2-patron-information-wrong-pin.json': [
    ['63 wrong PIN', { ...EDNA, verified: false, counts: [1, 3, 11, 5, 0, 3], entries: 11 }],
    ['63 no AD field', { ...EDNA, verified: false, counts: [1, 3, 11, 5, 0, 3], entries: 11 }],
  ],
  'sip2-renew.json': [
    ['29 renew', REFUSED('BLOCKED')],
    ['29 renew', REFUSED('BLOCKED')],
    ['29 renew the same again (limit)', REFUSED('BLOCKED')],
    ['29 renew the same again (limit)', REFUSED('BLOCKED')],
    ['29 renew wrong PIN', REFUSED('BLOCKED')],
    ['29 renew an item that the patron does not have', REFUSED('BLOCKED')],
    ['65 renew all', { is: 'unused' }],
  ],
  'sip2-renew-ok.json': [
    [
      '63 charged items',
      {
        ...NOBODY,
        exists: true,
        verified: true,
        blocks: [],
        owed: '5.00',
        counts: [0, 0, 4, 1, 0, 0],
        category: 'PT',
        entries: 4,
      },
    ],
    ['29 renew ok', DONE('2027-01-05')],
    ['29 renew ok 2', DONE('2027-01-26')],
    ['29 renew beyond limit', REFUSED('LIMIT_REACHED')],
    // Done all the same: Koha looks at no PIN here.
    ['29 renew wrong PIN', DONE('2027-01-05')],
    ['29 renew without PIN', DONE('2027-01-26')],
    ['29 renew item not on loan to him', REFUSED('NOT_FOUND')],
    ['65 renew all', { is: 'unused' }],
  ],
  'sip2-hold-ok.json': [
    ['15 hold + by item barcode', DONE()],
    ['15 hold - cancel', REFUSED('SEE_STAFF')],
  ],
  'sip2-hold.json': [
    // Says both that it was done and that it is blocked. 63 told of one hold more afterwards.
    ['15 hold + by barcode', { is: 'write', outcome: 'AMBIGUOUS' }],
    ['15 hold - cancel by barcode', REFUSED('SEE_STAFF')],
  ],
};

const TEST: PatronLabel = { ...NOBODY, exists: true, verified: true, blocks: [] };

/** By what the synthetic messages are called, with the dialect that each is in. */
export const SYNTHETIC_LABELS: Readonly<Record<string, readonly [dialect: string, label: Label]>> = {
  'Patron information, generic, two loans': [
    'generic',
    { ...TEST, owed: '0.00', counts: [0, 0, 2, 0, 0, 0], entries: 2 },
  ],
  'Patron information, Sierra style (zone of four zeros, trailing blank in AO, no BH)': [
    'sierra',
    { ...TEST, owed: '0.00' },
  ],
  'Patron information, Sierra style, wrong PIN (two AF fields, all blocks set)': [
    'sierra',
    { ...TEST, verified: false, blocks: null, owed: '0.00' },
  ],
  'Patron information, Evergreen style (AA before AO, AZ0000, home library in AQ, expiry in PA)': [
    'evergreen',
    { ...TEST, verified: false, category: 'Adult', homeSite: 'DEMO1', expiresOn: '2027-10-04' },
  ],
  'Patron information, Polaris style (birth date BC, post code PZ, expiry PX, expired PY)': [
    'polaris',
    { ...TEST, owed: '9.25', expiresOn: '2027-12-09' },
  ],
  'Patron information, Horizon / TLC style (expiry with text glued to it)': [
    'horizon',
    { ...TEST, category: 's', homeSite: 'sps', expiresOn: '2027-09-03', counts: [0, 0, 2, 0, 0, 10] },
  ],
  'Patron information, Symphony style (currency, owed DB, limit DM, status word in AF)': [
    'symphony',
    {
      ...TEST,
      blocks: ['BARRED'],
      owed: '5.00',
      counts: [0, 0, 0, 1, 0, 0],
      category: 'ADULT',
      homeSite: 'DEMO',
      expiresOn: '2027-01-08',
    },
  ],
  'Patron information, unknown card': ['generic', NOBODY],
  'Renew ok (30)': ['generic', DONE('2026-02-16')],
  'Renew refused (30)': ['generic', REFUSED('ON_HOLD_FOR_OTHER')],
  'Renew all response (66)': ['generic', { is: 'unused' }],
  'Hold response (16)': ['generic', DONE()],
};
