/** Rows that came twice, which an answer may hold: the same row twice is one, and two that contradict each other are neither. Pure. */
import { isDeepStrictEqual } from 'node:util';

export interface OnceEach<Row> {
  /** Each row once, in the order in which they came. */
  readonly rows: readonly Row[];
  /** Rows with a key that came with other content too; they are not among `rows`. */
  readonly contradicting: readonly Row[];
}

/** A row whose key is null cannot be told from others, and stays as it is. */
export function onceEach<Row>(all: readonly Row[], keyOf: (row: Row) => string | number | null): OnceEach<Row> {
  const first = new Map<string | number, Row>();
  const repeated = new Set<Row>();
  const disputed = new Set<string | number>();
  for (const row of all) {
    const key = keyOf(row);
    if (key === null) continue;
    const before = first.get(key);
    if (before === undefined) first.set(key, row);
    else if (isDeepStrictEqual(before, row)) repeated.add(row);
    else disputed.add(key);
  }
  if (repeated.size === 0 && disputed.size === 0) return { rows: all, contradicting: [] };
  const isDisputed = (row: Row): boolean => disputed.has(keyOf(row) ?? '');
  return {
    rows: all.filter((row) => !repeated.has(row) && !isDisputed(row)),
    contradicting: all.filter(isDisputed),
  };
}
