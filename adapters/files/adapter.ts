/** Joins the parts of an adapter of files. */
import type { AdapterContext, Capability, LmsAdapter } from '../adapter.ts';
import { createDeliveryReader } from './delivery.ts';
import { createHarvest } from './harvest.ts';
import { probeFiles } from './probe.ts';
import { createPolicySource } from './policy-source.ts';
import { createFilesSite } from './site.ts';

/** A file answers nobody: how copies stand now, accounts and holds are not there. */
const CAPABILITIES: readonly Capability[] = ['HARVEST_FULL', 'HARVEST_CHANGES', 'HOLDING_STATEMENTS', 'CODE_LISTS'];

/** Builds the adapter of one system that is files; nothing is read. Throws CONFIG_INVALID where `settings` are wrong. */
export function createFilesAdapter({ system, logger, now }: AdapterContext): LmsAdapter {
  const site = createFilesSite(system, logger);
  const reader = createDeliveryReader(site, now);
  const policies = createPolicySource(site);
  const capabilities: readonly Capability[] =
    policies.loanRules === undefined ? CAPABILITIES : [...CAPABILITIES, 'LOAN_POLICIES'];
  return {
    system: { id: system.id, kind: system.kind, name: system.name },
    capabilities,
    probe: (signal) => probeFiles({ site, reader, capabilities, now }, signal),
    harvest: createHarvest(site, reader),
    policies,
    close: async () => {
      reader.close();
    },
  };
}
