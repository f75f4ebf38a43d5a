/** The public door: one HTTP server with the graph, its explorer, and health. */
import { randomBytes } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MerciaError } from '#platform/errors.ts';
import { createCallerLimit } from '#platform/caller-limit.ts';
import { steadyNow } from '#platform/steady-clock.ts';
import { registerCompression } from '#platform/compression.ts';
import { ASKED_FOR_HEADER, createEndCallers } from '#platform/end-callers.ts';
import { createDeparture } from '#platform/departure.ts';
import type { Departure, LeavingServer } from '#platform/departure.ts';
import { createHttpApp } from '#platform/http-app.ts';
import type { Logger } from '#platform/logger.ts';
import { isProbe } from '#platform/serve-health.ts';
import type { ContextSigner } from '#platform/signed-context.ts';
import type { SubgraphExecutor } from '#platform/subgraph.ts';
import { CORRELATION_HEADER, toCorrelationId } from './correlation.ts';
import { registerCrossOrigin } from './cross-origin.ts';
import { createErrorsPlugin } from './errors-plugin.ts';
import { toPublicError } from './public-errors.ts';
import { registerExplorer, wantsPage } from './explorer/explorer.ts';
import type { ExplorerOptions } from './explorer/explorer.ts';
import { registerHealth } from './health.ts';
import type { ReadyReport } from './health.ts';
import { createErrorHandler } from './http-errors.ts';
import { createIdentity } from './identity/identify.ts';
import type { IdentityReaders } from './identity/identify.ts';
import { createSigningPlugin } from './signing-plugin.ts';
import { keepLast, textForgettingPlugin } from './kept-documents.ts';
import { createOwnAccounts } from './identity/own-accounts.ts';
import { answerLimitPlugin } from './limits/answer-limit.ts';
import { createCallerDebts } from './limits/caller-debts.ts';
import { createLimitsPlugin } from './limits/limits-plugin.ts';
import { createListSizes } from './limits/list-sizes.ts';
import { LIMITS } from './limits/limits.ts';
import type { Limits } from './limits/limits.ts';
import { createRequestCheck } from './limits/request-limits.ts';
import { notLivePlugin } from './not-live.ts';
import { observeAnswers } from './observer.ts';
import type { GatewayObserver } from './observer.ts';
import { createContextFor, sayVary, signsIn } from './request-context.ts';
import type { GatewayContext } from './request-context.ts';
import { createSupergraph } from './supergraph.ts';
import type { Supergraph } from './supergraph.ts';
import { variableDefaultsPlugin } from './variable-defaults.ts';

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** How each subgraph of the supergraph is asked, by its name. */
  readonly subgraphs: ReadonlyMap<string, SubgraphExecutor>;
  readonly signer: ContextSigner;
  /** How tokens and keys are read; without it, everybody who signs in is refused. */
  readonly identity?: IdentityReaders;
  readonly ready: () => Promise<ReadyReport>;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly logger: Logger;
  /** What a request may take where its caller names no budget, in milliseconds; asked for each request. */
  readonly budgetMs: () => number;
  /** Whether `/graphql` shows the explorer to a browser. */
  readonly graphiql: boolean;
  readonly explorer?: ExplorerOptions;
  /** Where they differ from the ones that are usual. */
  readonly limits?: Partial<Limits>;
  /** Addresses or networks, with commas between, of proxies that say truly whom they ask for (`x-forwarded-for`). */
  readonly trustedProxies?: string | undefined;
  /** Origins whose pages may ask from a browser (`cross-origin.ts`); none where not said. */
  readonly corsOrigins?: readonly string[];
  /** By which parts that ask for others are believed (`deriveCallerKey`); where not said, none is. */
  readonly callerKey?: Buffer;
  /** By which they are believed, too, while keys are replaced. */
  readonly acceptedCallerKeys?: readonly Buffer[];
  /** Requests of one caller that are answered at the same time; any number where not said. */
  readonly callerRequests?: number;
  /** Values of answers that one caller may be given in a second for long; any number where not said. */
  readonly callerValues?: number;
  readonly observer?: GatewayObserver;
  readonly now?: () => number;
}

export interface GatewayServer extends LeavingServer {
  /** Address of the graph: `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  /** Takes another supergraph into use (`supergraph.ts`): rejects with CONFIG_INVALID, and changes nothing, where it cannot. */
  replaceSupergraph(supergraphSdl: string): Promise<void>;
}

/** Milliseconds in which the parts have said whether they are ready. */
const READY_WITHIN_MS = 4_000;
/** Milliseconds in which nothing at all moves on a connection, after which it is closed: twice the longest time of a request. */
const SILENCE_MS = 60_000;

