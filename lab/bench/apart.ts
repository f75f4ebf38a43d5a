/** The parts of Mercia as processes of their own, as `mercia serve` starts them, on the database that the hub filled. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { V8_FLAGS } from '#cli/v8-flags.mjs';
import { findFreePorts } from '#tests/apart/free-ports.ts';
import type { RegionNotes } from './live/region.ts';
import { startPart, type Part } from './support/part.ts';

interface Apart {
  readonly url: string;
  /** Processor time of the gateway alone, milliseconds; null if the system does not give it. */
  gatewayCpu(): number | null;
  /** Starts somebody else's gateway over the same catalogue, circulation router and patrons part. */
  startOther(name: OtherRouter): Promise<Router>;
  close(): Promise<void>;
}

export type OtherRouter = 'hive' | 'stock';

export interface Router {
  readonly url: string;
  cpu(): number | null;
  close(): Promise<void>;
}

const launcher = fileURLToPath(new URL('../../doors/cli/mercia.mjs', import.meta.url));
const hive = fileURLToPath(new URL('./peers/hive/node_modules/@graphql-hive/', import.meta.url));

/** Whether the other gateway, with its planner in Rust, is installed. */
export function isHiveInstalled(): boolean {
  return existsSync(join(hive, 'gateway')) && existsSync(join(hive, 'router-runtime'));
}

/** Rejects, with nothing left running, if a part does not come up. */
export async function startApart(notes: RegionNotes, data: string): Promise<Apart> {
  const region = join(data, 'bench-region.yaml');
  writeFileSync(region, notes.regionText);
  const parts: Part[] = [];
  const environment = {
    ...notes.secrets,
    MERCIA_REGION: region,
    MERCIA_DATA: data,
    MERCIA_CONTEXT_SECRET: 'a key that only the bench knows of',
    // One caller asks as fast as it is answered, and what it is given is counted by one of the two gateways alone.
    MERCIA_CALLER_REQUESTS: '10000',
    MERCIA_VISITOR_REQUESTS: '10000',
    MERCIA_CALLER_VALUES: '1000000000',
  };
  const serve = async (name: string, port: number, more: Readonly<Record<string, string>> = {}): Promise<Part> => {
    const part = await startPart({
      name: `serve ${name}`,
      command: [launcher, 'serve', name],
      environment: { ...environment, MERCIA_PORT: String(port), ...more },
      healthUrl: `http://127.0.0.1:${port}/health`,
    });
    parts.push(part);
    return part;
  };
  const close = async (): Promise<void> => {
    await Promise.all(parts.map((part) => part.close()));
  };
  try {
    const catalogue = await findFreePorts(5);
    const [circulation, patrons, migration, port] = [catalogue + 1, catalogue + 2, catalogue + 3, catalogue + 4];
    const subgraphUrls = {
      MERCIA_CATALOGUE_URL: graphAt(catalogue),
      MERCIA_CIRCULATION_URL: graphAt(circulation),
      MERCIA_PATRONS_URL: graphAt(patrons),
      MERCIA_MIGRATION_URL: graphAt(migration),
    };
    await Promise.all([serve('catalogue', catalogue), serve('circulation', circulation), serve('patrons', patrons)]);
    const gateway = await serve('gateway', port, subgraphUrls);
    return {
      url: graphAt(port),
      gatewayCpu: () => gateway.cpu(),
      startOther: (name) => starters[name]({ ...environment, ...subgraphUrls }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Hive's gateway with its planner in Rust, set up as docs/other-routers.md says. */
async function startHive(environment: Readonly<Record<string, string>>): Promise<Router> {
  const port = await findFreePorts(1);
  const part = await startPart({
    name: 'Hive Gateway',
    command: [
      ...V8_FLAGS.part,
      join(hive, 'gateway', 'dist', 'bin.js'),
      ...['supergraph', '--hive-router-runtime', '--config-path', 'lab/other-router/hive.config.ts'],
    ],
    environment: { ...environment, MERCIA_PORT: String(port) },
    healthUrl: `http://127.0.0.1:${port}/healthcheck`,
  });
  return { url: graphAt(port), ...part };
}

/** Nothing but what comes with `ApolloGateway`. */
async function startStock(environment: Readonly<Record<string, string>>): Promise<Router> {
  const port = await findFreePorts(1);
  const part = await startPart({
    name: 'the stock ApolloGateway',
    command: [...V8_FLAGS.part, fileURLToPath(new URL('./stock-gateway-child.ts', import.meta.url))],
    environment: { ...environment, MERCIA_PORT: String(port) },
    healthUrl: `http://127.0.0.1:${port}/?query=%7B__typename%7D`,
  });
  return { url: graphAt(port), ...part };
}

const starters: Readonly<Record<OtherRouter, typeof startHive>> = { hive: startHive, stock: startStock };

function graphAt(port: number): string {
  return `http://127.0.0.1:${port}/graphql`;
}
