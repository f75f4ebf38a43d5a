/** What Koha says when it does not answer the question, in our own words. */
import type { SystemConfig } from '#domain/region.ts';
import { MerciaError } from '#platform/errors.ts';
import type { HttpResponse } from '#platform/http-client.ts';
import { jsonOf, lmsError, unexpectedAnswer } from '../shared/lms-error.ts';
import { givesReason } from './accounts/refusals.ts';
import { wireError, wireFaults } from './wire.ts';

/** How a site is asked: `public` without a log-in. */
export type AuthMode = 'oauth' | 'basic' | 'public';

/** The service account lacks a permission; `permission` is Koha's own name for it. */
export class MissingPermission extends MerciaError {
  readonly permission: string;

  constructor(system: string, operation: string, permission: string) {
    super(
      'LMS_NOT_PERMITTED',
      `[${system}] ${operation}: the service account lacks the permission ${permission}; give it to the account in Koha`,
      { system },
    );
    this.permission = permission;
  }
}

/** The thing that a list belongs to does not exist (404), so there is no list. */
export class NotFoundAtKoha extends MerciaError {
  constructor(system: string, operation: string) {
    super('LMS_BAD_RESPONSE', `[${system}] ${operation}: Koha has no such thing (HTTP 404)`, { system });
  }
}

/** The version knows no such embed (400). */
export class UnknownEmbed extends MerciaError {
  constructor(system: string, operation: string, embed: string) {
    super('LMS_BAD_RESPONSE', `[${system}] ${operation}: this version of Koha does not embed ${embed}`, { system });
  }
}

/** Whether Koha refuses what `x-koha-embed` asks for: `Not in enum list: +strings.` at `/x-koha-embed/0`. */
export function isUnknownEmbed({ status, body }: HttpResponse): boolean {
  const { success, data } = wireFaults.safeParse(jsonOf(body));
  return status === 400 && success && data.errors.some(({ path }) => path.startsWith('/x-koha-embed'));
}

/** A route that this version does not have is 404 with an `errors` array; a thing that does not exist is 404 with `error`. */
export function isUnknownRoute(response: HttpResponse): boolean {
  const body = jsonOf(response.body);
  return typeof body !== 'object' || body === null || !('error' in body);
}

/** A fault that Koha itself reports, as of a record that it cannot write. */
export function isFaultOfKoha({ body }: HttpResponse): boolean {
  const { success, data } = wireError.safeParse(jsonOf(body));
  return (
    success && (data.error_code === 'internal_server_error' || data.error?.startsWith('Something went wrong') === true)
  );
}

/** What an answer says, if it is an error in Koha's own shape. */
function wordsOf({ body }: HttpResponse): string | undefined {
  const { success, data } = wireError.safeParse(jsonOf(body));
  return success ? data.error : undefined;
}

/**
 * True for what Koha refuses for reasons of the business, in words: too many renewals, a hold that is not allowed, a
 * thing that is not there. A missing permission, a wrong password and a question that it does not understand are none, nor is a 403
 * that gives no reason of Koha's: a gateway before it says `{"error":"Forbidden"}`.
 */
export function isRefusal(response: HttpResponse): boolean {
  const words = wordsOf(response);
  if (words === undefined) return false;
  if (response.status !== 403) return [400, 404, 409].includes(response.status);
  return !/^Authorization failure|password/i.test(words) && givesReason(jsonOf(response.body));
}

/** Whether Koha does not take a card and a password: 400 whatever the cause, but for a question that it does not understand. */
export function isWrongPassword(response: HttpResponse): boolean {
  const words = wordsOf(response);
  return response.status === 400 && words !== undefined && !words.startsWith('Bad request');
}

/** A wrong password is 403 in Koha, as a missing permission is; only the latter names permissions, or says so. */
export function authFailure(
  { id: system, credentials }: SystemConfig,
  operation: string,
  response: HttpResponse,
  mode: AuthMode,
): MerciaError {
  const parsed = wireError.safeParse(jsonOf(response.body));
  const words = parsed.success ? (parsed.data.error ?? '') : '';
  if (parsed.success && words.startsWith('Authorization failure')) {
    return new MissingPermission(system, operation, permissionNames(parsed.data.required_permissions));
  }
  const what =
    mode === 'public'
      ? 'needs a log-in; name credentials in the region file'
      : /password/i.test(words) || response.status === 401
        ? `user or password refused; check what ${credentials.userEnv ?? 'the user'} and ${credentials.passwordEnv ?? 'the password'} hold`
        : `refused (HTTP ${response.status}) without Koha's reason; check any proxy in front of it`;
  return lmsError(system, 'LMS_AUTH_FAILED', `${operation}: ${what}`);
}

/** `{"circulate":"circulate_remaining_permissions"}`, of which all are needed; an array of such, of which one is; or null. */
function permissionNames(required: unknown): string {
  const ways = (Array.isArray(required) ? required : [required]).flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null) return [];
    const names = Object.entries(one).map(([area, name]: readonly [string, unknown]) =>
      typeof name === 'string' && name !== '1' ? `${area}:${name}` : area,
    );
    return names.length === 0 ? [] : names.join(' and ');
  });
  return ways.length === 0 ? 'that Koha does not name' : ways.join(' or ');
}

export function unexpected(system: string, operation: string, response: HttpResponse): MerciaError {
  const missing = 'this Koha has no such endpoint (HTTP 404); check the address, or its version is too old';
  return unexpectedAnswer({ system, operation, product: 'Koha', missing }, response);
}
