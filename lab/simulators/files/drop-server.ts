/** A web server of drops: it lists nothing, tells lengths, dates and ETags, and may be changed while it is read. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { DroppedFile } from './drops.ts';

export interface DropServer {
  /** `http://127.0.0.1:PORT/drops` */
  readonly address: string;
  /** How many connections were made to it so far. */
  readonly connections: number;
  /** Puts files there, in place of those of the same names. */
  put(files: readonly DroppedFile[], writtenAt: Date): void;
  remove(name: string): void;
  /** Called before a file is sent, so that it can be replaced while it is read. */
  onSend: ((name: string) => void) | null;
  /** Files that HEAD finds and GET does not, as where the rights of a file say so. */
  readonly refused: Set<string>;
  /** True to close the connection of the next GET unanswered, as a server does that gives up a connection at that moment. */
  hangsUp: boolean;
  close(): Promise<void>;
}

/** Longer than what a client reads of an answer before somebody asks for it. */
const REFUSAL = 'Forbidden. '.repeat(20_000);

export async function startDropServer(): Promise<DropServer> {
  const files = new Map<string, { readonly bytes: Buffer; readonly writtenAt: Date }>();
  const server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? '').replace(/^\/drops\//, ''));
    const file = files.get(name);
    if (file === undefined) {
      // With its length, as nginx and Apache say it also to HEAD: Node's client keeps no connection without.
      response.writeHead(404, { 'content-type': 'text/plain', 'content-length': '9' }).end('Not found');
      return;
    }
    if (request.method === 'GET' && drops.hangsUp) {
      drops.hangsUp = false;
      request.socket.destroy();
      return;
    }
    if (request.method === 'GET' && drops.refused.has(name)) {
      response.writeHead(403, { 'content-type': 'text/plain', 'content-length': REFUSAL.length }).end(REFUSAL);
      return;
    }
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': file.bytes.length,
      etag: `"${createHash('sha256').update(file.bytes).digest('hex').slice(0, 16)}"`,
      'last-modified': file.writtenAt.toUTCString(),
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    drops.onSend?.(name);
    response.end(file.bytes);
  });
  let connections = 0;
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const drops: DropServer = {
    address: `http://127.0.0.1:${address.port}/drops`,
    get connections() {
      return connections;
    },
    onSend: null,
    refused: new Set(),
    hangsUp: false,
    put(put, writtenAt) {
      for (const { name, bytes } of put) files.set(name, { bytes, writtenAt });
    },
    remove: (name) => void files.delete(name),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return drops;
}
