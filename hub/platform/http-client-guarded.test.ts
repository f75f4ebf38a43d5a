/** The client over a real socket with the guard that spares its system. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { isMerciaError } from './errors.ts';
import { createHostGuards, type HostGuard } from './host-guard/index.ts';
import { createHttpClient, inBackground, type HttpClient, type HttpRequest } from './http-client.ts';

const never = new AbortController().signal;
const ask: HttpRequest = { operation: 'items', path: '/api/items' };
const open: (() => void)[] = [];

afterEach(() => {
  for (const close of open.splice(0)) close();
});

interface Guarded {
  readonly client: HttpClient;
  readonly guard: HostGuard;
  /** Requests that reached the system. */
  readonly reached: () => number;
  /** The guard's clock goes on by so many milliseconds. */
  readonly pass: (ms: number) => void;
  /** From now on nothing listens there. */
  readonly stop: () => void;
}

interface GuardedOptions {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  readonly connections?: number;
  readonly timeoutMs?: number;
}

async function build({ answer, connections = 1, timeoutMs = 5_000 }: GuardedOptions): Promise<Guarded> {
  let clock = Date.now();
  let reached = 0;
  const server = createServer((request, response) => {
    reached += 1;
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const limits = { connections, breaker: { failures: 3, openMs: 1_000, maxOpenMs: 10_000 } };
  const guard = createHostGuards({ now: () => clock, random: () => 0.5 }).for({ id: 'koha-a', limits });
  const client = createHttpClient({
    system: 'koha-a',
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections,
    timeoutMs,
    guard,
    random: () => 0,
  });
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  open.push(() => {
    client.close();
  }, stop);
  const pass = (ms: number): void => {
    clock += ms;
  };
  return { client, guard, reached: () => reached, pass, stop };
}

async function outcomeOf(client: HttpClient, request = ask): Promise<string | number> {
  return client.request(request, never).then(
    ({ status }) => status,
    (error: unknown) => (isMerciaError(error) ? error.code : String(error)),
  );
}

it('opens no socket to a system that is down, and finds it back with the first question after a while', async () => {
  let down = true;
  const { client, guard, reached, pass } = await build({
    answer: (request, response) => {
      if (down) request.socket.destroy();
      else response.end('[]');
    },
  });

  expect(await outcomeOf(client)).toBe('LMS_UNAVAILABLE');
  expect(reached()).toBe(2);
  pass(1_000);
  expect(await outcomeOf(client)).toBe('LMS_UNAVAILABLE');
  expect(guard.state().breaker).toBe('open');
  // The third failure opened it: the second try was not made any more.
  expect(reached()).toBe(3);
  expect(await outcomeOf(client)).toBe('LMS_CIRCUIT_OPEN');
  expect(reached()).toBe(3);

  down = false;
  pass(1_000);
  expect(await outcomeOf(client)).toBe(200);
  expect(guard.state().breaker).toBe('closed');
});

it('leaves a system alone that asked for it, without a socket', async () => {
  const { client, reached } = await build({
    answer: (_request, response) => response.writeHead(429, { 'retry-after': '30' }).end(),
  });

  expect(await outcomeOf(client)).toBe('LMS_RATE_LIMITED');
  expect(await outcomeOf(client)).toBe('LMS_RATE_LIMITED');
  expect(reached()).toBe(1);
});

it('takes answers with a fault of the system for failures, and any other status for an answer', async () => {
  let status = 404;
  const { client, guard, pass } = await build({
    answer: (_request, response) => response.writeHead(status).end(),
  });
  const askThrice = async (): Promise<void> => {
    for (let each = 0; each < 3; each += 1) {
      await outcomeOf(client);
      pass(500);
    }
  };

  await askThrice();
  expect(guard.state().breaker).toBe('closed');
  status = 500;
  await askThrice();
  expect(guard.state().breaker).toBe('open');
});

it.each([
  ['breaks off', 'LMS_UNAVAILABLE', 'ECONNRESET', (request: IncomingMessage) => request.socket.destroy()],
  [
    'is out of service',
    'LMS_UNAVAILABLE',
    'HTTP 503',
    (_: unknown, response: ServerResponse) => response.writeHead(503).end(),
  ],
  ['says nothing', 'LMS_TIMEOUT', null, () => undefined],
] as const)('keeps why a host that %s did not answer', async (_how, code, cause, answer) => {
  const { client, guard } = await build({
    answer: (request, response) => void answer(request, response),
    timeoutMs: 300,
  });

  expect(await outcomeOf(client)).toBe(code);
  expect(guard.state().lastFailure).toMatchObject({ code, cause });
});

it('keeps why a host was not reached, and nothing of its address', async () => {
  const { client, guard, stop } = await build({ answer: () => undefined });
  stop();

  expect(await outcomeOf(client)).toBe('LMS_UNAVAILABLE');
  expect(Object.entries(guard.state().lastFailure ?? {})).toEqual([
    ['code', 'LMS_UNAVAILABLE'],
    ['at', expect.any(Number)],
    ['cause', 'ECONNREFUSED'],
    ['afterMs', expect.any(Number)],
  ]);
});

it('counts a call that took too long, also while another waited for its place', async () => {
  const { client, guard, reached } = await build({ answer: () => undefined, timeoutMs: 80 });

  expect(await Promise.all([outcomeOf(client), outcomeOf(client)])).toEqual(['LMS_TIMEOUT', 'LMS_TIMEOUT']);

  expect(reached()).toBe(1);
  expect(guard.state()).toMatchObject({ inFlight: 0, waiting: 0 });
});

it('lets background work wait for its place without losing the time that its call may take', async () => {
  const held: ServerResponse[] = [];
  const arrived = Promise.withResolvers<undefined>();
  const { client } = await build({
    answer: (request, response) => {
      if (request.url === '/live') {
        held.push(response);
        arrived.resolve(undefined);
      } else response.end('[]');
    },
    timeoutMs: 150,
  });
  const live = outcomeOf(client, { operation: 'items', path: '/live' });
  await arrived.promise;
  const page = outcomeOf(inBackground(client), { operation: 'records', path: '/page' });

  // The live call runs into its limit in the one place that there is; the page waited as long.
  expect(await live).toBe('LMS_TIMEOUT');
  expect(await page).toBe(200);
});

it('ends what waits when it is closed', async () => {
  const arrived = Promise.withResolvers<undefined>();
  const { client, guard } = await build({
    answer: () => {
      arrived.resolve(undefined);
    },
  });
  const both = [outcomeOf(client), outcomeOf(inBackground(client))];
  await arrived.promise;
  client.close();

  expect(await Promise.all(both)).toEqual(['LMS_UNAVAILABLE', 'LMS_UNAVAILABLE']);
  expect(guard.state()).toMatchObject({ breaker: 'closed', inFlight: 0, waiting: 0 });
});
