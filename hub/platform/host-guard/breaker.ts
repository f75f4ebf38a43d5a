/** Leaves a system alone that fails again and again, and finds out with one question at a time whether it is back. */

export interface BreakerLimits {
  /** Failures in a row after which the system is left alone, where they are no matter of a moment. */
  readonly failures: number;
  /** How long at first, in milliseconds; doubled with each probe that fails. */
  readonly openMs: number;
  /** How long at most, in milliseconds. */
  readonly maxOpenMs: number;
}

/**
 * What an exchange says of its host. `refused` is a host that says no at once, `failed` one that keeps its askers
 * waiting or reports a fault of its own; `nothing` says neither that it is well nor that it is not.
 */
export type HostSign = 'well' | 'refused' | 'failed' | 'nothing';

export type BreakerState = 'closed' | 'open' | 'half-open';

export type Breaker = ReturnType<typeof createBreaker>;

/** A probe costs a host nothing that refuses at once: it is tried again after so long at most. */
const MAX_REFUSED_MS = 2_000;
/** A page asks many questions at once: when all of them break in the same moment, that is one mishap, not many. */
const MISHAP_MS = 1_000;

export interface BreakerOptions {
  /** Read at each decision: they change with the region file. */
  readonly limits: () => BreakerLimits;
  readonly now: () => number;
  readonly random: () => number;
}

/** A breaker that begins closed. */
export function createBreaker({ limits, now, random }: BreakerOptions) {
  let failuresInARow = 0;
  let failingSince = 0;
  let timesOpened = 0;
  let openedAt = 0;
  let probeAt = 0;
  let probe: AbortController | null = null;

  const openForMs = (): number => (timesOpened === 0 ? 0 : Math.max(0, probeAt - now()));
  const state = (): BreakerState =>
    timesOpened === 0 ? 'closed' : probe === null && openForMs() > 0 ? 'open' : 'half-open';

  function open(sign: 'refused' | 'failed'): void {
    if (timesOpened === 0) openedAt = now();
    const { openMs, maxOpenMs } = limits();
    const longest = sign === 'refused' ? Math.min(maxOpenMs, MAX_REFUSED_MS) : maxOpenMs;
    const waitMs = Math.min(longest, openMs * 2 ** timesOpened);
    timesOpened += 1;
    // Jitter, so that the processes of a region do not probe together.
    probeAt = now() + waitMs * (0.9 + 0.2 * random());
  }

  function whileClosed(sign: HostSign): void {
    // Exchanges that were under way when it opened have had their say.
    if (timesOpened > 0 || sign === 'nothing') return;
    if (sign === 'well') {
      failuresInARow = 0;
      return;
    }
    if (failuresInARow === 0) failingSince = now();
    failuresInARow += 1;
    if (failuresInARow >= limits().failures && now() - failingSince >= MISHAP_MS) open(sign);
  }

  function admitProbe(): (sign: HostSign) => void {
    const own = new AbortController();
    probe = own;
    return (sign) => {
      probe = null;
      if (sign === 'well') {
        timesOpened = 0;
        failuresInARow = 0;
      } else if (sign !== 'nothing') open(sign);
      own.abort();
    };
  }

  return {
    get state() {
      return state();
    },
    /** Milliseconds until a probe may be made; 0 where questions may be asked. */
    get openForMs() {
      return openForMs();
    },
    /** When it opened, milliseconds since the epoch, however often a probe has failed since; null while it is closed. */
    get openSince() {
      return timesOpened === 0 ? null : openedAt;
    },
    /** Aborted when the probe under way has ended; null if none is. */
    get probing() {
      return probe?.signal ?? null;
    },
    /** Admits one exchange; call the result with its outcome. Null if the host may not be called now. */
    admit(): ((sign: HostSign) => void) | null {
      if (timesOpened === 0) return whileClosed;
      return probe === null && openForMs() === 0 ? admitProbe() : null;
    },
  };
}
