/** `/health`: this process is alive. `/ready`: it can answer for what it should. */
import type { FastifyInstance } from 'fastify';
import { askOnce } from './deadline.ts';
import { createDeparture, type Departure, type LeavingServer } from './departure.ts';
import { isMerciaError, MerciaError } from './errors.ts';
import { createHttpApp, listenOn } from './http-app.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { AnsweredRoute } from './metrics/request-metrics.ts';
import { registerMetrics } from './metrics/serve-metrics.ts';
import type { ContextVerifier } from './signed-context.ts';
import { CONTEXT_HEADER } from './subgraph.ts';

/** Whether a part can answer for what it should, with whatever else there is to say about it. */
export interface Readiness {
  readonly ready: boolean;
  /** What is wrong although it may answer, in words for people that name no host. */
  readonly problem?: string;
  /** Files on disk that are not in use because they are wrong, in words for people. */
  readonly refused?: readonly string[];
  /** How the database is newer than this part, which may run beside it, and why its replica is not read from, in words for people. */
  readonly database?: string;
}

const PROBES: ReadonlySet<string | undefined> = new Set(['/health', '/ready', '/metrics']);

/** Whether only machines ask for a route, all the time: no log has a line for each of those requests, nor is it counted. */
export function isProbe(route: string | undefined): boolean {
  return PROBES.has(route);
}

/** Tells the log, in these words, and `observe` of each answer but those to probes, when it is sent or its caller has hung up. */
export function tellAnswers(
  app: FastifyInstance,
  logger: Logger,
  words: string,
  observe: ((answer: AnsweredRoute) => void) | undefined,
): void {
  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    const { url: route = 'none' } = routeOptions;
    if (isProbe(route)) return;
    const answer = { route, status: reply.statusCode, elapsedMs: Math.round(reply.elapsedTime) };
    observe?.(answer);
    logger.info({ method, ...answer }, words);
  });
}

export interface ServedHealth extends LeavingServer {
  readonly url: string;
}

/** Who asks for systems is told of none where nothing can be said of them. */
type ToldReadiness = Readiness & { readonly systems?: readonly unknown[] };

export interface ReadyOptions {
  readonly ready: () => Promise<Readiness>;
  readonly departure: Pick<Departure, 'hasBegun'>;
  readonly logger: Logger;
  /** Milliseconds after which a report is not waited for any more; two seconds if not given. */
  readonly answerWithinMs?: number;
  /** Tells whoever asks with a signed context whether it would be believed. */
  readonly verify?: ContextVerifier | undefined;
}

const ANSWER_WITHIN_MS = 2_000;
const ASK_AGAIN_AFTER_MS = 10_000;
/** So that the log names what is wrong although nobody asks. */
const LOOK_EVERY_MS = 10_000;
const GOING_AWAY = 'this process is going away';

/**
 * Answers `GET /ready`: 200 or 503. Where no report can be made (the database is gone), what was ready before stays ready, because
 * every other copy of the part has the same trouble; the answer and the log say what it is.
 */
export function registerReady(
  app: FastifyInstance,
  { ready, departure, logger, verify, answerWithinMs = ANSWER_WITHIN_MS }: ReadyOptions,
): void {
  let last: ToldReadiness | null = null;
  let said: string | undefined;
  const ask = askOnce(ready, {
    ms: answerWithinMs,
    late: () => new MerciaError('STORE_UNAVAILABLE', 'the database does not answer'),
    againAfterMs: ASK_AGAIN_AFTER_MS,
  });

  function note(problem: string | undefined, err?: unknown): void {
    if (problem !== undefined && problem !== said)
      logger.warn({ ...(err === undefined ? {} : { err }), problem }, 'Not all is well');
    else if (problem === undefined && said !== undefined) logger.info('All is well again');
    said = problem;
  }

  async function look(): Promise<ToldReadiness> {
    try {
      last = await ask();
      note(last.problem);
      return last;
    } catch (err) {
      const problem = problemOf(err);
      note(problem, err);
      return last?.ready === true ? { ...last, problem } : { systems: [], ready: false, problem };
    }
  }

  let timer: NodeJS.Timeout | undefined;
  app.addHook('onListen', async () => {
    timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  });
  app.addHook('onClose', async () => {
    clearInterval(timer);
  });
  app.get('/ready', async ({ headers }, reply) => {
    const report = departure.hasBegun() ? { systems: [], ...last, ready: false, problem: GOING_AWAY } : await look();
    const signed = headers[CONTEXT_HEADER];
    const contextRefused = typeof signed === 'string' && verify !== undefined ? await whyRefused(verify, signed) : null;
    return reply
      .code(report.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(contextRefused === null ? report : { ...report, contextRefused });
  });
}

async function whyRefused(verify: ContextVerifier, signed: string): Promise<string | null> {
  try {
    await verify(signed);
    return null;
  } catch (error) {
    return isMerciaError(error) ? error.message : 'it cannot be read';
  }
}

/** Why a report cannot be made, in words that name no host. */
function problemOf(error: unknown): string {
  if (isMerciaError(error, 'STORE_UNAVAILABLE')) return error.message;
  return isMerciaError(error) ? error.publicMessage : 'the state of the systems cannot be read';
}

/**
 * Serves `/health`, `/ready` and `/metrics` of a part that answers nothing else. Throws CONFIG_INVALID if the port is
 * taken.
 */
export async function serveHealth(
  part: string,
  at: { readonly host: string; readonly port: number },
  { ready, metrics, logger }: Omit<ReadyOptions, 'departure'> & { readonly metrics: Pick<Metrics, 'scrape'> },
): Promise<ServedHealth> {
  const app = createHttpApp({ forceCloseConnections: true });
  const departure = createDeparture(app);
  app.get('/health', () => ({ status: 'ok', part }));
  registerReady(app, { ready, departure, logger });
  registerMetrics(app, metrics);
  return { ...departure, url: await listenOn(app, part, at) };
}
