/** A wire of our own before the address of a real system: what breaks is our side of it. */
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createTcpProxy } from '../wire/tcp-proxy.ts';
import type { TcpProxy } from '../wire/tcp-proxy.ts';
import { createForwarder } from './forwarder.ts';

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
