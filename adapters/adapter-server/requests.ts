/** What the routes of the wire have in common: whom they ask, and what was sent. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { SystemId } from '#domain/ids.ts';
import { MerciaError, isMerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type { LmsAdapter } from '#contract/adapter.ts';

export type SystemRequest = FastifyRequest<{ Params: { system: string } }>;

export interface Routes {
  readonly wire: FastifyInstance;
  /** The adapter of the system in the path. Throws LMS_UNAVAILABLE for one that is not hosted here. */
  readonly adapterFor: (request: SystemRequest) => LmsAdapter;
  readonly logger: Logger;
  /** Milliseconds of silence in a stream until an empty line is written. */
  readonly heartbeatMs: number;
}

export function cannot(system: SystemId, what: string): never {
  throw new MerciaError('CAPABILITY_UNSUPPORTED', `[${system}] this system cannot ${what}`, { system });
}

/** The body, checked. Throws BAD_USER_INPUT, which repeats nothing of it. */
export function read<Body>(shape: z.ZodType<Body>, { body, params: { system } }: SystemRequest): Body {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new MerciaError('BAD_USER_INPUT', `[${system}] the question cannot be read; is it of another version?`, {
    system,
  });
}

/** Null for a fault of our own. What the server itself refuses (no JSON, too long) is the caller's. */
export function toKnown(error: unknown, system: string): MerciaError | null {
  if (isMerciaError(error)) return error;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status < 400 || status > 499) return null;
  return new MerciaError('BAD_USER_INPUT', `[${system}] the question was refused (HTTP ${status})`, { system });
}
