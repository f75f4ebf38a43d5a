/** `/sign-in`, and the way to the issuer and back. */
import { done } from '../pages/page.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MerciaClientError } from '#clients/typescript/index.ts';
import { type PageContext, visitorOf } from '../page-context.ts';
import type { SignedIn } from '../sessions/content.ts';
import { sayWho } from '../words/roles.ts';
import { leaveNotice, type Visitor, type VisitorSessions, type SessionEnd } from './visitor-sessions.ts';
import { IssuerError } from './issuer.ts';
import { senderOf } from './form-mark.ts';
import { afterSignIn } from './kept-form.ts';
import { ownPath } from './own-path.ts';
import { queryOf } from '../query-of.ts';
import { publicUrlOf } from './public-url.ts';
import { askRegionName, signInView, type SignInProblem } from './sign-in-model.ts';
import { reasonOf } from './visitors.ts';
import { sayEnd, type Exchange } from '../answers.ts';

type OpenContext = PageContext & { readonly sessions: VisitorSessions };

/** Registers the page alone if nobody can sign in here. */
export function registerSignIn(app: FastifyInstance, context: PageContext): void {
  app.get('/sign-in', async (request, reply) =>
    showSignIn(context, request, reply, (await canKeepSessions(context)) ? null : 'SESSIONS_SILENT'),
  );
  const { sessions } = context;
  if (sessions === null) return;
  const open: OpenContext = { ...context, sessions };
  app.get('/sign-in/start', (request, reply) => begin(open, request, reply));
  app.get('/sign-in/back', (request, reply) => finish(open, request, reply));
  registerSession(app, open);
}

async function canKeepSessions({ sessions }: PageContext): Promise<boolean> {
  return sessions === null || sessions.canKeepSessions();
}

/** `problem`: why it did not work just now, or will not. */
async function showSignIn(
  context: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: SignInProblem | null,
): Promise<FastifyReply> {
  const { sessions, answers, graphFor } = context;
  const visitor = sessions === null ? null : await sessions.visitorOf(request);
  const viewer = visitor?.viewer ?? null;
  const from = ownPath(new URLSearchParams(queryOf(request.url)).get('from') ?? '');
  const remembers = sessions !== null && viewer === null && problem !== 'SESSIONS_SILENT';
  if (remembers && from !== null) request.session.returnTo = from;
  await askRegionName(graphFor({ address: request.ip }));
  const model = signInView({
    canSignIn: sessions !== null,
    who: viewer === null ? null : sayWho(viewer),
    hasEnded: sessions !== null && request.session.hasEnded === true,
    leadsBack: sessions !== null && from === null && request.session.returnTo !== undefined,
    keepsForm: sessions !== null && request.session.kept !== undefined,
    problem,
  });
  const shown = { template: 'pages/sign-in/page.njk', model, status: problem === null ? 200 : STATUS[problem] };
  return answers.page({ request, reply, visitor }, shown);
}

/** Theirs to mend, or ours. */
const STATUS: Readonly<Record<SignInProblem, number>> = {
  NOT_BEGUN_HERE: 400,
  ELSEWHERE: 400,
  REFUSED: 403,
  GRAPH_REFUSES: 403,
  ISSUER_SILENT: 503,
  GRAPH_SILENT: 503,
  INSECURE: 503,
  SESSIONS_SILENT: 503,
};

async function begin(context: OpenContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { sessions } = context;
  const base = publicUrlOf(sessions, request);
  if (base === null) return fail(context, request, reply, 'ELSEWHERE');
  // Without this the cookie would be set for nobody: see docs/console.md.
  if (sessions.secure && request.protocol !== 'https') return fail(context, request, reply, 'INSECURE');
  if (!(await sessions.canKeepSessions())) return fail(context, request, reply, 'SESSIONS_SILENT');
  try {
    const { url, pending } = await sessions.issuer.begin(`${base}/sign-in/back`);
    request.session.pending = pending;
    return await reply.redirect(url.href, 302);
  } catch (error) {
    return await failBy(context, request, reply, error);
  }
}

