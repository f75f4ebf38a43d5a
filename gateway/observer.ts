/** What whoever runs the gateway may count: one word for each request to the graph. */
import type { FastifyInstance, FastifyRequest } from 'fastify';

export interface AnsweredRequest {
  /** Of HTTP. */
  readonly status: number;
  readonly elapsedMs: number;
  /** What the request was allowed to take; null where it was refused before that was read. */
  readonly budgetMs: number | null;
}

export interface GatewayObserver {
  answered(request: AnsweredRequest): void;
}

export type NoteBudget = (request: FastifyRequest, budgetMs: number) => void;

/** Tells the observer of every answer at `route`; what it gives takes down the budget of a request that has one. */
export function observeAnswers(app: FastifyInstance, route: string, observer: GatewayObserver | undefined): NoteBudget {
  if (observer === undefined) return () => undefined;
  const budgets = new WeakMap<FastifyRequest, number>();
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.url !== route) return;
    const budgetMs = budgets.get(request) ?? null;
    observer.answered({ status: reply.statusCode, elapsedMs: reply.elapsedTime, budgetMs });
  });
  return (request, budgetMs) => void budgets.set(request, budgetMs);
}
