import { badUserInput } from '#platform/errors.ts';
import { createHash } from 'node:crypto';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import { SAME_FROM, scorePair, toMatchView, type MatchView, type PairScore } from '#union-index/match/score-pair.ts';
import type { CurvePoint, LabelledScore } from '#union-index/match/precision-recall.ts';
import {
  bestF1,
  precisionRecallAt,
  precisionRecallCurve,
  recallAtPrecision,
} from '#union-index/match/precision-recall.ts';
import { LineProblems } from './problems.ts';
import { readIdentifiedRecords } from './read-records.ts';
import { createInterface } from 'node:readline';
import { isFile, openText } from './open-text.ts';

export interface ScoredPair extends PairScore {
  readonly id1: string;
  readonly id2: string;
  /** Null if the file does not say. */
  readonly label: boolean | null;
}

/** More points than anybody plots: of a longer curve evenly many are kept, and its ends. */
const CURVE_POINTS_MAX = 20_000;

/** Called for every pair that is scored and every problem, as it happens. */
export interface ScoreListener {
  onRecord(count: number): void;
  onPair(pair: ScoredPair): void | Promise<void>;
}

/**
 * Scores the pairs of a file. Pairs are read twice: first for their ids, so that only records that are asked for are kept,
 * then to be scored in their order.
 */
export async function scoreFile(files: { readonly records: string; readonly pairs: string }, listener: ScoreListener) {
  if (!isFile(files.pairs)) throw badUserInput(`--pairs ${files.pairs}: pairs are read twice: give a file`);
  const problems = new LineProblems();
  const wanted = await readWantedIds(files.pairs);
  const views = await readViews(files.records, wanted, problems, listener);
  const scores: LabelledScore[] = [];
  const counted = new Map<string, Counted>();
  for await (const { line, a, b, same, header } of readPairLines(files.pairs, problems)) {
    const [first, second] = [views.get(a), views.get(b)];
    if (header && first === undefined && second === undefined) continue;
    if (a === b) {
      problems.add('pairs', line, 'one record with itself: left out');
      continue;
    }
    if (first === undefined || second === undefined) {
      for (const [id, view] of [
        [a, first],
        [b, second],
      ] as const) {
        if (view === undefined) problems.add('pairs', line, `no record ${id}`);
      }
      continue;
    }
    const score = scorePair(first, second);
    const pair = [a, b].toSorted().join('\t');
    const before = counted.get(pair);
    if (before === undefined || (before.same === null && same !== null)) {
      counted.set(pair, { line, same });
      if (same !== null) scores.push({ probability: score.probability, same });
    }
    if (before !== undefined) problems.add('pairs', line, sayAgain(before, same));
    await listener.onPair({ id1: a, id2: b, label: same, ...score });
  }
  const curve = precisionRecallCurve(scores);
  return {
    summary: summarise(counted.size, scores, curve, problems.lines),
    curve: thin(curve),
    problems: problems.kept,
    problemCount: problems.count,
  };
}

/** Where a pair counts, and its label there. */
type Counted = Pick<PairLine, 'line' | 'same'>;

/** A pair counts once, whichever of its two records stands first: what a list repeats would weigh twice. */
function sayAgain({ line, same: before }: Counted, same: boolean | null): string {
  const pair = `the pair of line ${line}`;
  if (before === null && same !== null) return `${pair}, which has no label: counted once, with this one`;
  return before === null || same === null || same === before
    ? `${pair} again: counted once`
    : `${pair} again, with another label: the first counts`;
}

/** The records of a file by every id that is wanted; of two with one id the first counts. */
export async function readViews(
  file: string,
  wanted: ReadonlySet<string>,
  problems: LineProblems,
  listener: Pick<ScoreListener, 'onRecord'>,
): Promise<ReadonlyMap<string, MatchView>> {
  const views = new Map<string, MatchView>();
  const texts = new Map<string, string>();
  let count = 0;
  for await (const { line, ids, record } of readIdentifiedRecords(file, problems)) {
    listener.onRecord((count += 1));
    const asked = ids.filter((id) => wanted.has(id));
    if (asked.length === 0) continue;
    const view = toMatchView(describeRecord(record));
    const text = createHash('sha256').update(JSON.stringify(record)).digest('base64');
    for (const id of asked) {
      const known = texts.get(id);
      if (known === undefined) {
        views.set(id, view);
        texts.set(id, text);
      } else if (known !== text) problems.add('records', line, `another record ${id}: the first counts`);
    }
  }
  return views;
}

async function readWantedIds(file: string): Promise<ReadonlySet<string>> {
  const wanted = new Set<string>();
  for await (const { a, b } of readPairLines(file, new LineProblems())) wanted.add(a).add(b);
  return wanted;
}

