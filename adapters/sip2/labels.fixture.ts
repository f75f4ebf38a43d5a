/**
 * What each recorded answer about a copy, and each code of the documents, means: written down from them before anything was
 * written that reads them.
 */
import type { Due, ItemLimitation, ItemStatus } from '#domain/facts.ts';

/** Null: the system has no such copy. */
export type Expected = {
  readonly status: ItemStatus;
  readonly limitations?: readonly ItemLimitation[];
  readonly due?: Due;
  readonly holdQueue?: number;
  /** Why the status could not be told. */
  readonly reason?: 'NOT_SUPPORTED' | 'BAD_ANSWER';
} | null;

export interface RecordedLabel {
  /** File of `recordings/koha`. */
  readonly file: string;
  /** The exchange in it, by its description. */
  readonly exchange: string;
  readonly expected: Expected;
  /** What is known of the copy from the instance that was recorded, where SIP2 tells something else. */
  readonly really?: string;
}

const ITEMS = 'sip2-item-information.json';
const IN_PLACE = { status: 'AVAILABLE' } as const;

/** A Koha 23.05 (dialect `koha`). */
export const KOHA_LABELS: readonly RecordedLabel[] = [
  { file: ITEMS, exchange: '17 item information: available', expected: IN_PLACE },
  {
    file: ITEMS,
    exchange: '17 item information: on loan',
    expected: { status: 'ON_LOAN', due: { on: '2026-12-15', at: null } },
  },
  {
    file: ITEMS,
    exchange: '17 item information: overdue',
    expected: { status: 'ON_LOAN', due: { on: '2026-10-10', at: null } },
  },
  { file: ITEMS, exchange: '17 item information: lost=1', expected: { status: 'LOST' } },
  { file: ITEMS, exchange: '17 item information: lost=2 long overdue', expected: { status: 'LOST', holdQueue: 1 } },
  { file: ITEMS, exchange: '17 item information: withdrawn', expected: IN_PLACE, really: 'withdrawn' },
  { file: ITEMS, exchange: '17 item information: damaged', expected: { status: 'DAMAGED' } },
  { file: ITEMS, exchange: '17 item information: notforloan=1', expected: IN_PLACE, really: 'not for loan' },
  { file: ITEMS, exchange: '17 item information: notforloan=-1 ordered', expected: { status: 'ON_ORDER' } },
  {
    file: ITEMS,
    exchange: '17 item information: notforloan=2 staff collection',
    expected: IN_PLACE,
    really: 'not for loan',
  },
  { file: ITEMS, exchange: '17 item information: restricted', expected: IN_PLACE, really: 'restricted' },
  {
    file: ITEMS,
    exchange: '17 item information: item type REF (not for loan)',
    expected: IN_PLACE,
    really: 'not for loan',
  },
  {
    file: ITEMS,
    exchange: '17 item information: waiting on the hold shelf',
    expected: { status: 'ON_HOLD_SHELF', holdQueue: 1 },
  },
  {
    file: ITEMS,
    exchange: '17 item information: in transit to fill a hold',
    expected: { status: 'AVAILABLE', limitations: ['TRANSIT_NOT_TOLD'], holdQueue: 1 },
  },
  {
    file: ITEMS,
    exchange: '17 item information: in transit',
    expected: { status: 'AVAILABLE', limitations: ['TRANSIT_NOT_TOLD'] },
  },
  { file: ITEMS, exchange: '17 item information: unknown barcode', expected: null },
  {
    file: ITEMS,
    exchange: '17 item information: available, title has an unfilled hold queue',
    expected: { status: 'AVAILABLE', holdQueue: 1 },
  },
  // Its check-out was refused, so it is in its place.
  { file: 'sip2-checkout-checkin-ok.json', exchange: '17 item information of the fresh loan', expected: IN_PLACE },
  {
    file: 'sip2-checkout-checkin-ok.json',
    exchange: '17 item information of that',
    expected: { status: 'AVAILABLE', limitations: ['TRANSIT_NOT_TOLD'] },
  },
  {
    file: 'sip2-hold-ok.json',
    exchange: '17 item information after the hold',
    expected: { status: 'AVAILABLE', holdQueue: 1 },
  },
  { file: 'sip2-errors.json', exchange: 'message without checksum', expected: IN_PLACE },
];

/** Lines of `recordings/sip2/synthetic-messages.jsonl`, by `what` (dialect `generic`). */
export const SYNTHETIC_LABELS: ReadonlyMap<string, Expected> = new Map<string, Expected>([
  [
    'Item information, charged (04) with due date',
    { status: 'ON_LOAN', due: { on: '2026-01-26', at: null }, holdQueue: 0 },
  ],
  ['Item information, available (03)', { status: 'AVAILABLE', holdQueue: 0 }],
  ['Item information, unknown item (01)', null],
]);

