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
/** Log-odds are kept to so many decimals: the file stays small, and no pair turns on less. */
const VALUE_DECIMALS = 4;
const MISSING = BINS;
const STRIDE = 2 * (BINS + 1);

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

/** Rows as small integers: the bin of each column, row after row; and the greatest value of each bin but the last. */
interface Bins {
  readonly width: number;
  readonly binned: Uint8Array;
  readonly cuts: readonly (readonly number[])[];
}

/** A tree beside the bins that it was grown on. */
type GrownTree = number | readonly [number, number, number, 0 | 1, GrownTree, GrownTree];

/** Trains trees whose sum, with `base`, is the log-odds of being one edition. */
export function boost(
  set: TrainingSet,
  options: BoostingOptions,
): { readonly base: number; readonly trees: StoredTree[] } {
  const random = createRandom(options.seed);
  const bins = toBins(set.rows, set.trends.length);
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
    const columns = Uint16Array.from(
      [...bins.cuts.keys()].filter((column) => (bins.cuts[column]?.length ?? 0) > 0 && random() < options.columnShare),
    );
    const tree = growTree({ bins, gradients, hessians, columns, trends: set.trends, options }, sample);
    trees.push(toStored(tree, bins.cuts));
    for (let row = 0; row < scores.length; row += 1) scores[row] = (scores[row] ?? 0) + evaluateBinned(tree, bins, row);
  }
  return { base, trees };
}

interface Growth {
  readonly bins: Bins;
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly columns: Uint16Array;
  readonly trends: readonly number[];
  readonly options: BoostingOptions;
}

function growTree(growth: Growth, sample: Uint32Array): GrownTree {
  const { bins, options, trends } = growth;

  function grow(rows: Uint32Array, known: Float64Array | null, depth: number, low: number, high: number): GrownTree {
    const sums = sumOf(growth, rows);
    const value = rounded(clamp(leafValue(sums, options.lambda), low, high) * options.rate, VALUE_DECIMALS);
    if (depth === 0) return value;
    const histogram = known ?? histogramOf(growth, rows);
    const split = findSplit(growth, histogram, sums, low, high);
    if (split === null) return value;
    const { column, bin, missingLeft } = split;
    const goesLeft = (row: number): boolean => {
      const found = bins.binned[row * bins.width + column] ?? MISSING;
      return found === MISSING ? missingLeft : found <= bin;
    };
    const [left, right] = [rows.filter(goesLeft), rows.filter((row) => !goesLeft(row))];
    const sides = [left, right].map((side) => clamp(leafValue(sumOf(growth, side), options.lambda), low, high));
    const middle = ((sides[0] ?? 0) + (sides[1] ?? 0)) / 2;
    const trend = trends[column] ?? 0;
    const [leftHistogram, rightHistogram] = depth === 1 ? [null, null] : shareOut(growth, histogram, left, right);
    return [
      value,
      column,
      bin,
      missingLeft ? 1 : 0,
      grow(left, leftHistogram, depth - 1, trend < 0 ? middle : low, trend > 0 ? middle : high),
      grow(right, rightHistogram, depth - 1, trend > 0 ? middle : low, trend < 0 ? middle : high),
    ];
  }

  return grow(sample, null, options.depth, -Infinity, Infinity);
}

/** Gradient and hessian by column and bin. */
function histogramOf({ bins, gradients, hessians, columns }: Growth, rows: Uint32Array): Float64Array {
  const histogram = new Float64Array(columns.length * STRIDE);
  for (const row of rows) {
    const gradient = gradients[row] ?? 0;
    const hessian = hessians[row] ?? 0;
    for (let index = 0; index < columns.length; index += 1) {
      const at = index * STRIDE + 2 * (bins.binned[row * bins.width + (columns[index] ?? 0)] ?? MISSING);
      histogram[at] = (histogram[at] ?? 0) + gradient;
      histogram[at + 1] = (histogram[at + 1] ?? 0) + hessian;
    }
  }
  return histogram;
}

/** Counts the smaller side and takes it from the whole: half of the work. */
function shareOut(
  growth: Growth,
  whole: Float64Array,
  left: Uint32Array,
  right: Uint32Array,
): readonly [Float64Array, Float64Array] {
  const smaller = histogramOf(growth, left.length < right.length ? left : right);
  const larger = whole.map((value, at) => value - (smaller[at] ?? 0));
  return left.length < right.length ? [smaller, larger] : [larger, smaller];
}

function findSplit(growth: Growth, histogram: Float64Array, sums: Sums, low: number, high: number): Split | null {
  const { bins, columns, options, trends } = growth;
  let best: Split | null = null;
  const whole = score(sums, options.lambda, low, high);
  for (const [index, column] of columns.entries()) {
    const at = index * STRIDE;
    const missing = { gradient: histogram[at + 2 * MISSING] ?? 0, hessian: histogram[at + 2 * MISSING + 1] ?? 0 };
    const trend = trends[column] ?? 0;
    let [leftGradient, leftHessian] = [0, 0];
    for (let bin = 0; bin < (bins.cuts[column]?.length ?? 0); bin += 1) {
      leftGradient += histogram[at + 2 * bin] ?? 0;
      leftHessian += histogram[at + 2 * bin + 1] ?? 0;
      for (const missingLeft of missing.hessian > 1e-9 ? [true, false] : [false]) {
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

function toBins(rows: readonly Float64Array[], width: number): Bins {
  const binned = new Uint8Array(rows.length * width);
  const cuts: (readonly number[])[] = [];
  for (let column = 0; column < width; column += 1) {
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
    const ofColumn = [...new Set(edges.map((edge) => Number(edge.toPrecision(4))))];
    cuts.push(ofColumn);
    values.forEach((value, row) => {
      binned[row * width + column] = Number.isNaN(value) ? MISSING : binOf(value, ofColumn);
    });
  }
  return { width, binned, cuts };
}

/** How many cuts a value is above. */
function binOf(value: number, cuts: readonly number[]): number {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value > (cuts[middle] ?? Infinity)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function evaluateBinned(tree: GrownTree, { binned, width }: Bins, row: number): number {
  let node = tree;
  while (typeof node !== 'number') {
    const bin = binned[row * width + node[1]] ?? MISSING;
    node = (bin === MISSING ? node[3] === 1 : bin <= node[2]) ? node[4] : node[5];
  }
  return node;
}

function toStored(tree: GrownTree, cuts: Bins['cuts']): StoredTree {
  if (typeof tree === 'number') return tree;
  const [value, column, bin, missing, left, right] = tree;
  return [value, column, cuts[column]?.[bin] ?? 0, missing, toStored(left, cuts), toStored(right, cuts)];
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
