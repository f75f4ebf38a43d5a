/** The demo region, running: its simulated systems on loopback ports, the region file that describes them, their secrets. */
import { MerciaError, isMerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type { IdentityProvider } from '#simulators/identity-provider/index.ts';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import type { KohaSimulator } from '#simulators/koha/index.ts';
import { createFilesSimulator } from '#simulators/files/index.ts';
import type { FilesSimulator } from '#simulators/files/index.ts';
import type { Random } from '#simulators/random.ts';
import { createRandom } from '#simulators/random.ts';
import { createSymphonySimulator } from '#simulators/symphony/index.ts';
import type { SymphonySimulator } from '#simulators/symphony/index.ts';
import { changeOnce } from './changes.ts';
import type { Change } from './changes.ts';
import { DEMO_SYSTEMS, generateDemoRegion, type DemoRegion } from './generate.ts';
import { startDemoIssuer } from './identity.ts';
import { CODES } from './libraries.ts';
import type { DemoExportId, DemoKohaId, DemoSymphonyId, DemoSystemId } from './libraries.ts';
import { DEMO_SERVERS, regionTextFor, type DemoServerId, type DescribedDemo } from './region-text.ts';
import { DEMO_SECRETS } from './secrets.ts';
import { SHOWCASE_ISBNS } from './showcase.ts';
import { startDemoSip2 } from './sip2-setup.ts';
import type { DemoSip2 } from './sip2-setup.ts';
import { changeSymphonyOnce } from './symphony-changes.ts';
import { SYMPHONY_PATH } from './symphony-setup.ts';

export interface DemoOptions {
  /** One for each server, in the order of {@link DEMO_SERVERS}; 0, or none given, takes a free one. */
  readonly ports?: readonly number[];
  /** Where the systems listen; 127.0.0.1 if not given. */
  readonly host?: string;
  /** Of the issuer of tokens, 0 for a free one; without it, nobody can sign in. It listens to this machine alone. */
  readonly issuerPort?: number;
  /** The same seed gives the same region; 1 if not given. */
  readonly seed?: number;
  readonly logger: Logger;
  /** Milliseconds between two changes of the region (a loan, a return, a hold); 0 for none. 20 seconds if not given. */
  readonly changeEveryMs?: number | undefined;
  /** The clock of the systems; the machine's if not given. */
  readonly now?: () => number;
}

export interface DemoKoha {
  readonly id: DemoKohaId;
  readonly url: string;
  readonly simulator: KohaSimulator;
}

export interface DemoSymphony {
  readonly id: DemoSymphonyId;
  readonly url: string;
  readonly simulator: SymphonySimulator;
}

export type DemoSystem = DemoKoha | DemoSymphony;

/** Where a service puts its export, and how its copies can be asked for. */
export interface DemoExportServer {
  readonly id: DemoExportId;
  readonly url: string;
  readonly simulator: FilesSimulator;
  /** Null for the service that has nothing but its export. */
  readonly sip2: DemoSip2 | null;
}

export interface RunningDemo extends DescribedDemo {
  readonly systems: readonly DemoSystem[];
  readonly exports: readonly DemoExportServer[];
  /** Null where nobody can sign in. */
  readonly issuer: IdentityProvider | null;
  close(): Promise<void>;
}

const CHANGE_EVERY_MS = 20_000;

/**
 * Generates the region and starts its systems in this process.
 *
 * @throws {MerciaError} `CONFIG_INVALID` where a port is taken; nothing is left running then.
 */
export async function startDemoRegion(options: DemoOptions): Promise<RunningDemo> {
  const now = options.now ?? Date.now;
  const host = options.host ?? '127.0.0.1';
  const region = generateDemoRegion({
    now: now(),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  const systems: DemoSystem[] = [];
  const exports: DemoExportServer[] = [];
  let issuer: IdentityProvider | null = null;
  const close = async (): Promise<void> => {
    const simulators = [...systems, ...exports].map(({ simulator }) => simulator);
    const sip2 = exports.flatMap((one) => one.sip2?.simulator ?? []);
    await Promise.all([...simulators, ...sip2, issuer].map(async (one) => one?.close()));
  };
  const at = (id: DemoServerId): At => ({ host, port: options.ports?.[DEMO_SERVERS.indexOf(id)] ?? 0, clock: now });
  const start = async (id: DemoServerId, begin: (at: At) => Promise<void>): Promise<void> => {
    const here = at(id);
    await begin(here).catch(async (cause: unknown) => {
      await close();
      throw portFault(id, host, here.port, cause);
    });
  };
  for (const id of DEMO_SYSTEMS) {
    await start(id, async (here) => void systems.push(await startSystem(id, region, here)));
  }
  for (const { library, world } of region.exports) {
    const id = library.system;
    await start(id, async (here) => {
      const simulator = await createFilesSimulator({ world, ...here });
      exports.push({ id, url: simulator.url, simulator, sip2: null });
    });
  }
  await start('export-f-sip2', async (here) => {
    const last = exports.at(-1);
    if (last === undefined) return;
    exports.splice(-1, 1, { ...last, sip2: await startDemoSip2(last.simulator.world, here) });
  });
  try {
    if (options.issuerPort !== undefined) issuer = await startDemoIssuer(host, options.issuerPort, now);
  } catch (cause) {
    await close();
    throw portFault('issuer', host, options.issuerPort ?? 0, cause);
  }

  const stopChanges = startChanges(systems, showcaseRecords(region), options);
  return {
    regionText: regionTextFor(addressesOf(systems, exports), issuer?.issuer ?? null),
    env: DEMO_SECRETS,
    systems,
    exports,
    issuer,
    async close() {
      stopChanges();
      await close();
    },
  };
}

interface At {
  readonly host: string;
  readonly port: number;
  readonly clock: () => number;
}

async function startSystem(id: DemoSystemId, { worlds, symphony }: DemoRegion, at: At): Promise<DemoSystem> {
  if (id === 'symphony-d') {
    const simulator = await createSymphonySimulator({ world: symphony, basePath: SYMPHONY_PATH, ...at });
    return { id, url: simulator.url, simulator };
  }
  const world = worlds.get(id);
  if (world === undefined) throw new Error(`the demonstration has no ${id}`);
  const simulator = await createKohaSimulator({ world, ...at });
  return { id, url: simulator.url, simulator };
}

/** The records of the showcase in each system, which the slow changes leave alone. */
function showcaseRecords({ truth }: DemoRegion): ReadonlyMap<DemoSystemId, ReadonlySet<number>> {
  const shown = truth.filter(({ edition }) => SHOWCASE_ISBNS.includes(edition));
  return new Map(
    DEMO_SYSTEMS.map((id) => [id, new Set(shown.filter(({ system }) => system === id).map(({ record }) => record))]),
  );
}

function startChanges(
  systems: readonly DemoSystem[],
  untouched: ReadonlyMap<DemoSystemId, ReadonlySet<number>>,
  options: DemoOptions,
): () => void {
  const every = options.changeEveryMs ?? CHANGE_EVERY_MS;
  if (every === 0) return () => undefined;
  const random = createRandom(options.seed ?? 1);
  const timer = setInterval(() => {
    const system = random.one(systems);
    const { id } = system;
    const change = changeSystem(system, untouched.get(id) ?? new Set(), random);
    if (change !== null)
      options.logger.debug({ lms: id, kind: change.kind, record: change.record }, 'demo region changed');
  }, every);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

function changeSystem(system: DemoSystem, untouched: ReadonlySet<number>, random: Random): Change | null {
  return system.id === 'symphony-d'
    ? changeSymphonyOnce(system.simulator.world, untouched, random)
    : changeOnce(system.simulator.world, CODES[system.id], untouched, random);
}

function addressesOf(
  systems: readonly DemoSystem[],
  exports: readonly DemoExportServer[],
): readonly { readonly id: DemoServerId; readonly url: string }[] {
  const sip2 = exports.flatMap(({ sip2: one }) =>
    one === null ? [] : [{ id: 'export-f-sip2' as const, url: one.simulator.url }],
  );
  return [...systems, ...exports, ...sip2];
}

function portFault(id: DemoServerId | 'issuer', host: string, port: number, cause: unknown): MerciaError {
  const reason = isMerciaError(cause) ? cause.message : `Port ${port} of ${host} cannot be opened.`;
  return new MerciaError(
    'CONFIG_INVALID',
    `The demonstration's ${id} cannot start. ${reason} Name other ports with --demo-port; 0 takes free ones.`,
    { cause },
  );
}
