import type { RecordDescription } from '#union-index/description.ts';
import { COLUMNS, compareFeatures, prepareFeatures } from '#union-index/match/features/compare-features.ts';
import type { StoredTree } from '#union-index/match/model.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import type { BoostingOptions } from './boosting.ts';
import { boost, createRandom, evaluate } from './boosting.ts';
import { hideFields } from './hide-fields.ts';
import type { LabelledPair } from './labelled-pairs.ts';

/** Chosen by cross-validation on these pairs alone. */
export const OPTIONS: BoostingOptions = {
  trees: 400,
  depth: 4,
  rate: 0.05,
  rowShare: 0.7,
  columnShare: 0.2,
  leafWeightMin: 1.5,
  lambda: 2,
  gainMin: 0.1,
  seed: 1,
};

const FOLDS = 5;
/** A copy of each pair in brief teaches what missing means, and counts for less than the pair. */
const BRIEF_WEIGHT = 0.25;
const BRIEF_SHARE = 0.4;

/** A pair with the sum of trees that saw no pair of its cluster. */
export interface HeldOut {
  readonly pair: LabelledPair;
  readonly same: boolean;
  readonly sum: number;
}

interface Sample {
  readonly row: Float64Array;
  readonly same: boolean;
  readonly weight: number;
  readonly cluster: string;
  readonly brief: boolean;
}

/** Splits by cluster, trains on four parts and judges the fifth, for each. */
export function crossValidate(pairs: readonly LabelledPair[]): readonly HeldOut[] {
  const samples = toSamples(pairs);
  const random = createRandom(11);
  const foldOf = new Map(
    [...new Set(pairs.map(({ cluster }) => cluster))].map((cluster) => [cluster, Math.floor(random() * FOLDS)]),
  );
  const sums = new Map<Sample, number>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const { base, trees } = boostOn(samples.filter(({ cluster }) => foldOf.get(cluster) !== fold));
    for (const sample of samples) {
      if (sample.brief || foldOf.get(sample.cluster) !== fold) continue;
      sums.set(
        sample,
        trees.reduce<number>((sum, tree) => sum + evaluate(tree, sample.row), base),
      );
    }
  }
  const whole = samples.filter(({ brief }) => !brief);
  return pairs.map((pair, index) => {
    const sample = whole[index];
    return { pair, same: pair.same, sum: sample === undefined ? NaN : (sums.get(sample) ?? NaN) };
  });
}

export function trainOn(pairs: readonly LabelledPair[]): { readonly base: number; readonly trees: StoredTree[] } {
  return boostOn(toSamples(pairs));
}

function boostOn(samples: readonly Sample[]): { readonly base: number; readonly trees: StoredTree[] } {
  return boost(
    {
      rows: samples.map(({ row }) => row),
      labels: samples.map(({ same }) => same),
      weights: samples.map(({ weight }) => weight),
      trends: COLUMNS.map(({ trend }) => trend),
    },
    OPTIONS,
  );
}

function toSamples(pairs: readonly LabelledPair[]): readonly Sample[] {
  const random = createRandom(5);
  return pairs.flatMap(({ a, b, same, cluster }) => {
    const [first, second] = [describeRecord(a), describeRecord(b)];
    const [brief, other] = random() < 0.5 ? [first, second] : [second, first];
    const hidden = hideFields(brief, random, BRIEF_SHARE);
    const otherHidden = random() < 0.3 ? hideFields(other, random, BRIEF_SHARE) : other;
    return [
      { row: compare(first, second), same, weight: 1, cluster, brief: false },
      { row: compare(hidden, otherHidden), same, weight: BRIEF_WEIGHT, cluster, brief: true },
    ];
  });
}

function compare(a: RecordDescription, b: RecordDescription): Float64Array {
  const row = new Float64Array(COLUMNS.length);
  compareFeatures(prepareFeatures(a), prepareFeatures(b), row);
  return row;
}
