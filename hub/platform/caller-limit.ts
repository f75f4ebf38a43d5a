/** How much of one caller is answered at the same time. Each has the same, and nobody takes any of another's. */
import { MerciaError } from './errors.ts';

export type CallerLimit = ReturnType<typeof createCallerLimit>;

const RETRY_AFTER_SECONDS = 2;

/** `what`: what is counted, in words: `requests`. What is more than `most` by itself is let in alone. */
export function createCallerLimit(most: () => number, what: string) {
  const underWay = new Map<string, number>();
  return {
    /** Counts what a caller begins, and gives what ends it. Throws RATE_LIMITED if it is too much together with what is under way. */
    enter(caller: string, size = 1): () => void {
      const own = underWay.get(caller) ?? 0;
      if (own > 0 && own + size > most()) throw tooMany(own, what);
      underWay.set(caller, own + size);
      return () => {
        const left = (underWay.get(caller) ?? 0) - size;
        if (left > 0) underWay.set(caller, left);
        else underWay.delete(caller);
      };
    },
  };
}

function tooMany(own: number, what: string): MerciaError {
  const publicMessage = `${String(own)} ${what} of yours are being answered: ask again when they are.`;
  return new MerciaError('RATE_LIMITED', publicMessage, { publicMessage, retryAfterSeconds: RETRY_AFTER_SECONDS });
}