export type ScoreSummary = ReturnType<typeof summarise>;

/** What all pairs come to. Of precision and the rest null if no pair has a label. */
function summarise(pairs: number, scores: readonly LabelledScore[], curve: readonly CurvePoint[], problems: number) {
  const known = scores.length > 0 ? precisionRecallAt(scores, SAME_FROM) : null;
  return {
    pairs,
    labelled: scores.length,
    /** Lines that could not be used. */
    problems,
    /** At which records are joined. */
    threshold: SAME_FROM,
    precision: known?.precision ?? null,
    recall: known?.recall ?? null,
    f1: known?.f1 ?? null,
    joinedRightly: known?.joinedRightly ?? null,
    joinedWrongly: known?.joinedWrongly ?? null,
    missed: known?.missed ?? null,
    bestF1: bestF1(curve),
    recallAtPrecision995: recallAtPrecision(curve, 0.995),
  };
}

function thin(curve: readonly CurvePoint[]): readonly CurvePoint[] {
  const step = Math.ceil(curve.length / CURVE_POINTS_MAX);
  return step <= 1 ? curve : curve.filter((_, index) => index % step === 0 || index === curve.length - 1);
}

/** Two ids to be compared, and what a person or a file says of them; null if nothing is said. */
interface PairLine {
  readonly line: number;
  readonly a: string;
  readonly b: string;
  readonly same: boolean | null;
  /** The first line, in words that name columns: no pair, unless there are records of these ids. */
  readonly header: boolean;
}

const SAME = new Set('yes y 1 1.0 true t match matched same same_edition duplicate dup positive pos'.split(' '));
const DIFFERENT = new Set(
  'no n 0 0.0 false f nomatch no-match no_match non-match nonmatch mismatch different distinct unique negative neg -1'.split(
    ' ',
  ),
);
const LABEL_COLUMN =
  /^(?:label|same_?edition|same|is_?(?:match|duplicate)|match|duplicate|truth|gold|class|y|target)$/i;
const ID_COLUMN =
  /^(?:"?)(?:.*id[\s_.-]?[12ab]?|[ab]|left|right|first|second|record[\s_-]?[12ab]?|[12ab][\s_-]?id)(?:"?)$/i;

/**
 * Reads pairs, one a line: `id1,id2[,label]`, by comma, semicolon or tab, cells quoted or not. A first line that names
 * its columns is a header; its label may be in any column. Lines without two ids are reported and left out.
 */
async function* readPairLines(file: string, problems: LineProblems): AsyncGenerator<PairLine> {
  let line = 0;
  let separator: string | null = null;
  let labelColumn = 2;
  for await (const text of createInterface({ input: openText(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    const clean = line === 1 ? text.replace(/^\ufeff/, '') : text;
    if (clean.trim() === '' || isComment(clean, separator === null)) continue;
    const first = separator === null;
    separator ??= findSeparator(clean);
    const cells = splitCells(clean, separator);
    const header = first && isHeader(cells);
    const named = header ? cells.findIndex((cell) => LABEL_COLUMN.test(cell)) : -1;
    if (named > 1) labelColumn = named;
    const [a = '', b = ''] = cells;
    if (a === '' || b === '') {
      problems.add('pairs', line, 'no two ids');
      continue;
    }
    const label = (cells[labelColumn] ?? '').toLowerCase();
    const same = SAME.has(label) ? true : DIFFERENT.has(label) ? false : null;
    if (!header && same === null && label !== '' && label !== 'check') {
      problems.add('pairs', line, `label "${label}" is neither yes nor no: not counted`);
    }
    yield { line, a, b, same, header };
  }
}

/** `# made by hand`. An id may begin with the same character: before the first pair what has no cells is words. */
function isComment(line: string, isAhead: boolean): boolean {
  return /^#(?:\s|$)/.test(line) || (isAhead && /^#[^\t,;|]*$/.test(line));
}

function findSeparator(line: string): string {
  for (const separator of ['\t', ',', ';', '|']) if (line.includes(separator)) return separator;
  return ' ';
}

function isHeader(cells: readonly string[]): boolean {
  return (
    ID_COLUMN.test(cells[0] ?? '') &&
    ID_COLUMN.test(cells[1] ?? '') &&
    !/\d{3}/.test(`${cells[0] ?? ''}${cells[1] ?? ''}`)
  );
}

/** `"a ""b""",c` as `a "b"` and `c`. */
function splitCells(line: string, separator: string): readonly string[] {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  let [cell, quoted] = ['', false];
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (quoted && character === '"' && line.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"' && (quoted || cell.trim() === '')) quoted = !quoted;
    else if (character === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  return [...cells, cell.trim()];
}
