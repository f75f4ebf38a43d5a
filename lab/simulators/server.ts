/** The sockets of a simulated library system: its workers, what can go wrong, the log of calls, the control port. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import { CallLog } from './calls.ts';
import { answerControl, isControlPath } from './control.ts';
import { FaultSwitch, type Faults } from './faults.ts';
import { tellLie } from './lies.ts';
import { spoil } from './spoil.ts';
import { listen, Workers } from './workers.ts';

export interface SimulatorServerOptions {
  /** 127.0.0.1 where not said. */
  readonly host?: string;
  /** 0 or nothing takes a free port. */
  readonly port?: number;
  /** Where faults are switched even when the library system itself does not answer; a free port where not said. */
  readonly controlPort?: number;
  /** Connections served at once; 2 where not said. Surplus ones wait. */
  readonly workers?: number;
  /** Added to every answer. */
  readonly latencyMs?: number;
  readonly faults?: Partial<Faults>;
  /** How long a connection may idle while another one waits for its worker; 1000. */
  readonly keepAliveMs?: number;
}

/** A request as a library system sees it. */
export interface Asked {
  readonly method: string;
  /** `http://host:port` as the caller wrote it. */
  readonly origin: string;
  readonly path: string;
  /** The path and the query, as sent. */
  readonly target: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A question that is answered by rows. */
export interface AskedList {
  /** The same about every title, or about another one; left out if there is no such question. */
  readonly everything?: Asked;
  /** A row of XML, with the flags `g` and `s`; left out where rows stand in a JSON array. */
  readonly row?: RegExp;
}

/** What makes the sockets those of one make of library system. */
export interface SimulatedSystem {
  readonly now: () => number;
  /** What the call log and the faults name a request by. */
  readonly kindOf: (asked: Asked) => string;
  readonly answer: (asked: Asked, faults: Faults) => Answer;
  /** What {@link Faults.lie} may do to the rows of an answer: null if it has none. Left out where no answer has. */
  readonly listOf?: (asked: Asked) => AskedList | null;
  /** Ends every token or session given so far. */
  readonly expireTokens: () => void;
  /** The title of the page that stands in place of an answer (`garbage: 'html'`). */
  readonly maintenance: string;
  /** Sets status and headers; gives the body as the wire carries it. Type and length of the body, and the answer's own headers, where not said. */
  readonly writeHead?: (asked: Asked, response: ServerResponse, answer: Answer) => Uint8Array;
}

export interface SimulatorServer {
  /** `http://127.0.0.1:port`, no trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Loopback only: `POST /_simulator/faults`, `GET /_simulator/calls`. */
  readonly controlUrl: string;
  readonly faults: FaultSwitch;
  readonly calls: CallLog;
  /** Destroys every socket at once and stops listening, as a killed process does. */
  kill(): Promise<void>;
  /** Listens again on the same port after {@link kill}. */
  restart(): Promise<void>;
  /** Ends it for good. */
  close(): Promise<void>;
}

const LONGEST_BODY = 1_000_000;

/** A head with type and length of the body, the answer's own headers, and `more`. */
export function writePlainHead(
  response: ServerResponse,
  { status, contentType, body, headers = [] }: Answer,
  more: Readonly<Record<string, string>> = {},
): Uint8Array {
  const bytes = Buffer.from(body);
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.writeHead(status, { ...more, 'content-type': contentType, 'content-length': bytes.length });
  return bytes;
}

/** Listens and answers for a system. Rejects where a port is taken. */
export async function createSimulatorServer(
  system: SimulatedSystem,
  options: SimulatorServerOptions,
): Promise<SimulatorServer> {
  const host = options.host ?? '127.0.0.1';
  const calls = new CallLog();
  const connections = new WeakMap<Socket, number>();
  const latencyMs = options.latencyMs ?? 0;

  const http = createServer((request, response) => {
    serveRequest(running, request, response).catch((error: unknown) => {
      // A caller that hangs up in the middle of its request has nobody left to answer; else it is a fault of the simulator.
      if (!request.destroyed) process.emitWarning(error instanceof Error ? error : String(error));
      response.destroy();
    });
  });
  http.keepAliveTimeout = 65_000;
  const workers = new Workers({
    host,
    port: options.port ?? 0,
    workers: options.workers ?? 2,
    surplus: 'wait',
    keepAliveMs: options.keepAliveMs ?? 1000,
    serve(socket, connection) {
      connections.set(socket, connection);
      http.emit('connection', socket);
    },
  });
  const faults = new FaultSwitch(workers, system.expireTokens);
  const told = new Map<string, Answer>();
  const running: RunningSystem = { system, host, latencyMs, workers, faults, calls, connections, told };
  const opened = await openSimulator({ workers, faults, calls }, options);
  return { url: `http://${host}:${String(workers.port)}`, ...opened };
}

/** Opens the system's port, and the control port, which switches its faults. Rejects, with nothing open, where one is taken. */
export async function openSimulator(
  { workers, faults, calls }: { readonly workers: Workers; readonly faults: FaultSwitch; readonly calls: CallLog },
  options: Pick<SimulatorServerOptions, 'controlPort' | 'faults'>,
): Promise<Omit<SimulatorServer, 'url'>> {
  const control = createServer((request, response) => {
    void answerControl(request, response, { faults, calls, sockets: workers.count });
  });
  await workers.open();
  try {
    await listen(control, '127.0.0.1', options.controlPort ?? 0);
  } catch (failure) {
    await workers.shut();
    throw failure;
  }
  await faults.set(options.faults ?? {});
  return {
    port: workers.port,
    controlUrl: `http://127.0.0.1:${String((control.address() as AddressInfo).port)}`,
    faults,
    calls,
    kill: () => workers.shut(),
    restart: () => workers.open(),
    async close() {
      faults.dispose();
      await workers.shut();
      control.closeAllConnections();
      await new Promise<void>((resolve) =>
        control.close(() => {
          resolve();
        }),
      );
    },
  };
}

interface RunningSystem {
  readonly system: SimulatedSystem;
  readonly host: string;
  readonly latencyMs: number;
  readonly workers: Workers;
  readonly faults: FaultSwitch;
  readonly calls: CallLog;
  readonly connections: WeakMap<Socket, number>;
  /** Short answers by their questions, as a cache on the way may keep them. */
  readonly told: Map<string, Answer>;
}

async function serveRequest(running: RunningSystem, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { system, workers, faults, calls } = running;
  const { socket } = request;
  workers.begin(socket);
  response.once('close', () => {
    workers.end(socket);
  });
  const origin = `http://${request.headers.host ?? `${running.host}:${String(workers.port)}`}`;
  const url = new URL(request.url ?? '/', origin);
  if (isControlPath(url.pathname)) {
    await answerControl(request, response, { faults, calls });
    return;
  }
  const asked = await readRequest(request, origin, url);
  const kind = system.kindOf(asked);
  const noteStatus = calls.note({
    at: system.now(),
    method: asked.method,
    path: asked.path,
    query: url.search.slice(1),
    kind,
    connection: running.connections.get(socket) ?? 0,
  });

  const touching = faults.touching(kind);
  if (touching.reset) {
    socket.resetAndDestroy();
    return;
  }
  if (touching.hang) return;
  const delay = running.latencyMs + touching.slowMs;
  if (delay > 0) await wait(delay);
  if (response.destroyed) return;

  const answer = spoil(touching, system.maintenance, () => answerOf(running, asked, touching));
  const delayForSize = touching.slowMsPerKilobyte * (Buffer.byteLength(answer.body) / 1024);
  if (delayForSize > 0) await wait(delayForSize);
  noteStatus(answer.status);
  await deliver(response, system.writeHead?.(asked, response, answer) ?? writePlainHead(response, answer), touching);
}

const KEPT_ANSWERS = 1_000;
const LONGEST_KEPT = 20_000;

/** The right answer, or the lie in its place. */
function answerOf({ system, told }: RunningSystem, asked: Asked, faults: Faults): Answer {
  const right = system.answer(asked, faults);
  const question = `${asked.method} ${asked.target} ${asked.headers.accept ?? ''}`;
  if (faults.lie !== null) {
    const list = system.listOf?.(asked) ?? null;
    const all = (): Answer => (list?.everything === undefined ? right : system.answer(list.everything, faults));
    return tellLie(faults.lie, right, list && { all, row: list.row }, told.get(question));
  }
  if (asked.method !== 'GET' || right.status !== 200 || right.body.length > LONGEST_KEPT) return right;
  if (told.size === KEPT_ANSWERS) told.clear();
  told.set(question, right);
  return right;
}

async function readRequest(request: IncomingMessage, origin: string, url: URL): Promise<Asked> {
  return {
    method: request.method ?? 'GET',
    origin,
    path: url.pathname,
    target: request.url ?? '/',
    query: url.searchParams,
    headers: request.headers,
    body: await readBody(request),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length <= LONGEST_BODY) chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const TRICKLE_PIECES = 8;

/** The head is written already, the whole length announced in it. */
async function deliver(
  response: ServerResponse,
  body: Uint8Array,
  { cutOff, trickleMs }: Pick<Faults, 'cutOff' | 'trickleMs'>,
): Promise<void> {
  if (cutOff) {
    response.write(body.subarray(0, body.length >> 1), () => response.destroy());
    return;
  }
  if (trickleMs > 0) {
    const size = Math.ceil(body.length / TRICKLE_PIECES);
    for (let at = 0; at < body.length && !response.destroyed; at += size) {
      response.write(body.subarray(at, at + size));
      await wait(trickleMs);
    }
    response.end();
    return;
  }
  response.end(body);
}
