/** Chance from a seed: the same seed gives the same again, in the same order. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** True in so many of 1. */
  chance(probability: number): boolean;
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  /** One of them; undefined where there are none. */
  pick<T>(from: readonly T[]): T | undefined;
  /** One of a list that is known not to be empty; throws a RangeError for one that is. */
  one<T>(of: readonly T[]): T;
  /** So many different ones of a list, in the list's order. */
  some<T>(of: readonly T[], count: number): readonly T[];
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
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(from: readonly T[]): T | undefined => from[below(from.length)];
  return {
    next,
    chance: (probability) => next() < probability,
    below,
    whole: (from, to) => from + below(to - from + 1),
    pick,
    one<T>(of: readonly T[]): T {
      const found = pick(of);
      if (found === undefined) throw new RangeError('cannot pick from an empty list');
      return found;
    },
    some<T>(of: readonly T[], count: number): readonly T[] {
      const left = of.map((_, index) => index);
      while (left.length > count) left.splice(below(left.length), 1);
      return of.filter((_, index) => left.includes(index));
    },
  };
}
