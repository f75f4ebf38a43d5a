/**
 * The server of the feeds in a process of its own, to be killed: `node feed-server-child.ts '<settings as JSON>'`. It prints
 * where it listens. At the list request named in its settings it prints `asked`, and does not answer it.
 */
import { registerOaiPmh, startFeedServer } from '#feeds/index.ts';
import { createLogger } from '#platform/logger.ts';
import { openDatabase, type StoreConnection } from '#store/database.ts';
import { createFeedReader } from '#feed-log/index.ts';
import { feedRegion } from '../support/feed-region.ts';

export interface ChildSettings {
  readonly connection: StoreConnection;
  /** 0 takes a free one. */
  readonly port: number;
  readonly pageSize: number;
  /** Stays at this request for a page of a list; null to answer all. */
  readonly stayAtPage: number | null;
}

const settings = JSON.parse(process.argv[2] ?? '') as ChildSettings;
const region = feedRegion();
const db = openDatabase({
  target: { connection: settings.connection },
  applicationName: 'feed server child',
  poolSize: 3,
  statementTimeoutMs: 30_000,
});
const reader = createFeedReader({ db, region });
const logger = createLogger('error', 'test');
let pages = 0;

const { url } = await startFeedServer({
  host: '127.0.0.1',
  port: settings.port,
  logger,
  ready: () => Promise.resolve({ ready: true, body: {} }),
  protocols: (app) => {
    app.addHook('onRequest', async ({ url: asked }) => {
      if (!asked.includes('ListRecords')) return;
      pages += 1;
      if (pages !== settings.stayAtPage) return;
      process.stdout.write('asked\n');
      await new Promise<never>(() => undefined);
    });
    registerOaiPmh(app, { region: () => region, reader: () => reader, logger, pageSize: settings.pageSize });
  },
});
process.stdout.write(`${url}\n`);
