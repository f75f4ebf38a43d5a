/** A seeded source of chance: the same seed gives the same region, byte for byte. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** True in so many of 1. */
  chance(probability: number): boolean;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** So many different ones of a list, in the list's order. */
  some<T>(list: readonly T[], count: number): readonly T[];
}

/** Mulberry32: small, quick, and the same on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => {
    const found = list[whole(0, list.length - 1)];
    if (found === undefined) throw new RangeError('cannot pick from an empty list');
    return found;
  };
  const some = <T>(list: readonly T[], count: number): readonly T[] => {
    const left = list.map((_, index) => index);
    while (left.length > count) left.splice(whole(0, left.length - 1), 1);
    return list.filter((_, index) => left.includes(index));
  };
  return { next, chance: (probability) => next() < probability, whole, pick, some };
}
