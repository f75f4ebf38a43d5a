/** An HTTP server in front of a graph that fails as it is told to, once for each fault, and then passes on what is asked. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Fault =
  /** The connection ends before an answer begins. */
  | 'DROPS'
  /** It ends in the middle of an answer. */
  | 'CUTS'
  /** There is never an answer. */
  | 'HANGS'
  | { readonly status: number; readonly retryAfter?: string; readonly body?: string };

export interface FaultyFront {
  readonly url: string;
  /** What to do wrong, one for each request, the next first. */
  readonly faults: Fault[];
  /** Headers of every request that came. */
  readonly seen: IncomingMessage['headers'][];
  close(): Promise<void>;
}

export async function startFaultyFront(graphUrl: string): Promise<FaultyFront> {
  const faults: Fault[] = [];
  const seen: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const fault = faults.shift();
    if (fault === 'HANGS') return;
    if (fault === 'DROPS') {
      request.socket.destroy();
      return;
    }
    if (fault === 'CUTS') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"data":{"region"', () => request.socket.destroy());
      return;
    }
    if (fault !== undefined) {
      const { status, retryAfter, body: text = '' } = fault;
      response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end(text);
      return;
    }
    const headers = Object.entries(request.headers).flatMap(([name, value]) =>
      ['host', 'connection', 'content-length', 'transfer-encoding'].includes(name) || value === undefined
        ? []
        : [[name, String(value)] as [string, string]],
    );
    const passed = await fetch(graphUrl, { method: 'POST', headers, body });
    response.writeHead(passed.status, { 'content-type': passed.headers.get('content-type') ?? '' });
    response.end(await passed.text());
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    faults,
    seen,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
