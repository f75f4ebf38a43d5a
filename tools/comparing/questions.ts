/** The questions of docs/comparing.md, in the order in which a team asks. A new report gets one entry here. */

export interface Question {
  /** As somebody would ask it. */
  readonly question: string;
  /** What answers it in a terminal. */
  readonly command: string;
  /** What answers it in the graph. */
  readonly query: string;
  /** What has to be known to read the answer. */
  readonly note?: string;
}

interface ReportQuestion {
  readonly question: string;
  readonly report: string;
  /** For the terminal: `--library severnhythe`. */
  readonly flags?: string;
  /** For the graph: `library: "severnhythe"`. */
  readonly args?: string;
  readonly rows?: number;
  readonly note?: string;
}

const FEW_ROWS = 3;

/** A question that a report answers. */
function ask({ report, flags, args, rows = FEW_ROWS, ...said }: ReportQuestion): Question {
  const about = flags === undefined ? '' : ` ${flags}`;
  const named = args === undefined ? '' : `, ${args}`;
  return {
    ...said,
    command: `npx mercia compare ${report}${about} --rows ${rows}`,
    query: `{ snapshot { report(name: "${report}"${named}) { title summary { label value text notToldBy } } } }`,
  };
}

export const QUESTIONS: readonly Question[] = [
  ask({ question: 'Do our counts match yours?', report: 'reconcile' }),
  ask({ question: 'What did not come across in the extract?', report: 'not-across' }),
  ask({ question: 'Which records have no items?', report: 'without-items' }),
  ask({ question: 'What is suppressed?', report: 'suppressed' }),
  ask({
    question: 'Which barcodes are somebody else’s?',
    report: 'barcodes-of-others',
    note: 'Case, blanks at the ends and leading zeros are lost at many a load: barcodes that differ by these only clash too, and are counted apart.',
  }),
  ask({ question: 'Which items have no barcode, or a silly one?', report: 'no-barcode' }),
  ask({ question: 'How many must we relabel?', report: 'relabel' }),
  ask({
    question: 'What does your STL mean against ours?',
    report: 'codes-alike',
    note: 'Add `--option code=STL` for one code. Codes are told apart by what their systems say that they mean, never by guessing.',
  }),
  ask({ question: 'How many record numbers are used by two systems?', report: 'record-numbers' }),
  ask({ question: 'Which cards clash: same person or not?', report: 'card-clashes' }),
  ask({ question: 'How many readers are in two systems?', report: 'readers-in-two-systems' }),
  ask({ question: 'What is to be decided, by whom, and what was decided?', report: 'decisions' }),
];
