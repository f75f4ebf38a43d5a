/**
 * How many exchanges a host may have at once: as many as the region file allows, fewer while it answers slower than
 * usual. The idea is that of the gradient limits of Netflix's concurrency-limits: the usual time divided by today's.
 */
import { LRUCache } from 'lru-cache';

export type ConcurrencyLimit = ReturnType<typeof createConcurrencyLimit>;

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
export function createConcurrencyLimit(ceiling: () => number) {
  const compare = createComparison();
  let allowed = ceiling();
  let slowness = 1;
  return {
    /** From 1 to the ceiling. */
    get current(): number {
      return Math.max(1, Math.round(Math.min(allowed, ceiling())));
    },
    /** Learns from an exchange that was answered, or that was given up after so long. */
    learn(kind: string, elapsedMs: number): void {
      const ratio = compare(kind, elapsedMs);
      if (ratio === null) return;
      slowness += WEIGHT * (Math.min(ratio, SLOWEST) - slowness);
      const gradient = Math.min(1, TOLERANCE / slowness);
      allowed =
        gradient < 1 ? Math.max(1, allowed * (1 - STEP_DOWN * (1 - gradient))) : Math.min(ceiling(), allowed + STEP_UP);
    },
    /** The host said itself that it is asked too much. */
    halve(): void {
      allowed = Math.max(1, allowed / 2);
    },
  };
}

/** A few exchanges of a kind are only listened to: the first one opens a connection, and may wake the host. */
const LISTEN_FIRST = 5;
/** About so many exchanges back, a host's usual time is forgotten: one that is slow for good is slow as usual then. */
const MEMORY = 100;
/** One exchange pulls the usual time no further than if it had taken so many times as long as usual. */
const PULLS_AT_MOST = 4;
/** A host much quicker than usual was slow for a while: that is unlearned quickly. */
const UNLEARN = 0.95;
/** Below this a difference is noise of this machine, not of the host. */
const NOISE_MS = 50;
const MAX_KINDS = 200;

/**
 * What learns from each exchange and says how many times longer it took than usual; null while too little is known of its kind. A
 * page of harvest is no sign of a slow host because it takes longer than a look-up.
 */
function createComparison() {
  const usual = new LRUCache<string, { ms: number; samples: number }>({ max: MAX_KINDS });
  return (kind: string, elapsedMs: number): number | null => {
    const known = usual.get(kind);
    if (known === undefined) {
      usual.set(kind, { ms: elapsedMs, samples: 1 });
      return null;
    }
    if (known.samples < LISTEN_FIRST) {
      known.samples += 1;
      known.ms += (elapsedMs - known.ms) / known.samples;
      return null;
    }
    const ratio = elapsedMs / Math.max(known.ms, NOISE_MS);
    known.ms += (Math.min(elapsedMs, PULLS_AT_MOST * Math.max(known.ms, NOISE_MS)) - known.ms) / MEMORY;
    if (elapsedMs < known.ms / 2) known.ms *= UNLEARN;
    return ratio;
  };
}
