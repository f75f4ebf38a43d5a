/** True where at most `limit` letters put in, left out or changed turn one text into the other. Cost: length × limit. */
export function withinDistance(a: string, b: string, limit: number): boolean {
  if (Math.abs(a.length - b.length) > limit) return false;
  const beyond = limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, column) => Math.min(column, beyond));
  for (let row = 1; row <= a.length; row += 1) {
    const current = new Array<number>(b.length + 1).fill(beyond);
    if (row <= limit) current[0] = row;
    let least = current[0] ?? beyond;
    const from = Math.max(1, row - limit);
    const to = Math.min(b.length, row + limit);
    for (let column = from; column <= to; column += 1) {
      const changed = (previous[column - 1] ?? beyond) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const best = Math.min(changed, (previous[column] ?? beyond) + 1, (current[column - 1] ?? beyond) + 1);
      current[column] = best;
      if (best < least) least = best;
    }
    if (least > limit) return false;
    previous = current;
  }
  return (previous[b.length] ?? beyond) <= limit;
}
