/**
 * Who waits for a place, and who is next: accounts, then live questions, then background work. Among equals callers take
 * turns, so that a caller of whom 200 wait does not hold up another one's first.
 */
import { rankOf, type Turn } from './turn.ts';

export interface Waiting {
  readonly turn: Turn;
}

export interface Line<Waiter extends Waiting> {
  add(waiter: Waiter): void;
  remove(waiter: Waiter): void;
  /** Takes out who is next among those that may go; undefined if there is none. */
  takeNext(mayGo: (waiter: Waiter) => boolean): Waiter | undefined;
  /** Who would be the last of these, if they are more than so many; undefined if they are not. */
  lastBeyond(most: number, isMeant: (waiter: Waiter) => boolean): Waiter | undefined;
}

interface Place<Waiter> {
  readonly waiter: Waiter;
  /** In each round every caller has one turn. Whoever comes joins the next one: nobody is overtaken for ever. */
  readonly round: number;
  readonly arrival: number;
}

/** Round robin as in start-time fair queueing (Goyal, Vin, Cheng 1996), with every exchange of the same size. */
export function createLine<Waiter extends Waiting>(): Line<Waiter> {
  const places = new Map<Waiter, Place<Waiter>>();
  /** By rank: the round of whoever was taken last. */
  const rounds: number[] = [];
  let arrivals = 0;

  function roundOf(turn: Turn): number {
    let last = rounds[rankOf(turn)] ?? 0;
    for (const { waiter, round } of places.values()) {
      const isSame = waiter.turn.caller === turn.caller && waiter.turn.urgency === turn.urgency;
      if (isSame && round > last) last = round;
    }
    return last + 1;
  }

  return {
    add(waiter) {
      places.set(waiter, { waiter, round: roundOf(waiter.turn), arrival: (arrivals += 1) });
    },
    remove: (waiter) => void places.delete(waiter),
    takeNext(mayGo) {
      let next: Place<Waiter> | undefined;
      for (const place of places.values()) {
        if ((next === undefined || isBefore(place, next)) && mayGo(place.waiter)) next = place;
      }
      if (next === undefined) return undefined;
      const { waiter, round } = next;
      places.delete(waiter);
      const rank = rankOf(waiter.turn);
      rounds[rank] = Math.max(rounds[rank] ?? 0, round);
      return waiter;
    },
    lastBeyond(most, isMeant) {
      if (places.size <= most) return undefined;
      const meant = [...places.values()].filter(({ waiter }) => isMeant(waiter));
      if (meant.length <= most) return undefined;
      return meant.reduce((last, place) => (isBefore(place, last) ? last : place)).waiter;
    },
  };
}

function isBefore(a: Place<Waiting>, b: Place<Waiting>): boolean {
  return (rankOf(a.waiter.turn) - rankOf(b.waiter.turn) || a.round - b.round || a.arrival - b.arrival) < 0;
}
