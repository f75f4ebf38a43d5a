/**
 * Gradient boosting of small trees on the logistic loss, with bins, a default direction for what is missing, and trends:
 * a column that may only speak for (or only against) never does the reverse. Deterministic by its seed.
 */
import type { StoredTree } from '#union-index/match/model.ts';

export interface BoostingOptions {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  readonly rowShare: number;
  readonly columnShare: number;
  readonly leafWeightMin: number;
  readonly lambda: number;
  readonly gainMin: number;
  readonly seed: number;
}

export interface TrainingSet {
  /** One number a column; NaN where it is missing. */
  readonly rows: readonly Float64Array[];
  readonly labels: readonly boolean[];
  readonly weights: readonly number[];
  readonly trends: readonly number[];
}

const BINS = 64;
const NO_ROW = new Float64Array(0);
/** Log-odds are kept to a thousandth: the file stays small, and no pair turns on less. */
const VALUE_DECIMALS = 3;
const MISSING = BINS;

interface Split {
  readonly column: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly gain: number;
}

interface Sums {
  readonly gradient: number;
  readonly hessian: number;
}

/** Trains trees whose sum, with `base`, is the log-odds of being one edition. */
export function boost(
  set: TrainingSet,
  options: BoostingOptions,
): { readonly base: number; readonly trees: StoredTree[] } {
  const random = createRandom(options.seed);
  const { binned, cuts } = toBins(set.rows, set.trends.length);
  const positive = sum(set.labels.map((same, row) => (same ? (set.weights[row] ?? 1) : 0)));
  const base = Math.log(positive / (sum(set.weights) - positive));
  const scores = new Float64Array(set.rows.length).fill(base);
  const gradients = new Float64Array(set.rows.length);
  const hessians = new Float64Array(set.rows.length);
  const trees: StoredTree[] = [];
  for (let round = 0; round < options.trees; round += 1) {
    for (let row = 0; row < scores.length; row += 1) {
      const probability = 1 / (1 + Math.exp(-(scores[row] ?? 0)));
      const weight = set.weights[row] ?? 1;
      gradients[row] = weight * (probability - (set.labels[row] === true ? 1 : 0));
      hessians[row] = weight * Math.max(1e-6, probability * (1 - probability));
    }
    const sample = Uint32Array.from([...scores.keys()].filter(() => random() < options.rowShare));
    const columns = [...cuts.keys()].filter(
      (column) => (cuts[column]?.length ?? 0) > 0 && random() < options.columnShare,
    );
    const tree = growTree({ binned, cuts, gradients, hessians, columns, trends: set.trends, options }, sample);
    trees.push(tree);
    for (let row = 0; row < scores.length; row += 1)
      scores[row] = (scores[row] ?? 0) + evaluate(tree, set.rows[row] ?? NO_ROW);
  }
  return { base, trees };
}

interface Growth {
  readonly binned: readonly Uint8Array[];
  readonly cuts: readonly (readonly number[])[];
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly columns: readonly number[];
  readonly trends: readonly number[];
  readonly options: BoostingOptions;
}

function growTree(growth: Growth, sample: Uint32Array): StoredTree {
  const { options, trends } = growth;

  function grow(rows: Uint32Array, depth: number, low: number, high: number): StoredTree {
    const sums = sumOf(growth, rows);
    const value = rounded(clamp(leafValue(sums, options.lambda), low, high) * options.rate, VALUE_DECIMALS);
    const split = depth === 0 ? null : findSplit(growth, rows, sums, low, high);
    if (split === null) return value;
    const { column, bin, missingLeft } = split;
    const bins = growth.binned[column] ?? new Uint8Array();
    const goesLeft = (row: number): boolean => (bins[row] === MISSING ? missingLeft : (bins[row] ?? 0) <= bin);
    const [left, right] = [rows.filter(goesLeft), rows.filter((row) => !goesLeft(row))];
    const sides = [left, right].map((side) => clamp(leafValue(sumOf(growth, side), options.lambda), low, high));
    const middle = ((sides[0] ?? 0) + (sides[1] ?? 0)) / 2;
    const trend = trends[column] ?? 0;
    return [
      value,
      column,
      growth.cuts[column]?.[bin] ?? 0,
      missingLeft ? 1 : 0,
      grow(left, depth - 1, trend < 0 ? middle : low, trend > 0 ? middle : high),
      grow(right, depth - 1, trend > 0 ? middle : low, trend < 0 ? middle : high),
    ];
  }

  return grow(sample, options.depth, -Infinity, Infinity);
}

