/** Says in the log of each answer which systems it told less than live facts of, and why: by the id of its request it is found. */
import type { ReasonCode } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Logger } from '#platform/logger.ts';
import type { FactCounts } from './fact-counts.ts';

/** Nothing failed: the region file, or a move, says so of every answer. */
const AS_EXPECTED: ReadonlySet<ReasonCode> = new Set<ReasonCode>(['NOT_SUPPORTED', 'FROZEN']);

/** Lines of one system in `WINDOW_MS`: a busy region whose system is down would fill its disk. */
const MOST_LINES = 10;
const WINDOW_MS = 10_000;

/** `now`: milliseconds since the epoch. The first line after some that were left out says how many. */
export function createNotLiveLog(logger: Logger, now: () => number) {
  const windows = new Map<SystemId, { readonly since: number; lines: number; leftOut: number }>();
  return (correlationId: string, notLive: ReturnType<FactCounts['notLive']>): void => {
    for (const { system, code, states } of notLive) {
      if (AS_EXPECTED.has(code)) continue;
      let window = windows.get(system);
      if (window === undefined || now() - window.since >= WINDOW_MS) {
        const leftOut = window?.leftOut ?? 0;
        window = { since: now(), lines: 0, leftOut };
        windows.set(system, window);
      }
      if (window.lines >= MOST_LINES) {
        window.leftOut += 1;
        continue;
      }
      const { leftOut } = window;
      window.lines += 1;
      window.leftOut = 0;
      logger.warn({ system, code, states, correlationId, ...(leftOut > 0 && { leftOut }) }, 'Told less than live');
    }
  };
}
