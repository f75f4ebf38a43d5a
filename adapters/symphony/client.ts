/** Symphony's wire: the JSON of its resources and the XML of `lookupTitleInfo`. No domain words, no mapping. */
import { createHttpClient, inBackground, readJson, type HttpClient, type HttpResponse } from '#platform/http-client.ts';
import type { AdapterContext } from '#contract/adapter.ts';
import { lmsError } from '../shared/lms-error.ts';
import { readSecret } from '../shared/session.ts';
import type { SymphonySettings } from './config.ts';
import { createAsking, createStaffSession, type Ask, type HeadersOf, type StaffSession } from './ask.ts';
import { errorOfAnswer, readRefusal, refusalCode, refusalKind, type RefusalSaid } from './refusal.ts';
import { normalise } from './wire.ts';

export type SymphonyClient = ReturnType<typeof createSymphonyClient>;

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
type Posted = { readonly done: true; readonly body: unknown } | { readonly done: false; readonly refused: RefusalSaid };

interface ClientContext extends Pick<AdapterContext, 'system' | 'secret' | 'guard' | 'now'> {
  readonly settings: SymphonySettings;
}

/**
 * One Symphony, asked with one session: for answers that somebody waits for, and for work that stands behind them. Nothing is
 * asked before the first call. Throws CONFIG_INVALID where no client id is named.
 */
export function createSymphonyClients(context: ClientContext) {
  const { system, settings } = context;
  const staffIdEnv = system.credentials.clientIdEnv ?? settings.publicClientIdEnv;
  const publicIdEnv = settings.publicClientIdEnv ?? system.credentials.clientIdEnv;
  if (staffIdEnv === null || publicIdEnv === null) {
    const what = 'credentials: Symphony wants a client id with every call; name it as clientIdEnv';
    throw lmsError(system.id, 'CONFIG_INVALID', what);
  }
  const http = createHttpClient({
    system: system.id,
    address: system.address,
    connections: system.limits.connections,
    timeoutMs: system.limits.callTimeoutMs,
    guard: context.guard,
    isFault,
  });
  const headersOf: HeadersOf = (role) => ({
    accept: 'application/json',
    'x-sirs-clientid': readSecret(context, role === 'STAFF' ? staffIdEnv : publicIdEnv),
    'sd-originating-app-id': settings.appId,
    'sd-preferred-role': role,
  });
  const loginPath = `${settings.path}${settings.apiPrefix}/user/staff/login`;
  const session = createStaffSession(context, http, loginPath, headersOf);
  return {
    live: createSymphonyClient(context, http, session, headersOf),
    background: createSymphonyClient(context, inBackground(http), session, headersOf),
  };
}

/** An ordinary refusal is a 500, too: with a code in it that says so. */
function isFault({ status, body }: HttpResponse): boolean {
  if (status < 500) return false;
  const code = refusalCode(body);
  return code === null || refusalKind(code) === 'fault';
}

