/** A Koha that speaks its wire protocol over real sockets: REST reads, OAuth2, public endpoints, OAI-PMH. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Answer } from './answer.ts';
import { Authentication } from './auth.ts';
import { CallLog } from './calls.ts';
import { answerControl, isControlPath } from './control.ts';
import { FaultSwitch } from './faults.ts';
import type { KohaFaults } from './faults.ts';
import { answerOai } from './oai.ts';
import { answerRest, restKind } from './rest.ts';
import type { KohaWorld } from './tables.ts';
import { listen, Workers } from './workers.ts';

export type { KohaFaults } from './faults.ts';

export interface KohaSimulatorOptions {
  readonly world: KohaWorld;
  /** 127.0.0.1 where not said. */
  readonly host?: string;
  /** 0 or nothing takes a free port. */
  readonly port?: number;
  /** Where faults are switched even when the library system itself does not answer; a free port where not said. */
  readonly controlPort?: number;
  /** Connections served at once; 2, as a default Koha. Surplus ones wait. */
  readonly workers?: number;
  /** Added to every answer. */
  readonly latencyMs?: number;
  /** Replaces the world's clock. */
  readonly clock?: () => number;
  readonly faults?: Partial<KohaFaults>;
  /** How long a connection may idle while another one waits for its worker; 1000. */
  readonly keepAliveMs?: number;
}

export interface KohaSimulator {
  /** `http://127.0.0.1:port`, no trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Loopback only: `POST /_simulator/faults`, `GET /_simulator/calls`. */
  readonly controlUrl: string;
  readonly world: KohaWorld;
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
/** Mojolicious compresses, and says Vary, from this size on. */
const GZIP_FROM = 860;

/** Listens and answers for a world, which may change under it at any time. Rejects where the port is taken. */
export async function createKohaSimulator(options: KohaSimulatorOptions): Promise<KohaSimulator> {
  const { world } = options;
  if (options.clock !== undefined) world.now = options.clock;
  const host = options.host ?? '127.0.0.1';
  const authentication = new Authentication(world, () => world.now());
  const calls = new CallLog();
  const connections = new WeakMap<Socket, number>();

  const http = createServer((request, response) => {
    // A caller that hangs up in the middle of its request has nobody left to answer.
    handle(request, response).catch(() => {
      response.destroy();
    });
  });
  http.keepAliveTimeout = 65_000;
  const workers = new Workers({
    host,
    workers: options.workers ?? 2,
    keepAliveMs: options.keepAliveMs ?? 1000,
    serve(socket, connection) {
      connections.set(socket, connection);
      http.emit('connection', socket);
    },
  });
  const port = { open: () => workers.open(options.port ?? 0), shut: () => workers.shut() };
  const faults = new FaultSwitch(port, () => {
    authentication.expireTokens();
  });
  const control = createServer((request, response) => {
    void answerControl(request, response, { faults, calls });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = request;
    workers.begin(socket);
    response.once('close', () => {
      workers.end(socket);
    });
    const origin = `http://${request.headers.host ?? `${host}:${String(workers.port)}`}`;
    const url = new URL(request.url ?? '/', origin);
    if (isControlPath(url.pathname)) {
      await answerControl(request, response, { faults, calls });
      return;
    }
    const body = await readBody(request);
    const isOai = url.pathname === '/cgi-bin/koha/oai.pl' && world.preferences['OAI-PMH'];
    const oaiArguments = request.method === 'POST' ? new URLSearchParams(body) : url.searchParams;
    const isRest = url.pathname === '/api/v1' || url.pathname.startsWith('/api/v1/');
    const kind = isOai ? `oai:${oaiArguments.get('verb') ?? ''}` : isRest ? restKind(url.pathname) : 'other';
    const noteStatus = calls.note({
      at: world.now(),
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.search.slice(1),
      kind,
      connection: connections.get(socket) ?? 0,
    });

    const touching = faults.touching(kind);
    if (touching.reset) {
      socket.resetAndDestroy();
      return;
    }
    if (touching.hang) return;
    const delay = (options.latencyMs ?? 0) + touching.slowMs;
    if (delay > 0) await wait(delay);
    if (response.destroyed) return;

    const answer = spoiled(touching, () => {
      if (isOai) return answerOai(world, { origin, arguments: oaiArguments });
      if (!isRest) return page(404, 'Not Found');
      return answerRest(
        {
          method: request.method ?? 'GET',
          origin,
          path: url.pathname,
          query: url.searchParams,
          headers: request.headers,
          body,
        },
        {
          world,
          authentication,
          wrongCredentials: touching.wrongCredentials,
          badRecords: new Set(touching.badRecords),
        },
      );
    });
    noteStatus(answer.status);
    send(request, response, answer, isRest);
  }

  await workers.open(options.port ?? 0);
  try {
    await listen(control, '127.0.0.1', options.controlPort ?? 0);
  } catch (failure) {
    await workers.shut();
    throw failure;
  }
  await faults.set(options.faults ?? {});
  const controlPort = (control.address() as AddressInfo).port;

  return {
    url: `http://${host}:${String(workers.port)}`,
    port: workers.port,
    controlUrl: `http://127.0.0.1:${String(controlPort)}`,
    world,
    faults,
    calls,
    kill: () => workers.shut(),
    restart: () => workers.open(workers.port),
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

/** The answer that a fault puts in place of the right one. */
function spoiled(faults: KohaFaults, right: () => Answer): Answer {
  if (faults.status === 503) {
    const retry = faults.retryAfterSeconds;
    const headers = retry === null ? [] : [['Retry-After', String(retry)] as const];
    return { ...page(503, 'Service Unavailable'), headers };
  }
  if (faults.status === 500) return page(500, 'Internal Server Error');
  if (faults.garbage === 'html') return page(200, 'Koha is being updated');
  const answer = right();
  if (faults.garbage !== 'truncated') return answer;
  const bytes = Buffer.from(answer.body);
  return { ...answer, body: bytes.subarray(0, Math.floor(bytes.length / 2)) };
}

function page(status: number, title: string): Answer {
  return {
    status,
    contentType: 'text/html; charset=utf-8',
    body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
  };
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer, mayCompress: boolean): void {
  let body = Buffer.from(answer.body);
  const links: string[] = [];
  for (const [name, value] of answer.headers ?? []) {
    if (name === 'Link') links.push(value);
    else response.appendHeader(name, value);
  }
  if (links.length > 0) response.setHeader('Link', links);
  if (mayCompress && body.length >= GZIP_FROM) {
    response.setHeader('Vary', 'Accept-Encoding');
    if (/\bgzip\b/u.test(request.headers['accept-encoding'] ?? '')) {
      body = gzipSync(body);
      response.setHeader('Content-Encoding', 'gzip');
    }
  }
  const requestId = request.headers['x-koha-request-id'];
  if (typeof requestId === 'string') response.setHeader('x-koha-request-id', requestId);
  response.setHeader('Content-Type', answer.contentType);
  response.setHeader('Content-Length', body.length);
  // Said here so that Node adds no Keep-Alive hint, which Koha does not send.
  response.setHeader('Connection', 'keep-alive');
  response.statusCode = answer.status;
  response.end(request.method === 'HEAD' ? undefined : body);
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
