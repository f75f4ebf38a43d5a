/** Finds which of thousands of texts stand in megabytes, in one pass. */

/** Letters that decide where it is worth to look; each adds five bits to the number that they make together. */
const WINDOW = 6;
const BITS = 5;
const MASK = 2 ** (WINDOW * BITS) - 1;

/** Throws for a text of fewer than six letters. Gives those that a text holds, in no order. */
export function createTextFinder(sought: readonly string[]): (text: string) => ReadonlySet<string> {
  const byBeginning = new Map<number, string[]>();
  for (const one of new Set(sought)) {
    if (one.length < WINDOW) throw new RangeError(`"${one}" is too short to be looked for`);
    const beginning = numberOf(one);
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), one]);
  }
  return (text) => {
    const found = new Set<string>();
    let window = 0;
    for (let end = 0; end < text.length; end += 1) {
      window = ((window << BITS) ^ text.charCodeAt(end)) & MASK;
      const candidates = byBeginning.get(window);
      if (candidates === undefined) continue;
      for (const one of candidates) if (text.startsWith(one, end - WINDOW + 1)) found.add(one);
    }
    return found;
  };
}

function numberOf(text: string): number {
  let window = 0;
  for (let at = 0; at < WINDOW; at += 1) window = ((window << BITS) ^ text.charCodeAt(at)) & MASK;
  return window;
}
