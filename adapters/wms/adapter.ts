/** Joins the parts of the adapter for WMS. */
import type { AdapterContext, Capability, LmsAdapter } from '#contract/adapter.ts';
import { createWmsClient } from './client.ts';
import { createCopies } from './copies.ts';
import { probeWms } from './probe.ts';
import { createWmsSite } from './site.ts';

const CAPABILITIES: readonly Capability[] = ['LIVE_ITEMS', 'HOLD_QUEUE'];

/** Builds the adapter of one institution; no call is made. Throws CONFIG_INVALID where settings or credentials are wrong. */
export function createWmsAdapter(context: AdapterContext): LmsAdapter {
  const { system, logger, now } = context;
  const site = createWmsSite(system, logger);
  const client = createWmsClient(site, context);
  return {
    system: { id: system.id, kind: system.kind, name: system.name },
    capabilities: CAPABILITIES,
    probe: (signal) => probeWms({ site, client, now, capabilities: CAPABILITIES }, signal),
    copies: createCopies({ site, client, now }),
    close: async () => {
      client.close();
    },
  };
}
