/**
 * How many exchanges a host may have at once: as many as the region file allows, fewer while it answers slower than
 * usual. The idea is that of the gradient limits of Netflix's concurrency-limits: the usual time divided by today's.
 */
import { createLatencyBaselines } from './latency-baselines.ts';

export interface ConcurrencyLimit {
  /** From 1 to the ceiling. */
  readonly current: number;
  /** Learns from an exchange that was answered, or that was given up after so long. */
  learn(kind: string, elapsedMs: number): void;
  /** The host said itself that it is asked too much. */
  halve(): void;
}

/** A host is slow when it takes more than so many times as long as usual. */
const TOLERANCE = 2;
/** One exchange counts no more than this, so that a single slow answer among quick ones changes nothing. */
const SLOWEST = 4;
/** The weight of the last exchange in how slow the host is. */
const WEIGHT = 0.3;
/** How far one exchange moves the limit towards what it should be. */
const STEP_DOWN = 0.2;
/** One more at once after four quick answers. */
const STEP_UP = 0.25;

/** Begins at the ceiling, which is read at each decision: it changes with the region file. */
export function createConcurrencyLimit(ceiling: () => number): ConcurrencyLimit {
  const baselines = createLatencyBaselines();
  let allowed = ceiling();
  let slowness = 1;
  return {
    get current() {
      return Math.max(1, Math.round(Math.min(allowed, ceiling())));
    },
    learn(kind, elapsedMs) {
      const ratio = baselines.compare(kind, elapsedMs);
      if (ratio === null) return;
      slowness += WEIGHT * (Math.min(ratio, SLOWEST) - slowness);
      const gradient = Math.min(1, TOLERANCE / slowness);
      allowed =
        gradient < 1 ? Math.max(1, allowed * (1 - STEP_DOWN * (1 - gradient))) : Math.min(ceiling(), allowed + STEP_UP);
    },
    halve() {
      allowed = Math.max(1, allowed / 2);
    },
  };
}
