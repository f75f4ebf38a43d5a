/**
 * Waiting no longer than there is time: an answer in time, or what `late` gives or throws in its place. What was waited for
 * goes on all the same, and a late rejection never ends the process.
 */
import { steadyNow } from './steady-clock.ts';

/** Milliseconds that a caller may grant for one answer, at most: more holds sockets for nothing. */
export const BUDGET_MAX_MS = 30_000;

/** Milliseconds: how a system stood is not known of a time in which nobody asked it for so long. */
export const UNNOTICED_MS = 60_000;

const LATE = Symbol('late');

/**
 * What `answer` gives, or `late()` after `ms` milliseconds. After a pause of this process the answer may have arrived but
 * not been read yet, so the event loop takes one more turn before it counts as late.
 */
export async function withinTime<T, Late = never>(answer: Promise<T>, ms: number, late: () => Late): Promise<T | Late> {
  const { promise: timeIsUp, resolve } = Promise.withResolvers<typeof LATE>();
  const timer = setTimeout(() => setImmediate(resolve, LATE), Math.max(0, ms));
  try {
    const first = await Promise.race([answer, timeIsUp]);
    return first === LATE ? late() : first;
  } finally {
    clearTimeout(timer);
  }
}

/** What `answer` gives, or `late()` as soon as `signal` is aborted: for a caller who shares the answer with others. */
export async function untilAborted<T, Late = never>(
  answer: Promise<T>,
  signal: AbortSignal,
  late: () => Late,
): Promise<T | Late> {
  const { promise: aborted, resolve } = Promise.withResolvers<typeof LATE>();
  const onAbort = (): void => {
    resolve(LATE);
  };
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const first = await Promise.race([answer, aborted]);
    return first === LATE ? late() : first;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

export interface AskWithinTimeOptions {
  readonly ms: number;
  /** Thrown when the time is over, and the reason with which the work is aborted. */
  readonly late: () => Error;
  /** Called with what the work throws after that, if it is not the reason it was aborted with. */
  readonly onLateFailure?: (error: unknown) => void;
}

/** Begins work that is aborted, down to its socket, when its time is over. */
export async function askWithinTime<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  { ms, late, onLateFailure }: AskWithinTimeOptions,
): Promise<T> {
  const controller = new AbortController();
  const answer = ask(controller.signal);
  return withinTime(answer, ms, () => {
    const tooLate = late();
    answer.catch((error: unknown) => {
      if (error !== tooLate) onLateFailure?.(error);
    });
    controller.abort(tooLate);
    throw tooLate;
  });
}

export interface AskOnceOptions {
  /** Milliseconds from when a question is asked: who comes later waits only for what is left of them. */
  readonly ms: number;
  readonly late: () => Error;
  /** Milliseconds after which a question that is still not answered is asked once more. */
  readonly againAfterMs: number;
}

/** Who asks while a question is under way waits for its answer: what hangs is not asked again and again. */
export function askOnce<T>(ask: () => Promise<T>, { ms, late, againAfterMs }: AskOnceOptions): () => Promise<T> {
  let underWay: { readonly answer: Promise<T>; readonly since: number } | null = null;

  function begin(): Promise<T> {
    const asked = { answer: ask(), since: steadyNow() };
    underWay = asked;
    const end = (): void => {
      if (underWay === asked) underWay = null;
    };
    asked.answer.then(end, end);
    return asked.answer;
  }

  return () => {
    const ageMs = underWay === null ? 0 : steadyNow() - underWay.since;
    const known = underWay !== null && ageMs < againAfterMs ? underWay.answer : null;
    return withinTime(known ?? begin(), known === null ? ms : ms - ageMs, () => {
      throw late();
    });
  };
}
