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

/** Listens on a free port of this machine; never more sockets to the system than it allows. */
export async function createForwarder(origin: URL, connections: number): Promise<Forwarder> {
  const { Agent, request } = origin.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const server = http.createServer((asked, answer) => {
    const { method = 'GET', url = '/', headers } = asked;
    const { host: _, ...rest } = headers;
    const onward = request(new URL(url, origin), { method, agent, headers: { ...rest, host: origin.host } });
    // Whatever breaks there, breaks here in the same way: by the end of the connection.
    onward.on('error', () => asked.socket.destroy());
    onward.on('response', (told) => {
      answer.writeHead(told.statusCode ?? 502, told.rawHeaders);
      told.on('error', () => asked.socket.destroy());
      told.pipe(answer);
    });
    answer.on('close', () => {
      if (!answer.writableFinished) onward.destroy();
    });
    asked.pipe(onward);
  });
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
