/** Requests that no browser of a reader sends: what is answered is a page, and never that these pages are at fault. */
import { startConsole, type ConsoleOptions, type ConsoleServer } from '#console/index.ts';
import { createSessionRows } from '#console/sessions/session-rows.ts';
import { DEMO_CLIENT, startDemoIssuer } from '#demo/identity.ts';
import type { IdentityProvider } from '#simulators/identity-provider/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

/** Nobody listens there: the pages that are asked for here need no graph. */
const NO_GRAPH = 'http://127.0.0.1:9/graphql';

const store = withTestDatabase();
let issuer: IdentityProvider;
let pages: ConsoleServer;
/** The same behind a proxy that ends TLS. */
let secure: ConsoleServer;
let logged = '';

function startPages(publicUrl: string | null, rest: Partial<ConsoleOptions> = {}): Promise<ConsoleServer> {
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  const options: ConsoleOptions = {
    host: '127.0.0.1',
    port: 0,
    graphUrl: NO_GRAPH,
    ready: async () => ({ ready: true }),
    logger: pino({ level: 'debug' }, sink),
    trustedProxies: '127.0.0.1',
    publicUrl,
    signIn: {
      issuer: { issuer: issuer.issuer, clientId: DEMO_CLIENT, scope: 'openid', graphToken: 'access' },
      db: store.db,
      limits: { idleMs: 1_800_000, longestMs: 36_000_000 },
    },
    ...rest,
  };
  return startConsole(options);
}

beforeAll(async () => {
  const started = await startDemoIssuer('127.0.0.1', 0, Date.now);
  if (started === null) throw new Error('no issuer');
  issuer = started;
  pages = await startPages(null);
  secure = await startPages('https://pages.example');
});
afterAll(async () => {
  await pages.close();
  await secure.close();
  await issuer.close();
});

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Sends these bytes as they are: `fetch` would mend them. */
async function send(request: string): Promise<Answered> {
  const socket = connect(Number(new URL(pages.url).port), '127.0.0.1');
  socket.write(Buffer.from(request, 'latin1'));
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => (text += part));
  await once(socket, 'close');
  const [head = '', body = ''] = text.split(/\r\n\r\n([^]*)/);
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Headers(
    lines.map((line): [string, string] => [line.split(': ')[0] ?? '', line.split(': ')[1] ?? '']),
  );
  return { status: Number(first.split(' ')[1]), headers, body };
}

const request = (line: string, ...headers: readonly string[]): Promise<Answered> =>
  send([`${line} HTTP/1.1`, 'host: 127.0.0.1', 'connection: close', ...headers, '', ''].join('\r\n'));

const form = (path: string, type: string, body: string): Promise<Answered> =>
  send(
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );

/** That of every page: it names no part of the program, and a browser takes nothing in it for anything else. */
function expectPage({ headers, body }: Answered, title: string): void {
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).toMatch(new RegExp(`<title>\\s*${title} –`));
  expect(body).toContain('<html lang="en-GB"');
  expect(body).not.toMatch(/FST_|statusCode|Error/);
}

