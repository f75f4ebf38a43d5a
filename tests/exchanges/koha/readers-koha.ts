/** A Koha with readers, simulated or scripted, and the adapter that asks it; closed when the test is over. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { createLogger } from '#platform/logger.ts';
import type { KohaSimulator } from '#simulators/koha/index.ts';
import type { KohaPermission } from '#simulators/koha/world.ts';
import { createKohaReaders, PATRON_PERMISSIONS } from '#tests/conformance/koha-readers.ts';
import { createTestAdapter } from '#tests/conformance/koha-system.ts';
import type { SceneReader } from '#conformance/readers/patron-system.ts';
import { onTestFinished } from 'vitest';
import { createScriptedKoha } from './scripted-koha.ts';
import type { Asked, Said } from '../scripted-server.ts';

export interface RunningReaders {
  readonly simulator: KohaSimulator;
  readonly adapter: LmsAdapter;
  readonly reader: SceneReader;
}

/** The Koha of the conformance suite; its service account has all permissions where none are named. */
export async function startReaders(
  permissions: readonly KohaPermission[] = PATRON_PERMISSIONS,
): Promise<RunningReaders> {
  const { simulator, scene, createAdapter } = await createKohaReaders({ login: 'oauth', permissions });
  const adapter = createAdapter(simulator.url, 5_000, createLogger('silent'));
  onTestFinished(async () => {
    await adapter.close();
    await simulator.close();
  });
  return { simulator, adapter, reader: scene.reader };
}

/** An adapter that may write, over a Koha that answers what a test says. */
export async function adapterOver(script: (asked: Asked) => Said | undefined): Promise<LmsAdapter> {
  const server = await createScriptedKoha(script);
  const adapter = createTestAdapter(server.address, { login: 'basic', settings: { patrons: { access: 'write' } } });
  onTestFinished(async () => {
    await adapter.close();
    await server.close();
  });
  return adapter;
}

/** What was asked, by kind; tokens aside. */
export function kindsOf(simulator: KohaSimulator): readonly string[] {
  return simulator.calls.list.map(({ kind }) => kind).filter((kind) => kind !== 'oauth-token');
}
