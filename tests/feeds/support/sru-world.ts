/** A small region that is matched, published and searched by SRU, over a real socket. */
import type { MarcRecord } from '#marc/index.ts';
import type { Region } from '#domain/region.ts';
import { registerSru, startFeedServer, type FeedServer } from '#feeds/index.ts';
import { createLogger, type Logger } from '#platform/logger.ts';
import { readHere } from '#store/replica.ts';
import type { Database } from '#store/tables.ts';
import { applyPage, harvested, matchWaiting, OWNERS, pageOf } from '#tests/union-index/index-world.ts';
import { toPublication } from '#cli/graph/feeds.ts';
import { createEntrySearcher } from '#feed-log/index.ts';
import { publishNext } from '#feed-log/publish/publish.ts';
import { ensureEpoch, ensureLog } from '#feed-log/publish/state.ts';
import { keepNext } from '#search/terms/keep-next.ts';
import { sql, type Kysely } from 'kysely';
import { feedRegion } from './feed-region.ts';

const logger = createLogger('silent');
const OWNER: Readonly<Record<string, string>> = { north: 'NQ', south: 'S', west: 'W' };

/** What a system holds: a record for each number. */
export interface HeldRecord {
  readonly system: 'north' | 'south' | 'west';
  readonly localId: string;
  readonly marc: MarcRecord;
}

/** Brings records into the index, as a harvest does. The edition of the first one has the number 1. */
export async function hold(db: Kysely<Database>, records: readonly HeldRecord[]): Promise<void> {
  const [first] = records;
  await sql`
    INSERT INTO record_edition (system_id, record_id, edition)
    SELECT ${first?.system}, ${first?.localId}, 1 WHERE NOT EXISTS (SELECT FROM record_edition)`.execute(db);
  for (const [system, held] of Map.groupBy(records, (record) => record.system)) {
    const page = held.map(({ localId, marc }) => harvested(localId, marc, { owners: [OWNER[system] ?? ''] }));
    await applyPage(db, system, pageOf(page));
  }
  await matchWaiting(db, OWNERS);
}

/** Publishes everything that is in the index. */
export async function publishIndex(db: Kysely<Database>, region: Region = feedRegion()): Promise<void> {
  const passedOn = toPublication(region);
  if (passedOn === null) throw new Error('the region passes nothing on');
  const clock = (): Date => new Date();
  await ensureEpoch(db, clock());
  await ensureLog(db, clock());
  const publication = { ...passedOn, holdPercent: 100 };
  while (await publishNext({ db, publication, clock, logger }));
}

/** Keeps the terms of everything that is in the index. */
export async function keepTerms(db: Kysely<Database>): Promise<void> {
  while (await keepNext(db, { at: new Date() }));
}

export interface SruServerOptions {
  readonly db: Kysely<Database>;
  readonly of?: Region;
  readonly exactMax?: number;
  readonly termsMax?: number;
  readonly timeoutMs?: number;
  /** Silent if not given. */
  readonly log?: Logger;
}

export async function startSruServer({
  db,
  of = feedRegion(),
  log = logger,
  ...limits
}: SruServerOptions): Promise<FeedServer> {
  const searcher = createEntrySearcher({ reads: readHere({ db, reports: db }), region: of, ...limits });
  return startFeedServer({
    host: '127.0.0.1',
    port: 0,
    logger: log,
    ready: async () => ({ ready: true }),
    protocols: (app) => {
      registerSru(app, { region: () => of, searcher: () => searcher, logger: log });
    },
  });
}

/** An answer, with what tests look at. */
export interface SruAnswer {
  readonly status: number;
  readonly text: string;
  readonly count: number | null;
  /** 001s of the records, in their order. */
  readonly identifiers: readonly string[];
  /** Of MARC records: 245 $a. */
  readonly titles: readonly string[];
  /** Number of the diagnostic; null if there is none. */
  readonly diagnostic: number | null;
  readonly message: string;
}

export type Parameters = Readonly<Record<string, string>>;

/** `searchRetrieve` for a query, or another request in full. */
export async function askSru(server: Pick<FeedServer, 'url'>, asked: string | Parameters): Promise<SruAnswer> {
  const parameters = typeof asked === 'string' ? { version: '1.2', operation: 'searchRetrieve', query: asked } : asked;
  const response = await fetch(`${server.url}/sru?${new URLSearchParams(parameters).toString()}`);
  return readAnswer(response.status, await response.text());
}

export function readAnswer(status: number, text: string): SruAnswer {
  const all = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, value = '']) => unescape(value));
  const [count] = all(/<zs:numberOfRecords>(\d+)</g);
  const [diagnostic] = all(/<(?:diag:)?uri>info:srw\/diagnostic\/1\/(\d+)</g);
  return {
    status,
    text,
    count: count === undefined ? null : Number(count),
    identifiers: all(/<controlfield tag="001">([^<]*)</g),
    titles: all(/<datafield tag="245"[^>]*><subfield code="a">([^<]*)</g),
    diagnostic: diagnostic === undefined ? null : Number(diagnostic),
    message: all(/<(?:diag:)?message>([^<]*)</g)[0] ?? '',
  };
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
