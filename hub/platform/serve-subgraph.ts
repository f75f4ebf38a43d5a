import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { createDeparture, untilGone, type LeavingServer } from './departure.ts';
import { createHttpApp, listenOn } from './http-app.ts';
import type { Metrics } from './metrics/metrics.ts';
import { registerMetrics } from './metrics/serve-metrics.ts';
import { registerReady, type ReadyOptions } from './serve-health.ts';
import { CONTEXT_HEADER, TIME_LEFT_HEADER, type Subgraph } from './subgraph.ts';
import { withSpanOf } from './traces.ts';

export interface SubgraphAddress {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface ServedSubgraph extends LeavingServer {
  /** Where it is asked: `http://127.0.0.1:4001/graphql`. */
  readonly url: string;
}

const bodyShape = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});
/** Two hundred holdings with two hundred live keys each fit in. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** The context of a patron who writes names, for an account that goes on at another system, each loan: some 150 bytes apiece. */
const MAX_HEADER_BYTES = 1024 * 1024;

/** What may stand beside the subgraph on its server. */
export interface ServedSubgraphOptions {
  /** Answers `GET /ready`, and tells the log what is wrong. Without it there is no such route. */
  readonly state?: Omit<ReadyOptions, 'departure'>;
  /** Answers `GET /metrics`; without it there is no such route. */
  readonly metrics?: Pick<Metrics, 'scrape'>;
  /** Adds routes before the server listens. */
  readonly extend?: (app: FastifyInstance) => void;
}

/**
 * Serves a subgraph over HTTP for a gateway in another process: `POST /graphql` with the signed context in the header
 * `mercia-context`, and `GET /health`. Throws CONFIG_INVALID if the port is taken.
 */
export async function serveSubgraph(
  subgraph: Subgraph,
  at: SubgraphAddress,
  { state, metrics, extend }: ServedSubgraphOptions = {},
): Promise<ServedSubgraph> {
  const app = createHttpApp({ bodyLimit: MAX_BODY_BYTES, http: { maxHeaderSize: MAX_HEADER_BYTES } });
  const departure = createDeparture(app);

  app.get('/health', () => ({ status: 'ok', subgraph: subgraph.name }));
  if (state !== undefined) registerReady(app, { ...state, departure });
  if (metrics !== undefined) registerMetrics(app, metrics);
  extend?.(app);
  app.post('/graphql', async (request, reply) => {
    const body = bodyShape.safeParse(request.body);
    if (!body.success) {
      const error = { message: 'The body is no GraphQL request.', extensions: { code: 'BAD_USER_INPUT' } };
      return reply.code(400).send({ errors: [error] });
    }
    const signed = request.headers[CONTEXT_HEADER];
    const { query, operationName, variables } = body.data;
    return withSpanOf(request.headers, () =>
      subgraph.execute({
        query,
        operationName: operationName ?? undefined,
        variables: variables ?? {},
        context: typeof signed === 'string' ? signed : '',
        timeLeftMs: toTimeLeft(request.headers[TIME_LEFT_HEADER]),
        signal: untilGone(reply),
      }),
    );
  });

  return { ...departure, url: `${await listenOn(app, subgraph.name, at)}/graphql` };
}

/** Undefined where another router sends none, or no number. */
function toTimeLeft(told: string | readonly string[] | undefined): number | undefined {
  return typeof told === 'string' && /^\d{1,9}$/.test(told) ? Number(told) : undefined;
}
