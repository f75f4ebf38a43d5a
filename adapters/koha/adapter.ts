/** Joins the parts of a Koha adapter. */
import type { AdapterContext, Capability, LmsAdapter } from '#contract/adapter.ts';
import { lmsError } from '../shared/lms-error.ts';
import { createKohaClients, type KohaClient } from './client.ts';
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
import { createKohaSite, type KohaSite } from './site.ts';
import { createHttpClient, inBackground, type HttpClient } from '#platform/http-client.ts';
import { createHarvestWithoutRest } from './harvest-without-rest.ts';
import { createIlsDi } from './ils-di/client.ts';
import { createCopies } from './ils-di/copies.ts';
import { createOaiHosts } from './oai-hosts.ts';
import { probeWithoutRest } from './probe-without-rest.ts';

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
  const live = createLiveCalls(site, client, background);
  const items = open
    ? createPublicItems({ site, client, background, now })
    : createItems({ site, client, calls: live, records: createRecordLookup(contextOf(client)), now });
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

/**
 * A Koha that gives no REST: harvested by OAI-PMH alone, its copies asked for by ILS-DI if it has that. Nothing of `/api/v1` is
 * ever asked. What else is live, another protocol tells beside it (`adapters/composed/`). Throws CONFIG_INVALID where the settings
 * ask for what only REST gives.
 */
function createAdapterWithoutRest(context: AdapterContext, site: KohaSite): LmsAdapter {
  const { system, now } = context;
  refuseRestSettings(site);
  const { interface: told, ilsDi: settings } = site.settings;
  const http = clientAt(context, system.address);
  const hosts = createOaiHosts(context, site.settings, http);
  const other = settings.address === null || isSameHost(settings.address, system.address) ? null : settings.address;
  const ilsDiHttp = other === null ? http : clientAt(context, other);
  const ilsDiOver = (client: HttpClient) => (told === 'ils-di' ? createIlsDi(site, client) : null);
  const ilsDi = ilsDiOver(ilsDiHttp);
  const capabilities: readonly Capability[] = [
    'HARVEST_FULL',
    'HARVEST_CHANGES',
    ...(ilsDi === null ? [] : (['LIVE_ITEMS'] as const)),
    'HOLDING_STATEMENTS',
  ];
  const oai = (oaiHosts: (typeof hosts)['live']) => createOai(site, { oaiHosts });
  const harvest = { site, oai: oai(hosts.background), ilsDi: ilsDiOver(inBackground(ilsDiHttp)), now };
  return {
    system: { id: system.id, kind: system.kind, name: system.name },
    capabilities,
    probe: (signal) => probeWithoutRest({ site, oai: oai(hosts.live), ilsDi, capabilities, now }, signal),
    harvest: createHarvestWithoutRest(harvest),
    ...(ilsDi === null ? {} : { copies: createCopies({ site, ilsDi, now }) }),
    close: async () => {
      http.close();
      if (ilsDiHttp !== http) ilsDiHttp.close();
      hosts.close();
    },
  };
}

function clientAt({ system, guard }: AdapterContext, address: string): HttpClient {
  const { connections, callTimeoutMs: timeoutMs } = system.limits;
  return createHttpClient({ system: system.id, address, connections, timeoutMs, guard });
}

function isSameHost(one: string, other: string): boolean {
  return URL.parse(one)?.origin === URL.parse(other)?.origin;
}

function refuseRestSettings({ system, settings }: KohaSite): void {
  const refuse = (what: string) => lmsError(system.id, 'CONFIG_INVALID', what);
  const told = `settings.interface is ${settings.interface}`;
  if (settings.patrons.access !== 'none')
    throw refuse(`settings.patrons.access: ${told}, and only REST tells of patrons; take it out, or name a live part`);
  if (system.harvest.method === 'rest') throw refuse(`harvest.method: ${told}; take it out, or write oai-pmh`);
  if (settings.oai.itemsIncluded === 'no' && settings.interface === 'ils-di')
    throw refuse(`settings.oai.itemsIncluded: ${told}, which asks for copies by the numbers in 952; take it out`);
}
