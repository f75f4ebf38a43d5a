/** The HTTP server of the pages: addresses, headers, and what is shown when something fails. */
import helmet from '@fastify/helmet';
import { MerciaError } from '#platform/errors.ts';
import { createHttpApp } from '#platform/http-app.ts';
import type { Logger } from '#platform/logger.ts';
import { registerReady, type Readiness } from '#platform/serve-health.ts';
import { registerCompression } from '#platform/compression.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { registerAssets } from './assets.ts';
import { createGraph } from './graph.ts';
import type { Graph } from './graph.ts';
import { doorPages } from './pages/doors/pages.ts';
import type { Addresses } from './pages/doors/view.ts';
import { PAGES } from './pages/index.ts';
import type { Page, PageModel, SavedFile, Shown, StreamedPage, Visit } from './pages/page.ts';
import { createRender } from './render.ts';
import type { Frame, Render } from './render.ts';
import { streamPage } from './streamed.ts';

export interface ConsoleOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Address of the graph. */
  readonly graphUrl: string;
  /** Where people reach the explorer and the feeds; not said if this process does not know. */
  readonly addresses?: Addresses;
  readonly ready: () => Promise<Readiness>;
  readonly logger: Logger;
  readonly trustedProxies?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface ConsoleServer {
  /** Where it listens: `http://127.0.0.1:4020`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Milliseconds that answers under way get when the server closes. */
const CLOSE_GRACE_MS = 1_000;

/** Throws CONFIG_INVALID if the port is taken. */
export async function startConsole(options: ConsoleOptions): Promise<ConsoleServer> {
  const { host, port, logger, ready, trustedProxies } = options;
  const app = createHttpApp({
    forceCloseConnections: 'idle',
    trustProxy: trustedProxies ?? false,
    routerOptions: { maxParamLength: 300 },
  });
  await registerHeaders(app);
  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    // The route and no address: what people search for stands in addresses.
    const { url: route = 'none' } = routeOptions;
    logger.info({ method, route, status: reply.statusCode, elapsedMs: Math.round(reply.elapsedTime) }, 'Page shown');
  });
  registerCompression(app);
  registerAssets(app);
  app.get('/health', () => ({ status: 'ok', part: 'console' }));
  registerReady(app, ready);
  registerPages(app, { ...options, graph: createGraph(options.graphUrl), render: createRender() });
  try {
    const url = await app.listen({ host, port });
    return { url, close: () => closeWithin(app, CLOSE_GRACE_MS) };
  } catch (cause) {
    await app.close();
    const message = `[console] cannot listen on ${host}:${port}: is it in use? Choose another with --console-port, for "mercia serve console" with --port.`;
    throw new MerciaError('CONFIG_INVALID', message, { cause });
  }
}

interface PageContext extends Pick<ConsoleOptions, 'logger' | 'now' | 'addresses'> {
  readonly graph: Graph;
  readonly render: Render;
}

function registerPages(app: FastifyInstance, context: PageContext): void {
  const { addresses = { graph: null, feeds: null } } = context;
  for (const page of [...PAGES, ...doorPages(addresses)])
    app.get(page.path, (request, reply) => showPage(page, context, request, reply));
  app.setNotFoundHandler((_, reply) =>
    sendMessage(context, reply, 404, 'There is no such page', [
      'If you typed the address, check that it is right. If you followed a link, it may be out of date.',
    ]),
  );
  app.setErrorHandler((error, { routeOptions }, reply) => {
    context.logger.error({ err: error, route: routeOptions.url }, 'A page failed');
    return sendMessage(context, reply, 503, 'This cannot be shown now', [
      'The region’s index does not answer. Try again in a few minutes.',
      'This says nothing of whether a copy is on its shelf: ask the library.',
    ]);
  });
}

async function showPage(
  page: Page,
  context: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return answer(context, reply, await page.show(visitOf(context, request)));
}

/** Who visits is not known yet: everybody is the public. */
function visitOf({ graph, now = Date.now }: PageContext, request: FastifyRequest): Visit {
  const query = new URLSearchParams(request.url.split('?', 2)[1] ?? '');
  const params = request.params as Readonly<Record<string, string>>;
  return { graph, viewer: null, params, query, now: now() };
}

function answer(context: PageContext, reply: FastifyReply, shown: Shown): FastifyReply {
  if ('redirect' in shown) return reply.redirect(shown.redirect, 302);
  if ('fileName' in shown) return sendFile(reply, shown);
  if ('later' in shown) return sendInParts(context, reply, shown);
  return send(context, reply, shown.status ?? 200, shown.template, shown.model);
}

function sendInParts(
  { render }: PageContext,
  reply: FastifyReply,
  { template, model, later }: StreamedPage,
): FastifyReply {
  const frame = { ...model, ...frameOf(reply) };
  async function* parts(): AsyncGenerator<string> {
    for await (const part of later) yield render(part.template, { ...frame, ...part.model });
  }
  return asPage(reply)
    .header('x-accel-buffering', 'no')
    .send(streamPage(render(template, frame), parts()));
}

function sendFile(reply: FastifyReply, { fileName, contentType, body }: SavedFile): FastifyReply {
  return reply
    .header('content-type', contentType)
    .header('content-disposition', `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, '_')}"`)
    .header('cache-control', 'no-store')
    .send(Readable.from(body));
}

function sendMessage(
  context: PageContext,
  reply: FastifyReply,
  status: number,
  title: string,
  paragraphs: readonly string[],
): FastifyReply {
  const model: PageModel & { readonly paragraphs: readonly string[] } = {
    title,
    region: 'Libraries of the region',
    current: null,
    paragraphs,
  };
  return send(context, reply, status, 'templates/message.njk', model);
}

function send(
  { render }: PageContext,
  reply: FastifyReply,
  status: number,
  template: string,
  model: PageModel,
): FastifyReply {
  return asPage(reply)
    .code(status)
    .send(render(template, { ...model, ...frameOf(reply) }));
}

function frameOf(reply: FastifyReply): Omit<Frame, keyof PageModel> {
  return { nonce: reply.cspNonce.script, csrf: '', viewer: null, notices: [] };
}

/** What stands in a page is of one moment. */
function asPage(reply: FastifyReply): FastifyReply {
  return reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store');
}

/** Nothing of another host, nothing that was not sent with the page, and no address passed on. */
async function registerHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        scriptSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
  });
}

async function closeWithin(app: FastifyInstance, graceMs: number): Promise<void> {
  const timer = setTimeout(() => {
    app.server.closeAllConnections();
  }, graceMs);
  await app.close();
  clearTimeout(timer);
}
