/** The HTTP server of the pages: addresses, headers, and what is shown when something fails. */
import { randomBytes } from 'node:crypto';
import { createEndCallers } from '#platform/end-callers.ts';
import { createDeparture, type LeavingServer } from '#platform/departure.ts';
import { createHttpApp, listenOn } from '#platform/http-app.ts';
import type { Logger } from '#platform/logger.ts';
import type { AnsweredRoute } from '#platform/metrics/request-metrics.ts';
import { registerReady, tellAnswers, type Readiness } from '#platform/serve-health.ts';
import { registerCompression } from '#platform/compression.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createAnswers, UNKNOWN_REGION } from './answers.ts';
import { registerAssets } from './assets.ts';
import { createBasePath, refuseOwnPath, registerBasePath, type BasePath } from './base-path.ts';
import { registerFailures } from './failures.ts';
import { registerForms } from './forms.ts';
import { createGraphFor } from './graph.ts';
import { registerHeaders } from './headers.ts';
import { registerOwnLibrary } from './own-library.ts';
import type { PageContext } from './page-context.ts';
import { registerPages } from './page-routes.ts';
import { doorPages, type Addresses } from './pages/text/pages.ts';
import { PAGES } from './pages/index.ts';
import type { Page } from './pages/page.ts';
import { createRender, type Render } from './render.ts';
import { openVisitorSessions, type SignInOptions } from './sign-in/visitor-sessions.ts';
import { registerSignIn } from './sign-in/routes.ts';
import { registerVisitorLimit } from './visitor-limit.ts';
import { createRefusal, registerUnreadable, routedAddress } from './unreadable.ts';

export interface ConsoleOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Address of the graph. */
  readonly graphUrl: string;
  /** By which the graph believes for whom it is asked; without it, it takes all visitors together for one. */
  readonly callerKey?: Buffer;
  /** Where browsers reach these pages; null for those of this machine alone, at whatever port. Null if not given. */
  readonly publicUrl?: string | null | undefined;
  /** How people sign in; if not given, nobody can. */
  readonly signIn?: SignInOptions | undefined;
  /** Where people reach the explorer and the feeds; not said if this process does not know. */
  readonly addresses?: Addresses | undefined;
  /** Every page; if not given, the console's own. */
  readonly pages?: readonly Page[];
  readonly ready: () => Promise<Readiness>;
  readonly logger: Logger;
  readonly trustedProxies?: string | undefined;
  /** Requests of one address that are answered at the same time; any number if not given. */
  readonly visitorRequests?: number;
  readonly observe?: ((answer: AnsweredRoute) => void) | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface ConsoleServer extends LeavingServer {
  /** Where it listens: `http://127.0.0.1:4020`. */
  readonly url: string;
}

const UNKNOWN: Addresses = { graph: null, feeds: null };
/** Characters: no request with a longer one is read. */
const LONGEST_ADDRESS = 16 * 1024;

/** Throws CONFIG_INVALID if the port is taken. */
export async function startConsole(options: ConsoleOptions): Promise<ConsoleServer> {
  const { logger, ready, trustedProxies, observe } = options;
  const base = createBasePath(options.publicUrl ?? null);
  const render = createRender(base);
  const app = createHttpApp({
    trustProxy: trustedProxies ?? false,
    // Of an address as it is written; how long its parts may be is looked at before.
    routerOptions: { maxParamLength: LONGEST_ADDRESS },
    rewriteUrl: ({ url = '/' }) => routedAddress(base.inside(url)),
    clientErrorHandler: createRefusal(render),
  });
  refuseOwnPath(app, base);
  const departure = createDeparture(app);
  await registerHeaders(app);
  tellAnswers(app, logger, 'Page shown', observe);
  registerCompression(app, mayCompress);
  registerAssets(app);
  app.get('/health', () => ({ status: 'ok', part: 'console' }));
  registerReady(app, { ready, departure, logger });
  await app.register((pages) => registerAllPages(pages, { render, base }, options));
  const instead = 'Choose another with --console-port, for "mercia serve console" with --port.';
  return { ...departure, url: await listenOn(app, 'console', options, instead) };
}

/**
 * Not for somebody with a cookie whom another site sent here: it could ask for the same page again and again with other words in it, and
 * count the bytes (BREACH). Without TLS whoever could count them reads them anyway.
 */
function mayCompress({ headers, protocol }: FastifyRequest): boolean {
  const isOwn = ['same-origin', 'none'].includes(String(headers['sec-fetch-site']));
  return protocol !== 'https' || headers.cookie === undefined || isOwn;
}

/** Routes with sessions, apart from those that need none. */
async function registerAllPages(
  app: FastifyInstance,
  { render, base }: { readonly render: Render; readonly base: BasePath },
  {
    graphUrl,
    callerKey = randomBytes(32),
    publicUrl = null,
    signIn,
    addresses = UNKNOWN,
    pages = [...PAGES, ...doorPages(addresses)],
    visitorRequests = Number.POSITIVE_INFINITY,
    logger,
    now = Date.now,
  }: ConsoleOptions,
): Promise<void> {
  const endCallers = createEndCallers(callerKey);
  registerVisitorLimit(app, { most: visitorRequests, endCallers, render });
  // Every page is headed by it, also one whose own answer does not name it.
  let region = UNKNOWN_REGION;
  const graphFor = createGraphFor(graphUrl, endCallers, (name) => {
    region = name;
  });
  const common = { publicUrl, graphFor, logger, now };
  const sessions = signIn === undefined ? null : await openVisitorSessions(app, { ...signIn, ...common });
  registerForms(app);
  const answers = createAnswers(render, sessions, { now, region: () => region, logger });
  const context: PageContext = { answers, graphFor, sessions, logger, now, quick: new Set() };
  registerPages(app, pages, context);
  registerOwnLibrary(app, context, publicUrl);
  registerSignIn(app, context);
  registerUnreadable(app, context);
  registerFailures(app, pages, context);
  registerBasePath(app, base);
}
