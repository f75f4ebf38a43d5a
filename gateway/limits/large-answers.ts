/**
 * Large answers are put together one after another, in turns by caller, and between two of them the processor is left alone for as long
 * as the last one took: what is small goes on meanwhile, however many ask for what is large. Nobody is refused, nor
 * let in earlier because their time is over: that is when most of them wait.
 */
export type LargeAnswers = ReturnType<typeof createLargeAnswers>;

/** `now` gives milliseconds. */
export function createLargeAnswers(now: () => number = performance.now.bind(performance)) {
  /** Those who wait, in the order of their turns, with what begins each of theirs. */
  const waiting = new Map<string, (() => void)[]>();
  let isTaken = false;

  function next(): void {
    const [first] = waiting;
    isTaken = first !== undefined;
    if (first === undefined) return;
    const [caller, [begin, ...others]] = first;
    // To the end, until the next round.
    waiting.delete(caller);
    if (others.length > 0) waiting.set(caller, others);
    const startedAt = now();
    begin?.();
    setImmediate(() => setTimeout(next, now() - startedAt));
  }

  return {
    /** Waits for the next turn of this caller. What is done when it has come, until the event loop goes on, is the turn. */
    turn(caller: string): Promise<void> {
      const { promise, resolve: begin } = Promise.withResolvers<undefined>();
      waiting.set(caller, [
        ...(waiting.get(caller) ?? []),
        () => {
          begin(undefined);
        },
      ]);
      if (!isTaken) next();
      return promise;
    },
  };
}
