/** A guard that no other test has taught anything, as a process of its own would have it. */
import { createHostGuards } from '#platform/host-guard/index.ts';
import type { HostGuard } from '#platform/host-guard/index.ts';
import type { SystemConfig } from '#domain/region.ts';

export function freshGuard(system: SystemConfig): HostGuard {
  return createHostGuards().for(system);
}