describe('an address that cannot be read', () => {
  it.each([
    '/%',
    '/%zz',
    '/titles/%ff',
    '/titles/%E0%A4%A',
    '/titles/%ED%A0%80',
    '/titles/%00',
    '/libraries/a%00b',
    '/records/%c0%af/with/b',
    '/find?q=%',
    '/find?q=100%&sort=x',
    '/find?q=%ff%fe',
    '/find?q=a%00b',
    '/find?q=a&%00=b',
    '/sign-in?from=%00',
    '/sign-in/back?code=%ff&state=a',
    '/compare/%00/rows.csv?of=ITEMS',
    '/assets/nhsuk.css%00',
  ])('%s is answered with a page that says so', async (path) => {
    const answer = await request(`GET ${path}`);

    expect(answer.status).toBe(400);
    expectPage(answer, 'This address cannot be read');
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it.each([
    ['has an id as no id is', `GET /titles/${'a'.repeat(301)}`, 400],
    ['is very long', `GET /${'a/'.repeat(20)}${'b'.repeat(9_000)}`, 400],
    ['has bytes that no address has', 'GET /titles/\xff\xfe', 400],
    ['has a NUL in it', 'GET /titles/\0', 400],
    ['is longer than any server reads', `GET /find?q=${'a'.repeat(20_000)}`, 431],
  ])('is answered with a page even if it %s', async (_what, line, status) => {
    const answer = await request(line);

    expect(answer.status).toBe(status);
    expectPage(answer, 'This address cannot be read');
  });

  it('is no address of a person who writes as people do', async () => {
    for (const path of [
      '/find?q=100%25',
      '/find?q=gr%C3%B6%C3%9Fe+%26+%F0%9F%93%9A',
      '/find?q=a%0D%0ASet-Cookie:x=1',
    ]) {
      const answer = await request(`GET ${path}`);
      // There is no graph to search.
      expect([path, answer.status, answer.headers.getSetCookie()]).toEqual([path, 503, []]);
    }
  });
});

describe('a way of asking that pages do not have', () => {
  it.each(['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'QUERY', 'PURGE'])(
    '%s is refused',
    async (method) => {
      for (const path of ['/help', '/account', '/assets/nhsuk.css', '/nothing']) {
        const answer = await request(`${method} ${path}`);

        expect([path, answer.status]).toEqual([path, 405]);
        expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
        expectPage(answer, 'This cannot be done here');
      }
    },
  );

  it('no form steps a library of a move on: its pages take none, whatever stands in their address', async () => {
    const input = 'library=tamehollow&phase=MOVED&id=1&_csrf=made-up';
    for (const path of ['/move', '/move/tamehollow', `/move/tamehollow?${input}`, '/move/confirm', '/move/1/confirm']) {
      const answer = await form(path, 'application/x-www-form-urlencoded', input);

      expect([path, answer.status]).toEqual([path, 404]);
    }
  });

  it('HEAD leads where GET leads', async () => {
    const [head, get] = [await request('HEAD /account'), await request('GET /account')];

    expect([head.status, head.headers.get('location')]).toEqual([get.status, get.headers.get('location')]);
    expect([get.status, head.body]).toEqual([302, '']);
  });
});

describe('a form that cannot be read', () => {
  it.each([
    ['is JSON', 'application/json', '{"pin":"canary-1234"}'],
    ['is broken JSON', 'application/json', '{"pin": canary-1234'],
    ['is text', 'text/plain', 'pin=canary-1234'],
    ['has files', 'multipart/form-data; boundary=x', 'canary-1234'],
    ['has a NUL in it', 'application/x-www-form-urlencoded', 'card=%00&pin=canary-1234'],
    ['is no UTF-8', 'application/x-www-form-urlencoded', 'card=%ff&pin=canary-1234'],
    ['is cut', 'application/x-www-form-urlencoded', 'pin=canary-1234&card=%'],
    ['is too long', 'application/x-www-form-urlencoded', `pin=canary-1234&card=${'a'.repeat(300_000)}`],
  ])('says so if it %s, and nothing of it is in a log', async (_what, type, body) => {
    for (const path of ['/account/link', '/sign-out']) {
      const answer = await form(path, type, body);

      expect([path, answer.status]).toEqual([path, 400]);
      expectPage(answer, 'This form cannot be read');
      expect(answer.body).toContain('Nothing was done.');
    }
    expect(logged).not.toContain('canary-1234');
  });
});

describe('where one is led', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/%2f/evil.example',
    'https:evil.example',
    'https:/evil.example',
    'HTTPS://evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    ' //evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/help/..//evil.example',
    '/@evil.example',
    '//evil.example@127.0.0.1/',
    '///evil.example',
    '/\u00a0//evil.example',
    '/\u2028/evil.example',
    '/\uff0f/evil.example',
    'http://127.0.0.1.evil.example/',
    '.evil.example',
    '@evil.example',
    ':80/evil.example',
  ])('is not %j', async (from) => {
    const response = await fetch(`${pages.url}/sign-in?from=${encodeURIComponent(from)}`);
    const id = /mercia=([\w-]+)/.exec(response.headers.getSetCookie()[0] ?? '')?.[1];
    // Where a browser would go from the page of the issuer's answer.
    const led = id === undefined ? '/' : await returnTo(id);

    expect(new URL(led, 'http://pages.example/sign-in/back').origin).toBe('http://pages.example');
    expect(led).toMatch(/^\/(?![/\\])/);
  });

  /** Signs in up to where the graph would be asked who it is. */
  async function returnTo(id: string): Promise<string> {
    const rows = createSessionRows(store.db, { idleMs: 1_800_000, longestMs: 36_000_000 }, Date.now);
    const { returnTo: led = '/' }: { readonly returnTo?: string } = (await rows.find(id))?.content ?? {};
    return led;
  }

  it.each([
    'evil.example',
    '127.0.0.1.evil.example',
    '127.0.0.1:80@evil.example',
    'evil.example:127.0.0.1',
    'localhost.evil.example',
    '127.0.0.1/.evil.example',
    'evil.example#127.0.0.1',
    '[::1].evil.example',
    '',
  ])('is by the issuer to no host that a request names: %j', async (host) => {
    for (const name of ['host', 'x-forwarded-host']) {
      const lines = name === 'host' ? [`host: ${host}`] : ['host: 127.0.0.1:1', `x-forwarded-host: ${host}`];
      for (const path of ['/sign-in/start', '/sign-out/issuer']) {
        const { headers, body } = await send(
          [`GET ${path} HTTP/1.1`, ...lines, 'connection: close', '', ''].join('\r\n'),
        );
        for (const place of [headers.get('location') ?? '', headers.get('refresh') ?? '', body]) {
          expect(place).not.toContain('evil.example');
        }
      }
    }
  });

  it('is by the issuer to the address that is set, whatever a proxy passes on', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' };
    const begun = await fetch(`${secure.url}/sign-in/start`, { redirect: 'manual', headers });

    expect(new URL(begun.headers.get('location') ?? '').searchParams.get('redirect_uri')).toBe(
      'https://pages.example/sign-in/back',
    );
  });
});

