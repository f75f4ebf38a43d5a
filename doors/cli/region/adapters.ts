/** The adapters of a region, in this process or behind adapter servers. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { createAdapter, readingRulesOf } from '#adapters/registry.ts';
import { createRemoteAdapter, type RemoteAdapter } from '#adapters/remote/index.ts';
import { livePartId, type SystemId } from '#domain/ids.ts';
import type { DataPurpose, LivePart, Region, SystemConfig } from '#domain/region.ts';
import type { Settings } from '#platform/config.ts';
import { deriveKey, deriveServerContextKey, deriveServerReaderKey, readKeyText } from '#platform/derived-key.ts';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import { createHostGuards, type HostGuards, type HostShares } from '#platform/host-guard/index.ts';
import type { Logger } from '#platform/logger.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import {
  createReaderTokens,
  createSealedReaderOpener,
  createSealedReaders,
  type OpenSealedReader,
  type ReaderTokenOf,
} from '#platform/reader-token.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { isDeepStrictEqual } from 'node:util';
import { patronSecrets } from '../patron-secrets.ts';
import { assertSecrets, type RegionSource } from './region-source.ts';

export interface AdapterPlan {
  /** Only these systems; all if not given. */
  readonly only?: readonly string[] | undefined;
  /** True in an adapter server: the systems are asked from here, whatever the region file says of adapter servers. */
  readonly hosted?: boolean;
  /** What spares the systems that are asked from here; new ones if not given. */
  readonly guards?: HostGuards | undefined;
  /** The adapters that these replace: an unchanged system keeps its own, with its connections. */
  readonly before?: Adapters;
}

export interface Adapters {
  readonly adapters: ReadonlyMap<SystemId, LmsAdapter>;
  /** What spares the systems that are asked from here; the adapters that replace these take them over. */
  readonly guards: HostGuards;
  /** The adapter of an unchanged system, which keeps its connections; undefined if a new one must be built. */
  findSame(system: SystemConfig, server: string | undefined, agreed: readonly DataPurpose[]): LmsAdapter | undefined;
  /** Closes the adapters, except those that the next ones keep. */
  close(next?: Adapters): Promise<void>;
}

/** How often an adapter server is asked what its system can do; a restart with other settings shows that soon. */
const LEARN_EVERY_MS = 30_000;

/**
 * Builds the adapters. Library systems are not called; adapter servers are asked, without waiting for them, what their
 * systems can do, and may be down. Throws CONFIG_INVALID for credentials, or a secret, that are missing here.
 */
export function createAdapters(source: RegionSource, settings: Settings, logger: Logger, plan: AdapterPlan): Adapters {
  const { before } = plan;
  const { region, secret } = source;
  const serverOf = plan.hosted === true ? () => undefined : findServers(region, settings);
  const systems = selectSystems(region, plan.only);
  assertSecrets(
    source,
    systems.filter((system) => serverOf(system) === undefined),
  );
  const guards = before?.guards ?? plan.guards ?? createHostGuards();
  const readerTokens = plan.hosted === true ? sealingReaders(settings) : tokenizingReaders(settings);
  const build = (system: SystemConfig): LmsAdapter => {
    const address = serverOf(system);
    if (address === undefined) {
      return createAdapter({
        system,
        secret,
        logger: logger.child({ lms: system.id }),
        guard: guards.for(system),
        ...(system.live && { liveGuard: guards.for(livePartOf(system.id, system.live)) }),
        now: Date.now,
        readerToken: readerTokens(system.id),
        agreedPurposes: new Set(purposesOf(region, system)),
      });
    }
    const sign = createContextSigner(deriveServerContextKey(hubSecret(settings, system), address));
    return createRemoteAdapter({
      system,
      address,
      sign,
      now: Date.now,
      openReader: readerOpener(settings, system, address),
      rules: readingRulesOf(system, logger.child({ lms: system.id })),
    });
  };
  const adapters = new Map(
    systems.map((system) => [
      system.id,
      before?.findSame(system, serverOf(system), purposesOf(region, system)) ?? build(system),
    ]),
  );
  const stopLearning = keepLearning([...adapters.values()].filter(isRemote));
  const configs = new Map(
    systems.map((system) => [system.id, { system, server: serverOf(system), agreed: purposesOf(region, system) }]),
  );
  return {
    adapters,
    guards,
    findSame: (system, server, agreed) =>
      isDeepStrictEqual(configs.get(system.id), { system, server, agreed }) ? adapters.get(system.id) : undefined,
    async close(next) {
      stopLearning();
      const kept = new Set(next?.adapters.values());
      await Promise.all([...adapters.values()].filter((each) => !kept.has(each)).map((each) => each.close()));
    },
  };
}

