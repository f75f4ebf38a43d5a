/** The feeds over a real log, on a port of their own; and OAI-PMH as a harvester asks it. */
import { parseOaiPmh, type OaiAnswer } from '#adapters/protocols/oai-pmh/index.ts';
import type { Region } from '#domain/region.ts';
import { registerOaiPmh, startFeedServer, type FeedServer, type OaiPmhOptions } from '#feeds/index.ts';
import { createLogger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import { createFeedReader } from '#feed-log/index.ts';
import type { Kysely } from 'kysely';
import { at } from './feed-log.ts';
import { feedRegion } from './feed-region.ts';

/** What it is by the clock of the server: a minute after the feed began. */
export const NOW = at(60);

export interface OaiServerOptions extends Partial<OaiPmhOptions> {
  readonly db: Kysely<Database>;
  readonly of?: Region;
}

export async function startOaiServer({ db, of = feedRegion(), ...options }: OaiServerOptions): Promise<FeedServer> {
  const logger = createLogger('silent');
  const reader = createFeedReader({ db, region: of });
  return startFeedServer({
    host: '127.0.0.1',
    port: 0,
    logger,
    ready: async () => ({ ready: true }),
    protocols: (app) => {
      registerOaiPmh(app, { region: () => of, reader: () => reader, logger, now: () => NOW, ...options });
    },
  });
}

export type Arguments = string | Readonly<Record<string, string>>;

/** What came, with its status; `query` is sent as it is. */
export async function askOai(base: string, query: Arguments, init: RequestInit = {}): Promise<AskedOai> {
  const response = await fetch(`${base}?${new URLSearchParams(query).toString()}`, init);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return {
    response,
    text: Buffer.from(bytes).toString(),
    ...(response.status === 200 ? { oai: parseOaiPmh(bytes) } : {}),
  };
}

export interface AskedOai {
  readonly response: Response;
  readonly text: string;
  /** Absent if it is no answer of the protocol. */
  readonly oai?: OaiAnswer;
}

/** The codes of the errors, in their order. */
export function codesOf({ oai }: AskedOai): readonly string[] {
  return (oai?.errors ?? []).map(({ code }) => code);
}

/** Identifiers of a whole list, page by page, with the number of pages. */
export async function harvest(
  base: string,
  query: Readonly<Record<string, string>>,
): Promise<{ readonly identifiers: readonly string[]; readonly pages: number }> {
  const identifiers: string[] = [];
  let next: Arguments = query;
  for (let pages = 1; ; pages += 1) {
    const { oai } = await askOai(base, next);
    for (const record of oai?.records ?? []) if (record.kind === 'record') identifiers.push(record.identifier);
    const token = oai?.resumptionToken?.token ?? null;
    if (token === null) return { identifiers, pages };
    next = { verb: query['verb'] ?? '', resumptionToken: token };
  }
}
