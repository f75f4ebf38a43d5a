import type { RequestDeadline } from '../request-deadline.ts';

export interface EndOfRequest {
  readonly signal: AbortSignal;
  /** Nobody waits for it any more. */
  readonly forget: () => void;
}

/**
 * Ends a call that is of no use after its request. It ends it as an asker who hangs up does, not as a time-out: that the
 * asker has no more time tells the host guard nothing of the system.
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
