import { createLogger } from '#platform/logger.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import { keyNumber } from '#store/key-number.ts';
import { describeRecord } from '../../normalise/describe-record.ts';
import type { PairBatch } from '../../match/pair-batch.ts';
import { createPairScorer, weighPairs } from './weigh-pairs.ts';

const LINES = ['020 __ $a 9780198526636', '245 10 $a Midwifery in practice', '260 __ $a London : $b Arnold, $c 2001'];
const TITLES = [
  [...LINES, '300 __ $a 340 p.'],
  LINES,
  ['245 10 $a Asthma in children', '260 __ $a Oxford : $b Wiley, $c 1988', '300 __ $a 12 p.'],
];

function pairsOf(pairs: readonly number[], ignored: readonly string[] = []): PairBatch {
  return {
    descriptions: TITLES.map((lines) => JSON.stringify(describeRecord(marcOf(...lines)))),
    pairs: Uint32Array.from(pairs),
    ignored: Float64Array.from(ignored.map(keyNumber)),
  };
}

describe('createPairScorer', () => {
  const scorer = createPairScorer(createLogger('silent'));

  it('gives the weight of every pair in its place, and none where nothing joins the two', async () => {
    const pairs = pairsOf([0, 1, 0, 2, 1, 2]);

    const weights = await scorer.weigh(pairs);

    expect(weights[0]).toBeGreaterThan(1000);
    expect([...weights.subarray(1)]).toEqual([Number.NaN, Number.NaN]);
    expect(weights).toEqual(weighPairs(pairs));
  });

  it('takes no number for evidence that is none', async () => {
    const [evident = 0] = await scorer.weigh(pairsOf([0, 1]));
    const [idle = 0] = await scorer.weigh(pairsOf([0, 1], ['isbn:9780198526636']));

    expect(idle).toBeLessThan(evident);
  });

  it('compares what a thread could not, and says so where it cannot either', async () => {
    const broken = { ...pairsOf([0, 1]), descriptions: ['no JSON', '{}'] };

    await expect(scorer.weigh(broken)).rejects.toThrow(SyntaxError);
    expect(await scorer.weigh(pairsOf([0, 1]))).toHaveLength(1);
  });
});
