/**
 * What can be wrong with a record, a copy or a code so that readers notice it, and what to do about it. A new kind is a line
 * here. docs/mappings.md says how the cost is made.
 */
import { NONE, NOT_TOLD, type Condition, type Population } from '#domain/comparison.ts';
import { ITEM_USES } from '#domain/facts.ts';
import { is, LASTING, NO_PART } from '../reports/conditions.ts';

export interface FixKind {
  readonly kind: string;
  /** What is wrong, in the plural, as somebody in the library would say it. */
  readonly what: string;
  readonly remedy: string;
  readonly population: Exclude<Population, 'STATEMENTS'>;
  readonly where: readonly Condition[];
  /** How much it hurts one reader who meets it; times how far the row reaches it is the cost. */
  readonly weight: number;
  /** True if systems that tell nothing of copies cannot have it. */
  readonly needsItems?: boolean;
  /** With what else a row is at fault, for a kind that takes two: another record or copy of the system, or another system. */
  readonly twin?: 'RECORD' | 'COPY' | 'SYSTEM';
}

const LOST_CHARACTER_TAGS = ['100', '110', '245', '246', '260', '264', '490', '505', '520', '600', '650', '700', '710'];

/** What is only read online needs no label. */
const IN_THE_HAND: Condition = {
  dimension: 'USE',
  in: [...ITEM_USES.filter((use) => use !== 'ONLINE'), NOT_TOLD],
};

