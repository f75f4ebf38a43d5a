/** Which code of the target a system's code might become, and why. */
import type { SuggestionReason, TargetCode } from '#domain/mappings.ts';
import { plainCode, plainLabel } from '../codes/pair-codes.ts';

export interface SourceCode {
  readonly code: string;
  readonly label: string | null;
  /** What all copies that carry it are, in Mercia's words; null if they differ, or nobody tells. */
  readonly meaning: string | null;
}

export interface Suggestion {
  readonly target: string | null;
  readonly reason: SuggestionReason;
}

/**
 * The same code first, unless both have labels and these differ: then the code means something else there. Then the same label,
 * then the same meaning. If several are alike, none is suggested.
 */
export function suggestTarget(source: SourceCode, targets: readonly TargetCode[]): Suggestion {
  const spelledAlike = targets.find(({ code }) => plainCode(code) === plainCode(source.code));
  const labelledAlike = targets.filter(({ label }) => isSameLabel(label, source.label));
  if (spelledAlike !== undefined && !isOtherwise(spelledAlike, source)) {
    const others = labelledAlike.filter(({ code }) => code !== spelledAlike.code);
    // Its label may be missing, and another code have the very label of the source.
    if (others.length > 0) return { target: null, reason: 'SEVERAL_ALIKE' };
    return { target: spelledAlike.code, reason: 'SAME_CODE' };
  }
  const byLabel = onlyOne(labelledAlike);
  if (labelledAlike.length > 0) return suggestionOf(byLabel, 'SAME_LABEL');
  if (spelledAlike !== undefined) return { target: null, reason: 'MEANS_OTHERWISE' };
  const { meaning } = source;
  const meant = meaning === null || meaning === 'UNKNOWN' ? [] : targets.filter((target) => target.meaning === meaning);
  if (meant.length > 0) return suggestionOf(onlyOne(meant), 'SAME_MEANING');
  return { target: null, reason: 'NOTHING_ALIKE' };
}

/** Both say what they mean, and say different things. */
export function isOtherwise(
  a: { readonly label: string | null; readonly meaning: string | null },
  b: { readonly label: string | null; readonly meaning: string | null },
): boolean {
  const labelsDiffer = a.label !== null && b.label !== null && !isSameLabel(a.label, b.label);
  const meaningsDiffer = a.meaning !== null && b.meaning !== null && a.meaning !== b.meaning;
  return labelsDiffer || meaningsDiffer;
}

function isSameLabel(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && plainLabel(a) !== '' && plainLabel(a) === plainLabel(b);
}

function onlyOne(found: readonly TargetCode[]): TargetCode | null {
  return found.length === 1 ? (found[0] ?? null) : null;
}

function suggestionOf(target: TargetCode | null, reason: SuggestionReason): Suggestion {
  return target === null ? { target: null, reason: 'SEVERAL_ALIKE' } : { target: target.code, reason };
}
