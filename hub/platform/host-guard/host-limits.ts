/** How often and how much at once a library system may be asked, as the region file says. */
import type { BreakerLimits } from './breaker.ts';

export interface HostLimits {
  /** Exchanges at once, at most. */
  readonly connections: number;
  /** Exchanges that may begin in a second; unlimited if absent. */
  readonly perSecond?: number | undefined;
  /** What one exchange takes at most, milliseconds; 10 s if absent. */
  readonly callTimeoutMs?: number | undefined;
  readonly breaker: BreakerLimits;
}
