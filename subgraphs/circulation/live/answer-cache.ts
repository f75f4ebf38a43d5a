/** What a system answered a moment ago, to be used again. Bounded, and shared by all systems. An answer keeps its own `asOf`. */
import { LRUCache } from 'lru-cache';

export interface Cached<Value> {
  readonly cached: Value;
}

export interface AnswerCache<Value> {
  /** Only what came at `since` or later. */
  get(name: string, since: number): Cached<Value> | undefined;
  /** For so many milliseconds from when the answer came: now, if not said. What came later is not replaced. */
  keep(name: string, value: Value, forMs: number, cameAt?: number): void;
}

export interface AnswerCacheOptions<Value> {
  /** In whatever `sizeOf` counts. */
  readonly maxSize: number;
  readonly sizeOf: (value: Value) => number;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
}

interface Entry<Value> extends Cached<Value> {
  readonly cameAt: number;
  readonly until: number;
}

export function createAnswerCache<Value>({ maxSize, sizeOf, now }: AnswerCacheOptions<Value>): AnswerCache<Value> {
  const entries = new LRUCache<string, Entry<Value>>({ maxSize, sizeCalculation: ({ cached }) => sizeOf(cached) });
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
