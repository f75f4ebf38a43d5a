/**
 * True if at most `limit` slips of a typist turn one text into the other: a letter put in, left out or changed, or two
 * neighbours swapped (optimal string alignment). Cost: length × limit.
 */
export function withinDistance(a: string, b: string, limit: number): boolean {
  if (Math.abs(a.length - b.length) > limit) return false;
  const beyond = limit + 1;
  const length = b.length + 1;
  let [beforeLast, last, current] = [new Uint32Array(length), new Uint32Array(length), new Uint32Array(length)];
  let lastLeast = 0;
  for (let column = 0; column <= b.length; column += 1) last[column] = Math.min(column, beyond);
  for (let row = 1; row <= a.length; row += 1) {
    current.fill(beyond);
    if (row <= limit) current[0] = row;
    let least = current[0] ?? beyond;
    const letter = a.charCodeAt(row - 1);
    const to = Math.min(b.length, row + limit);
    for (let column = Math.max(1, row - limit); column <= to; column += 1) {
      const other = b.charCodeAt(column - 1);
      const changed = (last[column - 1] ?? beyond) + (letter === other ? 0 : 1);
      let best = Math.min(changed, (last[column] ?? beyond) + 1, (current[column - 1] ?? beyond) + 1);
      if (row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === other) {
        best = Math.min(best, (beforeLast[column - 2] ?? beyond) + 1);
      }
      current[column] = best;
      if (best < least) least = best;
    }
    // A swap reaches back over one row, so that one hopeless row is not the end.
    if (least > limit && lastLeast > limit) return false;
    lastLeast = least;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return (last[b.length] ?? beyond) <= limit;
}

/** How many letters two texts begin with alike. */
export function sameStart(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let at = 0; at < end; at += 1) if (a.charCodeAt(at) !== b.charCodeAt(at)) return at;
  return end;
}
