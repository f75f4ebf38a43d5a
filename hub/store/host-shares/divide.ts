/**
 * How many units of a host each of the processes is entitled to that ask it. Every process works it out for itself from the same
 * claims: it gives up what it has too much of if another one lacks it, and takes what is free.
 */

/** What one process holds of a host, and wants. */
export interface Claim {
  /** It may use so many, and others may not. */
  readonly units: number;
  /** So many would be of use to it. */
  readonly wants: number;
  /** Whether people wait for it. */
  readonly isLive: boolean;
  /** Whether something waits for it that cannot begin, because it has none. */
  readonly asks: boolean;
  /** Since when it holds any, or asks for the first one; milliseconds by the database's clock. */
  readonly since: number;
}

/** What people wait for may hold on to its units for so long if there are too few for everybody, then they go round. */
const TURN_MS = 500;
/** Of those who ask, live ones go first, unless the other one has waited so long. */
const LEAD_MS = 2_000;

/**
 * Each process that wants anything gets one unit; what is left goes to live ones first, one by one. If there are fewer units than
 * processes, they are held in turn.
 */
export function divide(claims: ReadonlyMap<string, Claim>, capacity: number, now: number): ReadonlyMap<string, number> {
  const wanting = [...claims].filter(([, { wants }]) => wants > 0);
  const inTurn = wanting.toSorted(([idA, a], [idB, b]) => compare(placeOf(a, now), placeOf(b, now)) || byId(idA, idB));
  const shares = new Map<string, number>(inTurn.slice(0, capacity).map(([id]) => [id, 1]));
  let left = capacity - shares.size;
  const liveFirst = wanting.toSorted(([idA, a], [idB, b]) => Number(b.isLive) - Number(a.isLive) || byId(idA, idB));
  for (let isAnyServed = true; left > 0 && isAnyServed;) {
    isAnyServed = false;
    for (const [id, { wants }] of liveFirst) {
      const has = shares.get(id) ?? 0;
      if (left === 0 || has >= wants) continue;
      shares.set(id, has + 1);
      left -= 1;
      isAnyServed = true;
    }
  }
  return shares;
}

/** Whoever comes first has the smaller first number, then the smaller second one. */
function placeOf({ units, isLive, asks, since }: Claim, now: number): readonly [number, number] {
  if (units > 0) return [isLive && now - since < TURN_MS ? 0 : 2, since];
  return asks ? [1, isLive ? since - LEAD_MS : since] : [3, since];
}

function compare([a0, a1]: readonly [number, number], [b0, b1]: readonly [number, number]): number {
  return a0 - b0 || a1 - b1;
}

function byId(a: string, b: string): number {
  return a < b ? -1 : 1;
}

/** What a process is to hold from now on: more if there are free ones, fewer if somebody lacks what it has too much of. */
export function unitsFor(id: string, claims: ReadonlyMap<string, Claim>, capacity: number, now: number): number {
  const shares = divide(claims, capacity, now);
  const held = claims.get(id)?.units ?? 0;
  const entitled = shares.get(id) ?? 0;
  const free = capacity - Array.from(claims.values()).reduce((sum, { units }) => sum + units, 0);
  if (entitled > held) return held + Math.max(0, Math.min(entitled - held, free));
  const lacking = Array.from(claims)
    .filter(([other]) => other !== id)
    .reduce((sum, [other, { units }]) => sum + Math.max(0, (shares.get(other) ?? 0) - units), 0);
  return held - Math.min(held - entitled, Math.max(0, lacking - free));
}
