/** Which codes of several systems mean the same, so that their policies can stand side by side; and which only look alike. */
import type { LabelledCode } from '#domain/policies.ts';

/** One list of one system. */
export interface SystemCodes {
  readonly system: string;
  readonly codes: readonly LabelledCode[];
}

/** What is the same at several systems: at most one code of each. */
export interface CodePairing {
  /** A label for people; the code where no system has one. */
  readonly name: string;
  /** System → its code; a system that is not here has nothing like it. */
  readonly codes: ReadonlyMap<string, string>;
}

/** A code that several systems have, and label differently. */
export interface CodeCollision {
  /** As the first of them spells it. */
  readonly code: string;
  readonly meanings: readonly (LabelledCode & { readonly system: string })[];
}

/**
 * Pairs codes with the same label, and codes spelled alike if at most one of them has a label. Case, blanks and punctuation
 * are no difference in a label; case and blanks at the end are none in a code. What is left stands alone.
 */
export function pairCodes(lists: readonly SystemCodes[]): readonly CodePairing[] {
  const pairings: { name: string; isLabel: boolean; codes: Map<string, string> }[] = [];
  for (const { system, codes } of lists) {
    for (const { code, label } of codes) {
      const free = pairings.filter((pairing) => !pairing.codes.has(system));
      const found =
        free.find((pairing) => label !== null && pairing.isLabel && sameLabel(pairing.name, label)) ??
        free.find(
          (pairing) =>
            !(pairing.isLabel && label !== null) && [...pairing.codes.values()].some((one) => sameCode(one, code)),
        );
      if (found === undefined) {
        pairings.push({ name: label ?? code, isLabel: label !== null, codes: new Map([[system, code]]) });
        continue;
      }
      found.codes.set(system, code);
      if (!found.isLabel && label !== null) Object.assign(found, { name: label, isLabel: true });
    }
  }
  return pairings.map(({ name, codes }) => ({ name, codes }));
}

/** Codes that are spelled alike at two systems or more and have different labels there. */
export function findCodeCollisions(lists: readonly SystemCodes[]): readonly CodeCollision[] {
  const bySpelling = new Map<string, (LabelledCode & { system: string })[]>();
  for (const { system, codes } of lists) {
    for (const one of codes) {
      const key = plainCode(one.code);
      const same = bySpelling.get(key);
      if (same === undefined) bySpelling.set(key, [{ ...one, system }]);
      else same.push({ ...one, system });
    }
  }
  return [...bySpelling.values()].flatMap((meanings) => {
    const labels = new Set(meanings.flatMap(({ label }) => (label === null ? [] : [plainLabel(label)])));
    const [first] = meanings;
    return first === undefined || labels.size < 2 ? [] : [{ code: first.code, meanings }];
  });
}

function sameLabel(a: string, b: string): boolean {
  return plainLabel(a) === plainLabel(b);
}

function sameCode(a: string, b: string): boolean {
  return plainCode(a) === plainCode(b);
}

/** A label without case, blanks and punctuation. */
export function plainLabel(label: string): string {
  return label
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A code as most systems compare it: case, and blanks at the ends, make no difference. */
export function plainCode(code: string): string {
  return code.trim().toUpperCase();
}
