/**
 * How long a host usually takes, learned apart for each kind of exchange: a page of harvest is no sign of a slow host
 * because it takes longer than a look-up.
 */
import { LRUCache } from 'lru-cache';

export interface LatencyBaselines {
  /**
   * Learns from one exchange and says how many times longer it took than usual; null while too little is known of its
   * kind.
   */
  compare(kind: string, elapsedMs: number): number | null;
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

export function createLatencyBaselines(): LatencyBaselines {
  const usual = new LRUCache<string, { ms: number; samples: number }>({ max: MAX_KINDS });
  return {
    compare(kind, elapsedMs) {
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
    },
  };
}
