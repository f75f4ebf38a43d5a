/**
 * Makes hub/union-index/match/model.json from the Goldfinch validation pairs: `npm run match:train`. Deterministic. Pairs are
 * split by cluster into folds; what is said of each pair to calibrate comes from trees that saw no pair of its cluster.
 */
import { sharedAvailable } from '#tests/support/shared.ts';
import { COLUMNS } from '#union-index/match/features/compare-features.ts';
import type { StoredModel } from '#union-index/match/model.ts';
import {
  bestF1,
  precisionRecallAt,
  precisionRecallCurve,
  recallAtPrecision,
} from '#union-index/match/precision-recall.ts';
import { isHeldBack, toMatchView } from '#union-index/match/score-pair.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import { writeFileSync } from 'node:fs';
import { crossValidate, prepareTraining, trainOn } from './cross-validate.ts';
import { readGoldfinch, readGoldfinchUnlabelled } from './labelled-pairs.ts';

/**
 * The threshold joins at this precision, rules and doubt counted in: a wrong join hides an edition, a missed one only shows it
 * twice.
 */
const PRECISION_WANTED = 0.9962;
const SPLITS = [0, 1, 2];
/** Below this, two records are called two. */
const DIFFERENT_BELOW = 0.1;

if (!sharedAvailable) {
  process.stdout.write('match:train needs the shared data (MERCIA_SHARED); the model stays as it is\n');
} else {
  const pairs = readGoldfinch();
  const training = prepareTraining(pairs, readGoldfinchUnlabelled());
  // Every pair is held out once in each split; of several splits, none decides alone.
  const held = SPLITS.flatMap((seed) => crossValidate(training, seed));
  const { scale, shift } = calibrate(held.map(({ sum, same }) => ({ sum, same })));
  const heldBack = new Set(
    pairs.filter(({ a, b }) => isHeldBack(toMatchView(describeRecord(a)), toMatchView(describeRecord(b)))),
  );
  const scores = held.map(({ pair, sum, same }) => ({
    probability: heldBack.has(pair) ? 0 : 1 / (1 + Math.exp(-(scale * sum + shift))),
    same,
  }));
  const curve = precisionRecallCurve(scores);
  const same = recallAtPrecision(curve, PRECISION_WANTED)?.threshold ?? 1;
  const at = precisionRecallAt(scores, same);
  const { base, trees } = trainOn(training);
  const model: StoredModel = {
    columns: COLUMNS.map(({ name }) => name),
    base: Number(base.toFixed(4)),
    scale: Number(scale.toFixed(4)),
    shift: Number(shift.toFixed(4)),
    same: Number(same.toFixed(3)),
    different: DIFFERENT_BELOW,
    trees,
  };
  const text = `${JSON.stringify(model)}\n`;
  writeFileSync(new URL('../../../hub/union-index/match/model.json', import.meta.url), text);
  process.stdout.write(
    `${pairs.length} pairs, ${trees.length} trees, ${Math.round(text.length / 1024)} kB; scale ${model.scale}, shift ${model.shift}, same from ${model.same}\n` +
      `held out by cluster: precision ${at.precision.toFixed(4)}, recall ${at.recall.toFixed(4)}; recall at precision 0.995 ${(recallAtPrecision(curve, 0.995)?.recall ?? 0).toFixed(4)}, best F1 ${(bestF1(curve)?.f1 ?? 0).toFixed(4)}\n`,
  );
}

/** Fits `scale` and `shift` so that 1 / (1 + e^-(scale × sum + shift)) is the share of pairs that are one edition (Platt). */
function calibrate(held: readonly { readonly sum: number; readonly same: boolean }[]): {
  readonly scale: number;
  readonly shift: number;
} {
  let [scale, shift] = [1, 0];
  for (let step = 0; step < 50; step += 1) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (const { sum, same } of held) {
      const probability = 1 / (1 + Math.exp(-(scale * sum + shift)));
      const error = probability - (same ? 1 : 0);
      const spread = Math.max(1e-9, probability * (1 - probability));
      g0 += error * sum;
      g1 += error;
      h00 += spread * sum * sum;
      h01 += spread * sum;
      h11 += spread;
    }
    const determinant = h00 * h11 - h01 * h01;
    const [scaleStep, shiftStep] = [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant];
    scale -= scaleStep;
    shift -= shiftStep;
    if (Math.abs(scaleStep) + Math.abs(shiftStep) < 1e-7) break;
  }
  return { scale, shift };
}
