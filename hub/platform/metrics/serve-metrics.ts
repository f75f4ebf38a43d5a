import type { FastifyInstance } from 'fastify';
import { createHttpApp, listenOn } from '../http-app.ts';
import type { Metrics } from './metrics.ts';

/** Answers `GET /metrics`. For servers that only the operator's own network reaches. */
export function registerMetrics(app: FastifyInstance, { scrape }: Pick<Metrics, 'scrape'>): void {
  app.get('/metrics', async (_, reply) => {
    const { contentType, text } = await scrape();
    return reply.header('cache-control', 'no-store').type(contentType).send(text);
  });
}

/** Serves only `/metrics`, next to a server that the public reaches. Throws CONFIG_INVALID if the port is taken. */
export async function serveMetrics(
  metrics: Pick<Metrics, 'scrape'>,
  at: { readonly host: string; readonly port: number },
) {
  const app = createHttpApp({ forceCloseConnections: true });
  registerMetrics(app, metrics);
  const address = await listenOn(app, 'metrics', at, 'Choose another with MERCIA_METRICS_PORT.');
  return {
    /** Where they are scraped: `http://127.0.0.1:9464/metrics`. */
    url: `${address}/metrics`,
    close: (): Promise<void> => app.close(),
  };
}
