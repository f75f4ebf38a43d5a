/**
 * Who had a session here until it ended: what they typed is kept, and nothing that anybody else sends. The browser keeps the id of
 * the session that ended, which opens nothing any more, in a cookie beside that of the session.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SessionRows } from '../sessions/session-rows.ts';

interface EndedSessionsOptions {
  readonly rows: SessionRows;
  readonly cookieName: string;
  readonly cookieOptions: object;
}

/**
 * To be registered before sessions are: what they do to their own cookie comes after it. Gives what says whether the sender had a session
 * that was somebody's, and has ended: once for each.
 */
export function noteEndedSessions(
  app: FastifyInstance,
  { rows, cookieName, cookieOptions }: EndedSessionsOptions,
): (request: FastifyRequest) => Promise<boolean> {
  const endedName = `${cookieName}-ended`;
  /** Those whose cookie is of a session that is gone, or is somebody's: that of signing in ends with it, and nobody misses it. */
  const ofSomebody = new WeakSet<FastifyRequest>();
  app.addHook('preValidation', async (request) => {
    const { facts } = request.session;
    if (facts?.signedIn !== null) ofSomebody.add(request);
  });
  app.addHook('onSend', async (request, reply) => {
    const { session } = request as { readonly session: FastifyRequest['session'] | null };
    const id = request.cookies[cookieName];
    if (id === undefined || session?.sessionId === id || !ofSomebody.has(request)) return;
    void reply.setCookie(endedName, id, cookieOptions);
  });
  return async ({ cookies }) => {
    for (const id of [cookies[cookieName], cookies[endedName]]) {
      if (id !== undefined && (await rows.takeEnded(id))) return true;
    }
    return false;
  };
}
