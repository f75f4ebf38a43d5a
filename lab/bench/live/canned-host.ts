/**
 * Stands before a simulated system and answers for it: what was read once is told again from memory. A simulator works
 * for each answer, on the cores that the hub is measured on; a library system has a machine of its own.
 */
import { once } from 'node:events';
import { createServer, request as forward } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

export interface CannedHost {
  readonly url: string;
  /** Every answer goes out so many milliseconds after its question came. */
  answerIn: number;
  /** The questions since it was last asked for them, in steps: each began after an answer of the one before. */
  takeHeard(): readonly (readonly HeardCall[])[];
  close(): Promise<void>;
}

/** A question that was answered from memory, so that somebody else can ask it again. */
export interface HeardCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Canned {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Headers of one connection, which this one has itself. */
const OWN_HEADERS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date']);
/** What an answer depends on, beside its address. */
const ASKED_HEADERS = ['accept-encoding', 'x-koha-embed'] as const;

export async function startCannedHost(origin: string): Promise<CannedHost> {
  const canned = new Map<string, Canned>();
  let answerIn = 0;
  let heard: { readonly calls: HeardCall[]; answered: boolean }[] = [];

  /** Gives what notes that it was answered. */
  function hear({ url = '/', headers }: IncomingMessage): () => void {
    const last = heard.at(-1);
    const step = last === undefined || last.answered ? { calls: [], answered: false } : last;
    if (step !== last) heard.push(step);
    const asked = ASKED_HEADERS.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value] as const] : [];
    });
    step.calls.push({ url, headers: Object.fromEntries(asked) });
    return () => {
      step.answered = true;
    };
  }

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const from = performance.now();
    const target = incoming.url ?? '/';
    const due = answerIn;
    const name = [target, ...ASKED_HEADERS.map((header) => String(incoming.headers[header]))].join(' ');
    const known = incoming.method === 'GET' ? canned.get(name) : undefined;
    const noteAnswered = known === undefined ? () => undefined : hear(incoming);
    const told = known ?? (await ask(origin, incoming));
    if (incoming.method === 'GET' && told.status === 200) canned.set(name, told);
    const left = due - (performance.now() - from);
    if (left > 0) await wait(left);
    noteAnswered();
    for (const [header, value] of Object.entries(told.headers)) {
      if (value !== undefined && !OWN_HEADERS.has(header)) outgoing.setHeader(header, value);
    }
    outgoing.writeHead(told.status).end(told.body);
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.keepAliveTimeout = 65_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    get answerIn() {
      return answerIn;
    },
    set answerIn(ms) {
      answerIn = ms;
    },
    takeHeard() {
      const steps = heard.map(({ calls }) => calls);
      heard = [];
      return steps;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function ask(origin: string, incoming: IncomingMessage): Promise<Canned> {
  const { method, headers } = incoming;
  const asked = forward(new URL(incoming.url ?? '/', origin), { method, headers });
  incoming.pipe(asked);
  const [told] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: told.statusCode ?? 502, headers: told.headers, body: await buffer(told) };
}
