/** The moment by which an answer must go out, whoever is still silent. */
export interface RequestDeadline {
  /** The promise's value, or `late` where the deadline comes first. What is late goes on and serves the next asker. */
  race<T, Late>(promise: Promise<T>, late: Late): Promise<T | Late>;
}

/** `remainingMs` counts from now. One timer for the whole request, cleared when nothing is waited for any more. */
export function createRequestDeadline(remainingMs: number): RequestDeadline {
  const { promise: over, resolve } = Promise.withResolvers<undefined>();
  const endsAt = performance.now() + remainingMs;
  let timer: NodeJS.Timeout | undefined;
  let waitedFor = 0;

  return {
    async race<T, Late>(promise: Promise<T>, late: Late): Promise<T | Late> {
      timer ??= setTimeout(resolve, Math.max(0, endsAt - performance.now()), undefined);
      waitedFor += 1;
      const first = await Promise.race([promise.then((value) => ({ value })), over]);
      waitedFor -= 1;
      if (waitedFor === 0) {
        clearTimeout(timer);
        timer = undefined;
      }
      return first === undefined ? late : first.value;
    },
  };
}

/** Milliseconds kept for the way back through the gateway; of a short time, a tenth. */
const RESERVE_MS = 50;

/** Milliseconds that systems may take for a request whose answer goes out at `deadline`. */
export function remainingFor(deadline: number, now: number): number {
  const remaining = Math.max(0, deadline - now);
  return remaining - Math.min(RESERVE_MS, remaining / 10);
}
