/** What the limits of a system's two parts mean for a question that may go to either. */
import type { SystemConfig, SystemLimits } from './region.ts';

/** A system that says nothing for this long is reported so; `mercia doctor` must end. */
const PROBE_MS = 60_000;
/** Calls of one probe: a Koha of which copies of each branch, type and code are sampled takes some hundreds. */
const CALLS_OF_PROBE = 400;

type Limited = Pick<SystemConfig, 'limits' | 'live'>;

/** Milliseconds that one call may take, whichever part it goes to. */
export function longestCallMs({ limits, live }: Limited): number {
  return Math.max(limits.callTimeoutMs, live?.limits.callTimeoutMs ?? 0);
}

/** Milliseconds for which a live answer is used again: as the part says that gives it. */
export function liveFreshForMs({ limits, live }: Limited): number {
  return (live?.limits ?? limits).freshForMs;
}

/** Milliseconds that a probe may take: at a system that is asked slowly its calls wait for their turn, and it is well all the same. */
export function probeLimitMs({
  limits,
  live,
}: {
  readonly limits: Pick<SystemLimits, 'perSecond'>;
  readonly live?: { readonly limits: Pick<SystemLimits, 'perSecond'> } | undefined;
}): number {
  const slowest = Math.min(...[limits, live?.limits].map((each) => each?.perSecond ?? Number.POSITIVE_INFINITY));
  return PROBE_MS + Math.round((CALLS_OF_PROBE / slowest) * 1000);
}
