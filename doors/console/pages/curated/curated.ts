/** The questions that a team asks most, each on a page of its own: what it is for, the answer, and what to ask next. */

export interface Curated {
  /** The end of the address: `/compare/first/scarce`. */
  readonly end: string;
  /** What the page is for. */
  readonly intro: readonly string[];
  /** The report that is answered in full. */
  readonly main: string;
  /** Reports of which it is told what was found. */
  readonly found: readonly string[];
  /** Reports to go on with. */
  readonly next: readonly string[];
}

export const CURATED: readonly Curated[] = [
  {
    end: 'scarce',
    intro: [
      'A last copy is the only one of its edition in the region that can be found. Before one is withdrawn, think of the region.',
      'Whether it stood on the shelf is what its system said when it was harvested; it may be lent by now.',
    ],
    main: 'last-copies',
    found: [],
    next: ['ours-alone', 'titles-together', 'assumed-lost'],
  },
  {
    end: 'conflicts',
    intro: [
      'Records of one edition, each from another system, do not always say the same. What differs in substance must be looked at before records are merged; capitals and punctuation need not be.',
    ],
    main: 'conflicts',
    found: ['to-rule-on', 'wrong-merges', 'duplicates'],
    next: ['completeness', 'validity', 'local-fields'],
  },
  {
    end: 'collisions',
    intro: [
      'Two systems may have given the same number or code to different things. In one system together, one of them has to change.',
      'Readers are counted; none of them is named, and no card number is shown.',
    ],
    main: 'barcodes-of-others',
    found: ['barcodes', 'codes-alike', 'record-numbers', 'card-clashes', 'readers-in-two-systems'],
    next: ['without-items', 'codes'],
  },
  {
    end: 'policies',
    intro: [
      'How long a reader of each category may keep each type of item, here and there. Write a category or an item type below to see one of them.',
      'What a system does not tell is “not told”: it may have a rule all the same.',
    ],
    main: 'loan-periods',
    found: ['policies-differ'],
    next: ['codes-alike', 'codes', 'readers-by-category'],
  },
];
