/** `/sign-in`, and the way to the issuer and back. */
import { done } from '../pages/page.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MerciaClientError } from '#clients/typescript/index.ts';
import type { PageContext } from '../page-context.ts';
import type { SignedIn } from '../sessions/content.ts';
import { sayWho } from '../words/roles.ts';
import { leaveNotice, type VisitorSessions } from './visitor-sessions.ts';
import { IssuerError } from './issuer.ts';
import { senderOf } from './form-mark.ts';
import { afterSignIn, registerKeptForm } from './kept-form.ts';
import { ownPath } from './own-path.ts';
import { publicUrlOf } from './public-url.ts';
import { registerSession } from './session-routes.ts';
import { askRegionName, signInView, type SignInProblem } from './sign-in-model.ts';
import { reasonOf } from './visitors.ts';

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
  registerKeptForm(app, open);
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
  const from = ownPath(new URLSearchParams(request.url.split('?', 2)[1] ?? '').get('from') ?? '');
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
    const tokens = await sessions.issuer.finish(request.url.split('?', 2)[1] ?? '', pending);
    const signedIn = await sessions.visitors.introduce(tokens);
    if (signedIn === null) return await fail(context, request, reply, 'GRAPH_REFUSES');
    return await welcome(context, request, reply, signedIn);
  } catch (error) {
    return await failBy(context, request, reply, error);
  }
}

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
  leaveNotice(request, done('You are signed in', sayWho(signedIn.viewer)));
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
