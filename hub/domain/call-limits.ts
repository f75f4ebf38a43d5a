/** What the limits of a system's two parts mean for a question that may go to either. */
import type { SystemConfig } from './region.ts';

type Limited = Pick<SystemConfig, 'limits' | 'live'>;

/** Milliseconds that one call may take, whichever part it goes to. */
export function longestCallMs({ limits, live }: Limited): number {
  return Math.max(limits.callTimeoutMs, live?.limits.callTimeoutMs ?? 0);
}

/** Milliseconds for which a live answer is used again: as the part says that gives it. */
export function liveFreshForMs({ limits, live }: Limited): number {
  return (live?.limits ?? limits).freshForMs;
}
