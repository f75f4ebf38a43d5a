/** `/health`: this process is alive. `/ready`: it can answer for every system that answers. */
import { registerReady, type Readiness, type ReadyOptions } from '#platform/serve-health.ts';
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

export interface ReadyReport extends Readiness {
  readonly systems: readonly SystemReadiness[];
}

export function registerHealth(app: FastifyInstance, options: ReadyOptions): void {
  app.get('/health', (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'alive' }));
  registerReady(app, options);
}
