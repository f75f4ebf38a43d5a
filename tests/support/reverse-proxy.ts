/** A proxy in front of servers, as `location` and `proxy_pass` of nginx say it. */
import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What begins with `location` goes to `proxyPass`. If that has a path, be it `/`, it stands for `location`; else all is passed on. */
export interface Way {
  readonly location: string;
  readonly proxyPass: string;
}

export interface ReverseProxy {
  /** Where it listens: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The first that fits is taken. */
  ways: readonly Way[];
  /** What was asked for and goes nowhere. */
  readonly strays: readonly string[];
  close(): Promise<void>;
}

export async function startReverseProxy(): Promise<ReverseProxy> {
  const strays: string[] = [];
  const server = createServer((request, response) => {
    const { url = '/', method, headers } = request;
    const way = proxy.ways.find(({ location }) => url.startsWith(location));
    if (way === undefined) {
      strays.push(url);
      response.writeHead(404).end();
      return;
    }
    const replaces = /^https?:\/\/[^/]+\//.test(way.proxyPass);
    const address = `${way.proxyPass}${replaces ? url.slice(way.location.length) : url}`;
    const passed = ask(address, { method, headers: { ...headers, 'x-forwarded-proto': 'http' } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: ReverseProxy = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    ways: [],
    strays,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}
