/** Says in the log that a system does not answer, and why; answers name no host and no certificate. */
import type { SystemId } from '#domain/ids.ts';
import type { ErrorCode, MerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import { SAYS_NOTHING } from '../answering.ts';

export interface TroubleLog {
  /** A call has ended; `failure` is null if the system answered. */
  note(system: SystemId, failure: MerciaError | null): void;
}

/** Of one that fails now and then, each cause is said no more often. */
const SAY_AGAIN_AFTER_MS = 10_000;

/** `now` gives milliseconds on a clock that never goes back. */
export function createTroubleLog(logger: Logger, now: () => number): TroubleLog {
  const said = new Map<SystemId, Map<ErrorCode, number>>();
  const failing = new Set<SystemId>();
  return {
    note(system, failure) {
      if (failure === null) {
        if (failing.delete(system)) logger.info({ system }, 'A system answers again');
        return;
      }
      const { code } = failure;
      if (SAYS_NOTHING.has(code)) return;
      const of = said.get(system) ?? new Map<ErrorCode, number>();
      said.set(system, of);
      if (now() - (of.get(code) ?? Number.NEGATIVE_INFINITY) < SAY_AGAIN_AFTER_MS) return;
      of.set(code, now());
      failing.add(system);
      logger.warn({ system, err: failure }, 'A system does not answer questions about copies');
    },
  };
}
