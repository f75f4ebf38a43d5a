/** A wire between an adapter and its system that carries everything but the one write it is told to lose. */
import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `before`: the write never comes to the system. `after`: the system does it, and its answer is what gets lost. */
export interface Loss {
  readonly when: 'before' | 'after';
  /** `503`: as a proxy says it that lost the answer, with the pause that it asks for. */
  readonly how: 'hangs' | 'cut' | '500' | '503';
}

export interface LossyWire {
  readonly address: string;
  /** What becomes of writes from now on; null carries them. */
  loss: Loss | null;
  /** Writes that came in from the adapter. */
  readonly writes: number;
  close(): Promise<void>;
}

/** What changes an account, in whichever system's words. */
const WRITE = /renew|hold/i;

export async function createLossyWire(port: number): Promise<LossyWire> {
  let writes = 0;
  const server = createServer((incoming, outgoing) => {
    const isWrite = incoming.method !== 'GET' && WRITE.test(incoming.url ?? '');
    if (isWrite) writes += 1;
    const loss = isWrite ? wire.loss : null;
    if (loss?.when === 'before') lose(loss, incoming, outgoing);
    else carry(port, incoming, outgoing, loss);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const wire: LossyWire = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loss: null,
    get writes() {
      return writes;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return wire;
}

function carry(port: number, incoming: IncomingMessage, outgoing: ServerResponse, loss: Loss | null): void {
  const { method, url, headers } = incoming;
  const onward = ask({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, (answer) => {
    if (loss === null) {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    } else {
      answer.resume().on('end', () => {
        lose(loss, incoming, outgoing);
      });
    }
  });
  onward.on('error', () => incoming.socket.destroy());
  incoming.pipe(onward);
}

function lose({ how }: Loss, incoming: IncomingMessage, outgoing: ServerResponse): void {
  incoming.resume();
  if (how === 'cut') incoming.socket.resetAndDestroy();
  if (how === '500') outgoing.writeHead(500, { 'content-type': 'text/html' }).end('<html>Internal Server Error</html>');
  if (how === '503') outgoing.writeHead(503, { 'retry-after': '0' }).end('Backend fetch failed');
}
