/** Joins the parts of a SIP2 adapter. */
import type { AdapterContext, Capability, LmsAdapter } from '../adapter.ts';
import { createAccounts } from './accounts/index.ts';
import { createSip2Client } from './client.ts';
import { createCopies } from './copies.ts';
import { probeSip2 } from './probe.ts';
import { createSip2Site } from './site.ts';

/** Copies are all that the protocol tells besides accounts: there is no list of titles in it, nor of a title's copies. */
const CAPABILITIES: readonly Capability[] = ['LIVE_ITEMS'];

/** Builds the adapter of one server; no call is made. Throws CONFIG_INVALID if `settings` are wrong. */
export function createSip2Adapter(context: AdapterContext): LmsAdapter {
  const { system, logger, secret, now } = context;
  const site = createSip2Site(system, logger);
  const client = createSip2Client(site, context);
  const { patrons, dialect } = site.settings;
  const accounts = createAccounts({ system, patrons, dialect, client, secret, now });
  if (accounts.refused !== null) throw accounts.refused;
  const capabilitiesNow = (): readonly Capability[] => [...CAPABILITIES, ...accounts.capabilities];
  return {
    system: { id: system.id, kind: system.kind, name: system.name },
    // That of checking PINs goes when the server turns out not to check them.
    get capabilities() {
      return capabilitiesNow();
    },
    probe: (signal) => probeSip2({ site, client, now, capabilities: capabilitiesNow() }, signal),
    copies: createCopies({ site, client, now }),
    ...accounts.sources,
    close: () => client.close(),
  };
}
