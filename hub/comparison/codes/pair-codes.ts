/** Which codes of several systems mean the same, so that their policies can stand side by side. */
import type { LabelledCode } from '#domain/policies.ts';

/** What is the same at several systems: at most one code of each. */
export interface CodePairing {
  /** A label for people; the code where no system has one. */
  readonly name: string;
  /** System → its code; a system that is not here has nothing like it. */
  readonly codes: ReadonlyMap<string, string>;
}

/**
 * Pairs codes with the same label, and codes spelled alike if at most one of them has a label. Case, blanks and punctuation
 * are no difference in a label; case and blanks at the end are none in a code. What is left stands alone.
 */
export function pairCodes(
  lists: readonly { readonly system: string; readonly codes: readonly LabelledCode[] }[],
): readonly CodePairing[] {
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

function sameLabel(a: string, b: string): boolean {
  return plainLabel(a) === plainLabel(b);
}

function sameCode(a: string, b: string): boolean {
  return plainCode(a) === plainCode(b);
}

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
