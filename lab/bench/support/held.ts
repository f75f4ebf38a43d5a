import type { Held } from '../live/canned-host.ts';

/** Milliseconds for which a system was working on at least one question; what the hub does in between is not its time. */
export function timeHeld(held: readonly Held[]): number {
  let total = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { from, to } of held.toSorted((a, b) => a.from - b.from)) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return total;
}