/** Throws CONFIG_INVALID where the port is taken, and where a subgraph of the supergraph is not served. */
export async function createGatewayServer(options: GatewayOptions): Promise<GatewayServer> {
  const { host, port, logger } = options;
  const limits = { ...LIMITS, ...options.limits };
  const app = createHttpApp({
    bodyLimit: limits.bodyBytes,
    connectionTimeout: SILENCE_MS,
    trustProxy: options.trustedProxies ?? false,
  });
  const departure = createDeparture(app);
  const { supergraphSdl, subgraphs, now = Date.now } = options;
  const supergraph = createSupergraph({ supergraphSdl, subgraphs, now, logger });
  const apollo = createApollo(supergraph.gateway, options, limits);
  await apollo.start();
  const close = async (withinMs?: number): Promise<void> => {
    await departure.close(withinMs);
    await apollo.stop();
  };
  try {
    await registerRoutes(app, apollo, departure, options, limits);
    const address = await app.listen({ host, port });
    return {
      ...departure,
      url: `${address}/graphql`,
      replaceSupergraph: (next) => supergraph.replace(next),
      close,
    };
  } catch (error) {
    await close();
    const message = `The gateway cannot listen on ${host}:${port}: ${describeListenFault(error)}.`;
    logger.debug({ err: error }, 'The gateway cannot listen');
    throw new MerciaError('CONFIG_INVALID', message, { cause: error });
  }
}

function createApollo(
  gateway: Supergraph['gateway'],
  { logger, signer, subgraphs, now = Date.now }: GatewayOptions,
  limits: Limits,
): ApolloServer<GatewayContext> {
  const sizeOf = createListSizes({ execute: subgraphs.get('catalogue'), sign: signer, now, logger });
  const patrons = subgraphs.get('patrons');
  const ownAccounts = patrons === undefined ? null : createOwnAccounts(patrons);
  return new ApolloServer<GatewayContext>({
    gateway,
    plugins: [
      textForgettingPlugin,
      // Before the limits, which count what the defaults ask for.
      variableDefaultsPlugin,
      createLimitsPlugin(limits, sizeOf),
      createSigningPlugin({ signer, ownAccounts, now }),
      answerLimitPlugin,
      createErrorsPlugin(logger),
      notLivePlugin,
      ApolloServerPluginLandingPageDisabled(),
    ],
    parseOptions: { maxLexicalTokens: limits.tokens },
    documentStore: keepLast(),
    formatError: toPublicError,
    logger,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    // Whoever builds the server closes it.
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
  });
}

async function registerRoutes(
  app: FastifyInstance,
  apollo: ApolloServer<GatewayContext>,
  departure: Departure,
  options: GatewayOptions,
  limits: Limits,
): Promise<void> {
  const { logger, ready, now = Date.now } = options;
  // The explorer's page sets its own, wider policy. No forced HTTPS: what stands in front of the gateway knows about that.
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    strictTransportSecurity: false,
  });
  app.setErrorHandler(createErrorHandler(logger, limits.bodyBytes));
  app.setNotFoundHandler((_, reply) => {
    const message = 'There is nothing here. The graph is at /graphql (GET or POST), its state at /ready.';
    return reply.code(404).send({ errors: [{ message, extensions: { code: 'NOT_FOUND' } }] });
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header(CORRELATION_HEADER, toCorrelationId(request.headers[CORRELATION_HEADER]));
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    if (isProbe(routeOptions.url)) return;
    const fields = {
      method,
      route: routeOptions.url,
      status: reply.statusCode,
      elapsedMs: Math.round(reply.elapsedTime),
    };
    logger.info({ ...fields, correlationId: reply.getHeader(CORRELATION_HEADER) }, 'Request answered');
  });
  await registerCrossOrigin(app, options.corsOrigins ?? []);
  // Not what somebody who signs in is told (`compression.ts`), and not for a part that runs beside this one.
  registerCompression(app, (request) => !signsIn(request) && request.headers[ASKED_FOR_HEADER] === undefined);
  registerHealth(app, { ready, departure, logger, answerWithinMs: READY_WITHIN_MS });

  const { callerKey = randomBytes(32) } = options;
  const { callerRequests = Number.POSITIVE_INFINITY, callerValues = Number.POSITIVE_INFINITY } = options;
  const callers = createCallerLimit(() => callerRequests, 'requests');
  const createContext = createContextFor({
    identify: createIdentity(options.identity ?? {}, now, options.now),
    endCallers: createEndCallers(callerKey, options.acceptedCallerKeys),
    budgetMs: options.budgetMs,
    note: observeAnswers(app, '/graphql', options.observer),
    debts: createCallerDebts({ perSecond: callerValues, now: options.now ?? steadyNow }),
    now,
  });
  const check = createRequestCheck(limits);
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    check(request);
    // Here, not in Apollo's own hook: a caller who is refused is told so like every refusal of HTTP.
    const context = await createContext(request, reply);
    // Whoever has hung up meanwhile would never leave the place that they take.
    if (context.gone.aborted) return reply.hijack();
    if (!context.limited) reply.raw.once('close', callers.enter(context.endCaller));
    return fastifyApolloHandler(apollo, { context: async () => context }).call(app, request, reply);
  };
  const explorer = options.graphiql ? await registerExplorer(app, options.explorer) : null;
  // Like the addresses in the explorer's page: a proxy may show it below a path.
  app.get('/', (_, reply) => reply.redirect('graphql'));
  app.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    onRequest: async (_, reply) => {
      sayVary(reply);
    },
    onSend: async (request, reply) => {
      if (signsIn(request)) reply.header('cache-control', 'private, no-store');
    },
    handler: (request, reply) =>
      explorer !== null && wantsPage(request) ? explorer.sendPage(reply) : answer(request, reply),
  });
}

function describeListenFault(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'EADDRINUSE':
      return 'it is in use. Choose another with --port';
    case 'EACCES':
      return 'this user may not open that port. Choose one above 1023 with --port';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'this machine has no such address. Choose another with --host';
    default:
      throw error;
  }
}