async function finish(context: OpenContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { sessions } = context;
  const { pending } = request.session;
  if (pending === undefined) {
    return fail(context, request, reply, (await sessions.canKeepSessions()) ? 'NOT_BEGUN_HERE' : 'SESSIONS_SILENT');
  }
  try {
    const tokens = await sessions.issuer.finish(queryOf(request.url), pending);
    const signedIn = await sessions.visitors.introduce(tokens);
    if (signedIn === null) return await fail(context, request, reply, 'GRAPH_REFUSES');
    return await welcome(context, request, reply, signedIn);
  } catch (error) {
    return await failBy(context, request, reply, error);
  }
}

/** What a form would do stands on its own page alone. */
const NOT_SENT = 'Your form was not sent yet, so nothing was done. Look at it again on this page before you send it.';

/** A session of its own: whatever id the browser had before opens nothing. */
async function welcome(
  { sessions, now }: OpenContext,
  request: FastifyRequest,
  reply: FastifyReply,
  signedIn: SignedIn,
): Promise<FastifyReply> {
  const { returnTo, kept: left } = request.session;
  // On a computer that people share, somebody else may sign in next.
  const kept = left?.sender === senderOf(signedIn.tokens) ? left : undefined;
  await request.session.regenerate();
  const { session } = request;
  session.since = now();
  if (kept !== undefined) session.kept = kept;
  await sessions.rows.signIn(session.sessionId, signedIn);
  leaveNotice(request, done('You are signed in', sayWho(signedIn.viewer), ...(kept === undefined ? [] : [NOT_SENT])));
  return reply.redirect(afterSignIn(returnTo, kept), 302);
}

async function failBy(
  context: OpenContext,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): Promise<FastifyReply> {
  if (error instanceof IssuerError) {
    context.logger.warn({ fault: error.fault, reason: reasonOf(error) }, 'Signing in failed');
    return fail(context, request, reply, error.fault === 'UNAVAILABLE' ? 'ISSUER_SILENT' : error.fault);
  }
  if (error instanceof MerciaClientError) {
    context.logger.warn({ code: error.code }, 'Signing in failed: the graph does not say who it is');
    return fail(context, request, reply, error.code === 'UNAUTHENTICATED' ? 'GRAPH_REFUSES' : 'GRAPH_SILENT');
  }
  throw error;
}

/** What came with the failure is used up; where they wanted to go is not. */
function fail(
  context: OpenContext,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: SignInProblem,
): Promise<FastifyReply> {
  delete request.session.pending;
  return showSignIn(context, request, reply, problem);
}

function registerSession(app: FastifyInstance, context: OpenContext): void {
  const { sessions, now } = context;
  const csrf = app.csrfProtection.bind(app);
  // Asking is no use of the session: it would never end in a browser that stands open.
  app.get('/session', ({ session: { facts } }, reply) => {
    const isOfSomebody = facts !== undefined && facts.signedIn !== null;
    const end = isOfSomebody ? sessions.rows.endOf(facts) : null;
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
  // A link of another site leads here as well.
  if (isSignedIn(await visitorOf(context, request))) return reply.redirect('/signed-out', 302);
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

/** Also where nothing can be asked for them now. */
function isSignedIn({ viewer, trouble }: Visitor): boolean {
  return viewer !== null || trouble === 'ISSUER_SILENT';
}

/** Who signed in again meanwhile, or opened the address by itself, is told the opposite. */
async function saySignedOut(
  context: PageContext,
  { request, reply }: Pick<Exchange, 'request' | 'reply'>,
  model: { readonly paragraphs: readonly string[]; readonly link?: { readonly text: string; readonly href: string } },
): Promise<FastifyReply> {
  const visitor = await visitorOf(context, request);
  await askRegionName(context.graphFor({ address: request.ip }));
  if (isSignedIn(visitor)) {
    const who = visitor.viewer === null ? null : sayWho(visitor.viewer);
    const still = { title: 'You are still signed in', who };
    const shown = { template: 'pages/sign-in/still-signed-in.njk', model: still, hasOpenForm: true };
    return context.answers.page({ request, reply, visitor }, shown);
  }
  const title = 'You are signed out';
  return context.answers.page(
    { request, reply, visitor },
    { template: 'templates/message.njk', model: { title, ...model } },
  );
}
