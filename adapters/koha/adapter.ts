/** Joins the parts of a Koha adapter. */
import type { AdapterContext, Capability, LmsAdapter } from '#contract/adapter.ts';
import { lmsError } from '../shared/lms-error.ts';
import { createKohaClients } from './client.ts';
import type { KohaClient } from './client.ts';
import { createHarvest } from './harvest.ts';
import { createItems } from './items.ts';
import { createLiveCalls } from './live.ts';
import { createOai } from './oai.ts';
import { createAccounts } from './accounts/index.ts';
import { createPolicySource } from './code-lists.ts';
import { probeKoha } from './probe.ts';
import { createPublicItems } from './public-items.ts';
import { createRecordLookup } from './record-lookup.ts';
import { createRecordParts } from './record-parts.ts';
import { createKohaSite } from './site.ts';
import { createAdapterWithoutRest } from './without-rest.ts';

/** Builds the adapter of one Koha; no call is made. Throws CONFIG_INVALID where `settings` are wrong. */
export function createKohaAdapter(context: AdapterContext): LmsAdapter {
  const { system, now } = context;
  const site = createKohaSite(system, context.logger);
  if (site.settings.interface !== 'rest') return createAdapterWithoutRest(context, site);
  const clients = createKohaClients({ ...context, settings: site.settings });
  const { live: client, background } = clients;
  const contextOf = (from: KohaClient) => ({
    site,
    client: from,
    oai: createOai(site, from),
    parts: createRecordParts(site, from, now),
    now,
  });
  const open = client.mode === 'public';
  if (open && site.settings.patrons.access !== 'none') {
    const what = 'only a service account may see patrons; name credentials, or take the setting out';
    throw lmsError(system.id, 'CONFIG_INVALID', `settings.patrons.access: ${what}`);
  }
  const live = createLiveCalls(site, client, now, background);
  const items = open
    ? createPublicItems({ site, client, background, now })
    : createItems({ site, client, calls: live, records: createRecordLookup(site, client, now), now });
  const accounts = open
    ? null
    : createAccounts({ site, client, background, live, now, readerToken: context.readerToken });
  const policies = createPolicySource(site, background);
  const capabilities: readonly Capability[] = [
    'HARVEST_FULL',
    'HARVEST_CHANGES',
    'LIVE_ITEMS',
    'HOLDING_STATEMENTS',
    'CODE_LISTS',
    ...(policies.loanRules === undefined ? [] : (['LOAN_POLICIES'] as const)),
    ...(open ? [] : (['HOLD_QUEUE'] as const)),
    ...(accounts?.capabilities ?? []),
  ];
  return {
    system: { id: system.id, kind: system.kind, name: system.name },
    capabilities,
    probe: (signal) =>
      probeKoha({ ...contextOf(client), anonymous: clients.anonymous, capabilities, policies }, signal),
    harvest: createHarvest(contextOf(background)),
    items,
    policies,
    ...accounts?.sources,
    close: async () => {
      clients.close();
    },
  };
}
