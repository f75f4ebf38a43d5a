import { scorePair, toMatchView } from '#union-index/match/score-pair.ts';
import type { Decision } from '#union-index/match/score-pair.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import { describe, expect, it } from 'vitest';
import { readTitlePairs } from './title-pairs.ts';
import type { TitlePair } from './title-pairs.ts';

const APART = readTitlePairs('apart');
const ALIKE = readTitlePairs('alike');
/** Of the pairs that are one edition. */
const MISSED_SHARE_MAX = 0.15;

function decide({ a, b }: TitlePair): Decision {
  return scorePair(toMatchView(describeRecord(a)), toMatchView(describeRecord(b))).decision;
}

describe.each(['open', 'aside'] as const)('records that agree in all but the title: the %s half', (half) => {
  const of = (pairs: readonly TitlePair[]): readonly TitlePair[] => pairs.filter((pair) => pair.half === half);

  it('are more than a hundred and fifty of two editions', () => {
    expect(of(APART).length).toBeGreaterThan(150);
  });

  it('are not joined if the titles are of two editions', () => {
    const joined = of(APART).filter((pair) => decide(pair) === 'SAME');

    expect(joined.map(({ name }) => name)).toEqual([]);
  });

  it('are joined if two cataloguers wrote one title', () => {
    const missed = of(ALIKE).filter((pair) => decide(pair) !== 'SAME');

    expect(
      missed.map(({ name }) => name).slice(0, Math.max(0, missed.length - MISSED_SHARE_MAX * of(ALIKE).length)),
    ).toEqual([]);
  });
});
