/** RTAC and DAIA on a real socket, over the real gateway with library systems in memory. */
import { pino } from 'pino';
import type { Region } from '#domain/region.ts';
import {
  createArrivals,
  createGraphClient,
  createTitleLoader,
  registerDaia,
  registerRtac,
  startFeedServer,
} from '#feeds/index.ts';
import { createApiKey, type ApiKeyRecord } from '#platform/api-key.ts';
import { createEndCallers } from '#platform/end-callers.ts';
import { createKeyLookup } from '#platform/key-lookup.ts';
import {
  createTestRegion,
  startGraph,
  type TestGraph,
  type TestGraphOptions,
} from '#tests/federation/support/start-graph.ts';

export interface LiveServices extends TestGraph {
  /** Address of the services: the graph's is `url`. */
  readonly services: string;
  /** What the services logged. */
  readonly serviceLog: readonly string[];
  /** Makes a key, and gives it. */
  addKey(record: Partial<ApiKeyRecord>): string;
  revoke(key: string): void;
}

export interface LiveServicesOptions extends TestGraphOptions {
  readonly open?: boolean;
  /** The graph that is asked; the started one where not said. */
  readonly graphUrl?: string;
  readonly now?: () => number;
  readonly feeds?: Region['feeds'];
  /** How long a connection on which nothing was asked yet is waited for; as in `mercia` where not said. */
  readonly expectedMs?: number;
  /** A library of each system where not said. */
  readonly libraries?: Region['libraries'];
}

export const NAMESPACE = 'library.example.org';

const CALLER_KEY = Buffer.alloc(32, 3);
const FEEDS = {
  namespace: NAMESPACE,
  adminEmail: 'feeds@library.example.org',
  marcFrom: [],
  merge: [],
  withheld: [],
  holdPercent: 5,
  keepDays: 90,
  deliveries: [],
} as const;

export async function startLiveServices(options: LiveServicesOptions = {}): Promise<LiveServices> {
  const { open = true, graphUrl, now = Date.now, feeds = FEEDS, libraries, expectedMs, ...graphOptions } = options;
  const graph = await startGraph({ ...graphOptions, callerKey: CALLER_KEY });
  const endCallers = createEndCallers(CALLER_KEY);
  const keys = new Map<string, ApiKeyRecord>();
  const serviceLog: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void serviceLog.push(line) });
  const client = createGraphClient(graphUrl ?? graph.url, endCallers);
  const described = describeTestRegion(graph);
  const region = { ...described, feeds, libraries: libraries ?? described.libraries };
  const arrivals = createArrivals({ expectedMs });
  const common = {
    region: () => region,
    loadTitle: createTitleLoader(client, arrivals),
    lookUpKey: createKeyLookup({ find: async (id) => keys.get(id) ?? null, now, ticks: now }),
    endCallers,
    open,
    now,
    logger,
  };
  const server = await startFeedServer({
    host: '127.0.0.1',
    port: 0,
    logger,
    ready: async () => ({ ready: true, systems: [] }),
    protocols: (app) => {
      arrivals.watch(app.server);
      registerRtac(app, common);
      registerDaia(app, common);
    },
  });
  return {
    ...graph,
    services: server.url,
    serviceLog,
    addKey(record) {
      const { id, hash, key } = createApiKey();
      const kept = { role: 'public', expiresAt: null, revokedAt: null, service: null, budgetMs: null } as const;
      keys.set(id, { ...kept, id, hash, ...record });
      return key;
    },
    revoke(key) {
      const id = key.split('_')[1] ?? '';
      const record = keys.get(id);
      if (record !== undefined) keys.set(id, { ...record, revokedAt: new Date(now()) });
    },
    async close() {
      await server.close();
      await client.close();
      await graph.close();
    },
  };
}

const LIMITS = {
  connections: 1,
  callTimeoutMs: 1_000,
  batchSize: 50,
  freshForMs: 0,
  breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
};

function describeTestRegion({ adapters, others }: TestGraph): Region {
  return createTestRegion(
    [...Object.values(adapters), ...others].map(({ system }) => system),
    LIMITS,
  );
}
