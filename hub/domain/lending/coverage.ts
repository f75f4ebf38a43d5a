/** Whether a library has the part of a serial that somebody wants, by what it states. */
import type { HoldingStatement } from '../catalogue.ts';
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
 * is UNKNOWN. So is the part of a year at either end of a run, what an open run has not reached yet, and whatever
 * the library keeps for a time only.
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
  /\d|incomplete|imperfect|lack|wants|wanting|missing|gap|broken|scatter|except|transfer|odd issue|some issue|partial/i;

/** The runs of a statement; null if not all of it can be read for certain, or its note changes what it says. */
export function certainRuns({ text, note }: Pick<HoldingStatement, 'text' | 'note'>): readonly Run[] | null {
  return CHANGES_RUN.test(note ?? '') ? null : runsOf(text);
}

function coverageOfStatement(statement: HoldingStatement, wanted: WantedPart, thisYear: number): Coverage {
  const runs = certainRuns(statement);
  if (runs === null) return 'UNKNOWN';
  const answer = best(runs.map((run) => coverageOfRun(run, wanted, thisYear)));
  return answer === 'YES' && statement.retention !== null ? 'UNKNOWN' : answer;
}

function coverageOfRun(run: Run, { year, volume }: WantedPart, thisYear: number): Coverage {
  const answers = [
    ...(year === null ? [] : [within(run.years, year, run, thisYear)]),
    ...(volume === null ? [] : [within(run.volumes, volumeNumber(volume), run, null)]),
  ].filter((answer) => answer !== null);
  const [first = 'UNKNOWN', ...others] = answers;
  // A year that is there and a volume that is not: one of the two is wrong, here or in the reference.
  return others.every((other) => other === first) ? first : 'UNKNOWN';
}

/** Null if the run, or the wanted part, does not say. */
function within(span: Span | null, wanted: number | null, run: Run, latest: number | null): Coverage | null {
  if (span === null || wanted === null) return null;
  if (wanted < span.from || (span.to !== null && wanted > span.to)) return 'NO';
  if (span.to === null && latest !== null && wanted > latest) return 'UNKNOWN';
  if (wanted === span.from && !run.startsWhole) return 'UNKNOWN';
  return wanted === span.to && !run.endsWhole ? 'UNKNOWN' : 'YES';
}

/** `12`, `v. 12`, `Vol.12`; null for what is not one number, `12-13`. */
function volumeNumber(text: string): number | null {
  const digits = /^\D*?(\d{1,4})\s*$/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}
