import { longestCallMs } from '#domain/call-limits.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';

/** Of a system that the region file does not limit. */
const DEFAULT_CALL_TIMEOUT_MS = 10_000;

/** Milliseconds that one call to a system may take. */
export type CallTimeout = (system: SystemId) => number;

export function createCallTimeout({ systems }: Pick<Region, 'systems'>): CallTimeout {
  const timeouts = new Map(systems.map((system) => [system.id, longestCallMs(system)]));
  return (system) => timeouts.get(system) ?? DEFAULT_CALL_TIMEOUT_MS;
}
