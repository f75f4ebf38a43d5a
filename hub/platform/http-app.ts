/** An HTTP server that waits for nobody without end: the start of every server of Mercia's own. */
import type { ServerOptions } from 'node:http';
import { fastify, type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { MerciaError } from './errors.ts';

/** How long is waited for whoever asks, in milliseconds; an answer under way has all the time that it needs. */
export interface HttpPatience {
  readonly headersMs: number;
  /** For the whole of a request, its body with it. */
  readonly requestMs: number;
  /** How often it is looked who is late. */
  readonly checkEveryMs: number;
}

export const HTTP_PATIENCE: HttpPatience = { headersMs: 10_000, requestMs: 15_000, checkEveryMs: 1_000 };

/** A request that is late with itself is answered with 408, and its connection closed. */
export function createHttpApp(
  options: FastifyServerOptions & { readonly http?: ServerOptions },
  { headersMs, requestMs, checkEveryMs }: HttpPatience = HTTP_PATIENCE,
): FastifyInstance {
  return fastify({
    // While it closes, it answers what still comes on open connections (`departure.ts`).
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    ...options,
    requestTimeout: requestMs,
    http: { ...options.http, headersTimeout: headersMs, connectionsCheckingInterval: checkEveryMs },
  });
}

/** Gives the address at which the server of a part listens then. Throws CONFIG_INVALID if the port is taken; `instead` says what to choose. */
export async function listenOn(
  app: FastifyInstance,
  part: string,
  { host, port }: { readonly host: string; readonly port: number },
  instead = 'Choose another port.',
): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (cause) {
    await app.close();
    const message = `[${part}] cannot listen on ${host}:${port}: is it in use? ${instead}`;
    throw new MerciaError('CONFIG_INVALID', message, { cause });
  }
}
