/**
 * A limit of calls in 24 hours that holds over a restart, and for all processes that count in the same folder: a file for each hour, with
 * a byte for each call. Whatever is in doubt counts.
 */
import { appendFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asNotSent } from '#platform/errors.ts';
import { lmsError } from './lms-error.ts';

export interface DayLimitOptions {
  readonly system: string;
  readonly calls: number;
  /** Made if it is not there. */
  readonly folder: string;
  /** Where the region file names it. */
  readonly setting: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface DayLimit {
  /** Counts one call. Throws LMS_RATE_LIMITED, `notSent`, where there have been enough, and CONFIG_INVALID where it cannot be counted. */
  take(): Promise<void>;
}

const HOUR_MS = 3_600_000;
/** The hour that runs, and those before it in which something of the last 24 hours may lie. */
const HOURS = 25;

export function createDayLimit({ system, calls, folder, setting, now }: DayLimitOptions): DayLimit {
  const suffix = `.${system}.calls`;
  let counted: { readonly hour: number; readonly past: Promise<number> } | null = null;

  /** Calls of the other hours, which change no more; what is older goes. */
  async function pastOf(hour: number): Promise<number> {
    await mkdir(folder, { recursive: true });
    let sum = 0;
    for (const name of await readdir(folder)) {
      const of = name.endsWith(suffix) ? Number(name.slice(0, -suffix.length)) : Number.NaN;
      if (Number.isNaN(of) || of === hour) continue;
      const path = join(folder, name);
      // Hours that are still to come are those of a clock that was put back.
      if (Math.abs(of - hour) < HOURS) sum += await sizeOf(path);
      else await rm(path, { force: true });
    }
    return sum;
  }

  async function isOver(): Promise<boolean> {
    const hour = Math.floor(now() / HOUR_MS);
    if (counted?.hour !== hour) counted = { hour, past: pastOf(hour) };
    const path = join(folder, `${hour}${suffix}`);
    const past = await counted.past;
    if (past + (await sizeOf(path)) >= calls) return true;
    await appendFile(path, '.');
    // Others may have counted in the same moment.
    return past + (await sizeOf(path)) > calls;
  }

  /** One after the other here, so that of the last call two do not refuse each other. */
  let line: Promise<unknown> = Promise.resolve();

  return {
    async take() {
      const turn = line.then(isOver);
      line = turn.catch(() => undefined);
      const over = await turn.catch((error: unknown) => {
        counted = null;
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
        const what = `calls cannot be counted there (${code}); name a folder that can be written to`;
        throw asNotSent(lmsError(system, 'CONFIG_INVALID', `${setting}: ${what}`));
      });
      if (!over) return;
      const what = `the ${calls} calls of 24 hours are used up; more are possible as the oldest become older than a day`;
      throw asNotSent(lmsError(system, 'LMS_RATE_LIMITED', what));
    },
  };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}