function createSymphonyClient(
  { system, settings }: ClientContext,
  http: HttpClient,
  session: StaffSession | null,
  headersOf: HeadersOf,
) {
  const asking = createAsking(session, headersOf);
  const api = settings.path + settings.apiPrefix;
  const get =
    (operation: string, path: string, query: string, signal: AbortSignal): Ask =>
    (headers) =>
      http.request({ operation, path: api + path, query, headers }, signal);
  const bodyOf = (operation: string, response: HttpResponse): unknown => {
    if (response.status !== 200) throw errorOfAnswer(system.id, operation, response);
    return normalise(readJson(system.id, operation, response));
  };
  return {
    /** True where the region file names a staff account. */
    hasStaff: session !== null,
    /** Logs the staff account in, or finds it logged in. */
    async logIn(signal: AbortSignal): Promise<void> {
      await session?.token(signal);
    },
    /** A resource in the one shape of {@link normalise}; null where there is none of that key. */
    async resource(operation: string, path: string, includeFields: string, signal: AbortSignal): Promise<unknown> {
      const ask = get(operation, path, `includeFields=${encodeURIComponent(includeFields)}`, signal);
      const response = await asking.asStaffOrPublic(ask, signal);
      const code = response.status >= 400 ? refusalCode(response.body) : null;
      return code !== null && refusalKind(code) === 'not found' ? null : bodyOf(operation, response);
    },
    /** A whole policy list, a bare array: often open to everybody. */
    async policies(name: string, signal: AbortSignal): Promise<unknown> {
      const operation = `${name} policies`;
      // Only locations can be shadowed: asked of another list, the field is not known and all is refused.
      const query = `key=*&includeFields=displayName,description${name === 'location' ? ',shadowed' : ''}`;
      const ask = get(operation, `/policy/${name}/simpleQuery`, query, signal);
      return bodyOf(operation, await asking.openly('policies', ask, signal));
    },
    /**
     * Asks for something to be done, as staff, once: again only where Symphony says that it did nothing, because the session
     * had ended or the record was in use. Throws if it is unknown whether it was done.
     */
    async post(asked: SymphonyPost, signal: AbortSignal): Promise<Posted> {
      const { operation, path, json, includeFields, workingLibrary = null } = asked;
      if (asking.asStaff === null) {
        const what = 'only a staff account may do this; name userEnv and passwordEnv in the region file';
        throw lmsError(system.id, 'CAPABILITY_UNSUPPORTED', `${operation}: ${what}`);
      }
      const query = includeFields === undefined ? '' : `includeFields=${encodeURIComponent(includeFields)}`;
      const place = workingLibrary === null ? {} : { 'sd-working-libraryid': workingLibrary };
      const sent = json === null ? ({ method: 'DELETE' } as const) : { json };
      const ask: Ask = (headers) =>
        http.request({ operation, path: api + path, query, headers: { ...headers, ...place }, ...sent }, signal);
      const response = await asking.asStaff(ask, signal, saysSessionEnded);
      const { status, body } = response;
      if (status === 204 || (status === 200 && body.length === 0)) return { done: true, body: null };
      if (status === 200) return { done: true, body: bodyOf(operation, response) };
      const refused = readRefusal(body);
      if (refused === null || !isOfTheMatter(status, refused)) throw errorOfAnswer(system.id, operation, response);
      return { done: false, refused };
    },
    /** The XML of some titles at once, whatever its status. */
    lookupTitles(titleIds: readonly string[], signal: AbortSignal): Promise<HttpResponse> {
      const path = `${settings.path}/rest/standard/lookupTitleInfo`;
      const ask: Ask = (headers, token) => {
        const query = titleInfoQuery(titleIds, headers['x-sirs-clientid'] ?? '', token);
        const accept = { ...headers, accept: 'application/xml' };
        return http.request({ operation: 'live items', path, query, headers: accept }, signal);
      };
      return asking.openly('titles', ask, signal);
    },
    close: (): void => {
      http.close();
    },
  };
}

/** Only where it says so: a 401 may also mean a card and PIN that do not fit, and those are tried once. */
function saysSessionEnded({ status, body }: HttpResponse): boolean {
  const code = status === 401 ? refusalCode(body) : null;
  return code !== null && refusalKind(code) === 'session';
}

/** False for a crash, and for an account that may not do this at all. */
function isOfTheMatter(status: number, { code, prompt }: RefusalSaid): boolean {
  const kind = refusalKind(code);
  if (kind === 'fault' || kind === 'session') return false;
  return !((status === 401 || status === 403) && kind === 'refused' && prompt === null);
}

function titleInfoQuery(titleIds: readonly string[], clientId: string, token: string | null): string {
  return new URLSearchParams([
    ['clientID', clientId],
    ...(token === null ? [] : [['sessionToken', token] as [string, string]]),
    ...titleIds.map((id): [string, string] => ['titleID', id]),
    ['includeAvailabilityInfo', 'true'],
    ['includeItemInfo', 'true'],
    ['includeBoundTogether', 'true'],
  ]).toString();
}
