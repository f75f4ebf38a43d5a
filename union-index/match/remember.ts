import { LRUCache } from 'lru-cache';

/** Texts whose results are kept. */
const KEPT = 4_096;
/** Longer texts come once. */
const TEXT_MAX = 512;

/**
 * The same function, with what it gave of a text at hand when the text comes again. Records of one edition are prepared side
 * by side and say mostly the same: the title, the names, the publisher. What it gives must not be changed by whoever has it.
 */
export function remember<T extends string | object>(make: (text: string) => T): (text: string) => T {
  const known = new LRUCache<string, T>({ max: KEPT, memoMethod: make });
  return (text) => (text.length > TEXT_MAX ? make(text) : known.memo(text));
}
