/**
 * What a system said a moment ago, to be told again instead of asking again. Bounded by what it holds, shared by all
 * systems. An answer keeps its own `asOf`.
 */
import { LRUCache } from 'lru-cache';

export interface Fresh<Value> {
  readonly fresh: Value;
}

export interface FreshAnswers<Value> {
  /** Only what came at `since` or later. */
  get(name: string, since: number): Fresh<Value> | undefined;
  /** For so many milliseconds from now, when the answer came. */
  keep(name: string, value: Value, forMs: number): void;
}

export interface FreshAnswersOptions<Value> {
  /** In whatever `sizeOf` counts. */
  readonly maxSize: number;
  readonly sizeOf: (value: Value) => number;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
}

export function createFreshAnswers<Value>({ maxSize, sizeOf, now }: FreshAnswersOptions<Value>): FreshAnswers<Value> {
  const cache = new LRUCache<string, Fresh<Value> & { readonly cameAt: number }>({
    maxSize,
    sizeCalculation: ({ fresh }) => sizeOf(fresh),
    perf: { now },
    ttlResolution: 0,
  });
  return {
    get(name, since) {
      const answer = cache.get(name);
      return answer !== undefined && answer.cameAt >= since ? answer : undefined;
    },
    keep(name, fresh, forMs) {
      cache.set(name, { fresh, cameAt: now() }, { ttl: forMs });
    },
  };
}