function findSplit(growth: Growth, rows: Uint32Array, sums: Sums, low: number, high: number): Split | null {
  const { options } = growth;
  let best: Split | null = null;
  const gradient = new Float64Array(BINS + 1);
  const hessian = new Float64Array(BINS + 1);
  const whole = score(sums, options.lambda, low, high);
  for (const column of growth.columns) {
    gradient.fill(0);
    hessian.fill(0);
    const bins = growth.binned[column] ?? new Uint8Array();
    for (const row of rows) {
      const bin = bins[row] ?? MISSING;
      gradient[bin] = (gradient[bin] ?? 0) + (growth.gradients[row] ?? 0);
      hessian[bin] = (hessian[bin] ?? 0) + (growth.hessians[row] ?? 0);
    }
    const missing = { gradient: gradient[MISSING] ?? 0, hessian: hessian[MISSING] ?? 0 };
    const trend = growth.trends[column] ?? 0;
    let [leftGradient, leftHessian] = [0, 0];
    for (let bin = 0; bin < (growth.cuts[column]?.length ?? 0); bin += 1) {
      leftGradient += gradient[bin] ?? 0;
      leftHessian += hessian[bin] ?? 0;
      for (const missingLeft of missing.hessian > 0 ? [true, false] : [false]) {
        const left = {
          gradient: leftGradient + (missingLeft ? missing.gradient : 0),
          hessian: leftHessian + (missingLeft ? missing.hessian : 0),
        };
        const right = { gradient: sums.gradient - left.gradient, hessian: sums.hessian - left.hessian };
        if (left.hessian < options.leafWeightMin || right.hessian < options.leafWeightMin) continue;
        const difference =
          clamp(leafValue(right, options.lambda), low, high) - clamp(leafValue(left, options.lambda), low, high);
        if (trend * difference < 0) continue;
        const gain = score(left, options.lambda, low, high) + score(right, options.lambda, low, high) - whole;
        if (gain > options.gainMin && (best === null || gain > best.gain)) best = { column, bin, missingLeft, gain };
      }
    }
  }
  return best;
}

function sumOf({ gradients, hessians }: Growth, rows: Uint32Array): Sums {
  let [gradient, hessian] = [0, 0];
  for (const row of rows) {
    gradient += gradients[row] ?? 0;
    hessian += hessians[row] ?? 0;
  }
  return { gradient, hessian };
}

function leafValue({ gradient, hessian }: Sums, lambda: number): number {
  return -gradient / (hessian + lambda);
}

/** By how much a leaf of its best allowed value lowers the loss. */
function score(sums: Sums, lambda: number, low: number, high: number): number {
  const value = clamp(leafValue(sums, lambda), low, high);
  return -(sums.gradient * value + 0.5 * (sums.hessian + lambda) * value * value);
}

/** Columns as small integers: the bin of each row, and the greatest value of each bin but the last. */
function toBins(
  rows: readonly Float64Array[],
  columns: number,
): { readonly binned: readonly Uint8Array[]; readonly cuts: readonly (readonly number[])[] } {
  const binned: Uint8Array[] = [];
  const cuts: (readonly number[])[] = [];
  for (let column = 0; column < columns; column += 1) {
    const values = Float64Array.from(rows, (row) => row[column] ?? NaN);
    const known = values.filter((value) => !Number.isNaN(value)).sort();
    const distinct = [...new Set(known)];
    const edges =
      distinct.length <= BINS
        ? distinct.slice(0, -1).map((value, index) => (value + (distinct[index + 1] ?? value)) / 2)
        : [
            ...new Set(
              Array.from({ length: BINS - 1 }, (_, bin) => known[Math.floor(((bin + 1) * known.length) / BINS)] ?? 0),
            ),
          ];
    const rounded = edges.map((edge) => Number(edge.toPrecision(4)));
    cuts.push([...new Set(rounded)]);
    binned.push(Uint8Array.from(values, (value) => (Number.isNaN(value) ? MISSING : binOf(value, cuts[column] ?? []))));
  }
  return { binned, cuts };
}

function binOf(value: number, cuts: readonly number[]): number {
  let bin = 0;
  while (bin < cuts.length && value > (cuts[bin] ?? Infinity)) bin += 1;
  return bin;
}

/** What a tree says of a row. */
export function evaluate(tree: StoredTree, row: Float64Array): number {
  let node = tree;
  while (typeof node !== 'number') {
    const value = row[node[1]] ?? NaN;
    node = value <= node[2] || (Number.isNaN(value) && node[3] === 1) ? node[4] : node[5];
  }
  return node;
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** mulberry32: the same numbers from the same seed on every machine. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
