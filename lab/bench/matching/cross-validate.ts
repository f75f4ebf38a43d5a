import { COLUMNS, compareFeatures, prepareFeatures } from '#union-index/match/features/compare-features.ts';
import type { RecordDescription } from '#union-index/description.ts';
import type { StoredTree } from '#union-index/match/model.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import type { BoostingOptions } from './boosting.ts';
import { boost, createRandom, evaluate } from './boosting.ts';
import type { LabelledPair } from './labelled-pairs.ts';

/** Chosen by cross-validation on these pairs alone, over several splits. */
export const OPTIONS: BoostingOptions = {
  trees: 250,
  depth: 4,
  rate: 0.075,
  rowShare: 0.8,
  columnShare: 0.2,
  leafWeightMin: 0.7,
  lambda: 2,
  gainMin: 0.1,
  seed: 1,
};

/** Forests grown apart and averaged: what one makes of chance, the other does not. */
const FORESTS = 2;
const FOLDS = 5;
/** A copy of each pair in brief teaches what missing means, and counts for less than the pair. */
const BRIEF_WEIGHT = 0.4;
const BRIEF_SHARE = 0.4;
/** Look-alikes of two clusters that nobody labelled: some are one edition that two numbers were given to. */
const LOOK_ALIKE_WEIGHT = 0.5;

/** A pair with the sum of trees that saw no pair of its cluster. */
export interface HeldOut {
  readonly pair: LabelledPair;
  readonly same: boolean;
  readonly sum: number;
}

export interface Forest {
  readonly base: number;
  readonly trees: readonly StoredTree[];
}

interface Sample {
  readonly row: Float64Array;
  readonly same: boolean;
  readonly weight: number;
  readonly clusters: readonly [string, string];
}

/** Pairs made ready to be trained on: each whole and in brief. */
export interface TrainingPairs {
  readonly pairs: readonly LabelledPair[];
  readonly rows: readonly Float64Array[];
  readonly samples: readonly Sample[];
}

export function prepareTraining(pairs: readonly LabelledPair[], more: readonly LabelledPair[]): TrainingPairs {
  const random = createRandom(5);
  const rows: Float64Array[] = [];
  const samples: Sample[] = [];
  for (const [index, pair] of [...pairs, ...more].entries()) {
    const [first, second] = [describeRecord(pair.a), describeRecord(pair.b)];
    const [brief, other] = random() < 0.5 ? [first, second] : [second, first];
    const hidden = hideFields(brief, random, BRIEF_SHARE);
    const otherHidden = random() < 0.3 ? hideFields(other, random, BRIEF_SHARE) : other;
    const row = compare(first, second);
    if (index < pairs.length) rows.push(row);
    const weight = index >= pairs.length && !pair.same ? LOOK_ALIKE_WEIGHT : 1;
    const known = { same: pair.same, clusters: [pair.cluster, pair.otherCluster] as const };
    samples.push(
      { ...known, row, weight },
      { ...known, row: compare(hidden, otherHidden), weight: weight * BRIEF_WEIGHT },
    );
  }
  return { pairs, rows, samples };
}

/** Splits by cluster, trains on four parts and judges the fifth, for each. Another seed, another split. */
export function crossValidate({ pairs, rows, samples }: TrainingPairs, seed = 0): readonly HeldOut[] {
  const random = createRandom(1000 * seed + 11);
  const foldOf = new Map(
    [...new Set(pairs.flatMap(({ cluster, otherCluster }) => [cluster, otherCluster]))].map((cluster) => [
      cluster,
      Math.floor(random() * FOLDS),
    ]),
  );
  const sums = new Float64Array(pairs.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const seen = samples.filter(({ clusters }) => clusters.every((cluster) => foldOf.get(cluster) !== fold));
    const { base, trees } = growForest(seen);
    pairs.forEach(({ cluster }, index) => {
      const row = rows[index];
      if (row === undefined || foldOf.get(cluster) !== fold) return;
      sums[index] = trees.reduce<number>((sum, tree) => sum + evaluate(tree, row), base);
    });
  }
  return pairs.map((pair, index) => ({ pair, same: pair.same, sum: sums[index] ?? NaN }));
}

export function trainOn({ samples }: TrainingPairs): Forest {
  return growForest(samples);
}

function growForest(samples: readonly Sample[]): Forest {
  const set = {
    rows: samples.map(({ row }) => row),
    labels: samples.map(({ same }) => same),
    weights: samples.map(({ weight }) => weight),
    trends: COLUMNS.map(({ trend }) => trend),
  };
  const forests = Array.from({ length: FORESTS }, (_, index) => boost(set, { ...OPTIONS, seed: OPTIONS.seed + index }));
  return { base: forests[0]?.base ?? 0, trees: forests.flatMap(({ trees }) => trees.map(toShare)) };
}

/** A tree's part in the average of the forests. */
function toShare(tree: StoredTree): StoredTree {
  if (typeof tree === 'number') return share(tree);
  const [value, column, cut, missing, left, right] = tree;
  return [share(value), column, cut, missing, toShare(left), toShare(right)];
}

function share(value: number): number {
  return Number((value / FORESTS).toFixed(4));
}

function compare(a: RecordDescription, b: RecordDescription): Float64Array {
  return compareFeatures(prepareFeatures(a), prepareFeatures(b));
}

/**
 * The same record as a library would have it that catalogues in brief: each concern is left out now and then. Trained on
 * such copies too, the model takes what is missing for missing.
 */
function hideFields(description: RecordDescription, random: () => number, share: number): RecordDescription {
  const hides = (): boolean => random() < share;
  const { evidence } = description;
  const brief = {
    ...(hides() ? { titleRemainder: null } : {}),
    ...(hides() ? { creators: [] } : {}),
    ...(hides() ? { publisher: null } : {}),
    ...(hides() ? { pages: null } : {}),
    ...(hides() ? { editionStatement: null, editionNumber: null } : {}),
    ...(hides() ? { seriesTitles: [], volume: null } : {}),
    ...(hides() ? { subjects: [] } : {}),
    ...(hides() ? { languages: [] } : {}),
  };
  const undated = random() < share / 4;
  return {
    ...description,
    ...brief,
    ...(undated ? { publishedYear: null, otherYears: [] } : {}),
    evidence: {
      ...evidence,
      ...(brief.publisher === null ? { publishers: [], places: [] } : {}),
      ...(brief.pages === null
        ? { extentNumbers: [], prelimPages: null, volumes: null, heightCm: null, illustrated: null }
        : {}),
      ...(brief.creators === undefined ? {} : { creatorDates: null }),
      ...(undated ? { codedYears: [], statedDate: null, dateType: ' ' } : {}),
      ...(hides() ? { responsibility: null } : {}),
      ...(hides() ? { coded: '', country: null } : {}),
      ...(hides() ? { uniformTitle: null, varyingTitles: [] } : {}),
    },
  };
}
