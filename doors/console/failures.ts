/** What is shown when there is no such page, when a form is not accepted, and when something fails. */
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { MerciaClientError } from '#clients/typescript/index.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Exchange } from './answers.ts';
import { hasBegun } from './forms.ts';
import { visitorOf, type PageContext } from './page-context.ts';
import { answer, shownBy, visitOf } from './page-routes.ts';
import type { Page } from './pages/page.ts';
import { dropSession, publicVisitor } from './sign-in/visitor-sessions.ts';

export function registerFailures(app: FastifyInstance, pages: readonly Page[], context: PageContext): void {
  const { answers, logger } = context;
  app.setNotFoundHandler(async (request, reply) =>
    METHODS.includes(request.method)
      ? answers.message({ request, reply, visitor: await visitorOf(context, request) }, 404, 'There is no such page', [
          'If you typed the address, check that it is right. If you followed a link, it may be out of date.',
        ])
      : refuseMethod({ request, reply, visitor: null }, context),
  );
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    // Who visits is not asked: it may be the very thing that failed.
    const exchange: Exchange = { request, reply, visitor: null };
    if (isMarkMissing(error)) {
      return answers.message(exchange, 403, 'This form was not accepted', [
        'It does not belong to your session. Nothing was done.',
        'Go back, load the page again, and send the form again.',
      ]);
    }
    if (!METHODS.includes(request.method)) return refuseMethod(exchange, context);
    // Of the reader of bodies: too long, of another type, cut short.
    if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
      return answers.message(exchange, 400, 'This form cannot be read', [
        'It is too long, damaged, or not a form. Nothing was done.',
      ]);
    }
    logger.error({ err: error, route: request.routeOptions.url }, 'A page failed');
    const shown = await showAnyway(exchange, error, context, pages);
    if (shown === null) return sayFailure(exchange, error, context);
    return answer(shown.exchange, shown.page, context, shown.shown);
  });
}

const METHODS: readonly string[] = ['GET', 'HEAD', 'POST'];

function refuseMethod(exchange: Exchange, { answers }: PageContext): FastifyReply {
  void exchange.reply.header('allow', METHODS.join(', '));
  return answers.message(exchange, 405, 'This cannot be done here', [
    'Pages are read, and forms are sent. The request asked for something else. Nothing was done.',
  ]);
}

function isMarkMissing({ code }: FastifyError): boolean {
  return code === 'FST_CSRF_MISSING_SECRET' || code === 'FST_CSRF_INVALID_TOKEN';
}

/** A page for everybody is shown to everybody, even if it cannot be read who visits. Null if that does not help. */
async function showAnyway({ request, reply }: Exchange, error: unknown, context: PageContext, pages: readonly Page[]) {
  const page = pages.find(({ path }) => path === request.routeOptions.url);
  if (!isMerciaError(error, 'STORE_UNAVAILABLE') || request.method !== 'GET') return null;
  if (page === undefined || page.needs !== undefined) return null;
  const visitor = { ...publicVisitor(context.graphFor, request), trouble: 'SESSIONS_SILENT' as const };
  const exchange = { request, reply, visitor };
  try {
    return { exchange, page, shown: await shownBy(page.show(visitOf(exchange, context))) };
  } catch {
    return null;
  }
}

function sayFailure(exchange: Exchange, error: unknown, { answers }: PageContext): FastifyReply {
  // What failed may be to keep the session: then the page before this one was packed already.
  dropSession(exchange.request);
  void exchange.reply.removeHeader('content-encoding');
  if (hasBegun(exchange.request)) {
    return answers.message(exchange, 503, 'We cannot tell whether this was done', [
      'Your form arrived, but something failed before we could show what came of it.',
      'Look whether it was done before you send it again.',
    ]);
  }
  if (isMerciaError(error, 'STORE_UNAVAILABLE')) {
    return answers.message(exchange, 503, 'Nobody can sign in or out now', [
      'The database with the sessions does not answer. Nothing was done. If you were signed in, you still are.',
      'Try again in a few minutes. On a computer that others use, close the browser when you leave.',
    ]);
  }
  if (error instanceof MerciaClientError && error.code === 'IDENTITY_UNAVAILABLE') {
    return answers.message(exchange, 503, 'We cannot check your sign-in now', [
      'The service at which you signed in does not answer. You are still signed in. Try again in a few minutes.',
    ]);
  }
  return answers.message(exchange, 503, 'This cannot be shown now', [
    'The region’s index does not answer. Try again in a few minutes.',
    'This says nothing of whether a copy is on its shelf: ask the library.',
  ]);
}
