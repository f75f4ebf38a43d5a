import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';

/** A system for unit tests of mappers; nothing answers at its address. `owners` are pairs of code and library. */
export function systemOf(
  id: SystemId,
  kind: string,
  owners: readonly (readonly [code: string, library: string])[],
): SystemConfig {
  return {
    id,
    name: 'Test',
    kind,
    address: 'http://127.0.0.1:1',
    timeZone: 'Europe/London',
    credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null },
    owners: owners.map(([code, library]) => ({ system: id, code, library: library as LibraryId, site: null })),
    limits: {
      connections: 2,
      callTimeoutMs: 1000,
      batchSize: 50,
      freshForMs: 0,
      breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
    },
    harvest: { method: 'auto', pageSize: 100, everySeconds: 60, fullEverySeconds: 604_800 },
    settings: {},
  };
}
