/** The errors of questions that were not sent, to protect their host. */
import { MerciaError, type ErrorCode } from '../errors.ts';

export type Refusals = ReturnType<typeof createRefusals>;

export function createRefusals(system: string) {
  const refuse = (code: ErrorCode, why: string, forMs?: number): MerciaError =>
    new MerciaError(code, `[${system}] not asked: ${why}`, {
      system,
      notSent: true,
      ...(forMs === undefined ? {} : { retryAfterSeconds: Math.ceil(forMs / 1_000) }),
    });
  return {
    open: (forMs: number): MerciaError =>
      refuse(
        'LMS_CIRCUIT_OPEN',
        'it failed several times in a row, so it is not called for now; check that it runs',
        forMs,
      ),
    paused: (forMs: number): MerciaError =>
      refuse('LMS_RATE_LIMITED', `it asked for a pause that lasts another ${Math.ceil(forMs / 1_000)} s`, forMs),
    // Not LMS_UNAVAILABLE: the system did nothing wrong, more is asked of it than it may be asked.
    crowded: (waiting: number): MerciaError =>
      refuse('LMS_RATE_LIMITED', `${waiting} calls go before it; try again later, or raise limits.connections`),
    overdue: (): MerciaError =>
      refuse('LMS_TIMEOUT', 'the time ran out before its turn; the system is slow or heavily used'),
    cutOff: (): MerciaError =>
      refuse(
        'LMS_RATE_LIMITED',
        'the database does not answer, which says how many of its connections this process may use; check the database',
      ),
  };
}
