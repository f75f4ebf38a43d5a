/** Pairs of records, each once, the lower number first. */
export class PairSet implements Iterable<readonly [number, number]> {
  readonly #byLower = new Map<number, Set<number>>();

  add(a: number, b: number): void {
    if (a === b) return;
    const lower = Math.min(a, b);
    const others = this.#byLower.get(lower) ?? new Set();
    this.#byLower.set(lower, others.add(Math.max(a, b)));
  }

  has(a: number, b: number): boolean {
    return this.#byLower.get(Math.min(a, b))?.has(Math.max(a, b)) === true;
  }

  /** Every pair among `sharers` of which at least one was touched. */
  addTouched(sharers: readonly number[], touched: ReadonlySet<number>): void {
    for (const a of sharers) {
      if (!touched.has(a)) continue;
      for (const b of sharers) this.add(a, b);
    }
  }

  members(): ReadonlySet<number> {
    const members = new Set<number>();
    for (const [a, b] of this) members.add(a).add(b);
    return members;
  }

  *[Symbol.iterator](): Iterator<readonly [number, number]> {
    for (const [lower, others] of this.#byLower) for (const higher of others) yield [lower, higher];
  }
}
