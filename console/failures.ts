/** What is shown when there is no such page, when a form is not accepted, and when something fails. */
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { MerciaClientError } from '#clients/typescript/index.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Exchange } from './answers.ts';
import { visitorOf, type PageContext } from './page-routes.ts';

export function registerFailures(app: FastifyInstance, context: PageContext): void {
  const { answers, logger } = context;
  app.setNotFoundHandler(async (request, reply) =>
    answers.message({ request, reply, visitor: await visitorOf(context, request) }, 404, 'There is no such page', [
      'If you typed the address, check that it is right. If you followed a link, it may be out of date.',
    ]),
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
    if (error.statusCode === 413 || error.statusCode === 415) {
      return answers.message(exchange, 400, 'This form cannot be read', [
        'It is too long, or not a form. Nothing was done.',
      ]);
    }
    logger.error({ err: error, route: request.routeOptions.url }, 'A page failed');
    return sayFailure(exchange, error, context);
  });
}

function isMarkMissing({ code }: FastifyError): boolean {
  return code === 'FST_CSRF_MISSING_SECRET' || code === 'FST_CSRF_INVALID_TOKEN';
}

function sayFailure(exchange: Exchange, error: unknown, { answers }: PageContext): FastifyReply {
  if (isMerciaError(error, 'STORE_UNAVAILABLE')) {
    return answers.message(exchange, 503, 'We cannot check your sign-in now', [
      'The database with the sessions does not answer. You are still signed in. Try again in a few minutes.',
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
