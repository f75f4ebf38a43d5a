/** One kind of question at one system: what was told a moment ago is told again, all else goes into a call. */
import { isMerciaError } from '#platform/errors.ts';
import type { Fresh, FreshAnswers } from './fresh-answers.ts';
import { createGatheringQueue } from './gathering-queue.ts';
import type { GatheringQueueOptions, Place } from './gathering-queue.ts';

/**
 * `receivedAt`, on the clock that never goes back, is when the request came: whatever its system says later is said for
 * it, however many requests stand before it in this process.
 */
export type Question<Key, Value> = (key: Key, receivedAt: number) => Fresh<Value> | Place<Value>;

export interface AskedQuestion<Key, Value> {
  readonly ask: Question<Key, Value>;
  /** Something changed at the system: whatever was asked before is not told any more to who asks from now on. */
  forget(): void;
}

/** The longest time for which a request may stand in line. */
const LONGEST_REQUEST_MS = 30_000;

export interface QuestionOptions<Key, Value> extends GatheringQueueOptions<Key, Value> {
  readonly fresh: FreshAnswers<Value>;
  /** Milliseconds for which an answer is told again; 0 asks for each request that comes later. */
  readonly freshForMs: number;
}

/** An answer that comes too late for whoever asked is fresh for who asks next. */
export function createQuestion<Key, Value>(options: QuestionOptions<Key, Value>): AskedQuestion<Key, Value> {
  const { fresh, freshForMs, nameOf, ask, now } = options;
  let changedAt = Number.NEGATIVE_INFINITY;
  const queue = createGatheringQueue<Key, Value>({
    ...options,
    async ask(keys, signal) {
      const askedAt = now();
      const answers = await ask(keys, signal);
      if (askedAt < changedAt) return answers;
      for (const [slot, answer] of answers.entries()) {
        const key = keys[slot];
        if (key !== undefined && !isMerciaError(answer))
          fresh.keep(nameOf(key), answer, freshForMs + LONGEST_REQUEST_MS);
      }
      return answers;
    },
  });
  return {
    ask: (key, receivedAt) =>
      fresh.get(nameOf(key), Math.max(receivedAt - freshForMs, changedAt)) ?? queue(key, changedAt),
    forget: () => void (changedAt = now()),
  };
}
