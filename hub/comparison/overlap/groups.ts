/** Groups of what is joined by pairs, directly or through others. */

export interface Groups {
  readonly join: (a: number, b: number) => void;
  /** The lowest number of its group; itself if nothing joined it. */
  readonly of: (member: number) => number;
  /** What was joined to anything, in the order in which it was. */
  readonly members: () => Iterable<number>;
}

export function createGroups(): Groups {
  const above = new Map<number, number>();
  function of(member: number): number {
    let top = member;
    for (let next = above.get(top); next !== undefined && next !== top; next = above.get(top)) top = next;
    // Whoever asks next has one step to go.
    for (let at = member; at !== top;) {
      const next = above.get(at) ?? top;
      above.set(at, top);
      at = next;
    }
    return top;
  }
  return {
    of,
    join(a, b) {
      const [x, y] = [of(a), of(b)];
      above.set(a, above.get(a) ?? x);
      above.set(b, above.get(b) ?? y);
      above.set(Math.max(x, y), Math.min(x, y));
    },
    members: () => above.keys(),
  };
}
