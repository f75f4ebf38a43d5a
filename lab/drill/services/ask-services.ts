/** Asks RTAC and DAIA of the same titles as the graph, over their own sockets. */
import { createGraphClient, createTitleLoader, registerDaia, registerRtac, startFeedServer } from '#feeds/index.ts';
import type { Region } from '#domain/region.ts';
import { createEndCallers } from '#platform/end-callers.ts';
import { createKeyLookup } from '#platform/key-lookup.ts';
import { createLogger } from '#platform/logger.ts';
import { isbnOf, TITLES } from '../world/titles.ts';

/** A line of RTAC: of a copy or, without a barcode, of a holding. */
export interface RtacLine {
  readonly id: string;
  readonly barcode: string;
  readonly status: string;
  readonly dueDate?: string;
  readonly library: { readonly code: string };
}

interface DaiaService {
  readonly service: string;
}

export interface DaiaLine {
  readonly id?: string;
  readonly department?: { readonly id?: string };
  readonly available?: readonly DaiaService[];
  readonly unavailable?: readonly DaiaService[];
}

export interface ServicesAnswer {
  /** By number of the title. */
  readonly rtac: ReadonlyMap<number, readonly RtacLine[]>;
  readonly daia: ReadonlyMap<number, readonly DaiaLine[]>;
  readonly statuses: { readonly rtac: number; readonly daia: number };
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  readonly answeredAt: number;
}

export type AskServices = (titles: readonly number[], budgetMs: number) => Promise<ServicesAnswer>;

/** Starts both in front of a graph that has been harvested. */
export async function openServices(graphUrl: string, region: () => Region, callerKey: Buffer) {
  const logger = createLogger('silent');
  const endCallers = createEndCallers(callerKey);
  const graph = createGraphClient(graphUrl, endCallers);
  const lookUpKey = createKeyLookup({ find: null, now: Date.now });
  const asking = { loadTitle: createTitleLoader(graph), lookUpKey, endCallers };
  const live = { region, ...asking, open: true, now: Date.now, logger };
  const server = await startFeedServer({
    host: '127.0.0.1',
    port: 0,
    logger,
    ready: async () => ({ ready: true, systems: [] }),
    protocols: (app) => {
      registerRtac(app, live);
      registerDaia(app, live);
    },
  });
  return {
    ask: await createServicesAsker(server.url, graphUrl),
    async close() {
      await server.close();
      await graph.close();
    },
  };
}

/** Asks those that run at `url`. */
export async function createServicesAsker(url: string, graphUrl: string): Promise<AskServices> {
  const editions = await learnEditions(graphUrl);
  return (titles, budgetMs) => askBoth(url, editions, titles, budgetMs);
}

const TRIES = 20;

/** The id of each title's edition. A busy machine may be too slow for them at first; without them nothing can be asked. */
export async function learnEditions(graphUrl: string): Promise<ReadonlyMap<number, string>> {
  const numbers = Array.from({ length: TITLES }, (_, index) => index + 1);
  const body = JSON.stringify({
    query: 'query ($by: [EditionKey!]!) { editions(by: $by) { editions { id } } }',
    variables: { by: numbers.map((number) => ({ isbn: isbnOf(number) })) },
  });
  for (let time = 0; time < TRIES; time += 1) {
    const response = await fetch(graphUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const { data } = (await response.json()) as {
      readonly data: {
        readonly editions: readonly ({ readonly editions: readonly { readonly id: string }[] } | null)[];
      };
    };
    const found = numbers.flatMap((number, index): [number, string][] => {
      const id = data.editions[index]?.editions[0]?.id;
      return id === undefined ? [] : [[number, id]];
    });
    if (found.length === numbers.length) return new Map(found);
  }
  throw new Error(`The graph did not tell the editions of the drill's titles, ${TRIES} times.`);
}

async function askBoth(
  url: string,
  editions: ReadonlyMap<number, string>,
  titles: readonly number[],
  budgetMs: number,
): Promise<ServicesAnswer> {
  const ids = new Map([...new Set(titles)].map((title) => [editions.get(title) ?? '', title]));
  const headers = { 'mercia-budget-ms': String(budgetMs), accept: 'application/json' };
  const askedAt = Date.now();
  const [rtac, daia] = await Promise.all([
    fetch(`${url}/rtac?instanceIds=${[...ids.keys()].join(',')}`, { headers }),
    fetch(`${url}/daia?format=json&id=${[...ids.keys()].join('|')}`, { headers }),
  ]);
  const told = (await rtac.json()) as {
    readonly holdings?: readonly { readonly instanceId: string; readonly holdings: readonly RtacLine[] }[];
  };
  const documents = (await daia.json()) as {
    readonly document?: readonly { readonly requested: string; readonly item?: readonly DaiaLine[] }[];
  };
  return {
    rtac: new Map(told.holdings?.map(({ instanceId, holdings }) => [ids.get(instanceId) ?? 0, holdings])),
    daia: new Map(documents.document?.map(({ requested, item = [] }) => [ids.get(requested) ?? 0, item])),
    statuses: { rtac: rtac.status, daia: daia.status },
    askedAt,
    answeredAt: Date.now(),
  };
}
