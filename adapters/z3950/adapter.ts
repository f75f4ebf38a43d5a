/** Joins the parts of an adapter that searches a catalogue by Z39.50 or SRU. */
import type { AdapterContext, Capability, LmsAdapter } from '#contract/adapter.ts';
import { createCopies } from './copies.ts';
import { probeCatalogue } from './probe.ts';
import { createZ3950Site } from './site.ts';
import { createSruCatalogue } from './sru.ts';
import { createYazCatalogue } from './yaz.ts';

/** Neither protocol tells who waits for a title, nor anything of readers. */
const CAPABILITIES: readonly Capability[] = ['LIVE_ITEMS'];

/** Builds the adapter of one catalogue; no call is made. Throws CONFIG_INVALID if `settings` are wrong. */
export function createZ3950Adapter(context: AdapterContext): LmsAdapter {
  const { system, logger, now } = context;
  const site = createZ3950Site(system, logger);
  const isWeb = /^https?:/i.test(system.address);
  const catalogue = isWeb ? createSruCatalogue(site, context) : createYazCatalogue(site, context);
  return {
    system: { id: system.id, kind: system.kind, name: system.name },
    capabilities: CAPABILITIES,
    probe: (signal) => probeCatalogue({ site, catalogue, now, capabilities: CAPABILITIES }, signal),
    copies: createCopies({ site, catalogue, now }),
    close: () => {
      catalogue.close();
      return Promise.resolve();
    },
  };
}
