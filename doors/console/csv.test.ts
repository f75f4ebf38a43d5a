/** Files of all rows, from a graph that has no end of them: a reader who is slow, who leaves, and a page that is missing. */
import { fastify, type FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sendFile } from './answers.ts';
import { createEndCallers } from '#platform/end-callers.ts';
import { createGraphFor, type Graph } from './graph.ts';
import type { SavedFile } from './pages/page.ts';
import { saveTable } from './pages/report/save.ts';
import { rowsFile } from './pages/rows/page.ts';

const ROWS_OF_PAGE = 50;
/** Each row has about as many bytes. */
const WIDE = 'x'.repeat(4_000);
const PAGE_BYTES = ROWS_OF_PAGE * WIDE.length;
/** A machine that does other things may take longer than a second to see that a reader left. */
const BUSY = { timeout: 10_000 };

let graph: Server;
let app: FastifyInstance;
let url: string;
let files: Readonly<Record<string, () => Promise<SavedFile | null>>>;
/** Cursors that were asked for; null for the first page. */
const asked: (string | null)[] = [];
/** The page with this number is missing, or has no further one behind it. */
let missing = Infinity;
let last = Infinity;
/** How many lists are not gone on with, because they ended or because nobody reads them any more. */
let givenUp = 0;

function answerOf(query: string, after: string | null): object {
  if (query.includes('startExport')) return { startExport: { export: { id: 'export:1', rowCount: 1 } } };
  const region = { libraries: [], systems: [] };
  if (query.includes('query RowNames')) return { region, snapshot: { state: 'WHOLE' } };
  const number = Number(after ?? 0);
  asked.push(after);
  if (number === missing) return { snapshot: null };
  const pageInfo = { hasNextPage: number < last, endCursor: String(number + 1) };
  const nodes = Array.from({ length: ROWS_OF_PAGE }, (_, row) => ({
    localId: `${String(number)}.${String(row)}`,
    title: WIDE,
    libraries: [],
    cells: [`${String(number)}.${String(row)}`, WIDE],
  }));
  const columns = ['Number', 'Title'].map((header) => ({ header, kind: 'TEXT' }));
  const report = { notReconciled: [], tables: [{ columns, rows: { nodes, pageInfo } }] };
  return { snapshot: { takenAt: '2026-11-26T09:00:00Z', records: { nodes, pageInfo }, report }, region };
}

async function startGraph(): Promise<string> {
  graph = createServer((request, response) => {
    void text(request).then((body) => {
      const { query, variables } = JSON.parse(body) as { query: string; variables: { after?: string | null } };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: answerOf(query, variables.after ?? null) }));
    });
  });
  graph.listen(0, '127.0.0.1');
  await once(graph, 'listening');
  return `http://127.0.0.1:${String((graph.address() as AddressInfo).port)}/graphql`;
}

beforeAll(async () => {
  const client = createGraphFor(await startGraph(), createEndCallers(Buffer.alloc(32, 1)))({ address: '192.0.2.1' });
  const ofPublic: Graph = {
    ask: client.ask,
    async *pages(document, variables, options) {
      try {
        yield* client.pages(document, variables, options);
      } finally {
        givenUp += 1;
      }
    },
  };
  const question = {
    snapshot: 'first',
    name: 'titles',
    library: null,
    system: null,
    options: [],
    table: null,
    after: null,
  };
  const visit = {
    graph: ofPublic,
    viewer: null,
    memory: null,
    params: { snapshot: 'first' },
    query: new URLSearchParams({ of: 'RECORDS' }),
    own: null,
    quick: new Set<string>(),
    now: 0,
  };
  app = fastify({ forceCloseConnections: true });
  files = {
    async '/rows'() {
      const shown = await rowsFile.show(visit);
      return 'fileName' in shown ? shown : null;
    },
    '/table': () => saveTable(ofPublic, question, 'titles'),
  };
  for (const [path, file] of Object.entries(files)) {
    app.get(path, async (_, reply) => {
      const saved = await file();
      return saved === null ? reply.code(404).send() : sendFile(reply, saved);
    });
  }
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await app.close();
  graph.closeAllConnections();
  graph.close();
});
beforeEach(() => {
  asked.length = 0;
  [missing, last, givenUp] = [Infinity, Infinity, 0];
});

async function open(path: string): Promise<IncomingMessage> {
  const [response] = (await once(get(`${url}${path}`), 'response')) as [IncomingMessage];
  return response;
}

/** How many pages were asked for, once it is no more. */
async function settled(): Promise<number> {
  for (;;) {
    const before = asked.length;
    await delay(100);
    if (asked.length === before) return before;
  }
}

describe.each(['/rows', '/table'])('a file of all rows (%s)', (path) => {
  it('has each row of each page once, in order', async () => {
    last = 2;
    const lines = (await text(await open(path))).trim().split('\r\n');

    expect(asked).toEqual([null, '1', '2']);
    expect(lines).toHaveLength(1 + 3 * ROWS_OF_PAGE);
    expect([lines[1]?.split(',')[0], lines.at(-1)?.split(',')[0]]).toEqual(['0.0', '2.49']);
  });

  it('asks for no more than its reader takes', async () => {
    const file = await files[path]?.();
    if (file === undefined || file === null) throw new Error('no file');
    const chunks = file.body[Symbol.asyncIterator]();
    await chunks.next();
    const waiting = await settled();
    let taken = 0;
    while (taken < 3 * PAGE_BYTES) {
      const chunk: IteratorResult<string, unknown> = await chunks.next();
      if (chunk.done === true) throw new Error('it ends');
      taken += chunk.value.length;
    }
    const more = await settled();
    await chunks.return?.();

    // What is on its way has room for a page or two.
    expect(waiting).toBeLessThanOrEqual(3);
    expect(more).toBeGreaterThanOrEqual(4);
    expect(more).toBeLessThanOrEqual(8);
    await vi.waitFor(() => {
      expect(givenUp).toBe(1);
    }, BUSY);
  });

  it('gives its pages up when its reader leaves in the middle', async () => {
    const response = await open(path);
    response.resume();
    await vi.waitFor(() => {
      expect(asked.length).toBeGreaterThan(5);
    }, BUSY);
    expect(givenUp).toBe(0);
    response.destroy();

    await vi.waitFor(() => {
      expect(givenUp).toBe(1);
    }, BUSY);
    const left = asked.length;
    await delay(100);
    expect(asked).toHaveLength(left);
  });

  it('breaks off if a page is missing: half a list looks like a whole one', async () => {
    missing = 2;

    await expect(text(await open(path))).rejects.toThrow('aborted');
    expect(asked).toEqual([null, '1', '2']);
  });
});

it('is no file if there is no such table', async () => {
  missing = 0;

  expect((await open('/table')).statusCode).toBe(404);
});
