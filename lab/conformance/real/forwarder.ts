/**
 * Carries HTTP requests to a real system under its own name: the adapter speaks to this machine without TLS, so that its wire can
 * be broken, and the system sees the host and the certificate that it expects.
 */
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Forwarder {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Listens on a free port of this machine; never more sockets to the system than it allows. None is kept: it would add a fault of its own
 * where the system gives up an idle one as the next question comes.
 */
export async function createForwarder(origin: URL, connections: number): Promise<Forwarder> {
  const { Agent, request } = origin.protocol === 'https:' ? https : http;
  const agent = new Agent({ maxSockets: connections });
  const server = http.createServer((asked, answer) => {
    const { method = 'GET', url = '/', headers } = asked;
    // What holds for one connection is not carried to the other.
    const { host: _, connection: __, 'keep-alive': ___, ...rest } = headers;
    const onward = request(new URL(url, origin), { method, agent, headers: { ...rest, host: origin.host } });
    // Whatever breaks there, breaks here in the same way: by the end of the connection.
    onward.on('error', () => asked.socket.destroy());
    onward.on('response', (told) => {
      answer.writeHead(told.statusCode ?? 502, withoutConnection(told.rawHeaders));
      told.on('error', () => asked.socket.destroy());
      told.pipe(answer);
    });
    answer.on('close', () => {
      if (!answer.writableFinished) onward.destroy();
    });
    asked.pipe(onward);
  });
  // The adapter gives its own up.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

/** Names and values in turn, as they came. */
function withoutConnection(headers: readonly string[]): string[] {
  const isOfConnection = (name = ''): boolean => /^(connection|keep-alive)$/i.test(name);
  return headers.filter((_, place) => !isOfConnection(headers[place - (place % 2)]));
}
