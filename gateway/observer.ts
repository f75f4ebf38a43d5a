/** What operators of the gateway may count: one word for each request to the graph. */
import type { FastifyInstance, FastifyRequest } from 'fastify';

export interface GrantedTime {
  readonly budgetMs: number;
  /** Of it, what was kept for what follows the last subgraph's answer. */
  readonly reserveMs: number;
}

export interface AnsweredRequest {
  /** Of HTTP. */
  readonly status: number;
  readonly elapsedMs: number;
  /** Null where the request was refused before its time was read. */
  readonly time: GrantedTime | null;
}

export interface GatewayObserver {
  answered(request: AnsweredRequest): void;
}

export type NoteTime = (request: FastifyRequest, time: GrantedTime) => void;

/** Tells the observer of every answer at `route`; what it gives takes down the time of a request that has one. */
export function observeAnswers(app: FastifyInstance, route: string, observer: GatewayObserver | undefined): NoteTime {
  if (observer === undefined) return () => undefined;
  const times = new WeakMap<FastifyRequest, GrantedTime>();
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.url !== route) return;
    const time = times.get(request) ?? null;
    observer.answered({ status: reply.statusCode, elapsedMs: reply.elapsedTime, time });
  });
  return (request, time) => void times.set(request, time);
}
