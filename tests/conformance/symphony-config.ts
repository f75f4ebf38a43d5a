/** The region file's description of a small Symphony that two libraries share, for the Symphony tests. */
import { symphony } from '#adapters/symphony/index.ts';
import type { AdapterContext, LmsAdapter } from '#contract/adapter.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import type { Logger } from '#platform/logger.ts';
import { freshGuard } from '#tests/support/host-guard.ts';

export const SYSTEM = 'symphony-t' as SystemId;

export interface SymphonyTestOptions {
  readonly login: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Owning library code → library. */
  readonly owners?: Readonly<Record<string, string>>;
  readonly now?: () => number;
  readonly callTimeoutMs?: number;
  readonly pageSize?: number;
  /** Silent where not said. */
  readonly logger?: Logger;
  readonly readerToken?: AdapterContext['readerToken'];
  readonly agreedPurposes?: AdapterContext['agreedPurposes'];
}

/** Ash owns ASH-MAIN and ASH-ANNEX, Beech owns BEECH. */
export const OWNERS: Readonly<Record<string, string>> = { 'ASH-MAIN': 'ash', 'ASH-ANNEX': 'ash', BEECH: 'beech' };

export function testConfig(address: string, options: SymphonyTestOptions): SystemConfig {
  return {
    id: SYSTEM,
    name: 'Test Symphony',
    kind: 'symphony',
    address,
    timeZone: 'Europe/London',
    credentials: {
      clientIdEnv: 'CLIENT_ID',
      clientSecretEnv: null,
      userEnv: options.login ? 'STAFF_USER' : null,
      passwordEnv: options.login ? 'STAFF_PASSWORD' : null,
    },
    owners: Object.entries(options.owners ?? OWNERS).map(([code, library]) => ({
      system: SYSTEM,
      code,
      library: library as LibraryId,
      site: null,
    })),
    limits: {
      connections: 2,
      callTimeoutMs: options.callTimeoutMs ?? 5_000,
      batchSize: 200,
      freshForMs: 0,
      breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
    },
    harvest: { method: 'auto', pageSize: options.pageSize ?? 10, everySeconds: 60, fullEverySeconds: 604_800 },
    settings: { path: '/symws', ...options.settings },
  };
}

export const TEST_SECRETS: Readonly<Record<string, string>> = {
  CLIENT_ID: 'MERCIA',
  PUBLIC_CLIENT_ID: 'MERCIA-PUBLIC',
  STAFF_USER: 'hub',
  STAFF_PASSWORD: 'correct horse',
};

/** An adapter for the test system at an address. */
export function createTestAdapter(address: string, options: SymphonyTestOptions): LmsAdapter {
  const system = testConfig(address, options);
  return symphony.create({
    system,
    guard: freshGuard(system),
    secret: (name) => TEST_SECRETS[name],
    logger: options.logger ?? createLogger('silent'),
    now: options.now ?? Date.now,
    readerToken: options.readerToken,
    agreedPurposes: options.agreedPurposes,
  });
}
