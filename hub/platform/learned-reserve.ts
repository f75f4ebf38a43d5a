/**
 * How much of a request's time must be kept back for what follows the moment at which waiting ends: putting the answer
 * together, writing it down, and whatever else the event loop does first. Learned, because it depends on the machine, its
 * load and the size of the answers.
 */
export type LearnedReserve = ReturnType<typeof createLearnedReserve>;

/** Before anything is learned: a cold process is slow. */
const START_MS = 50;
const FLOOR_MS = 10;
/** Beside what is learned, for what varies from one answer to the next. */
const MARGIN_MS = 5;
/** However slow the rest may be, three quarters of the time belong to the library systems. */
const MAX_SHARE = 1 / 4;
/** Of a shortfall half is made good at once; one pause for the garbage collector does not count whole. */
const RISE = 0.5;
/** Of a surplus little is given up: one late answer is dearer than a few milliseconds less to wait. */
const FALL = 0.01;

/** What is kept back of the time of answers, learned apart from those who signed in and from others: a crowd costs no reader time. */
export type ReservesByCaller = ReturnType<typeof createReservesByCaller>;

export interface AnswerBegun {
  /** Milliseconds to keep back of a time of `totalMs`, with as many answers of its kind under way as there are now. */
  reserveOf(totalMs: number): number;
  /** It is made. `spentMs`: as {@link LearnedReserve.learn} counts it; null if it teaches nothing. */
  end(spentMs: number | null): void;
}

export function createReservesByCaller(startMs = START_MS) {
  const signedIn = { open: 0, reserve: createLearnedReserve(startMs) };
  const others = { open: 0, reserve: createLearnedReserve(startMs) };
  return {
    /** An answer is being made. */
    begin(isSignedIn: boolean): AnswerBegun {
      const kind = isSignedIn ? signedIn : others;
      kind.open += 1;
      return {
        reserveOf: (totalMs) => kind.reserve.of(totalMs, kind.open),
        end(spentMs) {
          kind.open -= 1;
          if (spentMs !== null) kind.reserve.learn(spentMs);
        },
      };
    },
  };
}

export function createLearnedReserve(startMs = START_MS) {
  let learnedMs = startMs;
  return {
    /**
     * Milliseconds to keep back of a time of `totalMs`. Where `atOnce` answers wait for the same silent system they end
     * together, and are then made one after another: each of them that begins later keeps more back, and is made first.
     */
    of: (totalMs: number, atOnce = 1): number =>
      Math.max(0, Math.min((learnedMs + MARGIN_MS) * atOnce, totalMs * MAX_SHARE)),
    /** `spentMs` reaches from the planned moment, not from when its timer fired: a late timer is part of the cost. */
    learn(spentMs: number): void {
      const gap = spentMs - learnedMs;
      learnedMs = Math.max(FLOOR_MS, learnedMs + gap * (gap > 0 ? RISE : FALL));
    },
  };
}
