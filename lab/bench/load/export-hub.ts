/** Mercia over systems of which there is nothing but an export. */
import { buildHub, openSettledStore, type Hub } from '#cli/graph/hub.ts';
import { readDemoRegion } from '#cli/region/region-source.ts';
import { loadSettings } from '#platform/config.ts';
import { HARVESTER_PACE } from '#union-index/harvest/index.ts';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportPath, OWNER } from './write-exports.ts';

export interface ExportPlan {
  /** The folder of the exports. */
  readonly exports: string;
  readonly data: string;
  readonly systems: number;
  /** An empty database of another server; the bundled one if not given. */
  readonly databaseUrl?: string | undefined;
}

/** Opens an empty database as `mercia harvest` does, for systems of one library each. */
export async function openExportHub({ data, exports, systems, databaseUrl }: ExportPlan): Promise<Hub> {
  const given = { port: 0, logLevel: 'silent', data, callerValues: 1_000_000_000, databaseUrl };
  const settings = loadSettings(given, {});
  const store = await openSettledStore(settings, 'start');
  const [known] = await store.db.selectFrom('system').select('system_id').limit(1).execute();
  if (known !== undefined) throw new Error('the database is not empty: make another, or drop what is in it');
  const regionText = describeExportRegion(exports, systems, await startCodeLists());
  return buildHub(readDemoRegion({ regionText, secrets: EXPORT_SECRETS }), settings, store, { pace: HARVESTER_PACE });
}

/** Worthless: they open nothing. */
const EXPORT_SECRETS = {
  BENCH_CLIENT_ID: 'mercia-bench',
  BENCH_USER: 'mercia',
  BENCH_PASSWORD: 'worthless-bench-password',
};

/** A region whose systems are harvested from their exports alone. A region file; JSON is YAML, too. */
function describeExportRegion(exports: string, systems: number, address: string): string {
  const all = Array.from({ length: systems }, (_, system) => system);
  return JSON.stringify({
    region: { id: 'bench', name: 'The region of the bench' },
    libraries: all.map((system) => ({
      id: `library-${String(system)}`,
      name: `Library ${String(system)}`,
      system: `system-${String(system)}`,
    })),
    systems: all.map((system) => ({
      id: `system-${String(system)}`,
      name: `System ${String(system)}`,
      kind: 'symphony',
      address,
      owners: [{ code: OWNER, library: `library-${String(system)}` }],
      credentials: { clientIdEnv: 'BENCH_CLIENT_ID', userEnv: 'BENCH_USER', passwordEnv: 'BENCH_PASSWORD' },
      settings: {
        path: '/symws',
        shelves: ['STACKS'],
        itemTypes: { BOOK: 'LOAN' },
        shadows: 'none',
        export: { source: exportPath(exports, system) },
      },
    })),
  });
}

/** Where the systems' web services would be: answers every question for a list of codes by an empty one. */
async function startCodeLists(): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end('[]');
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : 0)}`;
}
