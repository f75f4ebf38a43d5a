/** The lists of items in an answer 64: barcodes at most sites, numbers of the system's own or titles at some. */

/** One entry as it came, and what of it may be a barcode. */
export interface ItemEntry {
  /** The whole entry without blanks around it. */
  readonly text: string;
  /** What to ask for with 17, the likeliest first; empty if nothing of it can be a barcode. */
  readonly candidates: readonly string[];
  /** What stands beside the barcode, which is a title where it is anything; null if nothing does. */
  readonly words: string | null;
}

/**
 * An entry of a list; null for an empty one.
 *
 *     AU30001000000017   AU30001000000017 Clinical audit   ASClinical audit
 */
export function readItemEntry(value: string): ItemEntry | null {
  const text = value.trim();
  if (text === '') return null;
  const [first = '', ...rest] = text.split(/\s+/);
  // A barcode has a digit; a word of a title seldom.
  const candidates = [...new Set([first, text])].filter((candidate) => /\d/.test(candidate));
  if (rest.length === 0) return { text, candidates, words: candidates.length === 0 ? text : null };
  const isFirst = /\d/.test(first);
  return { text, candidates, words: isFirst ? text.slice(first.length).trim() : text };
}

export function readItemEntries(values: readonly string[]): readonly ItemEntry[] {
  return values.map(readItemEntry).filter((entry) => entry !== null);
}

/** Whether an entry is what a loan or a hold was called by: its whole text, or what of it may be a barcode. */
export function isNamedBy({ text, candidates }: ItemEntry, name: string): boolean {
  return text === name || candidates.includes(name);
}
