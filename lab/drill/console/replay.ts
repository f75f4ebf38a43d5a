/** Stands before the graph: passes questions on, and tells others who ask the same what was answered first. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Replay {
  /** For whoever is to ask the graph itself. */
  readonly url: string;
  /** For whoever is to be told what was answered there. */
  readonly replayUrl: string;
  /** Forgets every answer. */
  clear(): void;
  /** Breaks the connection when the graph has answered a question with this text; null breaks none. */
  lose(text: string | null): void;
  close(): Promise<void>;
}

interface Kept {
  readonly status: number;
  readonly body: string;
}

/** `graphUrl` is the address of the graph. */
export async function startReplay(graphUrl: string): Promise<Replay> {
  const kept = new Map<string, Kept>();
  let lost: string | null = null;
  const ask = async (request: IncomingMessage, question: string): Promise<Kept> => {
    const { authorization, 'mercia-budget-ms': budget } = request.headers;
    const response = await fetch(graphUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(typeof budget === 'string' ? { 'mercia-budget-ms': budget } : {}),
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: question,
    });
    return { status: response.status, body: await response.text() };
  };
  const serve = (isReplay: boolean) => async (request: IncomingMessage, response: ServerResponse) => {
    const question = await text(request);
    try {
      // What somebody is told is told to nobody else.
      const key = `${request.headers.authorization ?? ''} ${question}`;
      const answer = (isReplay ? kept.get(key) : undefined) ?? (await ask(request, question));
      if (lost !== null && question.includes(lost)) throw new Error('the answer is lost');
      if (!isReplay) kept.set(key, answer);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    } catch {
      response.destroy();
    }
  };
  const first = await listen(serve(false));
  const second = await listen(serve(true));
  return {
    url: first.url,
    replayUrl: second.url,
    clear: () => {
      kept.clear();
    },
    lose: (text) => {
      lost = text;
    },
    close: async () => {
      await Promise.all([first.close(), second.close()]);
    },
  };
}

async function listen(
  serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
