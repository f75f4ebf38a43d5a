/** Builds the parts of Mercia from the settings and the region. The only place that knows how they fit together. */
import type { Settings } from '#platform/config.ts';
import { createLogger } from '#platform/logger.ts';
import { openStore, type Store } from '#store/open-store.ts';
import { createLastKnown, type LastKnown, type ObserveLastKnown } from '#subgraphs/circulation/index.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import { BESIDE_READERS, type HarvestPace } from '#union-index/harvest/index.ts';
import type { Ingest } from '#union-index/ingest-contract.ts';
import type { AdapterPlan } from './adapters.ts';
import { createOpenedRegion, type OpenedRegion } from './opened-region.ts';
import { findRegion, type RegionSource } from './region-source.ts';
import { readSettings } from './settings.ts';

type Flags = Parameters<typeof readSettings>[0];

/** Adapters and the union index. */
export interface Hub extends OpenedRegion {
  readonly settings: Settings;
  readonly store: Store;
  /** Of the region of the moment, as its adapters are. */
  readonly ingest: Ingest;
  readonly pace: HarvestPace;
  /** What systems last said of their copies; outlives the region of the moment. */
  readonly lastKnown: LastKnown;
  /** Names this command in a lease; the harvester adds the process. */
  readonly holder: string;
}

export interface HubPlan extends AdapterPlan {
  /** Where not said, nobody counts what becomes of last-known facts. */
  readonly observeLastKnown?: ObserveLastKnown | undefined;
  /** Where not said, that of a process that answers readers too. */
  readonly pace?: HarvestPace | undefined;
}

/** Builds the adapters and opens the store for a tool that may work beside a running `start`. */
export async function openHub(flags: Flags, only?: readonly string[], pace?: HarvestPace): Promise<Hub> {
  const settings = readSettings(flags);
  const source = await findRegion(settings);
  return buildHub(source, settings, await openSettledStore(settings, 'tool'), { only, pace });
}

/** Opens the store that the settings name; `start` is alone on its data folder. */
export async function openSettledStore(settings: Settings, purpose: 'start' | 'tool'): Promise<Store> {
  const { databaseUrl, data: dataFolder, pgBin, logLevel } = settings;
  return openStore({ databaseUrl, dataFolder, pgBin, logger: createLogger(logLevel), purpose });
}

/** Puts a region and an open store together; closing the hub closes both. */
export function buildHub(source: RegionSource, settings: Settings, store: Store, plan: HubPlan = {}): Hub {
  const opened = createOpenedRegion(source, settings, plan);
  const pace = plan.pace ?? BESIDE_READERS;
  const ingest = opened.derive(({ region }) =>
    createIngest({
      regionId: region.id,
      owners: region.systems.flatMap(({ owners }) => owners),
      logger: opened.logger,
      matchedTogether: pace.matchedTogether,
    }),
  );
  const lastKnown = createLastKnown({
    db: store.db,
    now: Date.now,
    logger: opened.logger,
    keepDays: settings.lastKnownDays,
    observe: plan.observeLastKnown,
  });
  return {
    ...opened,
    // Written out, because spreading reads a getter once.
    get region() {
      return opened.region;
    },
    get adapters() {
      return opened.adapters;
    },
    get ingest() {
      return ingest();
    },
    settings,
    store,
    pace,
    lastKnown,
    holder: `mercia ${process.argv[2] ?? ''}`.trim(),
    async close() {
      await opened.close();
      await lastKnown.close();
      await store.close();
    },
  };
}
