import { createLogger } from '#platform/logger.ts';
import { readingRulesOf } from '#adapters/registry.ts';
/** The whole suite once more, with an adapter server between the adapter that is asked and the one that asks Koha. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { createRemoteAdapter } from '#adapters/remote/index.ts';
import type { SystemId } from '#domain/ids.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { startAdapterServer, TEST_SECRET } from '#tests/support/adapter-server.ts';
import { describeAdapter } from './describe-adapter.ts';
import type { ConformanceSystem } from '#conformance/system.ts';
import { createKohaSystem, testConfig, TOLD_BY_952 } from './koha-system.ts';
import type { KohaTestOptions } from './koha-options.ts';

/** A test builds an adapter or two, and wants each at once: a server stands ready for either. */
const SERVERS = 2;

async function createRemoteKoha(options: KohaTestOptions): Promise<ConformanceSystem> {
  const koha = await createKohaSystem(options);
  const hosted = Array.from({ length: SERVERS }, () => new Map<SystemId, LmsAdapter>());
  const servers = await Promise.all(hosted.map((adapters) => startAdapterServer(adapters)));
  let next = 0;
  return {
    ...koha,
    createAdapter(address, callTimeoutMs, logger) {
      const [adapters, server] = [hosted[next], servers[next]];
      if (adapters === undefined || server === undefined) throw new Error('more adapters than servers');
      next += 1;
      const local = koha.createAdapter(address, callTimeoutMs, logger);
      adapters.set(local.system.id, local);
      const system = testConfig(address, options, callTimeoutMs);
      const sign = createContextSigner(TEST_SECRET);
      return createRemoteAdapter({
        system,
        address: server.address,
        sign,
        now: Date.now,
        rules: readingRulesOf(system, createLogger('silent')),
      });
    },
    async close() {
      await Promise.all(hosted.flatMap((adapters) => [...adapters.values()].map((adapter) => adapter.close())));
      await Promise.all(servers.map((server) => server.close()));
      await koha.close();
    },
  };
}

describeAdapter('remote Koha (OAuth2, OAI-PMH with items)', {
  create: () => createRemoteKoha({ login: 'oauth' }),
  logsIn: true,
  tells: TOLD_BY_952,
});
