/** A simulated Koha with its SIP2 server beside it, over one world, for the conformance suite. The wire stands before the Koha. */
import type { SystemConfig } from '#domain/region.ts';
import { cannot } from '#conformance/situations.ts';
import type { ConformanceSystem } from '#conformance/system.ts';
import { createSip2Simulator } from '#simulators/sip2/index.ts';
import { kohaLibrary } from '#simulators/sip2/koha-library.ts';
import { createKohaSystem, testConfig } from './koha-system.ts';
import type { KohaTestOptions } from './koha-options.ts';
import { createKohaWithoutRest, createWholeAdapter, WITHOUT_REST } from './koha-without-rest.ts';

const OF_ITS_PARTS = cannot('Koha tells it, in whose own suite it is tried; SIP2 adds only what may be elsewhere');
const SECRETS = { SIP_USER: 'terminal', SIP_PASSWORD: 'terminal-password' };

/** REST, or ILS-DI in its place, tells how copies stand; SIP2 tells what the other leaves out. */
export async function createKohaSip2System(hasRest: boolean): Promise<ConformanceSystem> {
  const options: KohaTestOptions = hasRest ? { login: 'oauth' } : WITHOUT_REST;
  const koha = await (hasRest ? createKohaSystem(options) : createKohaWithoutRest());
  const logins = new Map([[SECRETS.SIP_USER, SECRETS.SIP_PASSWORD]]);
  const { world } = koha.simulator;
  const library = kohaLibrary(world, { logins, institution: 'A1' });
  const sip = await createSip2Simulator({ library, dialect: 'koha' });
  return {
    ...koha,
    situations: {
      ...koha.situations,
      everyField: OF_ITS_PARTS,
      failsInPart: OF_ITS_PARTS,
    },
    secrets: [...koha.secrets, SECRETS.SIP_PASSWORD],
    createAdapter(address, callTimeoutMs, logger) {
      const main = testConfig(address, options, callTimeoutMs);
      const system: SystemConfig = {
        ...main,
        live: {
          kind: 'sip2',
          address: sip.url,
          credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: 'SIP_USER', passwordEnv: 'SIP_PASSWORD' },
          limits: main.limits,
          settings: { dialect: 'koha', institution: 'A1' },
        },
      };
      return createWholeAdapter(system, SECRETS, logger, koha.now);
    },
    async close() {
      await sip.close();
      await koha.close();
    },
  };
}
