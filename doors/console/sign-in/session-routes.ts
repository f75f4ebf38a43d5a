/** `/session`: how long a session lasts, and the wish to go on with it; `/sign-out` and what is shown after it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sayEnd, type Exchange } from '../answers.ts';
import { visitorOf, type PageContext } from '../page-context.ts';
import type { VisitorSessions, SessionEnd } from './visitor-sessions.ts';
import { IssuerError } from './issuer.ts';
import { publicUrlOf } from './public-url.ts';
import { askRegionName } from './sign-in-model.ts';
import { reasonOf } from './visitors.ts';

type OpenContext = PageContext & { readonly sessions: VisitorSessions };

export function registerSession(app: FastifyInstance, context: OpenContext): void {
  const { sessions, now } = context;
  const csrf = app.csrfProtection.bind(app);
  // Asking is no use of the session: it would never end in a browser that stands open.
  app.get('/session', ({ session: { facts } }, reply) => {
    const isSignedIn = facts !== undefined && facts.signedIn !== null;
    const end = isSignedIn ? sessions.rows.endOf(facts) : null;
    return sendSession(reply, end, now());
  });
  app.post('/session', { preHandler: csrf }, async (request, reply) =>
    sendSession(reply, (await sessions.visitorOf(request)).session, now()),
  );
  app.post('/sign-out', { preHandler: csrf }, (request, reply) => signOut(context, request, reply));
  app.get('/sign-out/issuer', (request, reply) => goToIssuer(context, request, reply));
  app.get('/signed-out', async (request, reply) =>
    saySignedOut(context, { request, reply }, { paragraphs: ['You are signed out of these pages.'] }),
  );
}

/** For the script that warns. Milliseconds, and the time in words. */
function sendSession(reply: FastifyReply, end: SessionEnd | null, now: number): FastifyReply {
  void reply.header('cache-control', 'no-store');
  if (end === null) return reply.code(401).send({ signedIn: false });
  return reply.send({ signedIn: true, ...sayEnd(end, now) });
}

/** The session is deleted before anything else: what fails after that leaves nobody signed in here. */
async function signOut(context: OpenContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { sessions, logger } = context;
  const refresh = request.session.facts?.signedIn?.tokens.refresh ?? null;
  await request.session.destroy();
  void reply.clearCookie(sessions.cookieName);
  if (refresh !== null) {
    await sessions.issuer.revoke(refresh).catch((error: unknown) => {
      logger.warn({ reason: error instanceof IssuerError ? reasonOf(error) : null }, 'A refresh token was not revoked');
    });
  }
  return reply.redirect('/sign-out/issuer', 303);
}

/**
 * On to the issuer, if it signs people out. By a page that leads there at once, because the policy of pages lets a form end
 * nowhere else than here.
 */
async function goToIssuer(context: OpenContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { sessions, logger } = context;
  const base = publicUrlOf(sessions, request);
  try {
    const url = base === null ? null : await sessions.issuer.signOutUrl(`${base}/signed-out`);
    if (url === null) return await reply.redirect('/signed-out', 302);
    void reply.header('refresh', `0; url=${url.href}`);
    const link = { text: 'Sign out of the sign-in service too', href: url.href };
    const paragraph = 'You are signed out of these pages. You may still be signed in at the sign-in service.';
    return await saySignedOut(context, { request, reply }, { paragraphs: [paragraph], link });
  } catch (error) {
    if (!(error instanceof IssuerError)) throw error;
    logger.warn({ fault: error.fault, reason: reasonOf(error) }, 'The issuer does not say where to sign out');
    const paragraphs = [
      'You are signed out of these pages.',
      'The sign-in service does not answer, so you may still be signed in there. On a computer that others use, close the browser.',
    ];
    return saySignedOut(context, { request, reply }, { paragraphs });
  }
}

async function saySignedOut(
  context: PageContext,
  { request, reply }: Pick<Exchange, 'request' | 'reply'>,
  model: { readonly paragraphs: readonly string[]; readonly link?: { readonly text: string; readonly href: string } },
): Promise<FastifyReply> {
  const visitor = await visitorOf(context, request);
  await askRegionName(context.graphFor({ address: request.ip }));
  const title = 'You are signed out';
  return context.answers.page(
    { request, reply, visitor },
    { template: 'templates/message.njk', model: { title, ...model } },
  );
}
