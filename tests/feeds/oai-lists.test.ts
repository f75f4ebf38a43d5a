/** Lists of OAI-PMH in pages: their tokens, what changes meanwhile, callers that ask too much or hang up. */
import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { MarcRecord } from '#marc/index.ts';
import type { FeedServer } from '#feeds/index.ts';
import type { Database } from '#store/tables.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { createFeedReader, type FeedReader } from '#feed-log/index.ts';
import { sql, type Kysely } from 'kysely';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { at, marcOf, publish, type Published } from './support/feed-log.ts';
import { feedRegion } from './support/feed-region.ts';
import { askOai, codesOf, harvest, startOaiServer, type OaiServerOptions } from './support/oai-server.ts';

const LIST = { verb: 'ListRecords', metadataPrefix: 'marc21' };
const identifiersOf = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `oai:mids.example.org:mids-${String(from + index)}`);
const entries = (from: number, to: number, rest: Partial<Published> = {}): readonly Published[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ identifier: `mids-${String(from + index)}`, ...rest }));

const open: FeedServer[] = [];

async function start(options: OaiServerOptions): Promise<string> {
  const server = await startOaiServer({ pageSize: 4, ...options });
  open.push(server);
  return `${server.url}/oai/editions`;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function firstToken(base: string, query: Readonly<Record<string, string>> = LIST): Promise<string> {
  const { oai } = await askOai(base, query);
  return oai?.resumptionToken?.token ?? '';
}

const resume = (base: string, resumptionToken: string, verb = 'ListRecords') => askOai(base, { verb, resumptionToken });

async function withState(db: Kysely<Database>, epoch: string): Promise<void> {
  await sql`UPDATE feed_state SET epoch = ${epoch}`.execute(db);
}

describe('pages', () => {
  const store = withTestDatabase();

  beforeAll(async () => {
    await publish(store.db, [
      ...entries(1, 5, { second: 1, sets: ['format:book'] }),
      ...entries(6, 10, { second: 6, sets: ['format:journal'] }),
      { identifier: 'north.1', repository: 'library/qe', second: 7 },
    ]);
  });

  it('give everything once, in order, with the size of the list and how much went before', async () => {
    const base = await start({ db: store.db });

    const first = await askOai(base, LIST);
    const second = await resume(base, first.oai?.resumptionToken?.token ?? '');
    const third = await resume(base, second.oai?.resumptionToken?.token ?? '');

    expect([first, second, third].map(({ oai }) => oai?.resumptionToken)).toEqual([
      { token: expect.stringMatching(/^[\w.-]+$/) as string, completeListSize: 10, cursor: 0 },
      { token: expect.any(String) as string, completeListSize: 10, cursor: 4 },
      { token: null, completeListSize: 10, cursor: 8 },
    ]);
    expect(await harvest(base, LIST)).toEqual({ identifiers: identifiersOf(1, 10), pages: 3 });
    expect(await harvest(base, { ...LIST, verb: 'ListIdentifiers' })).toEqual({
      identifiers: identifiersOf(1, 10),
      pages: 3,
    });
  });

  it('keep set, dates and format', async () => {
    const base = await start({ db: store.db, pageSize: 2 });

    expect((await harvest(base, { ...LIST, set: 'format:journal' })).identifiers).toEqual(identifiersOf(6, 10));
    expect((await harvest(base, { ...LIST, until: '2031-03-01T12:00:01Z' })).identifiers).toEqual(identifiersOf(1, 5));
    expect((await harvest(base, { ...LIST, from: '2031-03-01T12:00:06Z' })).identifiers).toEqual(identifiersOf(6, 10));
    expect((await resume(base, await firstToken(base, { ...LIST, metadataPrefix: 'oai_dc' }))).text).toContain(
      'oai_dc:dc',
    );
  });

  it('are the same whether the server was started again, and however often they are asked for', async () => {
    const before = await start({ db: store.db });
    const token = await firstToken(before);
    const after = await start({ db: store.db });

    const pages = await Promise.all([resume(before, token), resume(after, token), resume(after, token)]);

    const [one, ...others] = pages.map(({ oai }) => oai?.records);
    expect(one).toHaveLength(4);
    for (const other of others) expect(other).toEqual(one);
  });

  it('are read in parts, if they are larger than what is read at once', async () => {
    const reads: number[] = [];
    const reader = createFeedReader({ db: store.db, region: feedRegion() });
    const counting: FeedReader = {
      ...reader,
      page: (selection, after, first) => {
        reads.push(first);
        // As if a read gave three at most.
        return reader.page(selection, after, Math.min(3, first));
      },
    };
    const base = await start({ db: store.db, reader: () => counting, pageSize: 7 });

    expect(await harvest(base, LIST)).toEqual({ identifiers: identifiersOf(1, 10), pages: 2 });
    expect(reads).toEqual([7, 4, 1, 7]);
  });
});

describe('a token that cannot be gone on with', () => {
  const store = withTestDatabase();
  let base: string;
  let token: string;

  beforeAll(async () => {
    await publish(store.db, [
      ...entries(1, 10, { second: 1, sets: ['format:book'] }),
      ...entries(1, 10, { repository: 'library/qe' }),
    ]);
  });

  async function refusal(sent: string, to = base, verb = 'ListRecords'): Promise<string> {
    const asked = await resume(to, sent, verb);
    expect(codesOf(asked)).toEqual(['badResumptionToken']);
    return asked.oai?.errors[0]?.message ?? '';
  }

  it('is refused with what to do: damaged, forged, of another verb or repository, of a position ahead', async () => {
    base = await start({ db: store.db });
    token = await firstToken(base);
    const [content = '', digest = ''] = token.split('.');
    const forged = Buffer.from(Buffer.from(content, 'base64url').toString().replace('marc21', 'oai_dc')).toString(
      'base64url',
    );
    const changed =
      'This token was not given out by this server, or was changed on the way. Start again without a token.';

    for (const bad of [
      token.slice(0, -1),
      `${forged}.${digest}`,
      `${token}.x`,
      content,
      '.',
      ` ${token}`,
      token.toUpperCase(),
    ])
      expect(await refusal(bad)).toBe(changed);
    expect(await refusal(token, base, 'ListIdentifiers')).toContain('This token is of ListRecords.');
    expect(await refusal(token, base.replace('editions', 'library/qe'))).toContain('another repository');
  });

  it('is refused after a backup was restored: everything is to be harvested again', async () => {
    base = await start({ db: store.db });
    token = await firstToken(base);
    expect(codesOf(await resume(base, token))).toEqual([]);

    await withState(store.db, 'ffffffff');

    expect(await refusal(token)).toContain('a backup was restored. Harvest everything again.');
    await withState(store.db, '0a1b2c3d');
  });

  it('is refused if its position is not there, or its set has gone from the region file', async () => {
    const of = feedRegion();
    base = await start({ db: store.db });
    token = await firstToken(base, { ...LIST, set: 'format:book' });
    const without = createFeedReader({ db: store.db, region: of });
    const elsewhere = await start({ db: store.db, of, reader: () => ({ ...without, sets: () => [] }) });
    expect(await refusal(token, elsewhere)).toContain('"format:book", is no longer there.');

    await sql`UPDATE feed_state SET position = 2`.execute(store.db);

    expect(await refusal(token)).toContain('a position that has not been reached');
    await sql`UPDATE feed_state SET position = 20`.execute(store.db);
  });
});

describe('what is published while a list is read', () => {
  const store = withTestDatabase();

  it('comes at the end of it, changed entries once more; nothing is lost', async () => {
    await publish(store.db, entries(1, 10, { second: 1 }));
    const base = await start({ db: store.db });
    const token = await firstToken(base);

    await publish(store.db, [
      { identifier: 'mids-2', second: 2, marc: marcOf('mids-2', 'Another title') },
      { identifier: 'mids-7', second: 2, kind: 'DELETED', marc: null },
      { identifier: 'mids-11', second: 3 },
    ]);
    const rest = await harvest(base, { verb: 'ListRecords', resumptionToken: token });

    expect(rest.identifiers.map((one) => one.slice('oai:mids.example.org:mids-'.length))).toEqual([
      '5',
      '6',
      '8',
      '9',
      '10',
      '2',
      '7',
      '11',
    ]);
  });

  it('ends a list whose rest has moved behind its until with noRecordsMatch', async () => {
    const base = await start({ db: store.db });
    const token = await firstToken(base, { ...LIST, until: '2031-03-01T12:00:01Z' });

    await publish(
      store.db,
      entries(6, 10, { second: 20 }).map((one) => ({ ...one, marc: marcOf(one.identifier, 'New') })),
    );
    const asked = await resume(base, token);

    expect(codesOf(asked)).toEqual(['noRecordsMatch']);
  });

  it('is in the next list from the date of the answer, if it came in the same second', async () => {
    const second = at(40);
    const base = await start({ db: store.db, now: () => second, pageSize: 100 });
    const { oai } = await askOai(base, LIST);

    await publish(store.db, [{ identifier: 'mids-99', second: 40 }]);

    expect((await harvest(base, { ...LIST, from: oai?.responseDate ?? '' })).identifiers).toEqual(
      identifiersOf(99, 99),
    );
  });
});

describe('callers', () => {
  const store = withTestDatabase();
  const large: MarcRecord = {
    leader: '00000nam a2200000 i 4500',
    fields: Array.from({ length: 5 }, () => marcOf('mids-1', 'x'.repeat(9000)).fields).flat(),
  };

  beforeAll(async () => {
    await publish(store.db, entries(1, 600, { second: 1, marc: large }));
  });

  /** A reader whose pages wait until all are let go. */
  function heldReader(): { readonly reader: FeedReader; readonly waiting: () => number; readonly letGo: () => void } {
    const reader = createFeedReader({ db: store.db, region: feedRegion() });
    const { promise, resolve } = Promise.withResolvers<undefined>();
    let waiting = 0;
    return {
      waiting: () => waiting,
      letGo: () => {
        resolve(undefined);
      },
      reader: {
        ...reader,
        page: async (...given) => {
          waiting += 1;
          await promise;
          return reader.page(...given);
        },
      },
    };
  }

  it('who have two answers under way are told to come again, and are answered when those are there', async () => {
    const { reader, waiting, letGo } = heldReader();
    const base = await start({ db: store.db, reader: () => reader });
    const two = [askOai(base, LIST), askOai(base, LIST)];
    await expect.poll(waiting).toBe(2);

    const third = await askOai(base, { verb: 'Identify' });
    const health = await fetch(new URL('/health', base));

    expect([third.response.status, third.response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(third.text).toBe(
      '2 of your requests are being answered. Ask again in 5 seconds, one request after the other.\n',
    );
    expect(health.status).toBe(200);
    letGo();
    expect((await Promise.all(two)).map(({ oai }) => oai?.records.length)).toEqual([4, 4]);
    await expect.poll(async () => (await askOai(base, { verb: 'Identify' })).response.status).toBe(200);
  });

  it('are told to come again if the feed cannot be read', async () => {
    const reader = createFeedReader({ db: store.db, region: feedRegion() });
    const broken: FeedReader = { ...reader, state: () => Promise.reject(new Error('the database is away')) };
    const base = await start({ db: store.db, reader: () => broken });

    const asked = await askOai(base, LIST);

    expect([asked.response.status, asked.response.headers.get('retry-after')]).toEqual([503, '30']);
    expect(asked.text).not.toContain('database');
  });

  it('see a list that could not be read on as broken off, never as whole', async () => {
    const reader = createFeedReader({ db: store.db, region: feedRegion() });
    let pages = 0;
    const failing: FeedReader = {
      ...reader,
      page: (...given) => ((pages += 1) > 2 ? Promise.reject(new Error('away')) : reader.page(...given)),
    };
    const base = await start({ db: store.db, reader: () => failing, pageSize: 500 });

    for (const accepted of ['identity', 'gzip']) {
      pages = 0;
      await expect(askOai(base, LIST, { headers: { 'accept-encoding': accepted } })).rejects.toThrow();
    }
  });

  it.each(['identity', 'gzip'])(
    'who hang up in the middle of an answer (%s) end it, and hold no place',
    async (accepted) => {
      const reader = createFeedReader({ db: store.db, region: feedRegion() });
      let reads = 0;
      const counting: FeedReader = { ...reader, page: (...given) => ((reads += 1), reader.page(...given)) };
      const base = await start({ db: store.db, reader: () => counting, pageSize: 500 });

      for (let time = 0; time < 4; time += 1) {
        const request = get(`${base}?${new URLSearchParams(LIST).toString()}`, {
          headers: { 'accept-encoding': accepted },
        });
        const [answer] = (await once(request, 'response')) as [IncomingMessage];
        expect(answer.statusCode).toBe(200);
        await once(answer, 'data');
        const closed = new Promise((resolve) => answer.on('error', () => undefined).once('close', resolve));
        request.destroy();
        await closed;
        await expect.poll(async () => (await askOai(base, { verb: 'Identify' })).response.status).toBe(200);
      }
      const after = reads;
      expect((await askOai(base, { ...LIST, verb: 'ListIdentifiers' })).oai?.records).toHaveLength(500);
      // One page of 500 is read in five parts: nothing of what was hung up on is still being read.
      expect(reads - after).toBe(5);
    },
  );

  it('who read slowly make the server wait, not remember', async () => {
    const reader = createFeedReader({ db: store.db, region: feedRegion() });
    let reads = 0;
    const counting: FeedReader = { ...reader, page: (...given) => ((reads += 1), reader.page(...given)) };
    const base = await start({ db: store.db, reader: () => counting, pageSize: 500 });
    const request = get(`${base}?${new URLSearchParams(LIST).toString()}`);
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    answer.pause();

    // While one caller does not read, another is given a whole page.
    const { oai } = await askOai(base, LIST);
    const readForBoth = reads;

    expect(oai?.records).toHaveLength(500);
    expect(readForBoth).toBeLessThan(10);
    let bytes = 0;
    answer.on('data', (part: Buffer) => (bytes += part.length)).resume();
    await once(answer, 'end');
    expect(bytes).toBeGreaterThan(22_000_000);
  });
});
