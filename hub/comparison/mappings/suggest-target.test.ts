import type { TargetCode } from '#domain/mappings.ts';
import { describe, expect, it } from 'vitest';
import { findWarnings, type CodeToCheck } from './mapping-warnings.ts';
import { suggestTarget } from './suggest-target.ts';

const TARGET: readonly TargetCode[] = [
  { code: 'BK', label: 'Book', meaning: 'LOAN' },
  { code: 'STL', label: 'Stanley Library', meaning: null },
  { code: 'SHORT', label: 'Short loan', meaning: 'SHORT_LOAN' },
  { code: 'REF1', label: 'Reference', meaning: 'REFERENCE' },
  { code: 'REF2', label: 'Reference only', meaning: 'REFERENCE' },
  { code: 'PLAIN', label: null, meaning: null },
];

describe('a suggestion', () => {
  it.each([
    ['case and blanks are no difference', { code: 'bk  ', label: null, meaning: null }, 'BK', 'SAME_CODE'],
    ['a code without a label there', { code: 'plain', label: 'Plain books', meaning: null }, 'PLAIN', 'SAME_CODE'],
    ['the label', { code: 'X1', label: 'SHORT-LOAN', meaning: null }, 'SHORT', 'SAME_LABEL'],
    ['the label, if the code is there too', { code: 'STL', label: 'Short loan', meaning: null }, 'SHORT', 'SAME_LABEL'],
    ['a code that means something else', { code: 'STL', label: 'Staff loan', meaning: null }, null, 'MEANS_OTHERWISE'],
    ['a code of another use', { code: 'BK', label: null, meaning: 'REFERENCE' }, null, 'MEANS_OTHERWISE'],
    ['the use', { code: 'WEEK', label: 'One week', meaning: 'SHORT_LOAN' }, 'SHORT', 'SAME_MEANING'],
    ['a use that two have', { code: 'NOLOAN', label: null, meaning: 'REFERENCE' }, null, 'SEVERAL_ALIKE'],
    ['code and label of two', { code: 'PLAIN', label: 'Book', meaning: null }, null, 'SEVERAL_ALIKE'],
    ['a use that is not known', { code: 'ZZ', label: null, meaning: 'UNKNOWN' }, null, 'NOTHING_ALIKE'],
  ] as const)('goes by %s', (_what, source, target, reason) => {
    expect(suggestTarget(source, TARGET)).toEqual({ target, reason });
  });
});

describe('warnings', () => {
  const targets = [{ list: 'ITEM_TYPE', greatestLength: 5, codes: TARGET }] as const;
  const code = (given: Partial<CodeToCheck>): CodeToCheck => ({
    system: 'a',
    list: 'ITEM_TYPE',
    code: 'X',
    label: null,
    meaning: null,
    target: null,
    reason: null,
    ...given,
  });

  it('say that two meanings meet, for both of them', () => {
    const codes = [
      code({ label: 'Short loan', target: 'BK' }),
      code({ system: 'b', label: 'Book', target: 'BK' }),
      code({ system: 'c', label: 'Book', target: 'PLAIN' }),
    ];
    expect(findWarnings(codes, targets)).toEqual([['DIFFERENT_MEANINGS'], ['DIFFERENT_MEANINGS'], []]);
  });

  it('say that a target means something else, is too long or gone', () => {
    const codes = [
      code({ code: 'A', meaning: 'REFERENCE', target: 'SHORT' }),
      code({ code: 'B', target: 'LONGER-THAN-5' }),
    ];
    expect(findWarnings(codes, targets)).toEqual([['DIFFERENT_MEANINGS'], ['TOO_LONG', 'TARGET_GONE']]);
  });

  it('say that codes which differ by case alone become two things', () => {
    const codes = [
      code({ code: 'bk', target: 'BK' }),
      code({ code: 'BK ', target: 'PLAIN' }),
      code({ system: 'b', code: 'BK', target: 'PLAIN' }),
    ];
    expect(findWarnings(codes, targets)).toEqual([['AMBIGUOUS'], ['AMBIGUOUS'], []]);
  });

  it('say why nothing was suggested, if several things were possible', () => {
    expect(
      findWarnings([code({ reason: 'SEVERAL_ALIKE' }), code({ code: 'Y', reason: 'NOTHING_ALIKE' })], targets),
    ).toEqual([['AMBIGUOUS'], []]);
  });
});
