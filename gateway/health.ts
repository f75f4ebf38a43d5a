/** `/health`: this process is alive. `/ready`: it can answer for every system that answers. */
import type { Logger } from '#platform/logger.ts';
import { problemOf } from '#platform/serve-health.ts';
import type { FastifyInstance } from 'fastify';

/** One library system, as far as readiness goes. */
export interface SystemReadiness {
  readonly id: string;
  readonly name: string;
  /** True once its first harvest is complete, or where it does not answer at all: that must not hold up the others. */
  readonly ready: boolean;
  /** In a word or two: `ready`, `harvesting`, `stopped` on its first harvest's way, `not answering`. */
  readonly state: string;
  /** More about it, for people: records so far, the trouble; null where there is nothing to add. */
  readonly detail: string | null;
}

export interface ReadyReport {
  readonly ready: boolean;
  readonly systems: readonly SystemReadiness[];
  /** Why nothing can be said of the systems, in words for people. */
  readonly problem?: string;
  /** Files on disk that are not in use because they are wrong, in words for people; what was in use before still is. */
  readonly refused?: readonly string[];
}

/**
 * A report that cannot be made (say, the database is gone) is "not ready", never an error page. The log tells why once,
 * not at every look.
 */
export function registerHealth(app: FastifyInstance, ready: () => Promise<ReadyReport>, logger: Logger): void {
  let isReadable = true;
  app.get('/health', (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'alive' }));

  app.get('/ready', async (_, reply) => {
    const report = await ready().catch((err: unknown): ReadyReport => {
      if (isReadable) logger.warn({ err }, 'The state of the systems cannot be read');
      return { ready: false, systems: [], problem: problemOf(err) };
    });
    isReadable = report.problem === undefined;
    return reply
      .code(report.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(report);
  });
}
