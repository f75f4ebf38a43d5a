/**
 * A limit of calls in 24 hours that holds over a restart, and for all processes that count in the same folder: a file for each hour, with
 * a byte for each call, and one beside it with a byte for each that turned out not to have been sent. Whatever is in doubt counts.
 */
import { appendFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asNotSent, isMerciaError } from '#platform/errors.ts';
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
  /**
   * Counts one call and makes it, except that one which fails with `notSent` is not counted: give it a call that is sent once at most.
   * Throws what the call throws; LMS_RATE_LIMITED, `notSent`, where there have been enough; CONFIG_INVALID where it cannot be counted.
   */
  spend<Answer>(call: () => Promise<Answer>): Promise<Answer>;
}

const HOUR_MS = 3_600_000;
/** The hour that runs, and those before it in which something of the last 24 hours may lie. */
const HOURS = 25;

export function createDayLimit({ system, calls, folder, setting, now }: DayLimitOptions): DayLimit {
  const endings = [`${system}.calls`, `${system}.unsent`];
  const pathOf = (hour: number, what: 'calls' | 'unsent'): string => join(folder, `${hour}.${system}.${what}`);
  let counted: { readonly hour: number; readonly past: Promise<number> } | null = null;

  /** What was not sent is read first: whatever comes between the two counts. */
  async function callsOf(hour: number): Promise<number> {
    const unsent = await sizeOf(pathOf(hour, 'unsent'));
    return Math.max(0, (await sizeOf(pathOf(hour, 'calls'))) - unsent);
  }

  /** Calls of the other hours, of which hardly any is given back later; what is older goes. */
  async function pastOf(current: number): Promise<number> {
    await mkdir(folder, { recursive: true });
    const hours = (await readdir(folder)).flatMap((name) => {
      const [hour = '', ...ending] = name.split('.');
      return /^\d+$/.test(hour) && endings.includes(ending.join('.')) ? [Number(hour)] : [];
    });
    let sum = 0;
    for (const hour of new Set(hours)) {
      if (hour === current) continue;
      // Hours that are still to come are those of a clock that was put back.
      if (Math.abs(hour - current) < HOURS) sum += await callsOf(hour);
      else await Promise.all([rm(pathOf(hour, 'calls'), { force: true }), rm(pathOf(hour, 'unsent'), { force: true })]);
    }
    return sum;
  }

  /** The hour in which a call was counted; null where there have been enough. */
  async function count(): Promise<number | null> {
    const hour = Math.floor(now() / HOUR_MS);
    if (counted?.hour !== hour) counted = { hour, past: pastOf(hour) };
    const past = await counted.past;
    if (past + (await callsOf(hour)) >= calls) return null;
    await appendFile(pathOf(hour, 'calls'), '.');
    // Others may have counted in the same moment.
    return past + (await callsOf(hour)) > calls ? null : hour;
  }

  /** One after the other here, so that of the last call two do not refuse each other. */
  let line: Promise<unknown> = Promise.resolve();

  async function take(): Promise<number> {
    const turn = line.then(count);
    line = turn.catch(() => undefined);
    const hour = await turn.catch((error: unknown) => {
      counted = null;
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
      const what = `calls cannot be counted there (${code}); name a folder that can be written to`;
      throw asNotSent(lmsError(system, 'CONFIG_INVALID', `${setting}: ${what}`));
    });
    if (hour !== null) return hour;
    const what = `the ${calls} calls of 24 hours are used up; more are possible as the oldest become older than a day`;
    throw asNotSent(lmsError(system, 'LMS_RATE_LIMITED', what));
  }

  return {
    async spend(call) {
      const hour = await take();
      try {
        return await call();
      } catch (error) {
        // Where even that cannot be written down, the call counts.
        if (isMerciaError(error) && error.notSent) await appendFile(pathOf(hour, 'unsent'), '.').catch(() => undefined);
        throw error;
      }
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
