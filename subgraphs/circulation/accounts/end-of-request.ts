import type { RequestDeadline } from '../request-deadline.ts';

export interface EndOfRequest {
  readonly signal: AbortSignal;
  /** To be called when the call is over. */
  readonly forget: () => void;
}

/**
 * Ends a call that is of no use after its request. It ends as if the caller had hung up, not as a time-out: that the request
 * has no more time tells the host guard nothing about the system.
 */
export function endOfRequest({ endsAt }: Pick<RequestDeadline, 'endsAt'>): EndOfRequest {
  const controller = new AbortController();
  const end = (): void => {
    controller.abort();
  };
  const timer = setTimeout(end, Math.max(0, endsAt - performance.now()));
  return {
    signal: controller.signal,
    forget: () => {
      clearTimeout(timer);
    },
  };
}
