import type { FastifyInstance } from 'fastify';
import { isMerciaError, MerciaError } from './errors.ts';
import { createHttpApp } from './http-app.ts';
import type { Metrics } from './metrics/metrics.ts';
import { registerMetrics } from './metrics/serve-metrics.ts';

/** Whether a part can answer for what it should, with whatever else there is to say about it. */
export interface Readiness {
  readonly ready: boolean;
  /** Files on disk that are not in use because they are wrong, in words for people. */
  readonly refused?: readonly string[];
}

export interface ServedHealth {
  readonly url: string;
  close(): Promise<void>;
}

/** Answers `GET /ready`: 200 or 503. A report that cannot be made (the database is gone) is "not ready", never an error. */
export function registerReady(app: FastifyInstance, ready: () => Promise<Readiness>): void {
  app.get('/ready', async (_, reply) => {
    const report = await ready().catch((error: unknown) => ({ ready: false, systems: [], problem: problemOf(error) }));
    return reply
      .code(report.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(report);
  });
}

/** Why a report cannot be made, in words that name no host. */
export function problemOf(error: unknown): string {
  return isMerciaError(error) ? error.publicMessage : 'the state of the systems cannot be read';
}

/**
 * Serves `/health`, `/ready` and `/metrics` of a part that answers nothing else. Throws CONFIG_INVALID if the port is
 * taken.
 */
export async function serveHealth(
  part: string,
  { host, port }: { readonly host: string; readonly port: number },
  { ready, metrics }: { readonly ready: () => Promise<Readiness>; readonly metrics: Pick<Metrics, 'scrape'> },
): Promise<ServedHealth> {
  const app = createHttpApp({ forceCloseConnections: true });
  app.get('/health', () => ({ status: 'ok', part }));
  registerReady(app, ready);
  registerMetrics(app, metrics);
  try {
    return { url: await app.listen({ host, port }), close: () => app.close() };
  } catch (cause) {
    await app.close();
    const message = `[${part}] cannot listen on ${host}:${port}: is it in use? Choose another port.`;
    throw new MerciaError('CONFIG_INVALID', message, { cause });
  }
}
