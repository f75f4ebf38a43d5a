/**
 * Whether each of the shown can be one of the true, each true one at most once, and every one that must be shown is. There are never
 * many: each way is tried.
 */
export function canAssign<T>(
  shown: readonly T[],
  trueCount: number,
  fits: (shown: T, index: number) => boolean,
  must: readonly boolean[],
): boolean {
  const taken = new Set<number>();
  const place = (next: number): boolean => {
    const one = shown[next];
    if (one === undefined) return must.every((needed, index) => !needed || taken.has(index));
    for (let index = 0; index < trueCount; index += 1) {
      if (taken.has(index) || !fits(one, index)) continue;
      taken.add(index);
      if (place(next + 1)) return true;
      taken.delete(index);
    }
    return false;
  };
  return place(0);
}
