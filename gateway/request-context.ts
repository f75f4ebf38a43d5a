/** What the gateway knows of one request. */
import type { FastifyReply, FastifyRequest } from 'fastify';

export interface GatewayContext {
  readonly correlationId: string;
  /** Milliseconds since the epoch by which the answer must go out. */
  readonly deadline: number;
  /** The signed internal context: what subgraphs accept requests by. */
  readonly signed: string;
}

export type CreateContext = (request: FastifyRequest, reply: FastifyReply) => Promise<GatewayContext>;
