/**
 * A guard that no other test has taught anything, as a process of its own would have it. It leaves no system alone: whether that
 * comes to be in a test would depend on how long the machine takes for it.
 */
import { createHostGuards } from '#platform/host-guard/index.ts';
import type { HostGuard } from '#platform/host-guard/index.ts';
import type { SystemConfig } from '#domain/region.ts';

export function freshGuard(system: Pick<SystemConfig, 'id' | 'limits'>): HostGuard {
  const breaker = { ...system.limits.breaker, failures: Number.POSITIVE_INFINITY };
  return createHostGuards().for({ id: system.id, limits: { ...system.limits, breaker } });
}
