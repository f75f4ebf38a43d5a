/** The SIP2 server beside the second export: its own log-in, over the same copies. */
import type { FilesWorld } from '#simulators/files/world.ts';
import { stockOfFiles } from '#simulators/sip2/files-stock.ts';
import { createSip2Simulator } from '#simulators/sip2/index.ts';
import type { Sip2Simulator } from '#simulators/sip2/index.ts';
import { libraryOf } from '#simulators/sip2/world-library.ts';
import { createSip2World } from '#simulators/sip2/world.ts';
import type { Sip2World } from '#simulators/sip2/world.ts';
import { SIP2_SECRETS } from './secrets.ts';

/** What a library with one licence to spare beside its kiosk gives. */
const CONNECTIONS = 2;
const TIME_ZONE = 'Europe/London';

export interface DemoSip2 {
  readonly world: Sip2World;
  readonly simulator: Sip2Simulator;
}

export async function startDemoSip2(
  files: FilesWorld,
  at: { readonly host: string; readonly port: number; readonly clock: () => number },
): Promise<DemoSip2> {
  const world = createSip2World({
    timeZone: TIME_ZONE,
    now: at.clock,
    institution: 'LUGBROOK',
    name: 'Lugbrook Hospitals Library',
    stock: stockOfFiles(files, TIME_ZONE),
  });
  world.logins.clear();
  world.logins.set(SIP2_SECRETS.DEMO_EXPORT_F_SIP_USER, SIP2_SECRETS.DEMO_EXPORT_F_SIP_PASSWORD);
  const { host, port } = at;
  const simulator = await createSip2Simulator({
    library: libraryOf(world),
    connections: CONNECTIONS,
    surplus: 'wait',
    host,
    port,
  });
  return { world, simulator };
}
