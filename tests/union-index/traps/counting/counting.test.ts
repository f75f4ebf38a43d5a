import { scorePair, toMatchView } from '#union-index/match/score-pair.ts';
import type { Decision } from '#union-index/match/score-pair.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import { foldText } from '#union-index/normalise/text.ts';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CountingPair, Half } from './counting-pairs.ts';
import { makeCountingPairs, wordsOfHalf } from './counting-pairs.ts';

/** Of the pairs that say one thing in two ways. */
const MISSED_SHARE_MAX = 0.05;
/** Words of so many letters are found in a list by chance. */
const TELLING = 5;

const COMMENTS = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;

const PAIRS = makeCountingPairs();

function decide({ a, b }: CountingPair): Decision {
  return scorePair(toMatchView(describeRecord(a)), toMatchView(describeRecord(b))).decision;
}

function namesOf(pairs: readonly CountingPair[]): readonly string[] {
  return pairs.map(({ kind, name }) => `${kind}: ${name}`);
}

describe('invented pairs that agree in all but how they count', () => {
  it('are 2,000 of two editions and 400 of one, half of them for trying the rules on', () => {
    const count = (half: Half, same: boolean): number =>
      PAIRS.filter((pair) => pair.half === half && pair.same === same).length;

    expect([count('open', false), count('scored', false)]).toEqual([1000, 1000]);
    expect([count('open', true), count('scored', true)]).toEqual([200, 200]);
  });

  it('are scored on words that no list of the rules has', () => {
    const rules = globSync(['hub/union-index/match/**/*.ts', 'hub/union-index/normalise/**/*.ts'])
      .filter((path) => !path.endsWith('.test.ts'))
      .map((path) => foldText(readFileSync(path, 'utf8').replaceAll(COMMENTS, ' ')))
      .join(' ');
    const known = new Set(rules.split(' '));
    const listed = wordsOfHalf('scored').filter((word) => word.length >= TELLING && known.has(foldText(word)));

    expect(listed).toEqual([]);
  });

  it.each<Half>(['open', 'scored'])('are not joined where they count differently: the %s half', (half) => {
    const apart = PAIRS.filter((pair) => pair.half === half && !pair.same);

    expect(namesOf(apart.filter((pair) => decide(pair) === 'SAME'))).toEqual([]);
  });

  it.each<Half>(['open', 'scored'])('are joined where they count alike: the %s half', (half) => {
    const alike = PAIRS.filter((pair) => pair.half === half && pair.same);
    const missed = alike.filter((pair) => decide(pair) !== 'SAME');

    expect(namesOf(missed).slice(0, Math.max(0, missed.length - MISSED_SHARE_MAX * alike.length))).toEqual([]);
  });
});
