/** Joins the parts of a Koha adapter. */
import { MerciaError } from '#platform/errors.ts';
import type { AdapterContext, Capability, LmsAdapter } from '../adapter.ts';
import { createKohaClients } from './client.ts';
import type { KohaClient } from './client.ts';
import { kohaSettings } from './config.ts';
import { createHarvest } from './harvest.ts';
import { createItems } from './items.ts';
import { createLiveCalls } from './live.ts';
import { createOai } from './oai.ts';
import { createAccounts } from './accounts/index.ts';
import { probeKoha } from './probe.ts';
import { createPublicItems } from './public-items.ts';
import { createRecordLookup } from './record-lookup.ts';
import { createRecordParts } from './record-parts.ts';
import { createSite } from './site.ts';

/** Builds the adapter of one Koha; no call is made. Throws CONFIG_INVALID where `settings` are wrong. */
export function createKohaAdapter(context: AdapterContext): LmsAdapter {
  const { system, now } = context;
  const parsed = kohaSettings.safeParse(system.settings ?? {});
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new MerciaError('CONFIG_INVALID', `[${system.id}] settings: ${issues}`, { system: system.id });
  }
  const settings = parsed.data;
  const site = createSite(system, settings, context.logger);
  const { live: client, background } = createKohaClients({ ...context, settings });
  const contextOf = (from: KohaClient) => ({
    site,
    client: from,
    oai: createOai(site, from),
    parts: createRecordParts(site, from, now),
    now,
  });
  const open = client.mode === 'public';
  if (open && settings.patrons.access !== 'none') {
    const what = 'only a service account may see patrons; name credentials, or take the setting out';
    throw new MerciaError('CONFIG_INVALID', `[${system.id}] settings.patrons.access: ${what}`, { system: system.id });
  }
  const live = createLiveCalls(site, client, now, background);
  const items = open
    ? createPublicItems({ site, client, background, now })
    : createItems({ site, client, calls: live, records: createRecordLookup(site, client, now), now });
  const accounts = open
    ? null
    : createAccounts({ site, client, background, live, now, readerToken: context.readerToken });
  const capabilities: readonly Capability[] = [
    'HARVEST_FULL',
    'HARVEST_CHANGES',
    'LIVE_ITEMS',
    'HOLDING_STATEMENTS',
    ...(open ? [] : (['HOLD_QUEUE'] as const)),
    ...(accounts?.capabilities ?? []),
  ];
  return {
    system: { id: system.id, kind: system.kind, name: system.name },
    capabilities,
    probe: (signal) => probeKoha({ ...contextOf(client), capabilities }, signal),
    harvest: createHarvest(contextOf(background)),
    items,
    ...accounts?.sources,
    close: async () => {
      client.close();
    },
  };
}
