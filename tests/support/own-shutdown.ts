/** The end of parts that a test runs in its own process, of which it takes neither the signals nor the channel to the test runner. */
import type { Shutdown } from '#cli/shutdown.ts';

export function createOwnShutdown(): Shutdown {
  const ends = new AbortController();
  const closers: (() => Promise<void>)[] = [];
  const { promise: closed, resolve } = Promise.withResolvers<undefined>();
  return {
    signal: ends.signal,
    onClose: (closer) => void closers.push(closer),
    onLeave: (server) => void closers.push(() => server.close()),
    async close() {
      ends.abort();
      for (const close of closers.reverse()) await close();
      resolve(undefined);
    },
    closed,
  };
}
