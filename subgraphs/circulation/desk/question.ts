/** One kind of question at one system: what was told a moment ago is told again, all else goes into a call. */
import { isMerciaError } from '#platform/errors.ts';
import type { Fresh, FreshAnswers } from './fresh-answers.ts';
import { createGatheringQueue } from './gathering-queue.ts';
import type { GatheringQueueOptions, Place } from './gathering-queue.ts';

export type Question<Key, Value> = (key: Key) => Fresh<Value> | Place<Value>;

export interface QuestionOptions<Key, Value> extends GatheringQueueOptions<Key, Value> {
  readonly fresh: FreshAnswers<Value>;
  /** Milliseconds for which an answer is told again; 0 asks each time. */
  readonly freshForMs: number;
}

/** An answer that comes too late for whoever asked is fresh for who asks next. */
export function createQuestion<Key, Value>(options: QuestionOptions<Key, Value>): Question<Key, Value> {
  const { fresh, freshForMs, nameOf, ask } = options;
  const queue = createGatheringQueue<Key, Value>({
    ...options,
    async ask(keys, signal) {
      const answers = await ask(keys, signal);
      for (const [slot, answer] of answers.entries()) {
        const key = keys[slot];
        if (key !== undefined && !isMerciaError(answer)) fresh.keep(nameOf(key), answer, freshForMs);
      }
      return answers;
    },
  });
  return (key) => fresh.get(nameOf(key)) ?? queue(key);
}