/** Circulation statuses of the specification, and 14 to 16 of BIC LCF (dialect `generic`, a copy with a title). */
export const CODE_LABELS: readonly (readonly [code: string, expected: Expected])[] = [
  // 01, "other", is also what some servers say of anything: unknown, whatever it is.
  ['01', { status: 'UNKNOWN', reason: 'NOT_SUPPORTED' }],
  ['02', { status: 'ON_ORDER' }],
  ['03', { status: 'AVAILABLE' }],
  ['04', { status: 'ON_LOAN' }],
  ['05', { status: 'ON_LOAN' }],
  ['06', { status: 'IN_PROCESS' }],
  // Recalled: still with its reader.
  ['07', { status: 'ON_LOAN' }],
  ['08', { status: 'ON_HOLD_SHELF' }],
  ['09', { status: 'RESHELVING' }],
  ['10', { status: 'IN_TRANSIT' }],
  ['11', { status: 'CLAIMED_RETURNED' }],
  ['12', { status: 'LOST' }],
  ['13', { status: 'MISSING' }],
  ['14', { status: 'WITHDRAWN' }],
  ['15', { status: 'WITHDRAWN' }],
  ['16', { status: 'WITHDRAWN' }],
  ['17', { status: 'UNKNOWN', reason: 'BAD_ANSWER' }],
  ['99', { status: 'UNKNOWN', reason: 'BAD_ANSWER' }],
  ['  ', { status: 'UNKNOWN', reason: 'BAD_ANSWER' }],
];

export interface LineLabel {
  readonly what: string;
  readonly dialect: string;
  /** Circulation status, and the named fields behind AB. */
  readonly status: string;
  readonly fields: string;
  readonly expected: Expected;
}

const LOAN_BY_DAY = { on: '2026-12-15', at: null };

/** What the documents say of single makes, and what follows from the rules: the clock of the system is that of London. */
export const LINE_LABELS: readonly LineLabel[] = [
  {
    what: '01 with an empty title and a reason is not found, either',
    dialect: 'generic',
    status: '01',
    fields: 'AJ|AFItem not found|',
    expected: null,
  },
  {
    what: '01 without a title field',
    dialect: 'generic',
    status: '01',
    fields: '',
    expected: null,
  },
  {
    what: '01 with a title and a text that says that it is not there',
    dialect: 'generic',
    status: '01',
    fields: 'AJUnknown|AFItem not found.|',
    expected: null,
  },
  {
    what: '01 with a text that may name a reader',
    dialect: 'koha',
    status: '01',
    fields: 'AJA title|AFOn loan to Edna Acosta|',
    expected: { status: 'UNKNOWN', reason: 'NOT_SUPPORTED' },
  },
  {
    what: '01 that only another dialect explains',
    dialect: 'generic',
    status: '01',
    fields: 'AJA title|AFItem is damaged|',
    expected: { status: 'UNKNOWN', reason: 'NOT_SUPPORTED' },
  },
  {
    what: 'a text says nothing of a copy that has a status of its own',
    dialect: 'koha',
    status: '03',
    fields: 'AJA title|AFItem is damaged|',
    expected: { status: 'AVAILABLE' },
  },
  {
    what: 'an empty title and a status of its own',
    dialect: 'generic',
    status: '04',
    fields: 'AJ|AH20261215    235900|',
    expected: { status: 'ON_LOAN', due: LOAN_BY_DAY },
  },
  {
    what: 'a loan by the hour, in winter',
    dialect: 'generic',
    status: '04',
    fields: 'AJA title|AH20261215    140000|',
    expected: { status: 'ON_LOAN', due: { on: '2026-12-15', at: '2026-12-15T14:00:00+00:00' } },
  },
  {
    what: 'a loan by the hour, in summer, told in UTC',
    dialect: 'generic',
    status: '04',
    fields: 'AJA title|AH20260615   Z140000|',
    expected: { status: 'ON_LOAN', due: { on: '2026-06-15', at: '2026-06-15T15:00:00+01:00' } },
  },
  {
    what: 'the end of a day told in UTC, in summer',
    dialect: 'generic',
    status: '04',
    fields: 'AJA title|AH20260615   Z225900|',
    expected: { status: 'ON_LOAN', due: { on: '2026-06-15', at: null } },
  },
  {
    what: 'a zone of four zeros',
    dialect: 'sierra',
    status: '04',
    fields: 'AJA title|AH202612150000235900|',
    expected: { status: 'ON_LOAN', due: LOAN_BY_DAY },
  },
  {
    what: 'a text behind the date',
    dialect: 'horizon',
    status: '05',
    fields: 'AJA title|AH20261215    235900STAFF|',
    expected: { status: 'ON_LOAN', due: LOAN_BY_DAY },
  },
  {
    what: 'a date as ISO 8601 writes it',
    dialect: 'evergreen',
    status: '04',
    fields: 'AJA title|AH2026-12-15 23:59:59|',
    expected: { status: 'ON_LOAN', due: LOAN_BY_DAY },
  },
  {
    what: 'midnight is the end of the day that it names',
    dialect: 'symphony',
    status: '04',
    fields: 'AJA title|AH20261215    000000|',
    expected: { status: 'ON_LOAN', due: LOAN_BY_DAY },
  },
  {
    what: 'a date that is none, and one in words',
    dialect: 'generic',
    status: '04',
    fields: 'AJA title|AH15/12/2026|',
    expected: { status: 'ON_LOAN' },
  },
  {
    what: 'a due date of a copy that is in its place',
    dialect: 'generic',
    status: '03',
    fields: 'AJA title|AH20261215    235900|CF00002|',
    expected: { status: 'AVAILABLE', holdQueue: 2 },
  },
  {
    what: 'a queue that is no number',
    dialect: 'generic',
    status: '03',
    fields: 'AJA title|CFmany|',
    expected: { status: 'AVAILABLE' },
  },
];
