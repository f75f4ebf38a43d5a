import { readFileSync } from 'node:fs';
import { COLUMNS, FEATURE_NAMES } from './features/compare-features.ts';

/**
 * A small tree as it is stored: a leaf is its value; a node is `[value, column, cut, missing left, left, right]`, where at
 * most `cut` goes left, and 1 sends left what is missing. Values are log-odds.
 */
export type StoredTree = number | readonly [number, number, number, 0 | 1, StoredTree, StoredTree];

export interface StoredModel {
  /** Names of the columns that the trees ask for, in their order. A model of other columns is refused. */
  readonly columns: readonly string[];
  readonly base: number;
  /** Log-odds as calibrated on pairs that were not trained on: `scale × sum + shift`. */
  readonly scale: number;
  readonly shift: number;
  /** From this probability on two records are one edition. */
  readonly same: number;
  /** Below this they are two. */
  readonly different: number;
  readonly trees: readonly StoredTree[];
}

/** The scorer of metadata: a sum of small trees. */
export interface Model {
  readonly same: number;
  readonly different: number;
  /** Calibrated log-odds of a row of `COLUMNS`. */
  logOdds(row: Float64Array): number;
  /** By how much each of `FEATURE_NAMES` moved the log-odds from where all pairs start; their sum, with `start`, is `logOdds`. */
  contributions(row: Float64Array): Float64Array;
  readonly start: number;
}

/** Reads the model that stands beside this file. */
export function loadModel(): Model {
  return toModel(JSON.parse(readFileSync(new URL('model.json', import.meta.url), 'utf8')) as StoredModel);
}

const STRIDE = 5;
const [CUT, LEFT, MISSING, VALUE] = [1, 2, 3, 4];

/** Lays a stored model out for speed: all nodes of all trees in typed arrays, each tree's root where its predecessor ends. */
export function toModel(stored: StoredModel): Model {
  if (stored.columns.join() !== COLUMNS.map(({ name }) => name).join()) {
    throw new Error('union-index/match/model.json is of other columns: run npm run match:train');
  }
  const size = stored.trees.reduce<number>((sum, tree) => sum + countNodes(tree), 0);
  // One node beside the next, so that a step reads one line of memory: column, cut, place of the left child, missing left, value.
  const nodes = new Float64Array(size * STRIDE);
  const roots: number[] = [];
  let end = 0;
  for (const tree of stored.trees) {
    roots.push(end);
    lay(tree, end);
  }
  const featureOf = Uint8Array.from(COLUMNS, ({ feature }) => FEATURE_NAMES.indexOf(feature));
  const startSum = roots.reduce((sum, root) => sum + (nodes[root + VALUE] ?? 0), stored.base);

  function lay(tree: StoredTree, at: number): void {
    end = Math.max(end, at + STRIDE);
    if (typeof tree === 'number') {
      nodes.set([-1, 0, 0, 0, tree], at);
      return;
    }
    const [value, column, cut, missing, low, high] = tree;
    const pair = end;
    end += 2 * STRIDE;
    nodes.set([column, cut, pair, missing, value], at);
    lay(low, pair);
    lay(high, pair + STRIDE);
  }

  function next(node: number, column: number, row: Float64Array): number {
    const value = row[column] ?? NaN;
    const left = nodes[node + LEFT] ?? 0;
    if (value <= (nodes[node + CUT] ?? 0)) return left;
    return Number.isNaN(value) && nodes[node + MISSING] === 1 ? left : left + STRIDE;
  }

  return {
    same: stored.same,
    different: stored.different,
    start: stored.scale * startSum + stored.shift,
    logOdds(row) {
      let sum = stored.base;
      for (const root of roots) {
        let node = root;
        for (let column = nodes[node] ?? -1; column >= 0; column = nodes[node] ?? -1) node = next(node, column, row);
        sum += nodes[node + VALUE] ?? 0;
      }
      return stored.scale * sum + stored.shift;
    },
    contributions(row) {
      const moved = new Float64Array(FEATURE_NAMES.length);
      for (const root of roots) {
        let node = root;
        for (let column = nodes[node] ?? -1; column >= 0; column = nodes[node] ?? -1) {
          const child = next(node, column, row);
          const feature = featureOf[column] ?? 0;
          moved[feature] =
            (moved[feature] ?? 0) + stored.scale * ((nodes[child + VALUE] ?? 0) - (nodes[node + VALUE] ?? 0));
          node = child;
        }
      }
      return moved;
    },
  };
}

function countNodes(tree: StoredTree): number {
  return typeof tree === 'number' ? 1 : 1 + countNodes(tree[4]) + countNodes(tree[5]);
}
