/**
 * Live keys that change with every harvest, such as the date of a list of copies. They are kept as the others are, but another
 * value does not make the record another one.
 */

/** What such a key begins with. */
export const VOLATILE_KEY = '~';

export function isVolatileKey(liveKey: string): boolean {
  return liveKey.startsWith(VOLATILE_KEY);
}
