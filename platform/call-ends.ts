/**
 * What ends one call: its caller, its time, or whoever closes its client. `AbortSignal.timeout` and `AbortSignal.any` say
 * the same in a line each, and live on until the time is over, long after the answer: a busy hub has thousands of them.
 */
export interface CallEnds {
  /** Ends with the first of them, and has its reason: a `TimeoutError` where the time was over. */
  readonly signal: AbortSignal;
  /** Whether the caller gave up. */
  isGivenUp(): boolean;
  isOverdue(): boolean;
  /** Counts from now; not twice. */
  countTime(ms: number): void;
  end(): void;
  /** To be called when the call is over: nothing is counted or listened to any more. */
  release(): void;
}

export function createCallEnds(caller: AbortSignal): CallEnds {
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
