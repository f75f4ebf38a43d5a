/** The patron suite once more, with an adapter server between the adapter that is asked and the one that asks the system. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { createRemoteAdapter } from '#adapters/remote/index.ts';
import type { SystemId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { startAdapterServer, TEST_SECRET } from '#tests/support/adapter-server.ts';
import { NO_RULES } from '#tests/support/reading-rules.ts';
import { BEFORE_RELEASE } from '../release.ts';
import { describePatrons } from './describe-patrons.ts';
import { createKohaReaders } from './koha-readers.ts';
import { testConfig as kohaConfig } from './koha-system.ts';
import type { PatronSystem } from '#conformance/readers/patron-system.ts';
import { testConfig as symphonyConfig } from './symphony-config.ts';
import { createSymphonyPatrons } from './symphony-patrons.ts';

/** A test builds an adapter or two, and wants each at once: a server stands ready for either. */
const SERVERS = 2;

async function behindServers(
  system: PatronSystem,
  configOf: (address: string, callTimeoutMs: number) => SystemConfig,
): Promise<PatronSystem> {
  const hosted = Array.from({ length: SERVERS }, () => new Map<SystemId, LmsAdapter>());
  const servers = await Promise.all(hosted.map((adapters) => startAdapterServer(adapters)));
  let next = 0;
  return {
    ...system,
    createAdapter(address, callTimeoutMs, logger) {
      const [adapters, server] = [hosted[next], servers[next]];
      if (adapters === undefined || server === undefined) throw new Error('more adapters than servers');
      next += 1;
      const local = system.createAdapter(address, callTimeoutMs, logger);
      adapters.set(local.system.id, local);
      const sign = createContextSigner(TEST_SECRET);
      const config = configOf(address, callTimeoutMs);
      return createRemoteAdapter({
        system: config,
        address: server.address,
        sign,
        now: Date.now,
        // The adapters behind these servers make tokens themselves.
        openReader: (_kind, token) => token,
        rules: NO_RULES,
      });
    },
    async close() {
      await Promise.all(hosted.flatMap((adapters) => [...adapters.values()].map((adapter) => adapter.close())));
      await Promise.all(servers.map((server) => server.close()));
      await system.close();
    },
  };
}

describePatrons('remote Koha', {
  create: async () =>
    behindServers(await createKohaReaders({ login: 'oauth' }), (address, callTimeoutMs) =>
      kohaConfig(address, { login: 'oauth' }, callTimeoutMs),
    ),
});

// What stands between is the same for each kind.
if (BEFORE_RELEASE) {
  describePatrons('remote Symphony', {
    create: async () =>
      behindServers(await createSymphonyPatrons(), (address, callTimeoutMs) =>
        symphonyConfig(address, { login: true, callTimeoutMs }),
      ),
  });
}
