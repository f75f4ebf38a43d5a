/** When a host may be asked next: not before a pause is over that it asked for, nor more often than it may be asked. */
export type Pace = ReturnType<typeof createPace>;

/** For a host that says no more than that it was asked too often. */
const UNSAID_PAUSE_MS = 1_000;
/** A longer pause is a mistake more often than a wish, such as a date by a clock that is wrong. */
export const MAX_PAUSE_MS = 3_600_000;

export interface PaceOptions {
  /** Exchanges that may begin in a second; undefined for any number. Read at each turn. */
  readonly perSecond: () => number | undefined;
  readonly now: () => number;
}

export function createPace({ perSecond, now }: PaceOptions) {
  let pausedUntil = 0;
  /** The last turn and, at the rate that it was taken at, the next. */
  let lastTurn = -Infinity;
  let nextTurn = 0;
  const pausedForMs = (): number => Math.max(0, pausedUntil - now());
  const pauseFor = (ms: number): void => {
    pausedUntil = Math.max(pausedUntil, now() + Math.min(MAX_PAUSE_MS, ms));
  };
  return {
    /** Milliseconds since the epoch; null if the host asked for no pause that still lasts. */
    get pausedUntil(): number | null {
      return pausedForMs() > 0 ? pausedUntil : null;
    },
    /** Milliseconds that the pause still lasts; 0 where there is none. */
    get pausedForMs(): number {
      return pausedForMs();
    },
    /** Obeys `Retry-After`; without its seconds, the host gets a moment. */
    pause(seconds: number | undefined): void {
      pauseFor(seconds === undefined ? UNSAID_PAUSE_MS : seconds * 1_000);
    },
    /** Asks nothing for so long. */
    pauseFor,
    /** Takes the next turn and says in how many milliseconds it is. */
    takeTurn(): number {
      const rate = perSecond();
      if (rate === undefined) return 0;
      // Evenly, never in a burst: a window of a second, wherever it begins, holds no more than its share.
      const turn = Math.max(now(), lastTurn + 1_000 / rate);
      lastTurn = turn;
      nextTurn = turn + 1_000 / rate;
      return turn - now();
    },
    /** Milliseconds until the turn after the last one, at the rate at which that was taken: before it nobody else may begin. */
    get nextTurnInMs(): number {
      return Math.max(0, nextTurn - now());
    },
  };
}
