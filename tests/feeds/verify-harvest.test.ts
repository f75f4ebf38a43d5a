/** `mercia feed verify` of a repository: what another server between loses or alters is named. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { registerManifest } from '#feeds/manifest/register-manifest.ts';
import { registerOaiPmh } from '#feeds/oai-pmh/index.ts';
import { createHttpApp } from '#platform/http-app.ts';
import { createLogger } from '#platform/logger.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { runHere } from '#tests/support/run-here.ts';
import { bucketOf, createFeedReader, createManifestReader } from '#feed-log/index.ts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, publish } from './support/feed-log.ts';
import { feedRegion } from './support/feed-region.ts';

const store = withTestDatabase();
const region = feedRegion();
let app: FastifyInstance;
let between: Server;
let address: string;
/** What becomes of an answer on its way. */
let pass: (answer: string, query: string) => string | Promise<string>;
/** Answers that are put off first. */
let busy = 0;

beforeAll(async () => {
  app = createHttpApp({});
  const reader = createFeedReader({ db: store.db, region });
  const logger = createLogger('silent', 'test');
  registerOaiPmh(app, { region: () => region, reader: () => reader, logger, pageSize: 10, now: () => at(1000) });
  const manifests = createManifestReader({ db: store.db, region });
  registerManifest(app, { reader: () => reader, manifests: () => manifests });
  const upstream = await app.listen({ host: '127.0.0.1', port: 0 });
  between = createServer((request, response) => {
    if (busy > 0) {
      busy -= 1;
      response.writeHead(503, { 'retry-after': '0' }).end();
      return;
    }
    void fetch(`${upstream}${request.url ?? ''}`).then(async (answer) => {
      const type = answer.headers.get('content-type') ?? '';
      response.writeHead(answer.status, { 'content-type': type });
      response.end(await pass(await answer.text(), request.url ?? ''));
    });
  }).listen(0, '127.0.0.1');
  await once(between, 'listening');
  const listening = between.address();
  address = `http://127.0.0.1:${String(listening !== null && typeof listening === 'object' ? listening.port : 0)}`;
  await publish(store.db, [
    ...Array.from({ length: 35 }, (_, index) => ({ identifier: `mids-${String(index + 1)}`, second: index })),
    { identifier: 'files-ä b#1/100%', repository: 'library/qe' },
    { identifier: 'mids-5', second: 60, kind: 'MERGED', marc: null, replacedBy: ['mids-6'] },
  ]);
});
afterAll(async () => {
  between.close();
  await app.close();
});
beforeEach(() => {
  pass = (answer) => answer;
});

async function verify(repository = 'editions'): Promise<{ code: number; out: string; notes: string }> {
  const { code, stdout, stderr } = await runHere(['feed', 'verify', `${address}/oai/${repository}`]);
  return { code, out: stdout, notes: stderr };
}

describe('a harvested repository', () => {
  it('is what was published, page by page', async () => {
    busy = 2;

    const { code, out, notes } = await verify();

    expect(notes).toBe('');
    expect(out).toMatch(/^editions 0a1b2c3d:37 live 34 deleted 1 .*\nEverything was received/);
    expect(code).toBe(0);
  });

  it('is known by identifiers that no address can hold', async () => {
    expect(await verify('library/qe')).toMatchObject({ code: 0, notes: '' });
  });

  it('that loses one deletion is found out', async () => {
    pass = (answer) => answer.replace(/<record><header status="deleted">.*?<\/record>/, '');

    const { code, out } = await verify();

    expect(out).toContain('1 of 4,096 buckets differ:\n');
    expect(out).toContain(`  ${bucketOf('mids-5')}  mids-5  deleted, and not received as deleted\n`);
    expect(code).toBe(1);
  });

  it('that alters one 852 is found out', async () => {
    pass = (answer) => answer.replace(/(mids-17<\/controlfield>.*?)Main site/, '$1Other site');

    const { code, out } = await verify();

    expect(out).toContain(`1 of 4,096 buckets differ:\n  ${bucketOf('mids-17')}  mids-17  other than published\n`);
    expect(code).toBe(1);
  });

  it('that damages one record tells of it, and finds it lacking', async () => {
    pass = (answer) => answer.replace(/(mids-17<\/controlfield>.*?)<\/subfield>/, '$1');

    const { code, out, notes } = await verify();

    expect(notes).toMatch(/cannot be read: oai:mids.example.org:mids-17: /);
    expect(out).toContain('mids-17  not received\n');
    expect(code).toBe(1);
  });

  it('is compared where it stands after what is published meanwhile', async () => {
    let pages = 0;
    pass = async (answer, query) => {
      if (query.includes('verb=ListRecords')) pages += 1;
      // The first page has been given: what is on it and goes must be asked for again.
      if (query.includes('verb=ListRecords') && pages === 4) {
        await publish(store.db, [
          { identifier: 'mids-1', second: 70, kind: 'DELETED', marc: null },
          { identifier: 'mids-40', second: 70 },
        ]);
      }
      return answer;
    };

    const { code, out } = await verify();

    expect(out).toMatch(/^editions 0a1b2c3d:39 live 34 deleted 2 /);
    expect(code).toBe(0);
  });
});

describe('what is no repository', () => {
  it.each([
    ['http://127.0.0.1:9/oai/editions', /does not answer/],
    ['http://127.0.0.1:9/editions', /name its manifest with --manifest/],
  ])('%s is said to be none', async (source, message) => {
    const { code, stderr } = await runHere(['feed', 'verify', source]);

    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });

  it('is said in the words of the server', async () => {
    expect((await verify('library/none')).notes).toMatch(/answered HTTP 404: is it a repository of OAI-PMH/);
  });
});
