/** How a system's data stands, in words: from its last harvest, and from what the index says is missing. */
import type { GapFragment, HarvestedFragment } from '../__generated__/operations.ts';
import { plural, sayAge, sayDayOf } from './moments.ts';

export interface HarvestWords {
  /** `TROUBLE`: somebody has to do something. `INCOMPLETE`: it is read, and some of its records could not be. */
  readonly standing: 'GOOD' | 'STARTING' | 'TROUBLE' | 'INCOMPLETE' | 'NOT_HARVESTED';
  readonly tag: string;
  readonly sentence: string;
  /** Who has to do what; null if nobody has to. */
  readonly who: string | null;
}

/** Data older than this is old for anybody who looks for a copy. */
const OLD_SECONDS = 2 * 86_400;

const OPERATOR = 'Whoever runs Mercia here has to look.';
const SUPPLIER = 'Whoever runs the library’s system has to look, if it goes on.';

/** What is wrong, and who has to look, by the code with which a problem begins. */
const PROBLEMS: Readonly<Record<string, readonly [what: string, who: string]>> = {
  LMS_UNAVAILABLE: ['Its system does not answer.', SUPPLIER],
  LMS_TIMEOUT: ['Its system did not answer in time.', SUPPLIER],
  LMS_CIRCUIT_OPEN: ['Its system does not answer.', SUPPLIER],
  LMS_RATE_LIMITED: ['Its system asked us to wait.', OPERATOR],
  LMS_BAD_RESPONSE: ['Its system gave an answer that we could not read.', OPERATOR],
  LMS_AUTH_FAILED: ['Its system did not let us in.', OPERATOR],
  LMS_NOT_PERMITTED: ['Its system does not permit us to read everything.', OPERATOR],
};

/** Problems of a system that is silent altogether. */
const NO_ANSWER: ReadonlySet<string> = new Set(['LMS_UNAVAILABLE', 'LMS_TIMEOUT', 'LMS_CIRCUIT_OPEN']);

/** `gap`: what is missing from the index of this system, as the index says. `isSilent`: that it does not answer is said already. */
export function describeHarvest(
  harvest: HarvestedFragment | null,
  gap: Pick<GapFragment, 'why' | 'since'> | null = null,
  isSilent = false,
): HarvestWords {
  if (harvest === null) {
    const sentence = 'Its records are not in this catalogue.';
    return { standing: 'NOT_HARVESTED', tag: 'Not listed', sentence, who: null };
  }
  const { lastCompleteAt, lagSeconds, running, problem } = harvest;
  const wrong = problem === null ? null : sayProblem(problem, isSilent);
  if (lastCompleteAt === null || lagSeconds === null) {
    if (running) {
      const sentence = 'Its records are being read for the first time.';
      return { standing: 'STARTING', tag: 'Being read', sentence, who: null };
    }
    const sentence = `Its records have not been read yet. ${wrong?.what ?? ''}`.trim();
    return { standing: 'TROUBLE', tag: 'Not read yet', sentence, who: wrong?.who ?? OPERATOR };
  }
  const age = `Last read ${sayAge(lagSeconds)} ago.`;
  if (wrong !== null) {
    return { standing: 'TROUBLE', tag: 'Trouble', sentence: `${wrong.what} ${age}`.trim(), who: wrong.who };
  }
  if (gap?.why === 'STALE' || lagSeconds > OLD_SECONDS) {
    return { standing: 'TROUBLE', tag: 'Old', sentence: `${age} It should have been read since.`, who: OPERATOR };
  }
  if (gap !== null && gap.why !== 'UNREADABLE') {
    const sentence = `Not all of its records have been read yet. ${age}`;
    return { standing: 'STARTING', tag: 'Being read', sentence, who: null };
  }
  if (gap !== null) {
    const since = gap.since === null ? '' : ` since ${sayDayOf(gap.since)}`;
    const sentence = `Some records could not be read${since}. ${age}`;
    return { standing: 'INCOMPLETE', tag: 'Incomplete', sentence, who: 'The library has to correct these records.' };
  }
  return { standing: 'GOOD', tag: 'Up to date', sentence: age, who: null };
}

/** `LMS_TIMEOUT: A library system …`: the code is for programs. */
function sayProblem(problem: string, isSilent: boolean): { readonly what: string; readonly who: string } {
  const [code = '', ...rest] = problem.split(': ');
  const [what, who] = PROBLEMS[code] ?? [rest.join(': ') || problem, OPERATOR];
  return { what: isSilent && NO_ANSWER.has(code) ? '' : what, who };
}

/** `4,203 of 4,205 records held; 2 could not be read`. */
export function sayRecords({
  lastCompleteAt = '',
  records,
  rejects,
}: Pick<HarvestedFragment, 'records' | 'rejects'> & Partial<Pick<HarvestedFragment, 'lastCompleteAt'>>): string {
  if (lastCompleteAt === null) return `${plural(records, 'record')} read so far`;
  if (rejects === 0) return plural(records, 'record');
  const all = plural(records + rejects, 'record');
  return `${records.toLocaleString('en-GB')} of ${all} held; ${rejects.toLocaleString('en-GB')} could not be read`;
}
