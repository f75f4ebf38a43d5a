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
type Model = ReturnType<typeof toModel>;

export function loadModel(): Model {
  return toModel(JSON.parse(readFileSync(new URL('model.json', import.meta.url), 'utf8')) as StoredModel);
}

/** Lays a stored model out for speed. */
export function toModel(stored: StoredModel) {
  if (stored.columns.join() !== COLUMNS.map(({ name }) => name).join()) {
    throw new Error('hub/union-index/match/model.json has other columns: run npm run match:train');
  }
  const { base, scale, shift, same, different, trees } = stored;
  const sumOf = layTrees(trees);
  const featureOf = COLUMNS.map(({ feature }) => FEATURE_NAMES.indexOf(feature));
  return {
    same,
    different,
    start: scale * trees.reduce<number>((sum, tree) => sum + valueOf(tree), base) + shift,
    /** Calibrated log-odds of a row of `COLUMNS`. */
    logOdds: (row: Float64Array) => scale * (base + sumOf(row)) + shift,
    /** By how much each of `FEATURE_NAMES` moved the log-odds from where all pairs start; their sum, with `start`, is `logOdds`. */
    contributions(row: Float64Array) {
      const moved = new Float64Array(FEATURE_NAMES.length);
      for (const tree of trees) {
        for (let node = tree; typeof node !== 'number';) {
          const child: StoredTree = goesLeft(node, row) ? node[4] : node[5];
          const feature = featureOf[node[1]] ?? 0;
          moved[feature] = (moved[feature] ?? 0) + scale * (valueOf(child) - valueOf(node));
          node = child;
        }
      }
      return moved;
    },
  };
}

/**
 * All trees as full ones of one depth, node after node in arrays: a step is then one comparison and no branch, and a pair
 * costs some microseconds. A row is laid out twice, because each node says which way the missing goes: once as beyond
 * every cut, once as below.
 */
function layTrees(trees: readonly StoredTree[]): (row: Float64Array) => number {
  const depth = Math.max(...trees.map(depthOf));
  const inner = 2 ** depth - 1;
  const columns = new Uint16Array(trees.length * inner);
  const cuts = new Float64Array(trees.length * inner).fill(Infinity);
  const leaves = new Float64Array(trees.length * (inner + 1));
  const known = new Float64Array(2 * COLUMNS.length);

  function lay(tree: StoredTree, index: number, place: number): void {
    if (place >= inner) {
      leaves[index * (inner + 1) + place - inner] = valueOf(tree);
      return;
    }
    if (typeof tree !== 'number') {
      columns[index * inner + place] = tree[1] + (tree[3] === 1 ? COLUMNS.length : 0);
      cuts[index * inner + place] = tree[2];
    }
    // Below a leaf that stands high, both sides are that leaf.
    const [low, high] = typeof tree === 'number' ? [tree, tree] : [tree[4], tree[5]];
    lay(low, index, 2 * place + 1);
    lay(high, index, 2 * place + 2);
  }

  for (const [index, tree] of trees.entries()) lay(tree, index, 0);
  return (row) => {
    for (let column = 0; column < COLUMNS.length; column += 1) {
      const value = row[column] ?? NaN;
      const missing = Number.isNaN(value);
      known[column] = missing ? Infinity : value;
      known[column + COLUMNS.length] = missing ? -Infinity : value;
    }
    let sum = 0;
    for (let index = 0; index < trees.length; index += 1) {
      const start = index * inner;
      let place = 0;
      for (let level = 0; level < depth; level += 1) {
        const value = known[columns[start + place] ?? 0] ?? 0;
        place = 2 * place + 1 + Number(value > (cuts[start + place] ?? 0));
      }
      sum += leaves[index * (inner + 1) + place - inner] ?? 0;
    }
    return sum;
  };
}

function goesLeft(node: Exclude<StoredTree, number>, row: Float64Array): boolean {
  const value = row[node[1]] ?? NaN;
  return Number.isNaN(value) ? node[3] === 1 : value <= node[2];
}

function valueOf(tree: StoredTree): number {
  return typeof tree === 'number' ? tree : tree[0];
}

function depthOf(tree: StoredTree): number {
  return typeof tree === 'number' ? 0 : 1 + Math.max(depthOf(tree[4]), depthOf(tree[5]));
}
