import { withinTime } from '#platform/deadline.ts';
import { MerciaError } from '#platform/errors.ts';

/** Waits no longer for an answer of the database than the request may take: STORE_UNAVAILABLE then. */
export type InTime = <T>(answer: Promise<T>) => Promise<T>;

/** Statements under way go on to the database's own limit. */
export function createTimeLimit(endsInMs: number): InTime {
  const endsAt = performance.now() + endsInMs;

  return (answer) =>
    withinTime(answer, endsAt - performance.now(), () => {
      const message = 'The database did not answer in the time of the request; ask again later.';
      throw new MerciaError('STORE_UNAVAILABLE', message, { publicMessage: message });
    });
}
