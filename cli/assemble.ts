/** Builds the parts of Mercia from the settings and the region. The only place that knows how they fit together. */
import type { LmsAdapter } from '#adapters/adapter.ts';
import { createAdapter } from '#adapters/registry.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { Settings } from '#platform/config.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger, type Logger } from '#platform/logger.ts';
import { openStore, type Store } from '#store/open-store.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import type { Ingest } from '#union-index/ingest-contract.ts';
import { findRegion, type RegionSource } from './region-source.ts';
import { readSettings } from './settings.ts';

type Flags = Parameters<typeof readSettings>[0];

/** A region's adapters without a database: enough for `doctor`. */
export interface OpenedRegion {
  readonly region: Region;
  readonly adapters: ReadonlyMap<SystemId, LmsAdapter>;
  readonly logger: Logger;
  close(): Promise<void>;
}

/** Adapters and the union index. */
export interface Hub extends OpenedRegion {
  readonly settings: Settings;
  readonly store: Store;
  readonly ingest: Ingest;
  /** Names this command in a lease; the harvester adds the process. */
  readonly holder: string;
}

/** Builds the region's adapters; no call is made. Only the named systems where `only` is given. */
export async function openRegion(flags: Flags, only?: readonly string[]): Promise<OpenedRegion> {
  const settings = readSettings(flags);
  return buildRegion(await findRegion(settings), createLogger(settings.logLevel), only);
}

/** Builds the adapters and opens the store for a tool that may work beside a running `start`. */
export async function openHub(flags: Flags, only?: readonly string[]): Promise<Hub> {
  const settings = readSettings(flags);
  const source = await findRegion(settings);
  return buildHub(source, settings, await openSettledStore(settings, 'tool'), only);
}

/** Opens the store that the settings name; `start` is alone on its data folder. */
export async function openSettledStore(settings: Settings, purpose: 'start' | 'tool'): Promise<Store> {
  const { databaseUrl, data: dataFolder, pgBin, logLevel } = settings;
  return openStore({ databaseUrl, dataFolder, pgBin, logger: createLogger(logLevel), purpose });
}

export function buildRegion({ region, secret }: RegionSource, logger: Logger, only?: readonly string[]): OpenedRegion {
  const adapters = new Map<SystemId, LmsAdapter>();
  for (const system of selectSystems(region, only)) {
    adapters.set(system.id, createAdapter({ system, secret, logger: logger.child({ lms: system.id }), now: Date.now }));
  }
  const close = async (): Promise<void> => {
    await Promise.all([...adapters.values()].map((adapter) => adapter.close()));
  };
  return { region, adapters, logger, close };
}

/** Puts a region and an open store together; closing the hub closes both. */
export function buildHub(source: RegionSource, settings: Settings, store: Store, only?: readonly string[]): Hub {
  const logger = createLogger(settings.logLevel);
  const opened = buildRegion(source, logger, only);
  const { region } = source;
  const ingest = createIngest({ regionId: region.id, owners: region.systems.flatMap(({ owners }) => owners), logger });
  const close = async (): Promise<void> => {
    await opened.close();
    await store.close();
  };
  return { ...opened, settings, store, ingest, holder: `mercia ${process.argv[2] ?? ''}`.trim(), close };
}

function selectSystems(region: Region, only: readonly string[] | undefined): Region['systems'] {
  if (only === undefined) return region.systems;
  const known = new Set<string>(region.systems.map(({ id }) => id));
  const unknown = only.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw new MerciaError(
      'BAD_USER_INPUT',
      `No such system: ${unknown.join(', ')}. The region has ${[...known].join(', ')}.`,
    );
  }
  return region.systems.filter(({ id }) => only.includes(id));
}
