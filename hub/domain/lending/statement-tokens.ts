/** Words and numbers of a statement of holdings, `v.1:no.2-v.4 (1978-1982:June)`, told apart. */

export type StatementToken =
  | { readonly is: 'volume'; readonly from: number; readonly to: number }
  /** A number without a word before it: a volume only if others are next to it. */
  | { readonly is: 'number'; readonly from: number; readonly to: number }
  /** Issues of a volume; `first` says whether they begin it and leave none out. */
  | { readonly is: 'issue'; readonly first: boolean }
  | { readonly is: 'year'; readonly from: number; readonly to: number }
  /** Part of a year. */
  | { readonly is: 'month'; readonly first: boolean; readonly last: boolean }
  | { readonly is: 'to' }
  /** Goes on to this day. */
  | { readonly is: 'on' }
  /** Begins a run, which goes on where no end follows. */
  | { readonly is: 'from' }
  /** What follows is missing in what stands before. */
  | { readonly is: 'lacks' }
  /** Something is missing, and nobody says what. */
  | { readonly is: 'incomplete' };

type Reading = readonly [pattern: RegExp, read: (match: RegExpExecArray) => readonly StatementToken[]];

const MONTH =
  '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december|spring|summer|autumn|fall|winter)\\b\\.?';
const YEAR = '(?:1[5-9]|20)\\d\\d';
const SHORT_RUN = new RegExp(`(${YEAR})-(\\d\\d)(?!\\d)`, 'g');

/** `15.03.1997`, `1997.03.15`: in figures alone, with points as `2.1991` has for a volume and its year. */
const WHOLE_DAY = new RegExp(`\\d\\.\\s*\\d{1,2}\\.\\s*${YEAR}(?!\\d)|(?<!\\d)${YEAR}\\.\\s*\\d{1,2}\\.\\s*\\d`);

const PIECES = '(?:issues?|numbers?|nos?\\.?|parts?|volumes?|vols?\\.?)';

