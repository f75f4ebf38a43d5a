/** Reports that are numbers of rows and lists of them, and nothing else. */
import { LEFT_OUT_REASONS, NONE, NOT_TOLD } from '#domain/comparison.ts';
import { is, LASTING } from '../reports/conditions.ts';
import { countedReport, items, records, statements } from '../reports/count-lines.ts';
import { LEFT_OUT_WORDS, VISIBILITY_WORDS } from './suppressed.ts';

const AT_SOURCE = { System: 'SYSTEM', State: 'STATUS', 'In the system’s own words': 'STATUS_AT_SOURCE' } as const;

export const totals = countedReport({
  name: 'totals',
  question: 'How many records, items and statements are there?',
  leavesOut: [],
  lines: {
    records: ['Records', records()],
    public: ['Records that the public sees', records(is('VISIBILITY', 'PUBLIC'))],
    items: ['Items', items()],
    counted: ['Items counted in public', items(is('LEFT_OUT', NONE))],
    leftOut: ['Items in no public count', items(is('LEFT_OUT', ...LEFT_OUT_REASONS))],
    statements: ['Statements of runs', statements()],
  },
  title: (said) => `Records: ${said.records}. Items: ${said.items}. Statements of runs: ${said.statements}.`,
  tables: [
    {
      name: 'records',
      title: 'Records, by system and who may see them',
      of: records(),
      by: { System: 'SYSTEM', 'Who may see them': 'VISIBILITY' },
      words: VISIBILITY_WORDS,
    },
    {
      name: 'items',
      title: 'Items, by system, who may see them, and why they are in no public count',
      of: items(),
      by: { System: 'SYSTEM', 'Who may see them': 'VISIBILITY', 'In public counts': 'LEFT_OUT' },
      words: { ...VISIBILITY_WORDS, ...LEFT_OUT_WORDS },
    },
    {
      name: 'statements',
      title: 'Statements of runs, by system and kind',
      of: statements(),
      by: { System: 'SYSTEM', Kind: 'KIND' },
    },
  ],
});

const EITHER = items(is('FINDING', 'RECORD_UNTITLED', 'RECORD_RUBBISH'));
const UNTITLED = items(is('FINDING', 'RECORD_UNTITLED'));
const RUBBISH = items(is('FINDING', 'RECORD_RUBBISH'));

export const itemsWithoutTitle = countedReport({
  name: 'items-without-title',
  question: 'Which items are on records that say next to nothing?',
  leavesOut: [],
  lines: {
    all: ['Items on records that say next to nothing', EITHER],
    untitled: ['On records without a title', UNTITLED],
    rubbish: ['On records too brief to be matched, without an ISBN', RUBBISH],
    records: ['Records without a title', records(is('HAS_TITLE', 'NO'), LASTING)],
  },
  title: ({ all }) => `Items on records that say next to nothing: ${all}.`,
  tables: [
    {
      name: 'by library',
      title: 'Items on records that say next to nothing, by library',
      of: EITHER,
      by: { Library: 'LIBRARY' },
    },
    { name: 'without title', title: 'Items on records without a title', of: UNTITLED },
    { name: 'rubbish', title: 'Items on records too brief to be matched', of: RUBBISH },
  ],
});

const COMING = items(is('STATUS', 'ON_ORDER', 'IN_PROCESS'));

export const onOrder = countedReport({
  name: 'on-order',
  question: 'What is on order or in process?',
  leavesOut: [],
  lines: {
    ordered: ['Items on order', items(is('STATUS', 'ON_ORDER'))],
    inProcess: ['Items in process', items(is('STATUS', 'IN_PROCESS'))],
  },
  title: ({ ordered, inProcess }) => `Items on order: ${ordered}. Items in process: ${inProcess}.`,
  tables: [
    {
      name: 'by state',
      title: 'What is on order or in process, by system and state',
      of: COMING,
      by: AT_SOURCE,
      words: { ON_ORDER: 'on order', IN_PROCESS: 'being processed' },
    },
    { name: 'on order', title: 'Items on order or in process', of: COMING },
  ],
});

