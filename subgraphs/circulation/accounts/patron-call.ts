/** What is asked of a system about its patrons: bounded in time, counted, and with an error of ours for whatever goes wrong. */
import type { SystemId } from '#domain/ids.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import { withoutWords } from '#platform/without-words.ts';
import type { CallTimeout } from '../call-timeout.ts';
import type { CallKind, CirculationObserver } from '../observer.ts';
import { askWithin } from './ask-within.ts';

export interface PatronCall<T> {
  readonly system: SystemId;
  readonly kind: CallKind;
  readonly ask: (signal: AbortSignal) => Promise<T>;
  /** How many times the time of one call; 1 where not said. */
  readonly times?: number;
  /** Ends the call before its own time is over. */
  readonly until?: AbortSignal | undefined;
}

/**
 * Rejects with a {@link MerciaError} only. Nothing of the question or the answer is logged; a permission that is missing is,
 * once for a system and kind until it is there.
 */
export type CallPatrons = <T>(call: PatronCall<T>) => Promise<T>;

export interface PatronCallOptions {
  readonly callTimeout: CallTimeout;
  readonly logger: Logger;
  readonly observe?: CirculationObserver | undefined;
}

export function createPatronCalls({ callTimeout, logger, observe }: PatronCallOptions): CallPatrons {
  const notPermitted = new Set<string>();

  function tellOnce(error: MerciaError, system: SystemId, kind: CallKind): void {
    const key = `${system} ${kind}`;
    if (notPermitted.has(key)) return;
    notPermitted.add(key);
    logger.warn({ system, call: kind, code: error.code }, error.message);
  }

  return async ({ system, kind, ask, times = 1, until }) => {
    const startedAt = performance.now();
    const limit = AbortSignal.timeout(times * callTimeout(system));
    const count = (outcome: Parameters<CirculationObserver['call']>[2]): void =>
      observe?.call(system, kind, outcome, performance.now() - startedAt);
    try {
      const answer = await askWithin(ask, until === undefined ? limit : AbortSignal.any([limit, until]));
      count('ok');
      notPermitted.delete(`${system} ${kind}`);
      return answer;
    } catch (error) {
      const known = isMerciaError(error) ? error : brokenContract(error, system, logger);
      count(known.code);
      if (known.code === 'LMS_NOT_PERMITTED') tellOnce(known, system, kind);
      else if (known === error) logUnanswered(known, { system, kind }, logger);
      throw known;
    }
  };
}

/** The fault itself is not logged: it may hold what the system said of a patron. */
function brokenContract(error: unknown, system: SystemId, logger: Logger): MerciaError {
  logger.error({ system, ...withoutWords(error) }, 'An adapter broke its contract over an account');
  return new MerciaError('LMS_BAD_RESPONSE', `[${system}] the answer could not be read`, { system });
}

/** Whoever asked is told less than the operator, who must know which system fails, at what, and in which way. */
function logUnanswered(
  { code }: MerciaError,
  call: { readonly system: SystemId; readonly kind: CallKind },
  logger: Logger,
): void {
  if (code !== 'CAPABILITY_UNSUPPORTED')
    logger.warn({ ...call, code }, 'A system did not do what it was asked of an account');
}
