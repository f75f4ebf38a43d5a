/**
 * The time of one request: what its caller grants, by when the subgraphs must have answered, and what the rest takes,
 * learned from one request to the next.
 */
import type { FastifyReply } from 'fastify';
import { createReservesByCaller, type ReservesByCaller } from '#platform/learned-reserve.ts';

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

export type BeginRequest = (budgetMs: number, reply: FastifyReply, signsIn?: boolean) => RequestTime;

/**
 * What lies behind the last subgraph's answer, or behind the moment by which it had to come, is learned; a subgraph that
 * is broken and never answers teaches nothing. `now` gives milliseconds since the epoch.
 */
export function createTimeBudgets(
  now: () => number,
  reserves: ReservesByCaller = createReservesByCaller(),
): BeginRequest {
  return (budgetMs, { raw: response }, signsIn = false) => {
    const answer = reserves.begin(signsIn);
    const receivedAt = now();
    const deadline = receivedAt + budgetMs;
    const subgraphDeadline = deadline - answer.reserveOf(budgetMs);
    let heardAt: number | null = null;
    response.once('close', () => {
      const isTold = heardAt !== null && response.writableFinished;
      answer.end(isTold ? now() - Math.min(heardAt ?? now(), subgraphDeadline) : null);
    });
    return { receivedAt, deadline, subgraphDeadline, heard: () => void (heardAt = now()) };
  };
}
