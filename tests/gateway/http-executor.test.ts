import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHttpExecutor } from '#gateway/index.ts';
import type { HttpExecutor } from '#gateway/index.ts';
import { serveSubgraph } from '#platform/serve-subgraph.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import { startGraph } from '../federation/support/start-graph.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(listener: RequestListener, port = 0): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

function connect(url: string, timeoutMs?: number): HttpExecutor {
  const executor = createHttpExecutor(url, timeoutMs === undefined ? {} : { timeoutMs });
  closing.push(() => executor.close());
  return executor;
}

const request = { query: '{ x }', variables: { id: 'a' }, operationName: 'Q', context: 'signed' };

describe('createHttpExecutor', () => {
  it('serves the whole graph with its parts behind sockets', async () => {
    const served: Subgraph[] = [];
    const local = await startGraph();
    closing.push(() => local.close());
    served.push(local.catalogue, local.circulation, local.patrons);
    const executors = new Map<string, HttpExecutor>();
    for (const subgraph of served) {
      const { url, close } = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0 });
      closing.push(close);
      executors.set(subgraph.name, connect(url));
    }
    const apart = await startGraph({ around: (name, execute) => executors.get(name)?.execute ?? execute });
    closing.push(() => apart.close());

    const { data, errors } = await apart.ask(
      '{ edition(id: "region:edition:1") { title holdings { availability { state availableCount items { edges { node { status } } } } } } }',
    );

    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      edition: { title: 'Title 1', holdings: [{ availability: { state: 'LIVE', availableCount: 2 } }, {}, {}] },
    });
    // The first graph's systems were asked, through the sockets; the second's own never.
    expect(local.adapters.arden.calls).toHaveLength(1);
    expect(apart.adapters.arden.calls).toHaveLength(0);
  });

  it.each([3_000, -3_000])(
    'gives a part its time by the clock that runs there, %i ms from the gateway’s',
    async (aheadMs) => {
      const local = await startGraph({ circulationAheadMs: aheadMs });
      closing.push(() => local.close());
      const { url, close } = await serveSubgraph(local.circulation, { host: '127.0.0.1', port: 0 });
      closing.push(close);
      const executor = connect(url);
      const apart = await startGraph({
        around: (name, execute) => (name === 'circulation' ? executor.execute : execute),
      });
      closing.push(() => apart.close());
      local.adapters.severn.behaviour = { kind: 'hangs' };

      const { data, errors } = await apart.ask(
        '{ edition(id: "region:edition:1") { holdings { availability { state } } } }',
      );

      expect(errors).toEqual([]);
      expect(data).toEqual({
        edition: {
          holdings: [
            { availability: { state: 'LIVE' } },
            { availability: { state: 'UNKNOWN' } },
            { availability: { state: 'LIVE' } },
          ],
        },
      });
    },
  );

  it('sends the query, its variables and the signed context, on connections that are kept', async () => {
    const seen: unknown[] = [];
    const ports = new Set<number | undefined>();
    const url = await serve((incoming, answer) => {
      let body = '';
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
      incoming.on('end', () => {
        ports.add(incoming.socket.remotePort);
        seen.push({
          path: incoming.url,
          context: incoming.headers['mercia-context'],
          body: JSON.parse(body) as unknown,
        });
        answer.setHeader('content-type', 'application/json').end('{"data":{"x":1}}');
      });
    });
    const { execute } = connect(url);

    for (let time = 0; time < 8; time += 1) expect(await execute(request)).toEqual({ data: { x: 1 } });

    const { query, variables, operationName, context } = request;
    expect(seen).toEqual(Array(8).fill({ path: '/graphql', context, body: { query, operationName, variables } }));
    // The pool may open a second one while the first is still being put back.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it.each<[string, RequestListener]>([
    ['hangs up', (incoming) => incoming.socket.destroy()],
    ['answers with a page', (_, answer) => answer.end('<html>')],
    ['answers with JSON that is no GraphQL', (_, answer) => answer.end('{"status":"ok"}')],
    ['says nothing', () => undefined],
  ])('rejects with SUBGRAPH_UNAVAILABLE where the part %s', async (_, listener) => {
    const { execute } = connect(await serve(listener), 100);

    await expect(execute(request)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
  });

  it('reads no further where an answer is longer than one may be', async () => {
    let sent = 0;
    const url = await serve((_, answer) => {
      answer.write('{"data":{"x":"');
      const more = (): void => {
        while (!answer.destroyed && answer.write('x'.repeat(1_000_000))) sent += 1;
        if (!answer.destroyed) answer.once('drain', more);
      };
      more();
    });
    const { execute } = connect(url);

    await expect(execute(request)).rejects.toMatchObject({ code: 'QUERY_TOO_COSTLY' });
    expect(sent).toBeLessThan(200);
  });

  it('ends the question when nobody waits for the answer any more', async () => {
    const closed = Promise.withResolvers<null>();
    const controller = new AbortController();
    const url = await serve((_, answer) => {
      answer.once('close', () => {
        closed.resolve(null);
      });
      controller.abort();
    });
    const { execute } = connect(url);

    await expect(execute({ ...request, signal: controller.signal })).rejects.toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
    });
    await closed.promise;
  });

  it('asks another copy where one cannot be reached, of whatever kind the question is', async () => {
    const gone = await serve(() => undefined);
    await closing.pop()?.();
    const url = await serve((_, answer) => answer.end('{"data":{"x":1}}'));
    const executor = createHttpExecutor([gone, url]);
    closing.push(() => executor.close());

    for (let time = 0; time < 4; time += 1) expect(await executor.execute(request)).toEqual({ data: { x: 1 } });
  });

  it('asks a copy in its turn that is there again, also where the clock of the machine was set back', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    const gone = await serve(() => undefined);
    await closing.pop()?.();
    const url = await serve((_, answer) => answer.end('{"data":{"x":1}}'));
    const executor = createHttpExecutor([gone, url]);
    closing.push(() => executor.close());
    for (let time = 0; time < 2; time += 1) await executor.execute(request);

    vi.setSystemTime(Date.now() - 3_600_000);
    await serve((_, answer) => answer.end('{"data":{"x":2}}'), Number(new URL(gone).port));
    vi.advanceTimersByTime(2_000);
    const told = [await executor.execute(request), await executor.execute(request)];

    expect(told).toContainEqual({ data: { x: 2 } });
  });

  it('asks once more what only reads where a connection broke, and sends nothing else twice', async () => {
    let asked = 0;
    const url = await serve(({ socket }, answer) => {
      asked += 1;
      if (asked % 2 === 1) socket.destroy();
      else answer.end('{"data":{"x":1}}');
    });
    const { execute } = connect(url);

    expect(await execute({ ...request, readsOnly: true })).toEqual({ data: { x: 1 } });
    expect(asked).toBe(2);

    await expect(execute(request)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(asked).toBe(3);
  });

  it('believes no copy that says as of when a fact is by a clock that is off, and asks another', async () => {
    const serveAt = (seconds: number, x: number): Promise<string> =>
      serve((_, answer) => {
        answer.setHeader('date', new Date(Date.now() + seconds * 1000).toUTCString());
        answer.end(`{"data":{"x":${x}}}`);
      });
    const [wrong, behind, right] = [await serveAt(60, 1), await serveAt(-60, 1), await serveAt(0, 2)];
    const read = { ...request, readsOnly: true };
    const open = (urls: string | readonly string[]): HttpExecutor => {
      const executor = createHttpExecutor(urls, { tellsMoments: true });
      closing.push(() => executor.close());
      return executor;
    };

    for (const url of [wrong, behind]) {
      const failure = await open(url)
        .execute(read)
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
      expect(String((failure as Error).cause)).toMatch(/the clock of .* is \d+ s/u);
    }
    const both = open([wrong, right]);
    for (let time = 0; time < 4; time += 1) expect(await both.execute(read)).toEqual({ data: { x: 2 } });
    // What was written is written, and says no moment.
    expect(await open(wrong).execute(request)).toEqual({ data: { x: 1 } });
    // Other parts tell what does not depend on their clocks.
    expect(await connect(wrong).execute(read)).toEqual({ data: { x: 1 } });
  });

  it('rejects where nobody listens, and answers again once somebody does', async () => {
    const url = await serve((_, answer) => answer.end());
    await closing.pop()?.();
    const { execute } = connect(url);

    await expect(execute(request)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });

    const server = createServer((_, answer) => answer.end('{"data":null}'));
    await new Promise<void>((resolve) => server.listen(Number(new URL(url).port), '127.0.0.1', resolve));
    closing.unshift(() => new Promise((resolve) => server.close(resolve)));
    expect(await execute(request)).toEqual({ data: null });
  });
});
