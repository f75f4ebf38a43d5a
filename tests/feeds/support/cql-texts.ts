/**
 * Texts in CQL that Mercia and Zebra are both asked. Without a reason the answers are the same: the number of records, or of the
 * diagnostic. With one, what each answers is written down, so that the table stays true.
 */

/** Why Mercia and Zebra, as it is set up in `tests/feeds/zebra-sru`, answer a text differently. */
export const REASONS = {
  STEMS: 'Mercia looks for forms and spellings of a word, Zebra for the word.',
  ACCENTS: 'Mercia finds letters with and without their accents.',
  NUMBERS: 'Mercia reads a number with hyphens and without.',
  INVALID: 'Mercia refuses what can be no number of this kind; Zebra looks for it in vain.',
  NOT_INDEXED: 'No record has one, so that Zebra does not know the index.',
  LENIENT:
    'YAZ takes more than the grammar of CQL 1.2 does: words without quotation marks, quotation marks that are not closed.',
  EMPTY: 'An empty query is a missing parameter here, an empty term is refused.',
  DEFAULT_SET: 'Mercia looks for a name without a prefix in each of its context sets, Zebra in the set of CQL alone.',
  RESULT_SETS: 'To Zebra the index of result sets is like any other that there is not.',
  WHOLE: 'Zebra takes "==" for "=", and has no whole fields for "exact".',
  ALL_WORDS: '"=" with several words: Mercia wants all of them, Zebra wants them next to each other, as "adj" does.',
  RELATIONS: 'Zebra does not know the relation, or takes it for "=".',
  PROXIMITY: 'Mercia has no "prox", but "adj".',
  MASKS: 'Mercia takes "*" behind two letters or more, at the end of a word.',
  ANCHORS: 'Zebra does not know the first word of a field here.',
  ESCAPES: 'Mercia refuses a backslash before a letter, which needs none.',
  UNKNOWN_SET: 'Mercia names the context set that it does not know, Zebra the index.',
  SORT: 'Mercia names the index that it does not know, Zebra the order.',
} as const;
export type Reason = keyof typeof REASONS;

export interface CqlText {
  readonly text: string;
  readonly reason: Reason | null;
  /** What each answers, if there is a reason: a count, or `#` and a diagnostic. */
  readonly mercia: string | null;
  readonly zebra: string | null;
}

const same = (...texts: readonly string[]): readonly CqlText[] =>
  texts.map((text) => ({ text, reason: null, mercia: null, zebra: null }));
const differs = (text: string, reason: Reason, mercia: string, zebra: string): CqlText => ({
  text,
  reason,
  mercia,
  zebra,
});

