/** Answers in the shapes and content types of Koha 23.05; its five shapes of an error (koha.md 38). */
import type { Answer } from '../answer.ts';
import { wireJson } from './wire.ts';

/** Written by the OpenAPI plugin. */
const RENDERED = 'application/json;charset=UTF-8';
/** Written before the plugin has a say: authentication, unknown parameters, records as JSON. */
const PLAIN = 'application/json; charset=utf8';

export interface ParameterFault {
  readonly message: string;
  readonly path: string;
}

export function json(body: unknown, headers: readonly (readonly [string, string])[] = [], status = 200): Answer {
  return { status, contentType: RENDERED, body: wireJson(body), headers };
}

/** JSON that is rendered outside the OpenAPI plugin. */
export function plainJson(body: unknown, status = 200): Answer {
  return { status, contentType: PLAIN, body: wireJson(body) };
}

/** `{"error":"…"}` */
export function error(status: number, message: string): Answer {
  return json({ error: message }, [], status);
}

/** `{"error":"…","error_code":"internal_server_error"}` */
export function internalError(headers: readonly (readonly [string, string])[] = []): Answer {
  return json(
    { error: 'Something went wrong, check Koha logs for details.', error_code: 'internal_server_error' },
    headers,
    500,
  );
}

/** `{"errors":[{"message":"…","path":"…"}],"status":400}` */
export function faults(status: number, found: readonly ParameterFault[], headers: Answer['headers'] = []): Answer {
  return json({ errors: found, status }, headers, status);
}

/** An unknown route and a wrong method alike. */
export function notFound(): Answer {
  return faults(404, [{ message: 'Not Found.', path: '/' }]);
}

/** `[{"message":"Malformed query string","path":"/query/foo"}]` */
export function malformedQuery(names: readonly string[]): Answer {
  return plainJson(
    names.map((name) => ({ message: 'Malformed query string', path: `/query/${name}` })),
    400,
  );
}

export function unauthenticated(): Answer {
  return plainJson({ error: 'Authentication failure.' }, 401);
}

/** 403 where one expects 401: a wrong password, an unknown user, broken Base64 (koha.md 2). */
export function invalidPassword(): Answer {
  return plainJson({ error: 'Invalid password', required_permissions: null }, 403);
}

export function forbidden(required: unknown): Answer {
  return plainJson(
    { error: 'Authorization failure. Missing required permission(s).', required_permissions: required },
    403,
  );
}
