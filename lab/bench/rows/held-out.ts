/**
 * How well the model that serves tells editions apart, on labelled pairs of public records: the Goldfinch validation pairs, each judged by trees
 * that saw no pair of its cluster, and pairs that the model was never trained on, with fewer and fewer numbers shown.
 */
import type { StoredModel } from '#union-index/match/model.ts';
import { precisionRecallAt, type CurvePoint } from '#union-index/match/precision-recall.ts';
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
  return table(['pairs', 'precision', 'recall', 'F1', 'wrong / missed'], rows);
}

function judgeHeldOut(onProgress: (note: string) => void): readonly CurvePoint[] {
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
    return precisionRecallAt(scores, threshold);
  });
}

function judgeMarcPairs(hidden: readonly string[]): CurvePoint {
  const scores = readMarcPairs(hidden).map(({ a, b, same }) => {
    const { decision } = judgePair(toMatchView(describeRecord(a)), toMatchView(describeRecord(b)));
    return { probability: Number(decision === 'SAME'), same };
  });
  return precisionRecallAt(scores, 1);
}

/** The mean of all splits. */
function toRow(name: string, judged: readonly CurvePoint[]): readonly string[] {
  const mean = (value: (one: CurvePoint) => number, digits: number): string =>
    round(judged.reduce((sum, one) => sum + value(one), 0) / judged.length, digits);
  return [
    name,
    mean(({ precision }) => precision, 4),
    mean(({ recall }) => recall, 4),
    mean(({ f1 }) => f1, 4),
    `${mean(({ joinedWrongly }) => joinedWrongly, 0)} / ${mean(({ missed }) => missed, 0)}`,
  ];
}