describe('behind a proxy that ends TLS', () => {
  it('takes a cookie of an ended session away in the way in which a browser accepts that', async () => {
    const headers = { 'x-forwarded-proto': 'https', cookie: `__Host-mercia=${'a'.repeat(32)}` };
    const { headers: told } = await fetch(`${secure.url}/signed-out`, { headers });
    const [ended, line, ...more] = told.getSetCookie();

    expect(more).toEqual([]);
    expect(ended).toBe(`__Host-mercia-ended=${'a'.repeat(32)}; Path=/; HttpOnly; Secure; SameSite=Lax`);
    // Without "Secure" a browser keeps a cookie whose name begins with "__Host-".
    expect(line).toMatch(
      /^__Host-mercia=; .*Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax$/,
    );
  });
});

describe('many requests of one address', () => {
  const MOST = 4;
  /** Nothing is asked of the graph for it, and it is answered all the same. */
  const NO_PAGE = '/no-such-page';
  /** Those that a graph, which is silent until it is let go, has not answered. */
  const asked = new Set<ServerResponse>();
  let isSilent = true;
  const graph = createServer((_, response) => (isSilent ? asked.add(response) : response.end('{}')));
  let limited: ConsoleServer;
  beforeAll(async () => {
    await once(graph.listen(0, '127.0.0.1'), 'listening');
    const { port } = graph.address() as AddressInfo;
    limited = await startPages(null, { graphUrl: `http://127.0.0.1:${port}/graphql`, visitorRequests: MOST });
  });
  afterAll(async () => {
    await limited.close();
    graph.close();
    graph.closeAllConnections();
  });
  beforeEach(() => {
    isSilent = true;
  });
  const get = (path: string, address: string): Promise<Response> =>
    fetch(limited.url + path, { headers: { 'x-forwarded-for': address } });
  const statusOf = async (path: string, address: string): Promise<number> => {
    const { status, body } = await get(path, address);
    await body?.cancel();
    return status;
  };
  const untilAsked = (count: number) => expect.poll(() => asked.size).toBe(count);
  const letGo = (): void => {
    isSilent = false;
    for (const response of asked) response.end('{}');
    asked.clear();
  };

  it('beyond those that are answered at the same time are refused at once with a page, and nobody else is', async () => {
    const underWay = Array.from({ length: MOST }, () => statusOf('/find?q=a', '192.0.2.1'));
    await untilAsked(MOST);

    const more = await Promise.all(Array.from({ length: 30 }, () => get('/find?q=a', '192.0.2.1')));
    expect(more.map(({ status }) => status)).toEqual(Array(30).fill(429));
    const [{ headers, status } = await get('/', '192.0.2.1')] = more;
    const body = (await more[0]?.text()) ?? '';
    expectPage({ status, headers, body }, 'Too many pages at once');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(headers.getSetCookie()).toEqual([]);
    expect(asked.size).toBe(MOST);
    expect(await statusOf(NO_PAGE, '192.0.2.2')).toBe(404);
    for (const path of ['/health', '/assets/console.css']) expect(await statusOf(path, '192.0.2.1')).toBe(200);

    letGo();
    await Promise.all(underWay);
    expect(await statusOf(NO_PAGE, '192.0.2.1')).toBe(404);
  });

  it('are over when who asked for them has hung up, though they were never read', async () => {
    const socket = connect(Number(new URL(limited.url).port), '127.0.0.1');
    socket.write('GET /find?q=a HTTP/1.1\r\nhost: a\r\nx-forwarded-for: 192.0.2.3\r\n\r\n'.repeat(MOST));
    await untilAsked(MOST);
    expect(await statusOf(NO_PAGE, '192.0.2.3')).toBe(429);

    socket.destroy();
    letGo();
    await expect.poll(() => statusOf(NO_PAGE, '192.0.2.3')).toBe(404);
  });
});
