/** An adapter of a catalogue that is searched, for tests, as a region file without a file would describe it. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { createHostGuards } from '#platform/host-guard/index.ts';
import { createLogger } from '#platform/logger.ts';
import { systemOf } from '../shared/system.fixture.ts';
import { createZ3950Adapter } from './adapter.ts';
import { z3950Settings } from './config.ts';

export function adapterOf(address: string, settings: object, callTimeoutMs = 5_000): LmsAdapter {
  const plain = systemOf('hill' as SystemId, 'z3950', []);
  const system = {
    ...plain,
    address,
    limits: { ...plain.limits, callTimeoutMs },
    settings: z3950Settings.parse(settings),
  };
  const guard = createHostGuards({ now: Date.now }).for(system);
  return createZ3950Adapter({ system, secret: () => undefined, logger: createLogger('silent'), guard, now: Date.now });
}
