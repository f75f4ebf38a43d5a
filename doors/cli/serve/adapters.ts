import { registerAdapterServer } from '#adapters/adapter-server.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Settings } from '#platform/config.ts';
import { SETTINGS } from '#platform/settings-table.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { MerciaError } from '#platform/errors.ts';
import { createContextVerifier } from '#platform/signed-context.ts';
import { addHostMetrics } from '../graph/metrics.ts';
import { createWatchedGuards } from '../region/adapters.ts';
import { printNote } from '../output.ts';
import { buildCirculation } from '../graph/parts.ts';
import { withRefusals } from '../graph/readiness.ts';
import type { Shutdown } from '../shutdown.ts';
import { openFollowedRegion, serveOne } from './open.ts';

/** Its systems' part of the graph, and the wire that a hub asks. `only` these systems; all if not given. */
export async function serveAdapters(
  settings: Settings,
  only: readonly string[] | undefined,
  shutdown: Shutdown,
): Promise<void> {
  const verify = createContextVerifier([ownContextKey(settings), settings.contextKeyAccepted ?? []].flat());
  const metrics = createMetrics();
  const guards = createWatchedGuards(metrics);
  const { opened, reload } = await openFollowedRegion(settings, shutdown, { only, hosted: true, guards });
  addHostMetrics(metrics, opened);
  const adapters = { get: (id: SystemId) => opened.adapters.get(id), keys: () => opened.adapters.keys() };
  const ready = withRefusals(async () => ({ ready: true }), reload);
  await serveOne(buildCirculation(opened, { verify, observe: metrics.calls }), settings, shutdown, {
    state: { ready, logger: opened.logger, verify },
    metrics,
    extend: (app) => {
      registerAdapterServer(app, { adapters, verify, logger: opened.logger.child({ part: 'adapters' }) });
    },
  });
  printNote(`The adapters of ${[...adapters.keys()].join(', ')} are running.`);
}

/** The secrets of the whole region must not be on an adapter server's machine, whoever runs it. */
const HUB_SETTINGS = [
  'contextSecret',
  'contextSecretAccepted',
  'patronSecret',
  'patronSecretAccepted',
  'databaseUrl',
  'databaseDirectUrl',
  'databaseReadUrl',
] as const;

function ownContextKey(settings: Settings): string {
  const held = HUB_SETTINGS.filter((name) => settings[name] !== undefined).map((name) => SETTINGS[name].variable);
  if (held.length > 0) {
    throw new MerciaError(
      'CONFIG_INVALID',
      `An adapter server must not have the secrets of the whole region: remove ${held.join(' and ')} from its environment, with or without _FILE. It needs what "mercia keys adapter-server ADDRESS" prints at the hub.`,
    );
  }
  if (settings.contextKey !== undefined) return settings.contextKey;
  throw new MerciaError(
    'CONFIG_INVALID',
    'An adapter server needs a key of its own: set MERCIA_CONTEXT_KEY, and for readers MERCIA_READER_KEY, to what "mercia keys adapter-server ADDRESS" prints at the hub.',
  );
}
