/**
 * True where at most `limit` slips of a typist turn one text into the other: a letter put in, left out or changed, or two
 * neighbours swapped (optimal string alignment). Cost: length × limit.
 */
export function withinDistance(a: string, b: string, limit: number): boolean {
  if (Math.abs(a.length - b.length) > limit) return false;
  const beyond = limit + 1;
  let lastLeast = 0;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => Math.min(column, beyond));
  for (let row = 1; row <= a.length; row += 1) {
    const current = new Array<number>(b.length + 1).fill(beyond);
    if (row <= limit) current[0] = row;
    let least = current[0] ?? beyond;
    const to = Math.min(b.length, row + limit);
    for (let column = Math.max(1, row - limit); column <= to; column += 1) {
      const changed = (last[column - 1] ?? beyond) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let best = Math.min(changed, (last[column] ?? beyond) + 1, (current[column - 1] ?? beyond) + 1);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, (beforeLast[column - 2] ?? beyond) + 1);
      }
      current[column] = best;
      if (best < least) least = best;
    }
    // A swap reaches back over one row, so that one hopeless row is not the end.
    if (least > limit && lastLeast > limit) return false;
    lastLeast = least;
    beforeLast = last;
    last = current;
  }
  return (last[b.length] ?? beyond) <= limit;
}