/** The worst first; two of the same weight in this order. */
export const FIX_KINDS: readonly FixKind[] = [
  {
    kind: 'BARCODE_TWICE',
    what: 'Copies with the barcode of another copy of the system',
    remedy:
      'Take both copies in hand. Give one of them a new barcode, and correct the loan if it hangs on the wrong one. Both copies are counted; only one is mended.',
    population: 'ITEMS',
    where: [is('FINDING', 'BARCODE_TWICE', 'BARCODE_TWICE_ALIKE')],
    weight: 40,
    twin: 'COPY',
  },
  {
    kind: 'BARCODE_SCIENTIFIC',
    what: 'Copies whose barcode a spreadsheet made a number of',
    remedy: 'Take the copy in hand, scan its barcode and put it into the place of the wrong one.',
    population: 'ITEMS',
    where: [is('BARCODE_FORM', 'SCIENTIFIC')],
    weight: 35,
  },
  {
    kind: 'BARCODE_ELSEWHERE',
    what: 'Copies with the barcode of a copy at another system',
    remedy:
      'Agree with the other library which of the two keeps the barcode; put a new label on the other before the move.',
    population: 'ITEMS',
    where: [is('FINDING', 'BARCODE_ELSEWHERE', 'BARCODE_ELSEWHERE_ALIKE')],
    weight: 32,
    twin: 'SYSTEM',
  },
  {
    kind: 'BARCODE_MALFORMED',
    what: 'Copies with blanks or signs in the barcode',
    remedy: 'Scan the copy. If the scanner reads something else, put that into the place of the barcode.',
    population: 'ITEMS',
    where: [is('BARCODE_FORM', 'BLANKS', 'SIGNS')],
    weight: 30,
  },
  {
    kind: 'BARCODE_MISSING',
    what: 'Copies without a barcode',
    remedy:
      'Find the copy and put a barcode on it; if it is gone, delete it. What is only read online needs none: it is not in this number.',
    population: 'ITEMS',
    where: [is('BARCODE_FORM', 'MISSING'), IN_THE_HAND],
    weight: 25,
  },
  {
    kind: 'BARCODE_MADE_UP',
    what: 'Copies whose barcode the system made up',
    remedy: 'Find the copy and put a barcode on it; if it is gone, delete it.',
    population: 'ITEMS',
    where: [is('FINDING', 'BARCODE_MADE_UP')],
    weight: 25,
  },
  {
    kind: 'OWNER_UNKNOWN',
    what: 'Copies of a library that nobody knows',
    remedy: 'Give the copy the branch of its library, or name the branch code in the region file.',
    population: 'ITEMS',
    where: [is('LIBRARY', NONE)],
    weight: 22,
  },
  {
    kind: 'TITLE_MISSING',
    what: 'Records without a title',
    remedy: 'Enter the title (MARC 245), or delete the record if it has no copies.',
    population: 'RECORDS',
    where: [is('HAS_TITLE', 'NO'), LASTING],
    weight: 10,
  },
  {
    kind: 'ON_HIDDEN_RECORD',
    what: 'Copies that are not hidden, on records that readers cannot see',
    remedy: 'Show the record again if the copy is to be found; otherwise withdraw the copy.',
    population: 'ITEMS',
    where: [
      is('RECORD_VISIBILITY', 'SUPPRESSED', 'UNKNOWN'),
      is('VISIBILITY', 'PUBLIC'),
      {
        dimension: 'STATUS',
        in: ['AVAILABLE', 'ON_LOAN', 'ON_HOLD_SHELF', 'IN_TRANSIT', 'IN_USE_ON_SITE', 'RESHELVING'],
      },
    ],
    weight: 9,
  },
  {
    kind: 'WITHOUT_NUMBER',
    what: 'Copies that their system gives no number',
    remedy: 'Ask your supplier what they are: they cannot be moved as they are.',
    population: 'ITEMS',
    where: [is('LEFT_OUT', 'NO_ID')],
    weight: 8,
  },
  {
    kind: 'NOTHING_TO_BORROW',
    what: 'Records that readers see, without a copy, a run or an address',
    remedy: 'Add the copy if you have it; otherwise suppress or delete the record.',
    population: 'RECORDS',
    where: [is('VISIBILITY', 'PUBLIC'), is('HAS_ITEMS', 'NO'), is('HAS_STATEMENTS', 'NO'), is('ONLINE', 'NO'), NO_PART],
    weight: 7,
    needsItems: true,
  },
  {
    kind: 'NOT_TO_BE_FOUND',
    what: 'Copies that are missing or lost and still shown',
    remedy: 'Search for the copy once more; if it stays away, withdraw it.',
    population: 'ITEMS',
    where: [is('STATUS', 'MISSING', 'LOST', 'CLAIMED_RETURNED'), is('RECORD_VISIBILITY', 'PUBLIC')],
    weight: 5,
  },
  {
    kind: 'NUMBER_WRONG',
    what: 'Records with an ISBN or ISSN that cannot be right',
    remedy:
      'Compare the number with the one in the book (MARC 020, 022) and correct it; a wrong one that is printed goes into $z.',
    population: 'RECORDS',
    where: [is('FAULT', '020:CHECK_DIGIT', '022:CHECK_DIGIT')],
    weight: 4,
  },
  {
    kind: 'CHARACTER_LOST',
    what: 'Records with characters lost',
    remedy: 'Enter the letter again where a question mark or a box stands.',
    population: 'RECORDS',
    where: [{ dimension: 'FAULT', in: LOST_CHARACTER_TAGS.map((tag) => `${tag}:LOST_CHARACTER`) }],
    weight: 4,
  },
  {
    kind: 'LINK_EMPTY',
    what: 'Records with a link that leads nowhere',
    remedy: 'Enter the address (MARC 856 $u), or delete the field.',
    population: 'RECORDS',
    where: [is('FAULT', '856:NO_ADDRESS')],
    weight: 4,
  },
  {
    kind: 'TOO_BRIEF',
    what: 'Records that readers see and that say too little to be matched',
    remedy: 'Fetch a full record for it, or add author, publisher and year: else the move makes a second title of it.',
    population: 'RECORDS',
    where: [is('BRIEF', 'YES'), is('VISIBILITY', 'PUBLIC'), is('HAS_TITLE', 'YES')],
    weight: 3,
  },
  {
    kind: 'TITLE_TWICE',
    what: 'Records of an edition that the system has twice',
    remedy:
      'Compare the two records. Agree first with every library in “Also held by” and “Other record held by”: they have copies on these records. Then move the copies to the better one, and delete the other. Both records are counted; only one goes.',
    population: 'RECORDS',
    where: [is('FINDING', 'TITLE_TWICE')],
    weight: 3,
    twin: 'RECORD',
  },
  {
    kind: 'FILED_WRONGLY',
    what: 'Records whose title is filed under the wrong word',
    remedy: 'Set the number of characters to skip in MARC 245, second indicator.',
    population: 'RECORDS',
    where: [is('FAULT', '245:NONFILING', '245:ARTICLE_FILED')],
    weight: 2,
  },
  {
    kind: 'LEFTOVER',
    what: 'Hidden records without a copy',
    remedy: 'Delete the record if nobody waits for it.',
    population: 'RECORDS',
    where: [is('VISIBILITY', 'SUPPRESSED'), is('HAS_ITEMS', 'NO'), NO_PART],
    weight: 1,
    needsItems: true,
  },
];

/** A code on many copies that has no code in the target: there is no row for it, but copies that carry it. */
export const UNMAPPED_CODE = {
  kind: 'UNMAPPED_CODE',
  what: 'Codes that have no code in the target',
  remedy: 'Decide what the code becomes (mercia mapping export, then import).',
} as const;
