/** What is done at Symphony rather than read: once, and whether it was done, refused, or that is unknown. */
import type { MerciaError } from '#platform/errors.ts';
import type { HttpClient, HttpResponse } from '#platform/http-client.ts';
import { lmsError } from '../shared/lms-error.ts';
import type { Ask } from './ask.ts';
import { errorOfAnswer, readRefusal, refusalCode, refusalKind } from './refusal.ts';
import type { RefusalSaid } from './refusal.ts';

export interface SymphonyPost {
  /** A short noun phrase for errors. */
  readonly operation: string;
  readonly path: string;
  /** Null for a DELETE. */
  readonly json: unknown;
  /** What of the answer's resources is wanted; only their keys come where not said. */
  readonly includeFields?: string;
  /** The library where it is done, which decides rules and defaults; the account's own where not said. */
  readonly workingLibrary?: string | null;
}

/** What came of it: the body, null where there is none, or what Symphony said why it was not done. */
export type Posted =
  { readonly done: true; readonly body: unknown } | { readonly done: false; readonly refused: RefusalSaid };

export interface PostContext {
  readonly system: string;
  readonly http: HttpClient;
  /** Where the resources are, below the address. */
  readonly api: string;
  /** Null where no staff account is named. */
  readonly asStaff: ((ask: Ask, signal: AbortSignal) => Promise<HttpResponse>) | null;
  /** Reads the body of an answer with HTTP 200. */
  readonly bodyOf: (operation: string, response: HttpResponse) => unknown;
}

/** Binds posting to one server; see {@link PostContext}. */
export function createPost({
  system,
  http,
  api,
  asStaff,
  bodyOf,
}: PostContext): (asked: SymphonyPost, signal: AbortSignal) => Promise<Posted> {
  return async ({ operation, path, json, includeFields, workingLibrary }, signal) => {
    if (asStaff === null) throw noStaff(system, operation);
    const query = includeFields === undefined ? '' : `includeFields=${encodeURIComponent(includeFields)}`;
    const place =
      workingLibrary === undefined || workingLibrary === null ? {} : { 'sd-working-libraryid': workingLibrary };
    const body = json === null ? ({ method: 'DELETE' } as const) : { json };
    const response = await asStaff(
      (headers) =>
        http.request({ operation, path: api + path, query, headers: { ...headers, ...place }, ...body }, signal),
      signal,
    );
    if (response.status === 204 || (response.status === 200 && response.body.length === 0)) {
      return { done: true, body: null };
    }
    if (response.status === 200) return { done: true, body: bodyOf(operation, response) };
    const refused = readRefusal(response.body);
    if (refused === null || !isOfTheMatter(response.status, refused)) throw errorOfAnswer(system, operation, response);
    return { done: false, refused };
  };
}

/** Only where it says so: a 401 may also mean a card and PIN that do not fit, and those are tried once. */
export function saysSessionEnded({ status, body }: HttpResponse): boolean {
  const code = status === 401 ? refusalCode(body) : null;
  return code !== null && refusalKind(code) === 'session';
}

/** False for a crash, and for an account that may not do this at all. */
function isOfTheMatter(status: number, { code, prompt }: RefusalSaid): boolean {
  const kind = refusalKind(code);
  if (kind === 'fault' || kind === 'session') return false;
  return !((status === 401 || status === 403) && kind === 'refused' && prompt === null);
}

function noStaff(system: string, operation: string): MerciaError {
  return lmsError(
    system,
    'CAPABILITY_UNSUPPORTED',
    `${operation}: only a staff account may do this; name userEnv and passwordEnv in the region file`,
  );
}
