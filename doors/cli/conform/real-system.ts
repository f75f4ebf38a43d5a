/** A system of the region file as the conformance kit asks it: by an address that may be a wire of the kit's own. */
import { adapterKinds, createAdapter } from '#adapters/registry.ts';
import type { RealSystem } from '#conformance/real/conform.ts';
import type { LivePart, SystemConfig } from '#domain/region.ts';
import { createHostGuards } from '#platform/host-guard/index.ts';
import type { Logger } from '#platform/logger.ts';
import type { RegionSource } from '../region/region-source.ts';

/**
 * The wire stands before the part that is asked how copies stand: the live one, unless the main one tells that itself. Each adapter has
 * guards of its own, and behind our wire one that leaves nothing alone, so that what breaks there is not held against the system.
 */
export function describeRealSystem(
  system: SystemConfig,
  source: Pick<RegionSource, 'secret'>,
  logger: Logger,
): RealSystem {
  const live = askedLive(system);
  const part = live ?? system;
  return {
    address: part.address,
    isComposed: live !== null,
    connections: part.limits.connections,
    callTimeoutMs: part.limits.callTimeoutMs,
    build({ address, callTimeoutMs, wrap }) {
      const breaker =
        address === part.address ? part.limits.breaker : { ...part.limits.breaker, failures: Number.POSITIVE_INFINITY };
      const wired = { address, limits: { ...part.limits, callTimeoutMs, breaker } };
      const asked: SystemConfig = live === null ? { ...system, ...wired } : { ...system, live: { ...live, ...wired } };
      const guardOf = (limits: SystemConfig['limits']) => wrap(createHostGuards().for({ id: system.id, limits }));
      return createAdapter({
        system: asked,
        secret: (name) => source.secret(name),
        logger,
        guard: guardOf(asked.limits),
        ...(asked.live !== undefined && { liveGuard: guardOf(asked.live.limits) }),
        now: Date.now,
      });
    },
  };
}

function askedLive(system: SystemConfig): LivePart | null {
  const tellsItself = (adapterKinds.get(system.kind)?.liveBy?.(system) ?? 'items') !== 'nothing';
  return tellsItself ? null : (system.live ?? null);
}
