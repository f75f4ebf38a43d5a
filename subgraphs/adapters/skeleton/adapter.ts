/** Joins the parts of a Skeleton adapter. */
import { MerciaError } from '#platform/errors.ts';
import type { AdapterContext, Capability, LmsAdapter } from '../adapter.ts';
import { createSkeletonClient } from './client.ts';
import { skeletonSettings } from './config.ts';
import { createHarvest } from './harvest.ts';
import { probeSkeleton } from './probe.ts';
import { createReadingRules } from './reading-rules.ts';

/** A part that is added below adds its capability here; the conformance suite then asks for it. */
const CAPABILITIES: readonly Capability[] = ['HARVEST_FULL', 'HARVEST_CHANGES'];

/** Builds the adapter of one Skeleton; no call is made. Throws CONFIG_INVALID where `settings` are wrong. */
export function createSkeletonAdapter(context: AdapterContext): LmsAdapter {
  const { system } = context;
  const parsed = skeletonSettings.safeParse(system.settings ?? {});
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new MerciaError('CONFIG_INVALID', `[${system.id}] settings: ${issues}`, { system: system.id });
  }
  const client = createSkeletonClient(context, parsed.data);
  return {
    system: { id: system.id, kind: system.kind, name: system.name },
    capabilities: CAPABILITIES,
    probe: (signal) => probeSkeleton(system, client, CAPABILITIES, signal),
    harvest: createHarvest(system, client, createReadingRules(system, parsed.data)),
    close: async () => {
      client.close();
    },
  };
}
