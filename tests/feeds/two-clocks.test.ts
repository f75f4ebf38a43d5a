/** Publisher and server on machines whose clocks differ: whoever goes on from `responseDate` misses nothing. */
import { registerOaiPmh, startFeedServer, type FeedServer } from '#feeds/index.ts';
import { createLogger } from '#platform/logger.ts';
import { startFeedPublisher } from '#feed-log/publish/index.ts';
import { createFeedReader, createFeedRenderer, readDatabaseClock } from '#feed-log/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { askOai } from './support/oai-server.ts';
import { feedRegion } from './support/feed-region.ts';

const MINUTE_MS = 60_000;

describe('clocks that differ', () => {
  const store = withTestDatabase();
  const region = feedRegion();
  const logger = createLogger('silent');
  let server: FeedServer;
  let numbers = 0;

  beforeAll(async () => {
    const reader = createFeedReader({ db: store.db, region });
    server = await startFeedServer({
      host: '127.0.0.1',
      port: 0,
      logger,
      ready: async () => ({ ready: true }),
      protocols: (app) => {
        registerOaiPmh(app, { region: () => region, reader: () => reader, logger });
      },
    });
  });
  afterAll(() => server.close());
  afterEach(() => {
    vi.useRealTimers();
  });

  /** This process stands for one machine after the other, each with a clock of its own. */
  async function onMachine<T>(aheadMs: number, work: () => Promise<T>): Promise<T> {
    vi.useFakeTimers({ toFake: ['Date'], now: realNow() + aheadMs });
    try {
      return await work();
    } finally {
      vi.useRealTimers();
    }
  }

  /** Commits a record, and publishes it; gives its title. */
  async function publishOne(): Promise<string> {
    numbers += 1;
    const title = `Title ${String(numbers)}`;
    const record = harvested(String(numbers), marcOf(`245 10 $a ${title}`), { owners: ['NQ'] });
    await applyPage(store.db, 'north', pageOf([record]));
    const stop = new AbortController();
    const before = await positionOf();
    const done = startFeedPublisher({
      db: store.open(),
      publication: () => publication,
      clock: readDatabaseClock,
      logger,
      signal: stop.signal,
      lookEveryMs: 5,
    });
    await expect.poll(positionOf, { timeout: 20_000 }).toBeGreaterThan(before);
    stop.abort();
    await done;
    return title;
  }

  async function positionOf(): Promise<number> {
    const row = await store.db.selectFrom('feed_state').select('position').executeTakeFirst();
    return row?.position ?? 0;
  }

  async function list(from?: string): Promise<{ readonly date: string; readonly titles: readonly string[] }> {
    const query = { verb: 'ListRecords', metadataPrefix: 'marc21', ...(from === undefined ? {} : { from }) };
    const { oai, text } = await askOai(`${server.url}/oai/editions`, query);
    return { date: oai?.responseDate ?? '', titles: [...text.matchAll(/Title \d+/g)].map(([title]) => title) };
  }

  it.each([
    ['the server is ahead', { server: 5 * MINUTE_MS, publisher: 0 }],
    ['the publisher is behind', { server: 0, publisher: -5 * MINUTE_MS }],
    ['the publisher is ahead', { server: 0, publisher: 5 * MINUTE_MS }],
  ])('%s: the next harvest has what was published after the last', async (_, ahead) => {
    await onMachine(ahead.publisher, publishOne);
    const { date } = await onMachine(ahead.server, () => list());
    const title = await onMachine(ahead.publisher, publishOne);

    const next = await onMachine(ahead.server, () => list(date));

    expect(next.titles).toContain(title);
    expect(Math.abs(Date.parse(date) - Date.now())).toBeLessThan(MINUTE_MS);
  });

  const publication = {
    region: region.id,
    scope: { systems: region.systems.map(({ id }) => id), libraries: region.libraries.map(({ id }) => id) },
    renderer: createFeedRenderer(region),
    withheld: [],
    holdPercent: 5,
    keepDays: 90,
  };
});

const offset = Date.now() - performance.now();
const realNow = (): number => offset + performance.now();