const LOST = items(is('STATUS', 'LOST', 'CLAIMED_RETURNED', 'MISSING'));

export const assumedLost = countedReport({
  name: 'assumed-lost',
  question: 'Which items are lost, missing or claimed to be returned?',
  leavesOut: [],
  lines: {
    all: ['Items that nobody can find', LOST],
    lost: ['Lost', items(is('STATUS', 'LOST'))],
    missing: ['Missing', items(is('STATUS', 'MISSING'))],
    claimed: ['Claimed to be returned', items(is('STATUS', 'CLAIMED_RETURNED'))],
  },
  title: ({ all }) => `Items that are lost, missing or claimed to be returned: ${all}.`,
  tables: [
    {
      name: 'by state',
      title: 'Items that nobody can find, by system and state',
      of: LOST,
      by: AT_SOURCE,
      words: { LOST: 'lost', CLAIMED_RETURNED: 'claimed to be returned', MISSING: 'missing' },
    },
    {
      name: 'by last loan',
      title: 'Items that nobody can find, by the year of their last loan',
      of: LOST,
      by: { System: 'SYSTEM', 'Last borrowed': 'LAST_BORROWED_YEAR' },
      words: { [NONE]: 'never', [NOT_TOLD]: 'not told' },
    },
    { name: 'lost', title: 'Items that nobody can find', of: LOST },
  ],
});

const SERIAL = is('SERIAL', 'YES');
const STATED = records(SERIAL, is('HAS_STATEMENTS', 'YES'));
const UNSTATED = records(SERIAL, is('HAS_STATEMENTS', 'NO'));

export const serials = countedReport({
  name: 'serials',
  question: 'Which journals say what we have of them, and which do not?',
  leavesOut: [],
  lines: {
    all: ['Serials', records(SERIAL)],
    stated: ['With a statement of what is held', STATED],
    unstated: ['Without a statement of what is held', UNSTATED],
    bare: ['With neither statement nor items', records(...UNSTATED.where, is('HAS_ITEMS', 'NO'))],
    undated: ['Statements whose years cannot be read', statements(is('DATED', 'NO'))],
  },
  title: ({ unstated }) => `Serials that do not state what is held: ${unstated}.`,
  tables: [
    {
      name: 'by system',
      title: 'Serials by system, with and without statements and items',
      of: records(SERIAL),
      by: { System: 'SYSTEM', Statements: 'HAS_STATEMENTS', Items: 'HAS_ITEMS' },
      what: 'Serials',
      words: { YES: 'yes', NO: 'no' },
    },
    { name: 'without', title: 'Serials without a statement', of: UNSTATED },
    { name: 'with', title: 'Serials with a statement', of: STATED },
  ],
});

const UNCLASSED = records(LASTING, is('CLASS_SCHEME', NONE));
const SCHEMES = {
  [NONE]: 'no class mark',
  WESSEX: 'Wessex',
  DEWEY: 'Dewey',
  LCC: 'Library of Congress',
  LOCAL: 'the library’s own',
  UNKNOWN: 'it cannot be told which',
};

export const classSchemes = countedReport({
  name: 'class-schemes',
  question: 'By which schemes are our records classified?',
  leavesOut: ['INTERLIBRARY_RECORDS'],
  lines: { unclassed: ['Records without a class mark', UNCLASSED] },
  title: ({ unclassed }) => `Records without a class mark: ${unclassed}.`,
  tables: [
    {
      name: 'by system',
      title: 'Records by system and class scheme',
      of: records(LASTING),
      by: { System: 'SYSTEM', Scheme: 'CLASS_SCHEME' },
      words: SCHEMES,
    },
    {
      name: 'by library',
      title: 'Records by library and class scheme',
      of: records(LASTING),
      by: { Library: 'LIBRARY', Scheme: 'CLASS_SCHEME' },
      words: SCHEMES,
    },
    { name: 'without', title: 'Records without a class mark', of: UNCLASSED },
  ],
});
