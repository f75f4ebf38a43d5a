/** A wire of our own before the address of a real system: what breaks is our side of it. */
import { connect, type AddressInfo } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createTcpProxy, type TcpProxy } from '../wire/tcp-proxy.ts';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';

export interface OwnWire {
  readonly proxy: TcpProxy;
  /** The address that stands in for the system's own. */
  readonly address: string;
  close(): Promise<void>;
}

/** Null for an address of a protocol that cannot be carried so, or none. */
export async function createOwnWire(address: string, connections: number): Promise<OwnWire | null> {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol === 'http:' || url.protocol === 'https:') {
    const forwarder = await createForwarder(url, connections);
    const proxy = await createTcpProxy(forwarder.port);
    const path = url.pathname === '/' ? '' : url.pathname;
    return {
      proxy,
      address: `http://127.0.0.1:${proxy.port}${path}`,
      async close() {
        await proxy.close();
        await forwarder.close();
      },
    };
  }
  if (url.protocol !== 'tcp:' && url.protocol !== 'tls:') return null;
  const [host, port] = [url.hostname, Number(url.port)];
  const proxy = await createTcpProxy(
    url.protocol === 'tls:' ? () => connectTls({ host, port, servername: host }) : () => connect(port, host),
  );
  return { proxy, address: `tcp://127.0.0.1:${proxy.port}`, close: () => proxy.close() };
}

/**
 * Carries HTTP requests to a real system under its own name: the adapter speaks to this machine without TLS, so that its wire can be
 * broken, and the system sees the host and the certificate that it expects. Listens on a free port of this machine; never more sockets to the system than it allows. None is kept: it would add a fault of its own
 * where the system gives up an idle one as the next question comes.
 */
export async function createForwarder(origin: URL, connections: number) {
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
