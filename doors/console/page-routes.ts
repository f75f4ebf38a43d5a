/** The addresses of the pages: who may see them, what their forms do, and what is shown when something fails. */
import type { FastifyInstance, FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { sendFile, type Answers, type Exchange } from './answers.ts';
import { formOf, noteBegun } from './forms.ts';
import { isSignInOver } from './graph.ts';
import { readOwnPlace } from './own-place.ts';
import { queryOf } from './query-of.ts';
import { visitorOf, type PageContext } from './page-context.ts';
import { Instead, type Page, type Shown, type Visit } from './pages/page.ts';
import { leaveNotice, type Visitor } from './sign-in/visitor-sessions.ts';
import { keepForm, takeTyped } from './sign-in/kept-form.ts';
import { ownPath } from './sign-in/own-path.ts';
import { mayView } from './viewer.ts';

export function registerPages(app: FastifyInstance, pages: readonly Page[], context: PageContext): void {
  for (const page of pages) {
    app.get(page.path, (request, reply) => showPage(page, context, request, reply));
    if (page.submit !== undefined) registerForm(app, { ...page, submit: page.submit.bind(page) }, context);
  }
}

const CLEAR = 'clear-site-data';

function askToForget(reply: FastifyReply): void {
  void reply.header(CLEAR, '"cache"');
}

function formNeedsOf({ formNeeds, needs }: Page): Page['needs'] {
  return formNeeds ?? needs;
}

type FormPage = Page & Required<Pick<Page, 'submit'>>;

function registerForm(app: FastifyInstance, page: FormPage, context: PageContext): void {
  const { sessions, answers } = context;
  if (sessions === null) {
    app.post(page.path, (request, reply) =>
      answers.message({ request, reply, visitor: null }, 403, 'Nobody can sign in here', [
        'This form is for people who are signed in. Nothing was done.',
      ]),
    );
    return;
  }
  const guard: preHandlerAsyncHookHandler = async (request, reply) => {
    // Whatever the form is refused for: what accepts it takes this back.
    if (page.forgets === true) askToForget(reply);
    if (formNeedsOf(page) === undefined) return undefined;
    const visitor = await sessions.visitorOf(request);
    return visitor.viewer === null ? refuseForm({ request, reply, visitor }, context, page) : undefined;
  };
  app.post(page.path, { preHandler: [guard, app.csrfProtection.bind(app)] }, (request, reply) =>
    submitForm(page, context, request, reply),
  );
}

async function showPage(
  page: Page,
  context: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const show = async (visitor: Visitor): Promise<FastifyReply> => {
    const exchange = { request, reply, visitor };
    return (
      refuseVisitor(exchange, page.needs, context) ??
      answer(exchange, page, context, await shownBy(page.show(visitOf(exchange, context))))
    );
  };
  const visitor = await visitorOf(context, request);
  try {
    return await show(visitor);
  } catch (error) {
    if (visitor.viewer === null || !isSignInOver(error)) throw error;
    return await show(await visitorOf(context, request, true));
  }
}

async function submitForm(
  page: FormPage,
  context: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const visitor = await visitorOf(context, request);
  const exchange = { request, reply, visitor };
  const refusal = refuseVisitor(exchange, formNeedsOf(page), context);
  if (refusal !== null) return refusal;
  const form = formOf(request.body);
  form.delete('_csrf');
  noteBegun(request);
  try {
    const shown = await shownBy(page.submit({ ...visitOf(exchange, context), form }));
    void reply.removeHeader(CLEAR);
    return await answer(exchange, page, context, shown);
  } catch (error) {
    if (visitor.viewer === null || !isSignInOver(error)) throw error;
    // The graph refused the request as a whole: nothing was done.
    return refuseForm({ request, reply, visitor: await visitorOf(context, request, true) }, context, page);
  }
}

/** What a page shows, or what it throws to be shown instead. */
export async function shownBy(page: Promise<Shown>): Promise<Shown> {
  try {
    return await page;
  } catch (error) {
    if (error instanceof Instead) return error.shown;
    throw error;
  }
}

/** Null if they may see the page. */
function refuseVisitor(
  exchange: Exchange,
  needs: Page['needs'],
  { sessions, answers }: PageContext,
): FastifyReply | null {
  const { request, reply, visitor } = exchange;
  if (needs === undefined || visitor === null) return null;
  if (visitor.viewer !== null) {
    if (mayView(visitor.viewer, needs)) return null;
    return answers.message(exchange, 403, 'This page is not for your role', [
      `It is for ${NEEDED[needs]}.`,
      'If it should be yours, ask whoever runs your sign-in service to give you that role. Then sign out, and sign in again.',
    ]);
  }
  if (sessions === null) {
    return answers.message(exchange, 403, 'Nobody can sign in here', [
      'This page is for people who are signed in, and no sign-in service is set up for these pages.',
    ]);
  }
  if (visitor.trouble === 'ISSUER_SILENT') return sayIssuerSilent(exchange, answers);
  return askToSignIn(request, reply, visitor.trouble === 'ENDED');
}

const NEEDED = {
  SIGNED_IN: 'people who are signed in',
  DESK: 'staff at the desk of a library',
  STAFF: 'staff of a library',
  MIGRATION: 'the migration team and operators',
  OPERATOR: 'operators',
} as const;

/** A form of somebody who is not signed in any more: what they typed is kept until they are. */
async function refuseForm(exchange: Exchange, { answers, sessions }: PageContext, page: Page): Promise<FastifyReply> {
  const { request, reply, visitor } = exchange;
  if (visitor?.trouble === 'ISSUER_SILENT') return sayIssuerSilent(exchange, answers);
  const isOwn = request.headers['sec-fetch-site'] === 'same-origin';
  // Anybody can send a form; what is kept is only what was typed in a session.
  const hadSession =
    isOwn && sessions !== null && (request.session.facts !== undefined || (await sessions.takeEnded(request)));
  if (!hadSession) {
    return answers.message(exchange, 403, 'This form was not accepted', [
      'You are not signed in. Nothing was done. Sign in, open the page again, and fill in the form there.',
    ]);
  }
  keepForm(request, page, formOf(request.body));
  return askToSignIn(request, reply, true);
}

/** Remembers where they wanted to go. `hasEnded`: they had a session, and are told that it is over. */
function askToSignIn(request: FastifyRequest, reply: FastifyReply, hasEnded: boolean): FastifyReply {
  const { session } = request;
  if (request.method === 'GET') {
    const path = ownPath(request.url);
    if (path !== null) session.returnTo = path;
  }
  if (hasEnded) session.hasEnded = true;
  return reply.redirect('/sign-in', request.method === 'POST' ? 303 : 302);
}

function sayIssuerSilent(exchange: Exchange, answers: Answers): FastifyReply {
  return answers.message(exchange, 503, 'We cannot check your sign-in now', [
    'The service at which you signed in does not answer. Nothing was done.',
    'You are still signed in. Try again in a few minutes.',
  ]);
}

export function visitOf({ request, visitor }: Exchange, { graphFor, sessions, now, quick }: PageContext): Visit {
  const query = new URLSearchParams(queryOf(request.url));
  const params = request.params as Readonly<Record<string, string>>;
  const viewer = visitor?.viewer ?? null;
  const memory = viewer === null ? null : (sessions?.memoryOf(request.session) ?? null);
  const typed = sessions === null || request.method !== 'GET' ? undefined : takeTyped(request);
  const graph = visitor?.graph ?? graphFor({ address: request.ip });
  return {
    graph,
    viewer,
    memory,
    params,
    query,
    own: readOwnPlace(request),
    now: now(),
    quick,
    ...(typed === undefined ? {} : { typed }),
    ...(isAskedHere(request) ? {} : { elsewhere: ownPath(request.url) ?? '/' }),
  };
}

/** Browsers say whose link was followed; whoever says nothing is no browser, or asks by plain http. */
function isAskedHere({ method, headers }: FastifyRequest): boolean {
  return method !== 'HEAD' && ['same-origin', 'none'].includes(headers['sec-fetch-site'] ?? 'none');
}

export function answer(exchange: Exchange, page: Page, { answers, sessions }: PageContext, shown: Shown): FastifyReply {
  const { request, reply } = exchange;
  if ('redirect' in shown) {
    if (shown.notice !== undefined && sessions !== null) leaveNotice(request, shown.notice);
    if (shown.forget === true) askToForget(reply);
    return reply.redirect(shown.redirect, request.method === 'POST' ? 303 : 302);
  }
  if ('fileName' in shown) return sendFile(reply, shown);
  return answers.page(exchange, {
    ...shown,
    hasOpenForm: page.submit !== undefined && formNeedsOf(page) === undefined,
  });
}
