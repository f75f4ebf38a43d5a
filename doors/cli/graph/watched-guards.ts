import { createHostGuards, type HostGuards, type HostShares } from '#platform/host-guard/index.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';

/** Guards that are watched, each exchange as it ends, and that share the limits of systems with other processes. */
export function createWatchedGuards(metrics: Metrics | undefined, shares?: HostShares): HostGuards {
  return createHostGuards({
    shares,
    ...(metrics === undefined ? {} : { observerOf: (system) => metrics.hosts.observerOf(system) }),
  });
}
