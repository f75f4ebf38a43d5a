/** Whether a library has the part of a serial that somebody wants, by what it states. */
import type { HoldingStatement } from '../catalogue.ts';
import { coverageUnder, readEmbargo } from './embargo.ts';
import { runsOf, type Run, type Span } from './statement-runs.ts';

export const COVERAGES = ['YES', 'NO', 'UNKNOWN'] as const;
export type Coverage = (typeof COVERAGES)[number];

/** The year, the volume or both of what is wanted. */
export interface WantedPart {
  readonly year: number | null;
  /** As a reader writes it; one that is not a single number cannot be looked for. */
  readonly volume: string | null;
}

/**
 * NO only if every statement of the basic volumes was read whole and none has it. What is not stated, or cannot be read,
 * is UNKNOWN. So is the part of a year at either end of a run, what the run lacks, what an open run has not reached yet, and
 * whatever the library keeps for a time only.
 *
 * @param thisYear up to which a run that goes on is known to go.
 */
export function coverageOf(statements: readonly HoldingStatement[], wanted: WantedPart, thisYear: number): Coverage {
  const main = statements.filter(({ kind }) => kind === 'MAIN');
  return best(main.map((statement) => coverageOfStatement(statement, wanted, thisYear)));
}

/** The best of several answers that each tell of a part: YES of one is enough, NO takes all. None is UNKNOWN. */
export function best(answers: readonly Coverage[]): Coverage {
  if (answers.includes('YES')) return 'YES';
  return answers.length === 0 || answers.includes('UNKNOWN') ? 'UNKNOWN' : 'NO';
}

/** Words of notes that take something from the run, or add to it; so does every number. `In the basement` does neither. */
const CHANGES_RUN =
  /\d|incomplete|imperfect|lack|wants|wanting|missing|gap|broken|scatter|except|transfer|odd issue|some issue|partial|selected|abstract/i;
/** What is kept for a time only: `Current year only`, `Discarded after two years`. `Current subscription` and `Reference only` say nothing of it. */
const KEPT_FOR_A_TIME =
  /\bcurrent\b(?! subscription)|latest|recent|(?<!\b(?:reference|use|access|staff|consultation) )\bonly\b|retain|retention|\bkeeps?\b|\bkept (?:for|until|only)\b|discard|dispos|withdrawn|cancel|weed/i;
/** A note that says what the run lacks is read with it. */
const TELLS_GAPS =
  /^\W*(?:lacks|lacking|wants|wanting|missing|except|incomplete|imperfect|broken|with gaps|some|several|many|odd)\b/i;

/** The runs of a statement; null if not all of it can be read for certain, or its note changes what it says. */
export function certainRuns({ text, note }: Pick<HoldingStatement, 'text' | 'note'>): readonly Run[] | null {
  if (note === null || !(CHANGES_RUN.test(note) || KEPT_FOR_A_TIME.test(note))) return runsOf(text);
  return TELLS_GAPS.test(note) ? runsOf(`${text}; ${note}`) : null;
}

/**
 * Which of these statements a note beside them is about: of one that says what is missing, those that it may be missing in; else
 * all of them.
 */
export function concernedBy(note: string, texts: readonly string[]): readonly boolean[] {
  const holding = TELLS_GAPS.test(note) ? texts.flatMap((text) => certainRuns({ text, note }) ?? []) : [];
  const lacks = holding.some((run) => run.lacks === null) ? [] : holding.flatMap((run) => run.lacks ?? []);
  if (lacks.length === 0) return texts.map(() => true);
  return texts.map((text) => runsOf(text)?.every((run) => lacks.every((lack) => isApart(run, lack))) !== true);
}

function isApart(one: Run, other: Run): boolean {
  const areApart = (a: Span | null, b: Span | null): boolean =>
    a !== null && b !== null && ((a.to !== null && a.to < b.from) || (b.to !== null && b.to < a.from));
  return areApart(one.volumes, other.volumes) || areApart(one.years, other.years);
}

function coverageOfStatement(statement: HoldingStatement, wanted: WantedPart, thisYear: number): Coverage {
  const runs = certainRuns(statement);
  if (runs === null) return 'UNKNOWN';
  const answer = best(runs.map((run) => coverageOfRun(run, wanted, thisYear)));
  return answer === 'YES' && statement.retention !== null
    ? coverageKept(statement.retention, wanted, thisYear)
    : answer;
}

/** What is kept for a time is not told in figures, unless it is the code of an embargo. */
function coverageKept(retention: string, { year }: WantedPart, thisYear: number): Coverage {
  const embargo = readEmbargo(retention);
  return embargo === null || year === null ? 'UNKNOWN' : coverageUnder(embargo, year, thisYear);
}

function coverageOfRun(run: Run, wanted: WantedPart, thisYear: number): Coverage {
  const { year, volume } = wanted;
  const answers = [
    ...(year === null
      ? []
      : [within({ span: run.years, starts: run.startsWhole.year, ends: run.endsWhole.year }, year, thisYear)]),
    ...(volume === null
      ? []
      : [
          within(
            { span: run.volumes, starts: run.startsWhole.volume, ends: run.endsWhole.volume },
            volumeNumber(volume),
            null,
          ),
        ]),
  ].filter((answer) => answer !== null);
  const [first = 'UNKNOWN', ...others] = answers;
  // A year that is there and a volume that is not: one of the two is wrong, here or in the reference.
  if (others.some((other) => other !== first)) return 'UNKNOWN';
  return first === 'YES' && mayLack(run, wanted) ? 'UNKNOWN' : first;
}

/** Whether the part may be one of those that are missing. */
function mayLack({ lacks }: Run, { year, volume }: WantedPart): boolean {
  const number = volume === null ? null : volumeNumber(volume);
  return lacks?.every(({ years, volumes }) => isOutside(years, year) || isOutside(volumes, number)) !== true;
}

function isOutside(span: Span | null, wanted: number | null): boolean {
  if (span === null || wanted === null) return false;
  return wanted < span.from || (span.to !== null && wanted > span.to);
}

/** Volumes or years of a run, and whether the first and the last of them are whole. */
interface Stretch {
  readonly span: Span | null;
  readonly starts: boolean;
  readonly ends: boolean;
}

/** Null if the run, or the wanted part, does not say. */
function within({ span, starts, ends }: Stretch, wanted: number | null, latest: number | null): Coverage | null {
  if (span === null || wanted === null) return null;
  if (isOutside(span, wanted)) return 'NO';
  if (span.to === null && latest !== null && wanted > latest) return 'UNKNOWN';
  if (wanted === span.from && !starts) return 'UNKNOWN';
  return wanted === span.to && !ends ? 'UNKNOWN' : 'YES';
}

/** `12`, `v. 12`, `Vol.12`; null for what is not one number, `12-13`. */
function volumeNumber(text: string): number | null {
  const digits = /^\D*?(\d{1,4})\s*$/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}
