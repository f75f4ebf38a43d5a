/** What changes something at Koha, or asks what no address should hold. */
import type { SystemConfig } from '#domain/region.ts';
import { readJson } from '#platform/http-client.ts';
import type { Ask } from './auth.ts';
import { authFailure, isRefusal, unexpected } from './refusal.ts';
import type { AuthMode } from './refusal.ts';
import { JSON_TYPE } from './wire.ts';

export interface Sent {
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly json?: unknown;
}

export interface SendAnswer {
  /** Koha would not, and says why in the body. */
  readonly refused: boolean;
  /** Null for an empty body. */
  readonly body: unknown;
}

/**
 * Sent once. The answer is what Koha says of the business, a refusal included; a fault, missing permissions and a question
 * that Koha does not understand are errors.
 */
export type Send = (operation: string, sent: Sent, signal: AbortSignal) => Promise<SendAnswer>;

/** Binds sending to one way of asking. */
export function createSend(system: SystemConfig, ask: Ask, mode: AuthMode): Send {
  return async (operation, { method, path, json }, signal) => {
    const request = {
      operation,
      path,
      method,
      headers: { accept: JSON_TYPE },
      ...(json === undefined ? {} : { json }),
    };
    const response = await ask(request, signal);
    const { status } = response;
    if (status === 204) return { refused: false, body: null };
    const refused = isRefusal(response);
    if (status === 200 || status === 201 || refused) {
      return { refused, body: readJson(system.id, operation, response) };
    }
    if (status === 403) throw authFailure(system, operation, response, mode);
    throw unexpected(system.id, operation, response);
  };
}
