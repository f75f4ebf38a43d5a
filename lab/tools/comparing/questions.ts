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

const ENTER_TOTALS = `mutation {
  enterControlTotals(input: { library: "fosseholm", totals: [{ class: RECORDS, value: 400 }, { class: ITEMS, value: 480 }] }) {
    totals { class value countedOn }
  }
}`;

export const QUESTIONS: readonly Question[] = [
  ask({
    question: 'How many titles would we have together?',
    report: 'titles-together',
    note: 'A range: certain, and what may be the same. Beside it stands what a plain rule of the target system would join.',
  }),
  ask({
    question: 'What do each two libraries have together?',
    report: 'overlap-matrix',
    flags: '--table matrix',
    rows: 10,
  }),
  ask({
    question: 'How many are ours alone?',
    report: 'ours-alone',
    flags: '--library severnhythe',
    args: 'library: "severnhythe"',
  }),
  ask({ question: 'Who has our last copies, and are they on the shelf?', report: 'last-copies', rows: 10 }),
  {
    ...ask({ question: 'Do our counts match yours?', report: 'reconcile', rows: 10 }),
    command: `npx mercia query --json -e '${ENTER_TOTALS}' > entered.json
npx mercia compare reconcile --library fosseholm --rows 10`,
    note: `Each library counts in its own system and enters what it counted; whoever signs in signs for it. Here Fosseholm has entered
two counts. As long as one of them differs, every answer about that library says so.`,
  },
  ask({ question: 'What did not come across in the extract?', report: 'not-across' }),
  ask({ question: 'Which barcodes are somebody else’s?', report: 'barcodes-of-others' }),
  ask({ question: 'Which items have no barcode, or one that cannot be right?', report: 'no-barcode' }),
  ask({ question: 'How many must we relabel?', report: 'relabel', rows: 10 }),
  ask({ question: 'How many record numbers are used by two systems?', report: 'record-numbers' }),
  ask({
    question: 'Which cards clash: same person or not?',
    report: 'card-clashes',
    note: 'No card and no name is shown: cards are compared as tokens, and numbers below five are hidden.',
  }),
  ask({ question: 'How many readers are in two systems?', report: 'readers-in-two-systems' }),
  ask({
    question: 'How many expired readers can go; who of them has loans or debts?',
    report: 'expired-readers',
    note: 'Only of libraries whose agreement allows it; a system without a list of readers is named, and not counted as none.',
  }),
  ask({ question: 'How many readers have no e-mail address?', report: 'readers-without-email' }),
  ask({ question: 'How many readers are there, by category and year of expiry?', report: 'readers-by-category' }),
  ask({
    question: 'Which codes do we use, which are dead?',
    report: 'codes',
    flags: '--library severnhythe',
    args: 'library: "severnhythe"',
    note: 'Each code with its name, how many copies have it, when one was last used, and whether the region file knows it.',
  }),
  ask({
    question: 'Which codes are spelled alike and mean different things?',
    report: 'codes-alike',
    flags: '--option code=STL',
    args: 'options: [{ name: "code", value: "STL" }]',
  }),
  ask({
    question: 'What is a consultant’s loan period here and there?',
    report: 'loan-periods',
    flags: '--option category=consultant',
    args: 'options: [{ name: "category", value: "consultant" }]',
    rows: 10,
  }),
  ask({ question: 'What renewals, limits and charges differ?', report: 'policies-differ', rows: 8 }),
  ask({
    question: 'What is unmapped, in items?',
    report: 'unmapped',
    note: 'No list of the target has been entered here, so nothing is mapped; [mappings.md](mappings.md) says how one is.',
  }),
  ask({ question: 'What does each code become in the target, and where do two meanings meet?', report: 'mapping' }),
  ask({ question: 'Which loans are years overdue?', report: 'long-overdue' }),
  ask({ question: 'Which holds and transits are stuck?', report: 'stuck' }),
  ask({ question: 'Which items are lost, missing or claimed to be returned?', report: 'assumed-lost' }),
  ask({ question: 'Which records have no items?', report: 'without-items' }),
  ask({
    question: 'Which items are on records that say next to nothing?',
    report: 'items-without-title',
    flags: '--library severnhythe',
    args: 'library: "severnhythe"',
  }),
  ask({ question: 'What is suppressed?', report: 'suppressed' }),
  ask({ question: 'Which records were typed in for an interlibrary loan?', report: 'temporary' }),
  ask({ question: 'What is on order or in process?', report: 'on-order' }),
  ask({
    question: 'What is in our 9xx?',
    report: 'local-fields',
    flags: '--library severnhythe',
    args: 'library: "severnhythe"',
  }),
  ask({
    question: 'By which schemes are our records classified?',
    report: 'class-schemes',
    flags: '--library severnhythe',
    args: 'library: "severnhythe"',
  }),
  ask({
    question: 'What do our records lack?',
    report: 'completeness',
    flags: '--library severnhythe',
    args: 'library: "severnhythe"',
  }),
  ask({
    question: 'Which rules of MARC do our records break?',
    report: 'validity',
    flags: '--library severnhythe',
    args: 'library: "severnhythe"',
  }),
  ask({
    question: 'What kinds of records and items do we have, and where?',
    report: 'profile',
    flags: '--library severnhythe',
    args: 'library: "severnhythe"',
  }),
  ask({
    question: 'What do our barcodes look like, and which are wrong?',
    report: 'barcodes',
    flags: '--library severnhythe',
    args: 'library: "severnhythe"',
  }),
  ask({
    question: 'How many records, items and statements are there?',
    report: 'totals',
    flags: '--library severnhythe',
    args: 'library: "severnhythe"',
  }),
  ask({ question: 'Which journals say what we have of them, and which do not?', report: 'serials' }),
  ask({ question: 'Which editions might be merged wrongly?', report: 'wrong-merges' }),
  ask({ question: 'Which records may be one edition, and must be ruled on?', report: 'to-rule-on' }),
  ask({ question: 'Which titles stand twice in one system?', report: 'duplicates' }),
  ask({ question: 'Where do records of one edition say different things?', report: 'conflicts' }),
  ask({
    question: 'Who has which years of this journal?',
    report: 'journal-runs',
    flags: '--option "journal=cell biology"',
    args: 'options: [{ name: "journal", value: "cell biology" }]',
    rows: 10,
  }),
  ask({
    question: 'What must our library know of its data on the first day?',
    report: 'day-one',
    flags: '--library severnhythe',
    args: 'library: "severnhythe"',
    rows: 1,
    note: 'All of the above about one library; with `--xlsx FILE` it is one workbook, a sheet for each.',
  }),
  {
    ...ask({ question: 'What must I fix first, and what is left since last time?', report: 'fix-first' }),
    command: `npx mercia snapshot take second
npx mercia compare fix-first --library severnhythe --snapshot second --option since=first --rows 10`,
    query: `{ snapshot(name: "second") { report(name: "fix-first", library: "severnhythe", options: [{ name: "since", value: "first" }]) {
  title summary { label value text notToldBy } } } }`,
  },
  {
    ...ask({ question: 'What was mended since last time, and what is left?', report: 'mended' }),
    command: 'npx mercia compare mended --library severnhythe --snapshot second --option since=first --rows 5',
    query: `{ snapshot(name: "second") { report(name: "mended", library: "severnhythe", options: [{ name: "since", value: "first" }]) {
  title summary { label value text notToldBy } } } }`,
  },
  ask({ question: 'What is to be decided, by whom, and what was decided?', report: 'decisions' }),
];