/** Tried in this order at each place: the longest and surest first. */
const READINGS: readonly Reading[] = [
  // `v.84:1-3`: behind a colon stand issues.
  [/:\s*(\d{1,3})(?!\d)(?:\s*[-/,]\s*\d{1,3}(?!\d))*/y, toIssue],
  [/[\s,;:.()=]/y, () => []],
  [/(?:to date|to present|-\s*(?:present|current|date|ongoing)|onwards?|\+)/y, () => [{ is: 'on' }]],
  [/(?:-|\bto\b|\bthrough\b|\bthru\b|\buntil\b)/y, () => [{ is: 'to' }]],
  // `Available from 2000 until 2005`, as link resolvers write it.
  [/(?:available|availability|coverage)\b/y, () => []],
  [/(?:from|since)\b/y, () => [{ is: 'from' }]],
  [
    new RegExp(
      `(?:(?:some|many|several|odd) ${PIECES} (?:missing|lacking|wanting)|(?:incomplete|imperfect|broken)(?: run| set)?|with gaps)(?![a-z])`,
      'y',
    ),
    () => [{ is: 'incomplete' }],
  ],
  [/(?:lacks|lacking|wants|wanting|missing|except)\b/y, () => [{ is: 'lacks' }]],
  // `Mar./Apr.`, `Nov. 4,`, `(26 June 2015)`: a day outside of brackets stands behind its month.
  [
    new RegExp(`(?:(?<=\\()\\d{1,2}\\s+)?${MONTH}(?:\\s*[-/]\\s*${MONTH})*(?:\\s*\\d{1,2}(?!\\d))?`, 'y'),
    ([text]) => [{ is: 'month', first: /^(?:1\s+)?jan/.test(text), last: /dec[a-z.]*\s*\d*$/.test(text) }],
  ],
  // A year behind a dash is none of the issues: `no. 1- 1916-`.
  [
    new RegExp(
      `(?:no|nos|nr|issue|issues|iss|heft|pt|part)\\b[.:]?\\s*(\\d{1,5})(?!\\d)(?:\\s*[-/,]\\s*\\d{1,3}(?!\\d)|[-/](?!${YEAR})\\d{4,5}(?!\\d))*`,
      'y',
    ),
    toIssue,
  ],
  [
    /(?:v|vol|vols|volume|volumes|bd|t|jg|jahrg|jaarg|årg)(?:\b|(?=\d))[.:]?\s*(\d{1,4})(?:\/(\d{1,3}))?(?!\d)/y,
    ([, from, to]) => [toVolume('volume', from, to)],
  ],
  // `2.1954,4`, `2.1991,1-4`, `27.1967/68`: volume, year and issues as German union lists write them; in brackets, when it was published.
  [
    new RegExp(
      `(\\d{1,3})\\.(${YEAR})(?:/(\\d{4}|\\d{1,2}))?(?:[,:]((\\d{1,3})(?:[-/,]\\d{1,3}(?!\\d|\\.${YEAR}))*))?(?!\\d)(?:\\s*\\(${YEAR}\\))?`,
      'y',
    ),
    ([, volume, from, to, issues, issue]) => [
      toVolume('volume', volume, undefined),
      toYear(Number(from), to),
      ...(issues === undefined ? [] : [{ is: 'issue' as const, first: Number(issue) === 1 && !issues.includes(',') }]),
    ],
  ],
  // `12(1998)`: a number with its year behind it needs no word.
  [
    new RegExp(`(\\d{1,3})(?:/(\\d{1,3}))?(?=\\s*\\(${YEAR}(?!\\d))`, 'y'),
    ([, from, to]) => [toVolume('volume', from, to)],
  ],
  // `1945/46`, `1909/1910` and `1995/6` are the year of one volume.
  [new RegExp(`(${YEAR})(?:/(\\d{4}|\\d{1,2}))?(?!\\d)`, 'y'), ([, from, to]) => [toYear(Number(from), to)]],
  [/(\d{1,3})(?:\/(\d{1,3}))?(?!\d)/y, ([, from, to]) => [toVolume('number', from, to)]],
];

/** The tokens in order; null if a word is none of these: then the meaning of the statement is unknown. */
export function tokensOf(text: string): readonly StatementToken[] | null {
  const plain = text
    .toLowerCase()
    .replaceAll(/[\u2010-\u2015]/g, '-')
    .replaceAll(/[[\]]/g, '')
    .replaceAll(SHORT_RUN, (_, from: string, end: string) => unfoldYears(from, end));
  if (WHOLE_DAY.test(plain)) return null;
  const tokens: StatementToken[] = [];
  let at = 0;
  while (at < plain.length) {
    const found = readAt(plain, at);
    if (found === null) return null;
    tokens.push(...found.tokens);
    at = found.end;
  }
  return tokens;
}

function readAt(text: string, at: number): { tokens: readonly StatementToken[]; end: number } | null {
  for (const [pattern, read] of READINGS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) return { tokens: read(match), end: pattern.lastIndex };
  }
  return null;
}

function toIssue([text, first]: RegExpExecArray): readonly StatementToken[] {
  return [{ is: 'issue', first: Number(first) === 1 && !text.includes(',') }];
}

/** `25/26` are two volumes in one. */
function toVolume(is: 'volume' | 'number', from: string | undefined, to: string | undefined): StatementToken {
  return { is, from: Number(from), to: Number(to ?? from) };
}

/** `1990-92` is a run; `1990-12` may be a month, which is left unreadable. */
function unfoldYears(from: string, end: string): string {
  return Number(end) > Number(from.slice(2)) ? `${from}-${from.slice(0, 2)}${end}` : '?';
}

/** The second year may be its last digits alone: `1999/00` ends in 2000. */
function toYear(from: number, end: string | undefined): StatementToken {
  if (end === undefined) return { is: 'year', from, to: from };
  const unit = 10 ** end.length;
  const to = Math.floor(from / unit) * unit + Number(end);
  return { is: 'year', from, to: to < from ? to + unit : to };
}
