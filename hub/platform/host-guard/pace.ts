/** When a host may be asked next: not before a pause is over that it asked for, nor more often than it may be asked. */

export interface Pace {
  /** Milliseconds since the epoch; null if the host asked for no pause that still lasts. */
  readonly pausedUntil: number | null;
  /** Milliseconds that the pause still lasts; 0 where there is none. */
  readonly pausedForMs: number;
  /** Obeys `Retry-After`; without its seconds, the host gets a moment. */
  pause(seconds: number | undefined): void;
  /** Asks nothing for so long. */
  readonly pauseFor: (ms: number) => void;
  /** Takes the next turn and says in how many milliseconds it is. */
  takeTurn(): number;
  /** Milliseconds until the turn after the last one, at the rate at which that was taken: before it nobody else may begin. */
  readonly nextTurnInMs: number;
}

/** For a host that says no more than that it was asked too often. */
const UNSAID_PAUSE_MS = 1_000;
/** A longer pause is a mistake more often than a wish, such as a date by a clock that is wrong. */
const MAX_PAUSE_MS = 3_600_000;

export interface PaceOptions {
  /** Exchanges that may begin in a second; undefined for any number. Read at each turn. */
  readonly perSecond: () => number | undefined;
  readonly now: () => number;
}

export function createPace({ perSecond, now }: PaceOptions): Pace {
  let pausedUntil = 0;
  /** The last turn and, at the rate that it was taken at, the next. */
  let lastTurn = -Infinity;
  let nextTurn = 0;
  const pausedForMs = (): number => Math.max(0, pausedUntil - now());
  const pauseFor = (ms: number): void => {
    pausedUntil = Math.max(pausedUntil, now() + Math.min(MAX_PAUSE_MS, ms));
  };
  return {
    get pausedUntil() {
      return pausedForMs() > 0 ? pausedUntil : null;
    },
    get pausedForMs() {
      return pausedForMs();
    },
    pause(seconds) {
      pauseFor(seconds === undefined ? UNSAID_PAUSE_MS : seconds * 1_000);
    },
    pauseFor,
    takeTurn() {
      const rate = perSecond();
      if (rate === undefined) return 0;
      // Evenly, never in a burst: a window of a second, wherever it begins, holds no more than its share.
      const turn = Math.max(now(), lastTurn + 1_000 / rate);
      lastTurn = turn;
      nextTurn = turn + 1_000 / rate;
      return turn - now();
    },
    get nextTurnInMs() {
      return Math.max(0, nextTurn - now());
    },
  };
}
