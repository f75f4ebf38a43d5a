import { MerciaError } from '#platform/errors.ts';
import type { InTime } from '#union-index/index.ts';

/**
 * Waits no longer for an answer of the database than the request may take: STORE_UNAVAILABLE then. Statements under way go
 * on to the database's own limit.
 */
export function createTimeLimit(endsInMs: number): InTime {
  const endsAt = performance.now() + endsInMs;

  return async (answer) => {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const giveUp = (): void => {
      const message = 'The database did not answer in the time of the request; ask again later.';
      reject(new MerciaError('STORE_UNAVAILABLE', message, { publicMessage: message }));
    };
    // After a pause of this process the answer may be here, unread: it is let in first.
    const timer = setTimeout(() => setImmediate(giveUp), Math.max(0, endsAt - performance.now()));
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
