/** Stands before a console: passes its pages on, and tells each again with a mistake in it. A judge that finds none proves nothing. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a person could spoil in a page without noticing, as it shows in what is sent. */
export interface Mistake {
  /** What it does wrong: `says no age of what was last known`. */
  readonly name: string;
  /** All that is found becomes `instead`. */
  readonly find: RegExp;
  readonly instead: string;
}

export interface Retold {
  /** Of a page; with a mistake, as it was sent when it was last asked for. */
  address(path: string, mistake?: Mistake): string;
  close(): Promise<void>;
}

const AGAIN = 'told-again';

export async function retell(consoleUrl: string, mistakes: readonly Mistake[]): Promise<Retold> {
  /** By path: the page as it was sent. */
  const sent = new Map<string, string>();
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', consoleUrl);
    const mistake = mistakes.find(({ name }) => name === searchParams.get(AGAIN));
    if (mistake !== undefined) {
      const html = (sent.get(pathname) ?? '').replaceAll(mistake.find, mistake.instead);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
      return;
    }
    const { cookie = '' } = request.headers;
    const answer = await fetch(new URL(request.url ?? '/', consoleUrl), { headers: { cookie }, redirect: 'manual' });
    const type = answer.headers.get('content-type') ?? '';
    const body = Buffer.from(await answer.arrayBuffer());
    if (type.startsWith('text/html')) sent.set(pathname, body.toString());
    response.writeHead(answer.status, { 'content-type': type }).end(body);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address(path, mistake) {
      const url = new URL(path, `http://127.0.0.1:${port}`);
      if (mistake !== undefined) url.searchParams.set(AGAIN, mistake.name);
      return url.href;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
