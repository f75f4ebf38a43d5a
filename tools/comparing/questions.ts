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
  ask({ question: 'Which records have no items?', report: 'without-items' }),
  ask({ question: 'What is suppressed?', report: 'suppressed' }),
];
