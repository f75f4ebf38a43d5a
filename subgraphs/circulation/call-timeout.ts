import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';

/** Of a system that the region file does not limit. */
const DEFAULT_CALL_TIMEOUT_MS = 10_000;

/** Milliseconds that one call to a system may take. */
export type CallTimeout = (system: SystemId) => number;

export function createCallTimeout({ systems }: Pick<Region, 'systems'>): CallTimeout {
  const timeouts = new Map(systems.map(({ id, limits }) => [id, limits.callTimeoutMs]));
  return (system) => timeouts.get(system) ?? DEFAULT_CALL_TIMEOUT_MS;
}
