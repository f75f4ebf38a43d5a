/** Symphony's wire: the JSON of its resources and the XML of `lookupTitleInfo`. No domain words, no mapping. */
import { createHttpClient, inBackground, readJson } from '#platform/http-client.ts';
import type { AdapterContext } from '#contract/adapter.ts';
import type { HttpClient, HttpResponse } from '#platform/http-client.ts';
import { lmsError } from '../shared/lms-error.ts';
import { readSecret } from '../shared/session.ts';
import type { SymphonySettings } from './config.ts';
import { createAsking } from './ask.ts';
import type { Ask, Role } from './ask.ts';
import { createPost, saysSessionEnded } from './send.ts';
import type { Posted, SymphonyPost } from './send.ts';
import { errorOfAnswer, refusalCode, refusalKind } from './refusal.ts';
import { createStaffSession } from './auth.ts';
import type { StaffSession } from './auth.ts';
import { normalise } from './wire.ts';

export interface SymphonyClient {
  /** True where the region file names a staff account. */
  readonly hasStaff: boolean;
  /** Logs the staff account in, or finds it logged in. */
  logIn(signal: AbortSignal): Promise<void>;
  /** A resource in the one shape of {@link normalise}; null where there is none of that key. */
  resource(operation: string, path: string, includeFields: string, signal: AbortSignal): Promise<unknown>;
  /** A whole policy list, a bare array: often open to everybody. */
  policies(name: string, signal: AbortSignal): Promise<unknown>;
  /**
   * Asks for something to be done, as staff, once: again only where Symphony says that it did nothing, because the session
   * had ended or the record was in use. Throws if it is unknown whether it was done.
   */
  post(asked: SymphonyPost, signal: AbortSignal): Promise<Posted>;
  /** The XML of some titles at once, whatever its status. */
  lookupTitles(titleIds: readonly string[], signal: AbortSignal): Promise<HttpResponse>;
  close(): void;
}

export interface ClientContext extends Pick<AdapterContext, 'system' | 'secret' | 'guard' | 'now'> {
  readonly settings: SymphonySettings;
}

const LOOKUP = 'live items';

/** One Symphony, asked with one session: for answers that somebody waits for, and for work that stands behind them. */
export interface SymphonyClients {
  readonly live: SymphonyClient;
  readonly background: SymphonyClient;
}

/** What both clients share. */
interface SymphonyWire {
  readonly http: HttpClient;
  /** Where the resources are, below the address. */
  readonly api: string;
  readonly session: StaffSession | null;
  readonly headersOf: (role: Role) => Readonly<Record<string, string>>;
}

/** Builds the clients; nothing is asked before the first call. Throws CONFIG_INVALID where no client id is named. */
export function createSymphonyClients(context: ClientContext): SymphonyClients {
  const { system, settings } = context;
  const staffIdEnv = system.credentials.clientIdEnv ?? settings.publicClientIdEnv;
  const publicIdEnv = settings.publicClientIdEnv ?? system.credentials.clientIdEnv;
  if (staffIdEnv === null || publicIdEnv === null) {
    throw lmsError(
      system.id,
      'CONFIG_INVALID',
      `credentials: Symphony wants a client id with every call; name it as clientIdEnv`,
    );
  }
  const http = createHttpClient({
    system: system.id,
    address: system.address,
    connections: system.limits.connections,
    timeoutMs: system.limits.callTimeoutMs,
    guard: context.guard,
    isFault,
  });
  const api = settings.path + settings.apiPrefix;
  const headersOf = (role: Role): Readonly<Record<string, string>> => ({
    accept: 'application/json',
    'x-sirs-clientid': readSecret(context, role === 'STAFF' ? staffIdEnv : publicIdEnv),
    'sd-originating-app-id': settings.appId,
    'sd-preferred-role': role,
  });
  const session = createStaffSession({
    system,
    secret: context.secret,
    http,
    loginPath: `${api}/user/staff/login`,
    headers: () => headersOf('STAFF'),
    now: context.now,
  });
  const clientOver = (over: HttpClient): SymphonyClient =>
    createSymphonyClient(context, { http: over, api, session, headersOf });
  return { live: clientOver(http), background: clientOver(inBackground(http)) };
}

/** An ordinary refusal is a 500, too: with a code in it that says so. */
function isFault({ status, body }: HttpResponse): boolean {
  if (status < 500) return false;
  const code = refusalCode(body);
  return code === null || refusalKind(code) === 'fault';
}

function createSymphonyClient(
  { system, settings }: ClientContext,
  { http, api, session, headersOf }: SymphonyWire,
): SymphonyClient {
  const asking = createAsking({ session, headersOf });
  const { asStaff } = asking;

  const get =
    (operation: string, path: string, query: string, signal: AbortSignal): Ask =>
    (headers) =>
      http.request({ operation, path: api + path, query, headers }, signal);

  const bodyOf = (operation: string, response: HttpResponse): unknown => readBody(system.id, operation, response);

  return {
    hasStaff: session !== null,

    async logIn(signal) {
      await session?.token(signal);
    },

    async resource(operation, path, includeFields, signal) {
      const ask = get(operation, path, `includeFields=${encodeURIComponent(includeFields)}`, signal);
      const response = await asking.asStaffOrPublic(ask, signal);
      if (response.status >= 400) {
        const code = refusalCode(response.body);
        if (code !== null && refusalKind(code) === 'not found') return null;
      }
      return bodyOf(operation, response);
    },

    async policies(name, signal) {
      const operation = `${name} policies`;
      // Only locations can be shadowed: asked of another list, the field is not known and all is refused.
      const query = `key=*&includeFields=displayName,description${name === 'location' ? ',shadowed' : ''}`;
      const ask = get(operation, `/policy/${name}/simpleQuery`, query, signal);
      return bodyOf(operation, await asking.openly('policies', ask, signal));
    },

    post: createPost({
      system: system.id,
      http,
      api,
      asStaff: asStaff && ((ask, signal) => asStaff(ask, signal, saysSessionEnded)),
      bodyOf,
    }),

    lookupTitles(titleIds, signal) {
      const path = `${settings.path}/rest/standard/lookupTitleInfo`;
      const ask: Ask = (headers, token) => {
        const query = titleInfoQuery(titleIds, headers['x-sirs-clientid'] ?? '', token);
        const accept = { ...headers, accept: 'application/xml' };
        return http.request({ operation: LOOKUP, path, query, headers: accept }, signal);
      };
      return asking.openly('titles', ask, signal);
    },

    close: () => {
      http.close();
    },
  };
}

function readBody(system: string, operation: string, response: HttpResponse): unknown {
  if (response.status !== 200) throw errorOfAnswer(system, operation, response);
  return normalise(readJson(system, operation, response));
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