/** Guards that are watched, each exchange as it ends, and that share the limits of systems with other processes. */
export function createWatchedGuards(metrics: Metrics | undefined, shares?: HostShares): HostGuards {
  return createHostGuards({
    shares,
    ...(metrics === undefined ? {} : { observerOf: (system) => metrics.hosts.observerOf(system) }),
  });
}

/** The live part of a system as what spares it, and its metrics, know it: that it is down says nothing of the main part. */
function livePartOf(
  system: SystemId,
  { limits }: LivePart,
): { readonly id: string; readonly limits: LivePart['limits'] } {
  return { id: livePartId(system), limits };
}

/** What libraries of a system have agreed to, each purpose once. */
function purposesOf({ libraries }: Region, { owners }: SystemConfig): readonly DataPurpose[] {
  const own = libraries.filter(({ id }) => owners.some(({ library }) => library === id));
  return [...new Set(own.flatMap(({ patronData }) => patronData?.purposes ?? []))].sort();
}

function isRemote(adapter: LmsAdapter): adapter is RemoteAdapter {
  return 'learn' in adapter;
}

/** The adapter server of each system: as the setting says, else as the region file does. */
export function findServers(
  region: Region,
  { adapterServers }: Pick<Settings, 'adapterServers'>,
): (system: SystemConfig) => string | undefined {
  if (adapterServers === 'none') return () => undefined;
  const named = adapterServers ?? new Map<string, string>();
  selectSystems(region, [...named.keys()]);
  return ({ id, adapterServer }) => named.get(id) ?? adapterServer;
}

function hubSecret({ contextSecret }: Settings, { id }: SystemConfig): string {
  if (contextSecret !== undefined) return contextSecret;
  throw new MerciaError(
    'CONFIG_INVALID',
    `${id} is asked through its adapter server: set MERCIA_CONTEXT_SECRET, which the key of that server comes from, or MERCIA_ADAPTER_SERVERS=none to ask every system directly.`,
    { system: id },
  );
}

/** In an adapter server: readers leave it sealed for the hub. */
function sealingReaders({ readerKey }: Settings): (system: SystemId) => ReaderTokenOf | undefined {
  if (readerKey === undefined) return () => undefined;
  const key = readKeyText(readerKey);
  return (system) => createSealedReaders(key, system);
}

/** At the hub: systems that it asks itself tell tokens. */
function tokenizingReaders({ patronSecret }: Settings): (system: SystemId) => ReaderTokenOf | undefined {
  if (patronSecret === undefined) return () => undefined;
  const key = deriveKey(patronSecret, 'readers');
  return (system) => createReaderTokens(key, system);
}

/** At the hub: what an adapter server tells of readers, as tokens. */
function readerOpener(settings: Settings, { id }: SystemConfig, address: string): OpenSealedReader | undefined {
  const [secret, ...accepted] = patronSecrets(settings);
  if (secret === undefined) return undefined;
  const serverKeyOf = (each: string): Buffer => readKeyText(deriveServerReaderKey(each, address));
  const serverKeys = [serverKeyOf(secret), ...accepted.map(serverKeyOf)] as const;
  return createSealedReaderOpener(serverKeys, deriveKey(secret, 'readers'), id);
}

function keepLearning(remotes: readonly RemoteAdapter[]): () => void {
  const stop = new AbortController();
  const learn = (): void => {
    for (const remote of remotes) void remote.learn(stop.signal);
  };
  learn();
  const timer = setInterval(learn, LEARN_EVERY_MS).unref();
  return () => {
    stop.abort();
    clearInterval(timer);
  };
}

/** The systems that a command is about. Throws BAD_USER_INPUT for one that the region does not have. */
export function selectSystems(region: Region, only: readonly string[] | undefined): Region['systems'] {
  if (only === undefined) return region.systems;
  const known = new Set<string>(region.systems.map(({ id }) => id));
  const unknown = only.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw badUserInput(`No such system: ${unknown.join(', ')}. The region has ${[...known].join(', ')}.`);
  }
  return region.systems.filter(({ id }) => only.includes(id));
}
