/** What a form sent. No other kind of body is read. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isReadable } from './sent-text.ts';

const FORM_BYTES = 256 * 1024;

/** Its message names nothing of the form: it may hold a PIN. */
class FormError extends Error {
  readonly statusCode = 400;
}

export function registerForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const options = { parseAs: 'string', bodyLimit: FORM_BYTES } as const;
  app.addContentTypeParser('application/x-www-form-urlencoded', options, async (_: FastifyRequest, body: string) => {
    if (!isReadable(body)) throw new FormError('the form is cut, has a NUL in it, or is no UTF-8');
    return new URLSearchParams(body);
  });
}

/** What a form sent, fields of one name in their order; a copy. Nothing if no form was sent. */
export function formOf(body: unknown): URLSearchParams {
  return new URLSearchParams(body instanceof URLSearchParams ? body : undefined);
}

const begun = new WeakSet<FastifyRequest>();

/** From now on nobody may say of this form that nothing was done. */
export function noteBegun(request: FastifyRequest): void {
  begun.add(request);
}

/** Whether what the form is for may have been done. */
export function hasBegun(request: FastifyRequest): boolean {
  return begun.has(request);
}
