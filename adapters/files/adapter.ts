/** Joins the parts of an adapter of files. */
import type { AdapterContext, Capability, LmsAdapter } from '../adapter.ts';
import { createDeliveryReader } from './delivery.ts';
import { createHarvest } from './harvest.ts';
import { probeFiles } from './probe.ts';
import { createFilesSite } from './site.ts';

/** A file answers nobody: how copies stand now, accounts and holds are not there. */
const CAPABILITIES: readonly Capability[] = ['HARVEST_FULL', 'HARVEST_CHANGES', 'HOLDING_STATEMENTS'];

/** Builds the adapter of one system that is files; nothing is read. Throws CONFIG_INVALID where `settings` are wrong. */
export function createFilesAdapter({ system, logger, now }: AdapterContext): LmsAdapter {
  const site = createFilesSite(system, logger);
  const reader = createDeliveryReader(site, now);
  return {
    system: { id: system.id, kind: system.kind, name: system.name },
    capabilities: CAPABILITIES,
    probe: (signal) => probeFiles({ site, reader, capabilities: CAPABILITIES, now }, signal),
    harvest: createHarvest(site, reader),
    close: async () => {
      reader.close();
    },
  };
}
