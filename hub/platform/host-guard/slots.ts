/**
 * The places of one host: so many exchanges at once, in the order of the line, background work never in the last place. A place in
 * which something of an account was asked is kept for a moment for what is asked next: reading an account takes several exchanges, one
 * after another, and each of them would wait for somebody else's to end.
 */
import { type Turn, rankOf } from './turn.ts';

export type Slots = ReturnType<typeof createSlots>;

export interface SlotsOptions {
  readonly count: number;
  /** So many run at once if what more of them ask is for accounts, where that is more than the count; read at each decision. */
  readonly withAccounts?: () => number;
  /** So many wait at most, background work not counted. */
  readonly mostWaiting: number;
  readonly crowded: () => Error;
}

/** So long after its answer the next question of an account is there. */
const KEPT_FOR_MS = 50;

interface Waiter extends Waiting {
  readonly settle: (outcome: 'begin' | 'crowded' | 'ended') => void;
}

export function createSlots(options: SlotsOptions) {
  const { mostWaiting, crowded, withAccounts = () => 0 } = options;
  const line = createLine<Waiter>();
  const running = new Set<Waiter>();
  const kept = createKeptPlaces(fill);
  let { count } = options;

  const most = (): number => Math.max(count, withAccounts());

  function mayGo(waiter: Waiter): boolean {
    if (isAccount(waiter)) return running.size < most();
    if (running.size + kept.count >= count) return false;
    return isUrgent(waiter) || [...running].filter((one) => !isUrgent(one)).length < Math.max(1, count - 1);
  }

  function fill(): void {
    while (running.size < most()) {
      const next = line.takeNext(mayGo);
      if (next === undefined) return;
      if (isAccount(next)) kept.takeOne();
      running.add(next);
      next.settle('begin');
    }
  }

  function enter(waiter: Waiter): void {
    line.add(waiter);
    fill();
    // Whoever asks for most makes room, and not whoever comes last.
    const last = line.lastBeyond(mostWaiting, isUrgent);
    if (last === undefined) return;
    line.remove(last);
    last.settle('crowded');
  }

  function leave(waiter: Waiter): void {
    line.remove(waiter);
    if (!running.delete(waiter)) return;
    if (isAccount(waiter)) kept.keepOne();
    fill();
  }

  return {
    /**
     * Runs the task when it has a place; null if the signal ends before. When it ends later, the place is free at once. Rejects
     * with `crowded` if too many wait and this one would be the last of them.
     */
    async take<T>(task: () => Promise<T>, turn: Turn, signal: AbortSignal): Promise<T | null> {
      if (signal.aborted) return null;
      const { promise: outcome, resolve: settle } = Promise.withResolvers<'begin' | 'crowded' | 'ended'>();
      const waiter: Waiter = { turn, settle };
      const end = (): void => {
        leave(waiter);
        settle('ended');
      };
      signal.addEventListener('abort', end, { once: true });
      try {
        enter(waiter);
        const settled = await outcome;
        if (settled === 'crowded') throw crowded();
        return settled === 'ended' ? null : await task();
      } finally {
        signal.removeEventListener('abort', end);
        leave(waiter);
      }
    },
    /** So many from now on; what runs is not stopped. */
    resize(next: number): void {
      count = next;
      fill();
    },
    /** Whatever waits is given null, as if its signal had ended. */
    dismiss(): void {
      const takeNext = (): Waiter | undefined => line.takeNext(() => true);
      for (let next = takeNext(); next !== undefined; next = takeNext()) next.settle('ended');
    },
  };
}

/** Places that are free and kept for accounts, each for a moment; `onFree` is called when it is over. */
function createKeptPlaces(onFree: () => void) {
  const timers = new Set<NodeJS.Timeout>();
  return {
    get count() {
      return timers.size;
    },
    keepOne(): void {
      const timer = setTimeout(() => {
        timers.delete(timer);
        onFree();
      }, KEPT_FOR_MS);
      timers.add(timer);
    },
    takeOne(): void {
      const [timer] = timers;
      if (timer === undefined) return;
      clearTimeout(timer);
      timers.delete(timer);
    },
  };
}

function isAccount({ turn }: Waiting): boolean {
  return turn.urgency === 'account';
}

function isUrgent({ turn }: Waiting): boolean {
  return turn.urgency !== 'background';
}

interface Waiting {
  readonly turn: Turn;
}

interface Line<Waiter extends Waiting> {
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
function createLine<Waiter extends Waiting>(): Line<Waiter> {
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
