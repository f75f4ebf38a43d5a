/** One kind of question to one system: a recent answer is used again, everything else goes into a batch. */
import { LRUCache } from 'lru-cache';
import { isMerciaError } from '#platform/errors.ts';
import type { OnSlot, Slot } from '#contract/adapter.ts';
import { createBatchQueue, type Batch, type BatchQueueOptions, type Place } from './batch-queue.ts';

export interface Cached<Value> {
  readonly cached: Value;
}

/** What a system answered a moment ago, to be used again. Bounded, and shared by all systems. An answer keeps its own `asOf`. */
export interface AnswerCache<Value> {
  /** Only what came at `since` or later. */
  get(name: string, since: number): Cached<Value> | undefined;
  /** For so many milliseconds from when the answer came: now, if not said. What came later is not replaced. */
  keep(name: string, value: Value, forMs: number, cameAt?: number): void;
}

/** `maxSize` in whatever `sizeOf` counts; `now` gives milliseconds on a clock that never goes back. */
export function createAnswerCache<Value>({
  maxSize,
  sizeOf,
  now,
}: {
  readonly maxSize: number;
  readonly sizeOf: (value: Value) => number;
  readonly now: () => number;
}): AnswerCache<Value> {
  const entries = new LRUCache<string, Cached<Value> & { readonly cameAt: number; readonly until: number }>({
    maxSize,
    sizeCalculation: ({ cached }) => sizeOf(cached),
  });
  return {
    get(name, since) {
      const entry = entries.get(name);
      return entry !== undefined && entry.cameAt >= since && entry.until >= now() ? entry : undefined;
    },
    keep(name, cached, forMs, cameAt = now()) {
      const before = entries.get(name);
      if (before !== undefined && before.cameAt > cameAt) return;
      entries.set(name, { cached, cameAt, until: cameAt + forMs });
    },
  };
}

/**
 * `receivedAt`, on the clock that never goes back, is when the request came. An answer that its system gave after that is
 * always recent enough, however many requests this process answers first.
 */
export type Load<Key, Value> = (key: Key, receivedAt: number) => Cached<Value> | Place<Value>;

export interface BatchLoader<Key, Value> {
  readonly load: Load<Key, Value>;
  /** Something changed at the system: nothing that was asked before is used for requests from now on. */
  forget(): void;
}

/** The longest time for which a request may wait to be answered. */
const LONGEST_REQUEST_MS = 30_000;

export interface BatchLoaderOptions<Key, Value> extends Omit<BatchQueueOptions<Key, Value>, 'ask'> {
  /** Two keys of the same name are the same question. */
  readonly nameOf: (key: Key) => string;
  /** Same length and order as asked; an error in its own slot. */
  readonly ask: (keys: readonly Key[], signal: AbortSignal, tell: OnSlot<Value>) => Promise<readonly Slot<Value>[]>;
  /** Whether nothing is missing in what was told before its call ended: then it may be used again. All is, if absent. */
  readonly isWhole?: ((value: Value) => boolean) | undefined;
  /**
   * Milliseconds since an answer was true, by its own date. Of a call that takes long it says how old an answer is that was
   * not told before the end. A date from before the call is another clock's, and not believed. 0 if absent.
   */
  readonly ageOf?: ((value: Value, key: Key) => number) | undefined;
  readonly cache: AnswerCache<Value>;
  /** Milliseconds, from when it came, for which an answer is used again; with 0 the system is asked for each request that comes later. */
  readonly freshForMs: number;
}

/** An answer that comes too late for the request that asked is fresh for the next one. */
export function createBatchLoader<Key, Value>(options: BatchLoaderOptions<Key, Value>): BatchLoader<Key, Value> {
  const { nameOf, cache, freshForMs, now, isWhole = () => true, ageOf = () => 0 } = options;
  let changedAt = Number.NEGATIVE_INFINITY;

  async function askAndKeep(
    batch: Batch<Key>,
    signal: AbortSignal,
    tell: OnSlot<Value>,
  ): Promise<readonly Slot<Value>[]> {
    const { keys, names } = batch;
    const askedAt = now();
    const keep: OnSlot<Value> = (slot, answer) => {
      const name = names[slot];
      if (askedAt < changedAt || name === undefined || isMerciaError(answer)) return;
      // The first word of it counts: what is told again, or with more, may be as old as that.
      const trueAt = Math.max(askedAt, Math.min(batch.cameAt(slot) ?? now(), now() - ageOf(answer, keys[slot] as Key)));
      cache.keep(name, answer, freshForMs + LONGEST_REQUEST_MS, trueAt);
    };
    const answers = await options.ask(keys, signal, (slot, answer) => {
      tell(slot, answer);
      // A call that is given up leaves at least this behind.
      if (isMerciaError(answer) || isWhole(answer)) keep(slot, answer);
    });
    for (const [slot, answer] of answers.entries()) keep(slot, answer);
    return answers;
  }

  const queue = createBatchQueue<Key, Value>({ ...options, ask: askAndKeep });
  return {
    load(key, receivedAt) {
      const name = nameOf(key);
      const since = Math.max(receivedAt - freshForMs, changedAt);
      return cache.get(name, since) ?? queue(name, key, { begunAfter: changedAt, cameSince: since });
    },
    forget: () => void (changedAt = now()),
  };
}
