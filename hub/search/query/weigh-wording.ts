/** The parts of an edition that have a weight of their own in the index: titles A, creators B, subjects C, the rest D. */
export type WordWeight = 'A' | 'B' | 'C' | 'D';

/** A text in quotation marks, and what is said of it already: `'heart':*`. */
const QUOTED = /('(?:[^']|'')*')(?::([*A-D]+))?/gi;

/** The text that `toTsquery` gives, for words of one weight only. Pure. */
export function weighWording(wording: string, weight: WordWeight): string {
  return wording.replaceAll(
    QUOTED,
    (_, quoted: string, flags: string | undefined) => `${quoted}:${flags ?? ''}${weight}`,
  );
}
