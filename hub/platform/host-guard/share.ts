/**
 * What one process may use of a host's limits when several processes of a region ask the host. Who shares them out is passed in
 * (`hub/store/host-shares/`); without it, the limits are those of the process alone.
 */
import type { BreakerLimits } from './breaker.ts';

/** Read at each decision, from memory. */
export interface HostShare {
  /** Exchanges at once; 0 if another process has all of them. */
  readonly connections: number;
  /** Exchanges that may begin in a second; unlimited if undefined. */
  readonly perSecond: number | undefined;
  /** True if there is no share and none can be had for now, because whoever shares them out does not answer. */
  readonly isCutOff: boolean;
  /** Called whenever one more exchange waits: so many wait or run now. */
  want(count: number, isUrgent: boolean): void;
  /** The host asked for a pause; the other processes keep it too. */
  pause(ms: number): void;
}

/** The guard, as whoever shares out sees it. */
export interface ShareHolder {
  /** Of all processes together. */
  readonly limits: () => HostLimits;
  /** How many exchanges wait or run. */
  present(): number;
  /** The share is another one now; settles when no more is in use, or open, than it allows. */
  adopt(connections: number): Promise<void>;
  /** Another process was asked to pause for so long. */
  readonly pause: (ms: number) => void;
}

export interface HostShares {
  /** The share of a host, for its guard; 0 until the first answer. */
  open(host: string, holder: ShareHolder): HostShare;
}

/** How often and how much at once a library system may be asked, as the region file says. */
export interface HostLimits {
  /** Exchanges at once, at most. */
  readonly connections: number;
  /** Exchanges that may begin in a second; unlimited if absent. */
  readonly perSecond?: number | undefined;
  /** What one exchange takes at most, milliseconds; 10 s if absent. */
  readonly callTimeoutMs?: number | undefined;
  readonly breaker: BreakerLimits;
}
