/**
 * How well the model that serves tells editions apart, on labelled pairs of public records: the Goldfinch validation pairs, each judged by trees
 * that saw no pair of its cluster, and pairs that the model was never trained on, with fewer and fewer numbers shown.
 */
import type { StoredModel } from '#union-index/match/model.ts';
import {
  bestF1,
  precisionRecallAt,
  precisionRecallCurve,
  recallAtPrecision,
  type CurvePoint,
} from '#union-index/match/precision-recall.ts';
import { isHeldBack, judgePair, toMatchView } from '#union-index/match/score-pair.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import { readFileSync } from 'node:fs';
import { crossValidate, prepareTraining } from '../matching/cross-validate.ts';
import { readGoldfinch, readGoldfinchUnlabelled, readMarcPairs } from '../matching/labelled-pairs.ts';
import { table } from '../support/markdown.ts';
import { round } from '../support/stats.ts';

/** None of the splits by which `match:train` chose the threshold and the calibration. */
const FIRST_SPLIT = 3;
const SPLITS = 5;
const MODEL = new URL('../../../hub/union-index/match/model.json', import.meta.url);
const CONTROL_NUMBERS = ['001', '003', '010', '019', '035'];
const HIDDEN = {
  'all numbers shown': [],
  'control numbers hidden': CONTROL_NUMBERS,
  'ISBN hidden too': [...CONTROL_NUMBERS, '020'],
} as const;

/** Gives a table. Needs the shared data. */
export function measureMatching(onProgress: (note: string) => void): string {
  const rows = Object.entries(HIDDEN).map(([what, hidden]) => toRow(`marc-pairs, ${what}`, [judgeMarcPairs(hidden)]));
  onProgress('Pairs that the model never saw are judged; splits of the Goldfinch pairs follow.');
  rows.unshift(toRow('Goldfinch validation, held out by cluster', judgeHeldOut(onProgress)));
  return table(['pairs', 'precision', 'recall', 'F1', 'wrong / missed', 'recall at precision 0.995', 'best F1'], rows);
}

interface Judged {
  readonly at: CurvePoint;
  readonly curve: readonly CurvePoint[];
}

function judgeHeldOut(onProgress: (note: string) => void): readonly Judged[] {
  const pairs = readGoldfinch();
  const training = prepareTraining(pairs, readGoldfinchUnlabelled());
  const heldBack = new Set(
    pairs.filter(({ a, b }) => isHeldBack(toMatchView(describeRecord(a)), toMatchView(describeRecord(b)))),
  );
  const { scale, shift, same: threshold } = JSON.parse(readFileSync(MODEL, 'utf8')) as StoredModel;
  return Array.from({ length: SPLITS }, (_, index) => {
    const scores = crossValidate(training, FIRST_SPLIT + index).map(({ pair, sum, same }) => ({
      probability: heldBack.has(pair) ? 0 : 1 / (1 + Math.exp(-(scale * sum + shift))),
      same,
    }));
    onProgress(`Split ${String(index + 1)} of ${String(SPLITS)} is judged.`);
    return { at: precisionRecallAt(scores, threshold), curve: precisionRecallCurve(scores) };
  });
}

function judgeMarcPairs(hidden: readonly string[]): Judged {
  const scores = readMarcPairs(hidden).map(({ a, b, same }) => {
    const { probability, decision } = judgePair(toMatchView(describeRecord(a)), toMatchView(describeRecord(b)));
    return { probability, same, joined: decision === 'SAME' };
  });
  const at = precisionRecallAt(
    scores.map(({ joined, same }) => ({ probability: Number(joined), same })),
    1,
  );
  return { at, curve: precisionRecallCurve(scores) };
}

/** The mean of all splits. */
function toRow(name: string, judged: readonly Judged[]): readonly string[] {
  const mean = (value: (one: Judged) => number, digits: number): string =>
    round(judged.reduce((sum, one) => sum + value(one), 0) / judged.length, digits);
  return [
    name,
    mean(({ at }) => at.precision, 4),
    mean(({ at }) => at.recall, 4),
    mean(({ at }) => at.f1, 4),
    `${mean(({ at }) => at.joinedWrongly, 0)} / ${mean(({ at }) => at.missed, 0)}`,
    mean(({ curve }) => recallAtPrecision(curve, 0.995)?.recall ?? 0, 4),
    mean(({ curve }) => bestF1(curve)?.f1 ?? 0, 4),
  ];
}
