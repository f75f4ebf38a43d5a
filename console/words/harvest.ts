/** How a system's data stands, in words: from its last harvest. */
import { plural, sayAge } from './moments.ts';

export interface AskedHarvest {
  readonly lastCompleteAt: string | null;
  readonly lagSeconds: number | null;
  readonly records: number;
  readonly rejects: number;
  readonly running: boolean;
  readonly problem: string | null;
}

export interface HarvestWords {
  /** `TROUBLE`: somebody has to do something. */
  readonly standing: 'GOOD' | 'STARTING' | 'TROUBLE' | 'NOT_HARVESTED';
  readonly tag: string;
  readonly sentence: string;
}

/** Data older than this is old for anybody who looks for a copy. */
const OLD_SECONDS = 2 * 86_400;

export function describeHarvest(harvest: AskedHarvest | null): HarvestWords {
  if (harvest === null) {
    return { standing: 'NOT_HARVESTED', tag: 'Not listed', sentence: 'Its records are not in this catalogue.' };
  }
  const { lastCompleteAt, lagSeconds, running, problem } = harvest;
  if (lastCompleteAt === null || lagSeconds === null) {
    return running
      ? { standing: 'STARTING', tag: 'Being read', sentence: 'Its records are being read for the first time.' }
      : {
          standing: 'TROUBLE',
          tag: 'Not read yet',
          sentence: `Its records have not been read yet. ${problem ?? ''}`.trim(),
        };
  }
  const age = `Last read ${sayAge(lagSeconds)} ago.`;
  if (problem !== null) return { standing: 'TROUBLE', tag: 'Trouble', sentence: `${age} ${problem}` };
  if (lagSeconds > OLD_SECONDS)
    return { standing: 'TROUBLE', tag: 'Old', sentence: `${age} It should have been read since.` };
  return { standing: 'GOOD', tag: 'Up to date', sentence: age };
}

/** `4,203 records, 2 could not be read`. */
export function sayRecords({ records, rejects }: Pick<AskedHarvest, 'records' | 'rejects'>): string {
  const read = plural(records, 'record');
  return rejects === 0 ? read : `${read}, ${rejects.toLocaleString('en-GB')} could not be read`;
}
