/** The square of libraries as a heat map that fits a window: short names, and libraries that are alike side by side. */

/** How many titles each library has, and has together with each other. */
export interface HeatRow {
  readonly id: string;
  readonly titles: number;
  readonly together: ReadonlyMap<string, number>;
}

/**
 * Begins with the library that has most in common with the others, and goes on with the one that is most like those before it, so that
 * dark fields lie together.
 */
export function byLikeness(rows: readonly HeatRow[]): readonly HeatRow[] {
  const likeness = (a: HeatRow, b: HeatRow): number => {
    const both = a.together.get(b.id) ?? 0;
    const all = a.titles + b.titles - both;
    return all === 0 ? 0 : both / all;
  };
  const likeAll = (row: HeatRow, others: readonly HeatRow[]): number =>
    others.reduce((sum, other) => sum + (other === row ? 0 : likeness(row, other)), 0);
  const placed: HeatRow[] = [];
  let left = [...rows];
  while (left.length > 0) {
    const last = placed.slice(-NEIGHBOURS);
    const near = last.length === 0 ? rows : last;
    const next = left.reduce((best, row) => (likeAll(row, near) > likeAll(best, near) ? row : best));
    placed.push(next);
    left = left.filter((row) => row !== next);
  }
  return placed;
}

/** So many of the last placed say who comes next. */
const NEIGHBOURS = 2;

/** The first words of each name that no other begins with; whole names where there is no such beginning. */
export function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    names.map((name) => {
      const words = name.split(' ');
      const lengths = words.map((_, place) => words.slice(0, place + 1).join(' '));
      const isAlone = (short: string): boolean =>
        names.every((other) => other === name || !`${other} `.startsWith(`${short} `));
      return [name, lengths.find(isAlone) ?? name];
    }),
  );
}
