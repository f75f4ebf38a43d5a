/** What a running process follows: its region file, and the supergraph where one was named. */
import type { GatewayServer } from '#gateway/index.ts';
import type { Settings } from '#platform/config.ts';
import type { Logger } from '#platform/logger.ts';
import type { Hub } from '../graph/hub.ts';
import type { OpenedRegion } from '../region/opened-region.ts';
import { printNote } from '../output.ts';
import { readRegionFile, type RegionSource } from '../region/region-source.ts';
import type { Shutdown } from '../shutdown.ts';
import { readSupergraph, type SupergraphSource } from '../supergraph-source.ts';
import { noteRegionFile, type UsedRegionFile } from './note-region.ts';
import { createReload, type Reload } from './reload.ts';

export function openReload(logger: Logger, shutdown: Shutdown): Reload {
  const reload = createReload(logger);
  shutdown.onClose(async () => {
    reload.close();
  });
  return reload;
}

/** A demonstration has no file to follow. With the hub, changes are written into the audit. */
export function followRegionFile(
  reload: Reload,
  { fileName, digest }: RegionSource,
  opened: OpenedRegion,
  hub: Pick<Hub, 'store'> | null = null,
): void {
  if (fileName === undefined || digest === undefined) return;
  const note = (used: Pick<UsedRegionFile, 'digest' | 'before'>): void => {
    if (hub === null) return;
    const file = { ...used, path: fileName, region: opened.written };
    void hub.store.settled.then(() => noteRegionFile(hub.store.db, opened.logger, file));
  };
  note({ digest, before: null });
  reload.follow({
    path: fileName,
    seen: digest,
    what: 'region file',
    use: () => {
      const source = readRegionFile(fileName);
      const before = opened.written;
      opened.replace(source);
      note({ digest: source.digest ?? '', before });
      printNote(`${opened.region.name}: the changed ${fileName} is in use.`);
    },
  });
}

/** The one composed with this version changes with the version only, and is not followed. */
export function followSupergraph(
  reload: Reload,
  { path, digest }: SupergraphSource,
  settings: Settings,
  gateway: GatewayServer,
): void {
  if (settings.supergraph === undefined) return;
  reload.follow({
    path,
    seen: digest,
    what: 'supergraph',
    use: async () => {
      await gateway.replaceSupergraph(readSupergraph(settings).sdl);
      printNote(`The changed ${path} is in use.`);
    },
  });
}
