/** Joins the parts of the adapter for Skeleton. */
import type { AdapterContext, Capability, LmsAdapter } from '#contract/adapter.ts';
import { createSkeletonClient } from './client.ts';
import { createHarvest } from './harvest.ts';
import { probeSkeleton } from './probe.ts';
import { createReadingRules } from './reading-rules.ts';
import { createSkeletonSite } from './site.ts';

/** A part that is added below adds its capability here; the conformance suite then asks for it. */
const CAPABILITIES: readonly Capability[] = ['HARVEST_FULL', 'HARVEST_CHANGES'];

/** Builds the adapter of one system; no call is made. Throws CONFIG_INVALID where `settings` are wrong. */
export function createSkeletonAdapter(context: AdapterContext): LmsAdapter {
  const { system, logger, now } = context;
  const site = createSkeletonSite(system, logger);
  const client = createSkeletonClient(site, context);
  return {
    system: { id: system.id, kind: system.kind, name: system.name },
    capabilities: CAPABILITIES,
    probe: (signal) => probeSkeleton(client, CAPABILITIES, now, signal),
    harvest: createHarvest(site, client, createReadingRules(site)),
    close: async () => {
      client.close();
    },
  };
}
