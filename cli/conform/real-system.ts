/** A system of the region file as the conformance kit asks it: by an address that may be a wire of the kit's own. */
import { createAdapter } from '#adapters/registry.ts';
import type { RealSystem } from '#conformance/real/conform.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createHostGuards } from '#platform/host-guard/index.ts';
import type { Logger } from '#platform/logger.ts';
import type { RegionSource } from '../region/region-source.ts';

/** Each adapter has a guard of its own, so that what breaks on our wire is not remembered against the system. */
export function describeRealSystem(system: SystemConfig, source: RegionSource, logger: Logger): RealSystem {
  const part = system.live ?? system;
  return {
    address: part.address,
    connections: part.limits.connections,
    callTimeoutMs: part.limits.callTimeoutMs,
    build({ address, callTimeoutMs, wrap }) {
      const limits = { ...part.limits, callTimeoutMs };
      const asked: SystemConfig =
        system.live === undefined
          ? { ...system, address, limits }
          : { ...system, live: { ...system.live, address, limits } };
      return createAdapter({
        system: asked,
        secret: (name) => source.secret(name),
        logger,
        guard: wrap(createHostGuards().for(asked)),
        now: Date.now,
      });
    },
  };
}