export const CQL_TEXTS: readonly CqlText[] = [
  // Terms alone
  ...same('tropical', 'nephrology', '"nephrology"', 'kidney', 'manson', 'zebra', 'NURSING', 'sjögren'),
  differs('sjogren', 'ACCENTS', '1', '0'),
  ...same('"tropical medicine"'),
  differs('tropical medicine', 'LENIENT', '#10', '4'),
  differs('""', 'EMPTY', '#27', '0'),
  differs('', 'EMPTY', '#7', '#10'),
  // Indexes
  ...same('dc.title = nephrology', 'dc.title=nephrology', 'DC.Title = nephrology'),
  differs('title = nephrology', 'DEFAULT_SET', '2', '#16'),
  ...same(
    'dc.creator = rees',
    'dc.creator = "rees, lesley"',
    'dc.subject = child',
    'dc.subject = "kidney diseases"',
    'dc.date = 2019',
    'bath.isbn = 9780702051012',
  ),
  differs('bath.isbn = 978-0-7020-5101-2', 'NUMBERS', '1', '0'),
  differs('bath.isbn = 123', 'INVALID', '#36', '0'),
  differs('bath.issn = 0140-6736', 'NOT_INDEXED', '0', '#16'),
  ...same(
    'rec.id = mids-1',
    'rec.id = nobody',
    'cql.serverChoice = kidney',
    'cql.anywhere = kidney',
    'cql.allRecords = 1',
    'dc.nothing = a',
    'nothing = a',
    'foo.title = a',
    'dc.publisher = fell',
  ),
  differs('cql.resultSetId = 1', 'RESULT_SETS', '#50', '#16'),
  // Relations
  differs('dc.title == "tropical medicine"', 'WHOLE', '1', '2'),
  differs('dc.title == "tropical"', 'WHOLE', '0', '2'),
  differs('dc.title exact "tropical medicine"', 'WHOLE', '1', '0'),
  ...same('dc.title adj "tropical medicine"', 'dc.title adj "medicine tropical"'),
  differs('dc.title all "medicine tropical"', 'STEMS', '3', '2'),
  differs('dc.title any "nephrology tropical"', 'STEMS', '5', '4'),
  ...same('dc.title any "zebra giraffe"'),
  differs('dc.title = "medicine tropical"', 'ALL_WORDS', '3', '0'),
  differs('dc.title <> nephrology', 'RELATIONS', '12', '#19'),
  differs('dc.title < nephrology', 'RELATIONS', '#22', '#19'),
  differs('dc.title within "a b"', 'RELATIONS', '#22', '0'),
  differs('dc.title encloses a', 'RELATIONS', '#19', '0'),
  ...same('dc.title foo.bar a', 'dc.date < 2000', 'dc.date <= 2006', 'dc.date > 2019', 'dc.date >= 2019'),
  differs('dc.date <> 2019', 'RELATIONS', '10', '#19'),
  differs('dc.date within "2012 2014"', 'RELATIONS', '5', '0'),
  differs('dc.date = abc', 'INVALID', '#36', '0'),
  ...same('dc.date any "1997 2021"'),
  // Modifiers
  ...same(
    'dc.title =/stem nephrology',
    'dc.title =/relevant nephrology',
    'dc.title =/foo nephrology',
    'dc.title =/fuzzy nephrology',
  ),
  differs('dc.title any/relevant "nephrology tropical"', 'STEMS', '5', '4'),
  // Booleans
  ...same(
    'nephrology and kidney',
    'nephrology or tropical',
    'kidney not nursing',
    'kidney AND nursing',
    'nursing or heart and failure',
    'nursing or (heart and failure)',
    '((nephrology))',
    'dc.title = nursing and dc.creator = stewart',
  ),
  differs('nephrology prox kidney', 'PROXIMITY', '#39', '0'),
  differs('nephrology prox/distance=1 kidney', 'PROXIMITY', '#39', '0'),
  ...same('nephrology and/foo=bar kidney'),
  differs('nephrology xor kidney', 'LENIENT', '#10', '0'),
  ...same('and'),
  differs('title = and', 'DEFAULT_SET', '0', '#16'),
  // Masks and anchors
  ...same('nephro*', 'dc.title = nephro*'),
  differs('dc.title = *nephro', 'MASKS', '#28', '0'),
  ...same('dc.title = n*y'),
  ...same('dc.title = nephrolog?'),
  differs('dc.title = n*', 'MASKS', '#29', '4'),
  differs('dc.title = *', 'MASKS', '#29', '0'),
  differs('dc.title = "^tropical"', 'ANCHORS', '1', '2'),
  differs('dc.title = "^medicine"', 'ANCHORS', '1', '3'),
  ...same('dc.title = "medicine^"', 'dc.title = "^tropical medicine^"', String.raw`dc.title = "nephrology\*"`),
  differs(String.raw`dc.title = "nephro\xlogy"`, 'ESCAPES', '#26', '0'),
  // Context sets
  ...same(
    '> dc = "info:srw/cql-context-set/1/dc-v1.1" dc.title = nephrology',
    '> a = "info:srw/cql-context-set/1/dc-v1.1" a.title = nephrology',
  ),
  differs('> a = "info:nothing" a.title = nephrology', 'UNKNOWN_SET', '#15', '#16'),
  ...same('> "info:srw/cql-context-set/1/dc-v1.1" title = nephrology'),
  // Order
  ...same('nephrology sortby dc.title', 'nephrology sortby dc.title/sort.descending'),
  differs('nephrology sortby nothing', 'SORT', '#16', '#89'),
  ...same('nephrology sortby'),
  // Broken
  ...same(
    '(nephrology',
    'nephrology)',
    '()',
    'nephrology and',
    'and nephrology or',
    'dc.title =',
    'dc.title = = a',
    '= a',
  ),
  differs('"nephrology', 'LENIENT', '#10', '2'),
  ...same('dc.title =/ a', '> a'),
  differs('dc.title = (a)', 'LENIENT', '#10', '2'),
  ...same('a / b'),
];
