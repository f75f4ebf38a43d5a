/** Groups of what is joined by pairs, directly or through others. */

export function createGroups() {
  const above = new Map<number, number>();
  /** The lowest number of its group; itself if nothing joined it. */
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
    join(a: number, b: number): void {
      const [x, y] = [of(a), of(b)];
      above.set(a, above.get(a) ?? x);
      above.set(b, above.get(b) ?? y);
      above.set(Math.max(x, y), Math.min(x, y));
    },
    /** What was joined to anything, in the order in which it was. */
    members: () => above.keys(),
  };
}
