import { marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { describeRecord } from '../normalise/describe-record.ts';
import { isTooBrief } from './brevity.ts';
import { scorePair, toMatchView } from './score-pair.ts';

describe('isTooBrief', () => {
  it.each([
    ['a short title alone', true, ['245 10 $a Asthma']],
    ['a short title and a name', true, ['245 10 $a Asthma', '100 1_ $a Jones, Alice']],
    ['a short title, a name and a year', false, ['245 10 $a Asthma', '100 1_ $a Jones, Alice', '260 __ $c 2001']],
    ['an ISBN', false, ['245 10 $a Asthma', '020 __ $a 9780198526636']],
    ['a long title', false, ['245 10 $a Asthma in children under five years of age']],
  ])('of %s', (_what, brief, lines) => {
    const description = describeRecord(marcOf(...lines));

    expect(isTooBrief(description)).toBe(brief);
    // What is too brief is not known again even beside its own copy.
    const view = toMatchView(description);
    if (brief) expect(scorePair(view, view).decision).not.toBe('SAME');
  });
});
