/** A loopback server that answers what a test says, and keeps what it was asked: for what no simulator would do. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** The caller waits for ever. */
  readonly hangs?: true;
}

export interface ScriptedServer {
  readonly address: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** Answers every request by the script, else with `otherwise`; a body that is no text is sent as JSON. */
export async function startScriptedServer(
  script: (asked: Asked) => Said | undefined,
  otherwise: Said,
): Promise<ScriptedServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const one: Asked = {
        method: request.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      asked.push(one);
      const said = script(one) ?? otherwise;
      if (said.hangs === true) return;
      const raw = Buffer.isBuffer(said.body) || typeof said.body === 'string';
      const type = raw ? 'text/xml; charset=utf-8' : 'application/json;charset=UTF-8';
      response
        .writeHead(said.status ?? 200, { 'content-type': type, ...said.headers })
        .end(raw ? said.body : JSON.stringify(said.body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
