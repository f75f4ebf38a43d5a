/**
 * Aborts one call: when its caller gives up, its time is over, or its client is closed. `AbortSignal.timeout` and
 * `AbortSignal.any` would do the same in a line each, but live on until the time is over, long after the answer: a busy hub
 * would have thousands of them.
 */
export interface CallAbort {
  /** Aborted by the first of them, with its reason: a `TimeoutError` if the time is over. */
  readonly signal: AbortSignal;
  /** Whether the caller gave up. */
  isGivenUp(): boolean;
  isOverdue(): boolean;
  /** Starts the time limit now; call it once. */
  countTime(ms: number): void;
  end(): void;
  /** Call it when the call is over: stops the timer and the listening. */
  release(): void;
}

export function createCallAbort(caller: AbortSignal): CallAbort {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let overdue = false;
  const giveUp = (): void => {
    controller.abort(caller.reason);
  };
  if (caller.aborted) giveUp();
  else caller.addEventListener('abort', giveUp, { once: true });

  return {
    signal: controller.signal,
    isGivenUp: () => caller.aborted,
    isOverdue: () => overdue,
    countTime(ms) {
      timer = setTimeout(() => {
        overdue = true;
        controller.abort(new DOMException('The time of the call is over.', 'TimeoutError'));
      }, ms);
    },
    end() {
      controller.abort();
    },
    release() {
      clearTimeout(timer);
      caller.removeEventListener('abort', giveUp);
    },
  };
}
