import type { FastifyInstance } from 'fastify';
import { MerciaError } from '../errors.ts';
import { createHttpApp } from '../http-app.ts';
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
  { host, port }: { readonly host: string; readonly port: number },
) {
  const app = createHttpApp({ forceCloseConnections: true });
  registerMetrics(app, metrics);
  try {
    const address = await app.listen({ host, port });
    return {
      /** Where they are scraped: `http://127.0.0.1:9464/metrics`. */
      url: `${address}/metrics`,
      close: (): Promise<void> => app.close(),
    };
  } catch (cause) {
    await app.close();
    const message = `[metrics] cannot listen on ${host}:${port}: is it in use? Choose another with MERCIA_METRICS_PORT.`;
    throw new MerciaError('CONFIG_INVALID', message, { cause });
  }
}
