/** What the gateway knows of one request. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NotLiveList } from './not-live.ts';
import type { RequestTime } from './time-budget.ts';

export interface GatewayContext {
  readonly correlationId: string;
  readonly time: RequestTime;
  /** Filled as subgraphs answer. */
  readonly notLive: NotLiveList;
  /** The signed internal context: what subgraphs accept requests by. */
  readonly signed: string;
}

export type CreateContext = (request: FastifyRequest, reply: FastifyReply) => Promise<GatewayContext>;
