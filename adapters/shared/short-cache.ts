import { LRUCache } from 'lru-cache';

const KEEP_MS = 60_000;
const KEEP_RECORDS = 10_000;

export type ShortCache<Key extends string | number, Value extends string | boolean | object> = Pick<
  LRUCache<Key, Value>,
  'get' | 'set'
>;

/** What was learnt of single records, kept for a minute by a clock that is never set back: never anything of a reader. */
export function createShortCache<Key extends string | number, Value extends string | boolean | object>(): ShortCache<
  Key,
  Value
> {
  return new LRUCache<Key, Value>({ max: KEEP_RECORDS, ttl: KEEP_MS, ttlResolution: 0 });
}
