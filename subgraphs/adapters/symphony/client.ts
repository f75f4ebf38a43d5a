/** Symphony's wire: the JSON of its resources and the XML of `lookupTitleInfo`. No domain words, no mapping. */
import type { SystemConfig } from '#domain/region.ts';
import { MerciaError } from '#platform/errors.ts';
import { createHttpClient, inBackground, readJson } from '#platform/http-client.ts';
import type { HostGuard } from '#platform/host-guard/index.ts';
import type { HttpClient, HttpResponse } from '#platform/http-client.ts';
import { beforeWrite } from '../shared/before-write.ts';
import type { SymphonySettings } from './config.ts';
import { createPost, saysSessionEnded } from './post.ts';
import type { Ask, Posted, SymphonyPost } from './post.ts';
import { whileInUse } from './record-in-use.ts';
import { errorOfAnswer, refusalCode, refusalKind } from './refusal.ts';
import { createSession, readSecret } from './session.ts';
import type { StaffSession } from './session.ts';
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
   * had ended or the record was in use. Throws where nobody can say whether it was done.
   */
  post(asked: SymphonyPost, signal: AbortSignal): Promise<Posted>;
  /** The XML of some titles at once, whatever its status. */
  lookupTitles(titleIds: readonly string[], signal: AbortSignal): Promise<HttpResponse>;
  close(): void;
}

export interface ClientContext {
  readonly system: SystemConfig;
  readonly settings: SymphonySettings;
  readonly secret: (name: string) => string | undefined;
  readonly guard: HostGuard;
  readonly now: () => number;
}

const LOOKUP = 'live items';

/** One Symphony, asked with one session: for answers that somebody waits for, and for work that stands behind them. */
export interface SymphonyClients {
  readonly live: SymphonyClient;
  readonly background: SymphonyClient;
}

type Role = 'STAFF' | 'GUEST';

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
    throw new MerciaError(
      'CONFIG_INVALID',
      `[${system.id}] credentials: Symphony wants a client id with every call; name it as clientIdEnv`,
      { system: system.id },
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
  const session = createSession({
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
  /** What turned out to need the session although it is open at most sites. */
  const closedToPublic = new Set<string>();

  /** Asks with the session; a dropped one is renewed once, because what was refused was not done. */
  async function asStaff(
    staff: StaffSession,
    ask: Ask,
    signal: AbortSignal,
    isDropped: (response: HttpResponse) => boolean = ({ status }) => status === 401,
  ): Promise<HttpResponse> {
    for (let tries = 0; ; tries += 1) {
      const token = await beforeWrite(staff.token(signal));
      const headers = { ...headersOf('STAFF'), 'x-sirs-sessiontoken': token };
      const response = await whileInUse(() => ask(headers, token), signal);
      if (!isDropped(response)) return response;
      staff.dropped(token);
      if (tries > 0) return response;
    }
  }

  /** Asks as the public where that is enough; what is refused there is asked with the session from then on. */
  async function openly(what: string, ask: Ask, signal: AbortSignal): Promise<HttpResponse> {
    if (session !== null && closedToPublic.has(what)) return asStaff(session, ask, signal);
    const response = await ask(headersOf('GUEST'), null);
    if ((response.status !== 401 && response.status !== 403) || session === null) return response;
    const again = await asStaff(session, ask, signal);
    if (again.status === 200) closedToPublic.add(what);
    return again;
  }

  const get =
    (operation: string, path: string, query: string, signal: AbortSignal): Ask =>
    (headers) =>
      http.request({ operation, path: api + path, query, headers }, signal);

  function bodyOf(operation: string, response: HttpResponse): unknown {
    if (response.status !== 200) throw errorOfAnswer(system.id, operation, response);
    return normalise(readJson(system.id, operation, response));
  }

  return {
    hasStaff: session !== null,

    async logIn(signal) {
      await session?.token(signal);
    },

    async resource(operation, path, includeFields, signal) {
      const ask = get(operation, path, `includeFields=${encodeURIComponent(includeFields)}`, signal);
      const response = session === null ? await ask(headersOf('GUEST'), null) : await asStaff(session, ask, signal);
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
      return bodyOf(operation, await openly('policies', ask, signal));
    },

    post: createPost({
      system: system.id,
      http,
      api,
      asStaff: session === null ? null : (ask, signal) => asStaff(session, ask, signal, saysSessionEnded),
      bodyOf,
    }),

    lookupTitles(titleIds, signal) {
      return openly(
        'titles',
        (headers, token) => {
          const query = new URLSearchParams([
            ['clientID', headers['x-sirs-clientid'] ?? ''],
            ...(token === null ? [] : [['sessionToken', token] as [string, string]]),
            ...titleIds.map((id): [string, string] => ['titleID', id]),
            ['includeAvailabilityInfo', 'true'],
            ['includeItemInfo', 'true'],
            ['includeBoundTogether', 'true'],
          ]);
          return http.request(
            {
              operation: LOOKUP,
              path: `${settings.path}/rest/standard/lookupTitleInfo`,
              query: query.toString(),
              headers: { ...headers, accept: 'application/xml' },
            },
            signal,
          );
        },
        signal,
      );
    },

    close: () => {
      http.close();
    },
  };
}
