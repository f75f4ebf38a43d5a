/**
 * A Koha that gives no REST: harvested by OAI-PMH alone, its copies asked for by ILS-DI if it has that. Nothing of `/api/v1` is
 * ever asked. What else is live, another protocol tells beside it (`adapters/composed/`).
 */
import { createHttpClient, inBackground } from '#platform/http-client.ts';
import type { HttpClient } from '#platform/http-client.ts';
import type { AdapterContext, Capability, LmsAdapter } from '#contract/adapter.ts';
import { lmsError } from '../shared/lms-error.ts';
import { createHarvestWithoutRest } from './harvest-without-rest.ts';
import { createIlsDi } from './ils-di/client.ts';
import { createCopies } from './ils-di/copies.ts';
import { createOai } from './oai.ts';
import { createOaiHosts } from './oai-hosts.ts';
import { probeWithoutRest } from './probe-without-rest.ts';
import type { KohaSite } from './site.ts';

/** Builds the adapter; no call is made. Throws CONFIG_INVALID where the settings ask for what only REST gives. */
export function createAdapterWithoutRest(context: AdapterContext, site: KohaSite): LmsAdapter {
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
