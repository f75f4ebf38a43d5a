/** Joins the parts of a SIP2 adapter. */
import type { AdapterContext, Capability, LmsAdapter } from '#contract/adapter.ts';
import { createAccounts } from './accounts/index.ts';
import { createSip2Client } from './client.ts';
import { createCopies } from './copies.ts';
import { probeSip2 } from './probe.ts';
import { createSip2Site, type Sip2Site } from './site.ts';

/** Copies are all that the protocol tells besides accounts: there is no list of titles in it, nor of a title's copies. */
function capabilitiesOf({ settings }: Sip2Site): readonly Capability[] {
  return settings.holdQueue === 'title' ? ['LIVE_ITEMS', 'HOLD_QUEUE'] : ['LIVE_ITEMS'];
}

/** Builds the adapter of one server; no call is made. Throws CONFIG_INVALID if `settings` are wrong. */
export function createSip2Adapter(context: AdapterContext): LmsAdapter {
  const { system, logger, secret, now } = context;
  const site = createSip2Site(system, logger);
  const client = createSip2Client(site, context);
  const capabilities = capabilitiesOf(site);
  const accounts = createAccounts({ system, settings: site.settings, client, secret, now });
  const adapter: LmsAdapter = {
    system: { id: system.id, kind: system.kind, name: system.name },
    capabilities,
    probe: (signal) => probeSip2({ site, client, now, capabilities, accounts }, signal),
    copies: createCopies({ site, client, now }),
    close: () => client.close(),
  };
  if (accounts === null) return adapter;
  const { writes } = accounts.sources;
  return {
    ...adapter,
    ...(writes && { writes }),
    // What it can do becomes less when the server turns out not to check PINs.
    get capabilities() {
      return [...capabilities, ...accounts.capabilities];
    },
    get patrons() {
      return accounts.sources.patrons;
    },
  };
}
