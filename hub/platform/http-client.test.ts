import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpClient, readJson, type HttpClient, type HttpClientOptions } from './http-client.ts';
import { MerciaError } from './errors.ts';
import { causeOf } from './network-codes.ts';

const never = new AbortController().signal;
const open: (() => void)[] = [];

afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return server;
}

function addressOf(server: Server | TcpServer): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function clientOf(address: string, options: Partial<HttpClientOptions> = {}): HttpClient {
  const client = createHttpClient({
    system: 'koha-a',
    address,
    connections: 2,
    timeoutMs: 5_000,
    random: () => 0,
    ...options,
  });
  open.push(() => {
    client.close();
  });
  return client;
}

async function failureOf(promise: Promise<unknown>): Promise<MerciaError> {
  const outcome = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof MerciaError)) throw new Error('no error of ours came', { cause: outcome });
  return outcome;
}

const ask = {
  operation: 'items',
  path: '/api/items',
  query: 'q=secret-4711',
  headers: { authorization: 'Bearer s3cr3t' },
};

describe('createHttpClient', () => {
  it('gives status, headers and body, and keeps the socket for the next call', async () => {
    const sockets = new Set<unknown>();
    const server = await serve((request, response) => {
      sockets.add(request.socket);
      response.setHeader('X-Total-Count', '7').end(`${request.url ?? ''} ${request.headers.authorization ?? ''}`);
    });
    const client = clientOf(`${addressOf(server)}/koha`);

    const first = await client.request(ask, never);
    await client.request(ask, never);

    expect(first.status).toBe(200);
    expect(first.headers['x-total-count']).toBe('7');
    expect(first.body.toString()).toBe('/koha/api/items?q=secret-4711 Bearer s3cr3t');
    expect(sockets.size).toBe(1);
  });

  it('opens no more sockets than it may, however many calls come at once', async () => {
    const waiting: ServerResponse[] = [];
    let most = 0;
    const server = await serve((_request, response) => {
      waiting.push(response);
      most = Math.max(most, waiting.length);
      if (waiting.length === 2) for (const one of waiting.splice(0)) one.end('[]');
    });
    const client = clientOf(addressOf(server));

    await Promise.all(Array.from({ length: 20 }, () => client.request(ask, never)));

    expect(most).toBe(2);
  });

  it('says LMS_UNAVAILABLE for a host that refuses, after one more try', async () => {
    const server = await serve((_request, response) => response.end());
    const address = addressOf(server);
    server.close();
    await once(server, 'close');

    const error = await failureOf(clientOf(address).request(ask, never));

    expect(error.code).toBe('LMS_UNAVAILABLE');
    expect(error.system).toBe('koha-a');
    expect(error.message).toContain('[koha-a] items: 127.0.0.1');
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.notSent).toBe(true);
  });

  it('tries a read once more when the connection breaks, and a form never', async () => {
    let calls = 0;
    const server = await serve((request, response) => {
      calls += 1;
      if (calls % 2 === 1) request.socket.destroy();
      else response.end('[]');
    });
    const client = clientOf(addressOf(server));

    const read = await client.request(ask, never);
    const failed = await failureOf(client.request({ operation: 'log in', path: '/token', form: { a: 'b' } }, never));

    expect(read.status).toBe(200);
    expect(failed.code).toBe('LMS_UNAVAILABLE');
    expect(failed.notSent).toBe(false);
    expect(calls).toBe(3);
  });

  it.each([
    [{ age: '3600' }, 'of 3600 s ago'],
    [{ age: '0, 6' }, 'of 6 s ago'],
    [{ warning: '110 - "Response is Stale"' }, 'that it calls stale'],
  ])('takes no answer that says that it is old for one of now: %j', async (headers, how) => {
    const asked: (string | undefined)[] = [];
    const server = await serve((request, response) => {
      asked.push(request.headers['cache-control']);
      response.writeHead(200, headers).end('[]');
    });
    const client = clientOf(addressOf(server));

    const error = await failureOf(client.request(ask, never));
    const file = await client.request({ ...ask, mayBeCached: true }, never);
    const inBackground = await client.request({ ...ask, urgency: 'background' }, never);

    expect(error).toMatchObject({ code: 'LMS_BAD_RESPONSE' });
    expect(error.message).toContain(how);
    expect(causeOf(error)).toBe('OLD_ANSWER');
    expect([file.status, inBackground.status]).toEqual([200, 200]);
    expect(asked).toEqual(['no-cache', undefined, undefined]);
  });

  it.each([
    {},
    { age: '0' },
    { age: '5' },
    { warning: '299 - "Deprecated API"' },
    { date: 'Thu, 01 Jan 2015 00:00:00 GMT' },
  ])('takes the answer of a system whose clock is wrong, or that is not old: %j', async (headers) => {
    const server = await serve((_request, response) => response.writeHead(200, headers).end('[]'));

    expect((await clientOf(addressOf(server)).request(ask, never)).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'DELETE'] as const)('sends a write by %s without a body, once', async (method) => {
    const asked: (string | undefined)[] = [];
    const server = await serve((request) => {
      asked.push(request.method);
      request.socket.destroy();
    });
    const client = clientOf(addressOf(server));

    await failureOf(client.request({ operation: 'cancel', path: '/holds/1', method }, never));

    expect(asked).toEqual([method]);
  });

  it('gives up a call that takes too long, down to the socket, and does not try again', async () => {
    let calls = 0;
    const closed = Promise.withResolvers<undefined>();
    const server = await serve((request) => {
      calls += 1;
      request.socket.once('close', () => {
        closed.resolve(undefined);
      });
    });

    const error = await failureOf(clientOf(addressOf(server), { timeoutMs: 60 }).request(ask, never));
    await closed.promise;

    expect(error.code).toBe('LMS_TIMEOUT');
    expect(error.message).toContain('60 ms');
    expect(calls).toBe(1);
  });

  it('gives up when its caller does, down to the socket', async () => {
    const asked = Promise.withResolvers<undefined>();
    const closed = Promise.withResolvers<undefined>();
    const server = await serve((request) => {
      request.socket.once('close', () => {
        closed.resolve(undefined);
      });
      asked.resolve(undefined);
    });
    const caller = new AbortController();
    const outcome = failureOf(clientOf(addressOf(server)).request(ask, caller.signal));

    await asked.promise;
    caller.abort();
    await closed.promise;

    expect((await outcome).code).toBe('LMS_TIMEOUT');
  });

  it('counts the wait for a free socket as part of the time', async () => {
    const server = await serve(() => undefined);
    const client = clientOf(addressOf(server), { connections: 1, timeoutMs: 60 });

    const errors = await Promise.all([failureOf(client.request(ask, never)), failureOf(client.request(ask, never))]);

    expect(errors.map((error) => error.code)).toEqual(['LMS_TIMEOUT', 'LMS_TIMEOUT']);
  });

  it.each([
    [429, { 'retry-after': '30' }, 'LMS_RATE_LIMITED', 30, true],
    [429, { 'retry-after': '99999999' }, 'LMS_RATE_LIMITED', 3600, true],
    [503, { 'retry-after': '5' }, 'LMS_RATE_LIMITED', 5, false],
    [503, {}, 'LMS_UNAVAILABLE', undefined, false],
    [502, {}, 'LMS_UNAVAILABLE', undefined, false],
    [504, {}, 'LMS_TIMEOUT', undefined, false],
  ])('turns HTTP %i with %j into %s', async (status, headers, code, retryAfterSeconds, turnedAway) => {
    const server = await serve((_request, response) => response.writeHead(status, headers).end());

    const error = await failureOf(clientOf(addressOf(server)).request(ask, never));

    expect(error.code).toBe(code);
    expect(error.retryAfterSeconds).toBe(retryAfterSeconds);
    // Of no answer it is certain that nothing was sent; 429 alone says that nothing was done.
    expect([error.notSent, error.turnedAway]).toEqual([false, turnedAway]);
  });

  it('leaves every other status to the caller', async () => {
    const server = await serve((request, response) => response.writeHead(Number(request.url?.slice(1))).end('{}'));
    const client = clientOf(addressOf(server));

    const answers = await Promise.all(
      [400, 401, 403, 404, 406, 500].map((status) => client.request({ operation: 'x', path: `/${status}` }, never)),
    );

    expect(answers.map((answer) => answer.status)).toEqual([400, 401, 403, 404, 406, 500]);
  });

  it('follows a redirect on the same host and refuses another host', async () => {
    const other = await serve((_request, response) => response.end('stolen'));
    const server = await serve((request, response) => {
      if (request.url === '/here') response.writeHead(302, { location: '/there' }).end();
      else if (request.url === '/away') response.writeHead(302, { location: `${addressOf(other)}/x?card=1` }).end();
      else response.end('fine');
    });
    const client = clientOf(addressOf(server));

    const answer = await client.request({ operation: 'items', path: '/here' }, never);
    const error = await failureOf(client.request({ operation: 'items', path: '/away' }, never));

    expect(answer.body.toString()).toBe('fine');
    expect(error.code).toBe('LMS_BAD_RESPONSE');
    expect(error.message).toContain(addressOf(other));
    expect(error.message).not.toContain('card');
  });

  it('does not follow a redirect with what was posted, which may have been done already', async () => {
    const urls: (string | undefined)[] = [];
    const server = await serve((request, response) => {
      urls.push(request.url);
      response.writeHead(302, { location: '/there' }).end();
    });

    const error = await failureOf(
      clientOf(addressOf(server)).request({ operation: 'renew', path: '/renewal', json: {} }, never),
    );

    expect(error.code).toBe('LMS_BAD_RESPONSE');
    expect(urls).toEqual(['/renewal']);
  });

  it('refuses a body that is longer than it may be', async () => {
    const server = await serve((_request, response) => response.end('x'.repeat(200_000)));

    const error = await failureOf(clientOf(addressOf(server), { maxBytes: 1_000 }).request(ask, never));

    expect(error.code).toBe('LMS_BAD_RESPONSE');
    expect(error.message).toContain('1000 bytes');
  });

  it('refuses a body that is short on the way and longer than it may be when it is unpacked', async () => {
    const server = await serve((_request, response) =>
      response.setHeader('content-encoding', 'gzip').end(gzipSync('x'.repeat(200_000))),
    );

    const error = await failureOf(clientOf(addressOf(server), { maxBytes: 1_000 }).request(ask, never));

    expect(error.code).toBe('LMS_BAD_RESPONSE');
    expect(error.message).toContain('1000 bytes');
  });

  it('says LMS_BAD_RESPONSE for a host that does not speak HTTP', async () => {
    const server = createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')).listen(0, '127.0.0.1');
    open.push(() => server.close());
    await once(server, 'listening');

    const error = await failureOf(clientOf(addressOf(server)).request(ask, never));

    expect(error.code).toBe('LMS_BAD_RESPONSE');
  });

  it('says LMS_BAD_RESPONSE for compression that cannot be undone', async () => {
    const server = await serve((_request, response) =>
      response.setHeader('content-encoding', 'gzip').end('this is no gzip'),
    );

    const error = await failureOf(clientOf(addressOf(server)).request(ask, never));

    expect(error.code).toBe('LMS_BAD_RESPONSE');
  });

  it('names the system and what to do, never the query, a credential or the host library error', async () => {
    const server = await serve((request) => {
      request.socket.destroy();
    });

    const error = await failureOf(clientOf(addressOf(server)).request(ask, never));
    const everything = JSON.stringify(error, ['message', 'stack', 'cause', 'options', 'headers']) + String(error.cause);

    expect(error.message).toMatch(/^\[koha-a\] items: .* check /);
    expect(everything).not.toContain('secret-4711');
    expect(everything).not.toContain('s3cr3t');
  });

  it('ends calls under way when it is closed, and refuses further ones', async () => {
    const asked = Promise.withResolvers<undefined>();
    const server = await serve(() => {
      asked.resolve(undefined);
    });
    const client = clientOf(addressOf(server));
    const underWay = failureOf(client.request(ask, never));

    await asked.promise;
    client.close();

    expect((await underWay).code).toBe('LMS_UNAVAILABLE');
    expect((await failureOf(client.request(ask, never))).code).toBe('LMS_UNAVAILABLE');
  });
});

describe('a JSON body', () => {
  it('is sent by POST with its type', async () => {
    const seen = Promise.withResolvers<string>();
    const server = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const type = request.headers['content-type'] ?? '';
        seen.resolve(`${request.method ?? ''} ${type} ${Buffer.concat(chunks).toString('utf8')}`);
        response.end('{}');
      });
    });

    await clientOf(addressOf(server)).request({ operation: 'log in', path: '/login', json: { login: 'hub' } }, never);

    expect(await seen.promise).toBe('POST application/json {"login":"hub"}');
  });
});

describe('readJson', () => {
  const answer = (text: string) => ({ status: 200, headers: {}, body: Buffer.from(text) });

  it('gives the value', () => {
    expect(readJson('koha-a', 'items', answer('[1]'))).toEqual([1]);
  });

  it.each([
    ['<!DOCTYPE html><html></html>', 'a web page'],
    ['', 'nothing'],
    ['{"card":', 'no JSON'],
  ])('says LMS_BAD_RESPONSE for %j without repeating it', (text, what) => {
    expect(() => readJson('koha-a', 'items', answer(text))).toThrow(
      expect.objectContaining({ code: 'LMS_BAD_RESPONSE', message: expect.stringContaining(what) as string }),
    );
  });
});
