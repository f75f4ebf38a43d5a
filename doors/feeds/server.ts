/** The HTTP server of the feeds: state, and the routes that each protocol adds. */
import { randomBytes } from 'node:crypto';
import { createDeparture, LONGEST_ANSWER_MS, type LeavingServer } from '#platform/departure.ts';
import { createEndCallers, type EndCallers } from '#platform/end-callers.ts';
import { ERROR_CODES, isMerciaError, type MerciaError } from '#platform/errors.ts';
import { createHttpApp, listenOn } from '#platform/http-app.ts';
import type { Logger } from '#platform/logger.ts';
import { workFor } from '#platform/requester.ts';
import type { AnsweredRoute } from '#platform/metrics/request-metrics.ts';
import { registerReady, tellAnswers, type Readiness } from '#platform/serve-health.ts';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { registerCompression } from '#platform/compression.ts';

export interface FeedServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly logger: Logger;
  readonly ready: () => Promise<Readiness>;
  /** Addresses or networks, with commas between, of proxies that say truly whom they ask for. */
  readonly trustedProxies?: string | undefined;
  /** Names whoever asks from an address; by a key of its own if not given. */
  readonly endCallers?: Pick<EndCallers, 'ofAddress'>;
  /** Told of each answer when it is sent, or its caller has hung up. */
  readonly observe?: ((answer: AnsweredRoute) => void) | undefined;
  /** Milliseconds in which an answer has to be taken up, from its first byte on; a minute if not given. */
  readonly longestAnswerMs?: number;
  /** Adds the routes of the protocols, before the server listens. */
  readonly protocols: (app: FastifyInstance) => void;
}

export interface FeedServer extends LeavingServer {
  /** Where it listens: `http://127.0.0.1:4010`. */
  readonly url: string;
}

/** No question is longer. */
const MAX_BODY_BYTES = 64 * 1024;
/** Room for the address with ten thousand ids, so that it is refused in the words of its protocol. */
const MAX_HEADER_BYTES = 256 * 1024;
/** Milliseconds in which nothing at all moves on a connection, after which it is closed. */
const SILENCE_MS = 60_000;
/** A page of a list has two megabytes, packed a few hundred kilobytes: a slow line takes it up in that time. */
const TAKEN_UP_WITHIN_MS = 60_000;

const NOTHING_HERE =
  'There is nothing here. OAI-PMH is at /oai/editions and /oai/library/<id> (/oai lists them), SRU at /sru, availability at /rtac and /daia, proof at /manifest/<repository>, the state at /ready.';

/** Throws CONFIG_INVALID if the port is taken. */
export async function startFeedServer(options: FeedServerOptions): Promise<FeedServer> {
  const { logger, ready, trustedProxies, observe, protocols } = options;
  const { longestAnswerMs = TAKEN_UP_WITHIN_MS, endCallers = createEndCallers(randomBytes(32)) } = options;
  const app = createHttpApp({
    bodyLimit: MAX_BODY_BYTES,
    connectionTimeout: SILENCE_MS,
    trustProxy: trustedProxies ?? false,
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    // Its own message repeats the address, and keys stand in addresses.
    frameworkErrors: (_, __, reply) => {
      // Written by hand: a reply of a route that was not found has no type.
      reply.raw.writeHead(400, { 'content-type': 'application/json; charset=utf-8' });
      reply.raw.end(JSON.stringify({ code: 'BAD_USER_INPUT', message: 'The address cannot be read.' }));
    },
  });
  const departure = createDeparture(app, Math.min(longestAnswerMs, LONGEST_ANSWER_MS));
  app.addHook('onRequest', ({ id, ip }, _, done) => {
    workFor({ request: `feed ${id}`, caller: `feed of ${endCallers.ofAddress(ip)}`, anonymous: true }, done);
  });
  app.addHook('onSend', async (_, reply) => {
    const { raw } = reply;
    const timer = setTimeout(() => raw.destroy(), longestAnswerMs);
    raw.once('close', () => {
      clearTimeout(timer);
    });
  });
  tellAnswers(app, logger, 'Request answered', observe);
  app.setNotFoundHandler((_, reply) => reply.code(404).send({ code: 'NOT_FOUND', message: NOTHING_HERE }));
  app.setErrorHandler(createErrorHandler(logger));
  registerCompression(app);
  app.get('/health', () => ({ status: 'ok', part: 'feeds' }));
  registerReady(app, { ready, departure, logger });
  protocols(app);

  const instead = 'Choose another with --feeds-port, for "mercia serve feeds" with --port.';
  return { ...departure, url: await listenOn(app, 'feeds', options, instead) };
}

/** What a protocol does not say in its own words: as every error of Mercia, with the status that its code has. */
function createErrorHandler(logger: Logger) {
  return (error: FastifyError | MerciaError, { routeOptions }: FastifyRequest, reply: FastifyReply): unknown => {
    if (isMerciaError(error)) {
      const { code, publicMessage: message, retryAfterSeconds } = error;
      if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
      if (code === 'INTERNAL') logger.error({ err: error, route: routeOptions.url }, 'A request failed');
      return reply.code(ERROR_CODES[code].status).send({ code, message });
    }
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ code: 'BAD_USER_INPUT', message: error.message });
    logger.error({ err: error, route: routeOptions.url }, 'A request failed');
    return reply.code(500).send({ code: 'INTERNAL', message: ERROR_CODES.INTERNAL.description });
  };
}
