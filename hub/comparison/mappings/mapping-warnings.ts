/** What is wrong, or may be wrong, with mappings that somebody made. */
import type { MappingWarning, SuggestionReason, TargetCode, TargetList } from '#domain/mappings.ts';
import type { CodeListName } from '#domain/policies.ts';
import { plainCode } from '../codes/pair-codes.ts';
import { isOtherwise } from './suggest-target.ts';
import { lengthOf } from './target-lists.ts';

export interface CodeToCheck {
  readonly system: string;
  readonly list: CodeListName;
  readonly code: string;
  readonly label: string | null;
  readonly meaning: string | null;
  readonly target: string | null;
  readonly reason: SuggestionReason | null;
}

/** For each of the codes, in their order. Codes of several systems belong together if their list is the same. */
export function findWarnings(
  codes: readonly CodeToCheck[],
  targets: readonly TargetList[],
): readonly (readonly MappingWarning[])[] {
  const sharing = Map.groupBy(codes, ({ list, target }) => `${list} ${target ?? ''}`);
  const spelledAlike = Map.groupBy(codes, ({ system, list, code }) => `${system} ${list} ${plainCode(code)}`);
  return codes.map((code) => {
    const { system, list, target } = code;
    const targetList = targets.find((one) => one.list === list);
    const alike = spelledAlike.get(`${system} ${list} ${plainCode(code.code)}`) ?? [];
    const isAmbiguous =
      alike.some((one) => one.target !== target) ||
      (target === null && (code.reason === 'SEVERAL_ALIKE' || code.reason === 'MEANS_OTHERWISE'));
    const warnings: MappingWarning[] = [];
    if (target !== null) {
      const there = targetList?.codes.find((one) => plainCode(one.code) === plainCode(target));
      if (meetsAnother(code, sharing.get(`${list} ${target}`) ?? [], there)) warnings.push('DIFFERENT_MEANINGS');
      if (isTooLong(target, targetList)) warnings.push('TOO_LONG');
      if (there === undefined) warnings.push('TARGET_GONE');
    }
    if (isAmbiguous) warnings.push('AMBIGUOUS');
    return warnings;
  });
}

/** Another code that becomes the same means something else, or the target itself stands for something else. */
function meetsAnother(code: CodeToCheck, sharing: readonly CodeToCheck[], target: TargetCode | undefined): boolean {
  if (target !== undefined && code.meaning !== null && target.meaning !== null && code.meaning !== target.meaning) {
    return true;
  }
  return sharing.some((other) => other !== code && isOtherwise(other, code));
}

function isTooLong(target: string, list: TargetList | undefined): boolean {
  const greatest = list?.greatestLength ?? null;
  return greatest !== null && lengthOf(target) > greatest;
}
