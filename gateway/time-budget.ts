/**
 * The time of one request: what its caller grants, by when the subgraphs must have answered, and what the rest takes,
 * learned from one request to the next.
 */
import type { FastifyReply } from 'fastify';
import { createLearnedReserve } from '#platform/learned-reserve.ts';
import type { LearnedReserve } from '#platform/learned-reserve.ts';

export interface RequestTime {
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** Milliseconds since the epoch by which the answer is to be with the caller. */
  readonly deadline: number;
  /** Milliseconds since the epoch by which a subgraph's answer is to be here. */
  readonly subgraphDeadline: number;
  /** A subgraph has answered. */
  heard(): void;
}

/** Of requests that signed in, and of others, each keeps back more the more of its own kind are under way. */
export type BeginRequest = (budgetMs: number, reply: FastifyReply, signsIn?: boolean) => RequestTime;

/**
 * What lies behind the last subgraph's answer, or behind the moment by which it had to come, is learned; a subgraph that
 * is broken and never answers teaches nothing. `now` gives milliseconds since the epoch.
 */
export function createTimeBudgets(now: () => number, reserve: LearnedReserve = createLearnedReserve()): BeginRequest {
  const open = { signedIn: 0, others: 0 };
  return (budgetMs, { raw: response }, signsIn = false) => {
    const kind = signsIn ? 'signedIn' : 'others';
    open[kind] += 1;
    const receivedAt = now();
    const deadline = receivedAt + budgetMs;
    const subgraphDeadline = deadline - reserve.of(budgetMs, open[kind]);
    let heardAt: number | null = null;
    response.once('close', () => {
      open[kind] -= 1;
      if (heardAt !== null && response.writableFinished) {
        reserve.learn(now() - Math.min(heardAt, subgraphDeadline));
      }
    });
    return { receivedAt, deadline, subgraphDeadline, heard: () => void (heardAt = now()) };
  };
}
