/**
 * Opens what a part in its own process needs: its region, followed as the file changes, and the store if it needs one.
 */
import type { Settings } from '#platform/config.ts';
import { serveSubgraph, type ServedSubgraphOptions } from '#platform/serve-subgraph.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import type { AdapterPlan } from '../region/adapters.ts';
import { buildHub, openSettledStore, whenSettled, type Hub, type HubPlan } from '../graph/hub.ts';
import { followTakeBacks, takeBackFirst } from '../graph/take-back.ts';
import { createOpenedRegion, type OpenedRegion } from '../region/opened-region.ts';
import { printNote } from '../output.ts';
import { findRegion } from '../region/region-source.ts';
import { followRegionFile, openReload } from '../reload/follow.ts';
import type { Reload } from '../reload/reload.ts';
import type { Shutdown } from '../shutdown.ts';

export async function openFollowedRegion(
  settings: Settings,
  shutdown: Shutdown,
  plan: AdapterPlan = {},
): Promise<{ readonly opened: OpenedRegion; readonly reload: Reload }> {
  const source = await findRegion(settings);
  const opened = createOpenedRegion(source, settings, plan);
  shutdown.onClose(() => opened.close());
  const reload = openReload(opened.logger, shutdown);
  followRegionFile(reload, source, opened);
  return { opened, reload };
}

export interface FollowedHubPlan extends HubPlan {
  /** Whether this part does what is left to clean of what was taken back. */
  readonly cleans?: boolean;
}

export async function openFollowedHub(
  settings: Settings,
  shutdown: Shutdown,
  { cleans = false, ...plan }: FollowedHubPlan = {},
): Promise<{ readonly hub: Hub; readonly reload: Reload }> {
  const source = await findRegion(settings);
  const store = await openSettledStore(settings, 'part');
  shutdown.onClose(() => store.close());
  const hub = buildHub(source, settings, store, plan);
  shutdown.onClose(() => hub.close());
  const reload = openReload(hub.logger, shutdown);
  followRegionFile(reload, source, hub, hub);
  await takeBackFirst(hub, shutdown.signal);
  const following = whenSettled(hub, shutdown.signal, () => followTakeBacks(hub, shutdown.signal, cleans));
  shutdown.onClose(() => following);
  return { hub, reload };
}

export async function serveOne(
  subgraph: Subgraph,
  settings: Settings,
  shutdown: Shutdown,
  options: ServedSubgraphOptions,
): Promise<void> {
  const served = await serveSubgraph(subgraph, settings, options);
  shutdown.onLeave(served, settings.leaveSeconds);
  printNote(`${subgraph.name} listens on ${served.url}`);
}
