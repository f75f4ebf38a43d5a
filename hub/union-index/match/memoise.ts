import { LRUCache } from 'lru-cache';

/** Texts whose results are kept. */
const KEPT = 4_096;
/** Longer texts come once. */
const TEXT_MAX = 512;

/**
 * The same function with a cache. Records of one edition are prepared together and share most of their texts: the title, the
 * names, the publisher. Callers must not change a result.
 */
export function memoise<T extends string | object>(make: (text: string) => T): (text: string) => T {
  const known = new LRUCache<string, T>({ max: KEPT, memoMethod: make });
  return (text) => (text.length > TEXT_MAX ? make(text) : known.memo(text));
}
