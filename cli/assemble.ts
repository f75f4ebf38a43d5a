/** Builds the parts of Mercia from the settings and the region. The only place that knows how they fit together. */
import type { LmsAdapter } from '#adapters/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { Settings } from '#platform/config.ts';
import { createLogger, type Logger } from '#platform/logger.ts';
import { openStore, type Store } from '#store/open-store.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import type { Ingest } from '#union-index/ingest-contract.ts';
import { createAdapters, type AdapterPlan } from './adapters.ts';
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

/** Builds the region's adapters; no library system is called. Only the named systems where `only` is given. */
export async function openRegion(flags: Flags, only?: readonly string[]): Promise<OpenedRegion> {
  const settings = readSettings(flags);
  return buildRegion(await findRegion(settings), settings, { only });
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

export function buildRegion(source: RegionSource, settings: Settings, plan: AdapterPlan = {}): OpenedRegion {
  const logger = createLogger(settings.logLevel);
  return { region: source.region, logger, ...createAdapters(source, settings, logger, plan) };
}

/** Puts a region and an open store together; closing the hub closes both. */
export function buildHub(source: RegionSource, settings: Settings, store: Store, only?: readonly string[]): Hub {
  const opened = buildRegion(source, settings, { only });
  const { region, logger } = opened;
  const ingest = createIngest({ regionId: region.id, owners: region.systems.flatMap(({ owners }) => owners), logger });
  const close = async (): Promise<void> => {
    await opened.close();
    await store.close();
  };
  return { ...opened, settings, store, ingest, holder: `mercia ${process.argv[2] ?? ''}`.trim(), close };
}
