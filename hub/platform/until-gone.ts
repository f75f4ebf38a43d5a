import type { ServerResponse } from 'node:http';

/** Ends the work for a caller who hung up before the answer was sent, down to the library system's socket. */
export function untilGone({ raw }: { readonly raw: ServerResponse }): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
