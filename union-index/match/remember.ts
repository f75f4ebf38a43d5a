/** Results kept of the texts that came last; of those before them, what was asked for again. */
const KEPT = 2_048;
/** Longer texts come once. */
const TEXT_MAX = 512;

/**
 * The same function, with what it gave of a text at hand when the text comes again. Records of one edition are prepared side
 * by side and say mostly the same: the title, the names, the publisher. What it gives must not be changed by whoever has it.
 */
export function remember<T>(make: (text: string) => T): (text: string) => T {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  return (text) => {
    if (text.length > TEXT_MAX) return make(text);
    const known = young.get(text);
    if (known !== undefined) return known;
    const made = old.get(text) ?? make(text);
    if (young.size >= KEPT) {
      old = young;
      young = new Map();
    }
    young.set(text, made);
    return made;
  };
}
