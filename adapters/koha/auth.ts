/** How Mercia signs in to Koha, and asks: OAuth2 client credentials, else Basic, else nothing (public endpoints only). */
import type { SystemConfig } from '#domain/region.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '#platform/http-client.ts';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import { askForToken } from '../shared/client-credentials.ts';
import { lmsError } from '../shared/lms-error.ts';
import { asSlot } from '../shared/slots.ts';
import { createSession, readSecret, withSession, type LoggedIn, type Session } from '../shared/session.ts';
import { authFailure, type AuthMode } from './refusal.ts';

/** Its token is the header for one call; null for none. Rejects with CONFIG_INVALID if a named variable is not set. */
export interface KohaAuth extends Session<string | null> {
  /** What is configured; a site without the OAuth2 switch falls back to Basic if that is configured too. */
  readonly mode: AuthMode;
}

export interface AuthContext {
  readonly system: SystemConfig;
  readonly secret: (name: string) => string | undefined;
  readonly http: HttpClient;
  readonly apiPath: string;
}

/** Reads the credentials that the region file names. Throws CONFIG_INVALID for a client id without its secret. */
export function createAuth(context: AuthContext): KohaAuth {
  const { id, credentials } = context.system;
  if (credentials.clientIdEnv !== null && credentials.clientSecretEnv === null) {
    const what = 'credentials.clientIdEnv: a client id of Koha has a secret; name it as clientSecretEnv';
    throw lmsError(id, 'CONFIG_INVALID', what);
  }
  const oauth = pair(credentials.clientIdEnv, credentials.clientSecretEnv);
  const names = pair(credentials.userEnv, credentials.passwordEnv);
  const basic = names === null ? null : basicOf(context, names);
  return oauth === null ? (basic ?? publicAuth) : oauthOf(context, oauth, basic);
}

/** So long a site that takes no OAuth2 is asked by Basic before it is looked whether it does now. */
const OFF_FOR_MS = 600_000;

/** Asks as anybody may. */
export const publicAuth: KohaAuth = {
  mode: 'public',
  token: () => Promise.resolve(null),
  refused: () => false,
};

/** Asks with the log-in of the service account, by paths below the interface's own. */
export type Ask = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;

/** After a 401 it asks once more with a fresh token. */
export function createAsk(
  { system, apiPath, http }: Pick<AuthContext, 'system' | 'apiPath' | 'http'>,
  auth: KohaAuth,
): Ask {
  return async (request, signal) => {
    const ask = (header: string | null): Promise<HttpResponse> => {
      const headers = { ...request.headers, ...(header === null ? {} : { authorization: header }) };
      return http.request({ ...request, path: apiPath + request.path, headers }, signal);
    };
    const response = await withSession(auth, ask, ({ status }) => status === 401, signal);
    if (response.status === 401) throw authFailure(system, request.operation, response, auth.mode);
    return response;
  };
}

interface NamePair {
  readonly first: string;
  readonly second: string;
}

function pair(first: string | null, second: string | null): NamePair | null {
  return first === null || second === null ? null : { first, second };
}

function basicOf(context: AuthContext, names: NamePair): KohaAuth {
  return {
    mode: 'basic',
    token: async () => {
      const login = `${readSecret(context, names.first)}:${readSecret(context, names.second)}`;
      return `Basic ${Buffer.from(login, 'utf8').toString('base64')}`;
    },
    refused: () => false,
  };
}

function oauthOf(context: AuthContext, names: NamePair, fallback: KohaAuth | null): KohaAuth {
  const { system, http } = context;
  let switchedOff = false;

  /**
   * Null if OAuth2 client credentials are switched off at this site, or not known to it (400, 404), and there is another way; and then for as
   * long as nothing but a token is the answer.
   */
  async function logIn(signal: AbortSignal): Promise<LoggedIn<string | null>> {
    const [clientId, clientSecret] = [readSecret(context, names.first), readSecret(context, names.second)];
    const path = `${context.apiPath}/oauth/token`;
    const asked = { system: system.id, path, clientId, clientSecret, sentIn: 'form' } as const;
    const answer = await asSlot(askForToken(http, asked, signal));
    if (!isMerciaError(answer) && !('status' in answer)) {
      switchedOff = false;
      return answer;
    }
    const status = isMerciaError(answer) ? null : answer.status;
    // Basic, once it is used, is given up for nothing but a token.
    if (fallback !== null && !signal.aborted && (switchedOff || status === 400 || status === 404)) {
      switchedOff = true;
      return { token: null, lifeMs: OFF_FOR_MS };
    }
    if (isMerciaError(answer)) throw answer;
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 404)
      throw refusal(system, `refused (HTTP ${answer.status})`);
    throw strange(system, answer.status);
  }

  const session = createSession({
    system: system.id,
    logIn,
    refusedBefore: () => refusal(system, 'refused a moment ago and not tried again yet'),
  });
  return {
    mode: 'oauth',
    token: async (signal) => (await session.token(signal)) ?? fallback?.token(signal) ?? null,
    refused: (header) => session.refused(switchedOff ? null : header),
  };
}

function refusal({ id, credentials }: SystemConfig, why: string): MerciaError {
  const { clientIdEnv, clientSecretEnv } = credentials;
  const what = `check what ${clientIdEnv ?? 'the id'} and ${clientSecretEnv ?? 'the secret'} hold, and that RESTOAuth2ClientCredentials is on`;
  return lmsError(id, 'LMS_AUTH_FAILED', `log in: client id or secret ${why}; ${what}`);
}

function strange({ id }: SystemConfig, status: number): MerciaError {
  const what = status === 404 ? 'there is no log-in at this address' : 'Koha reports a fault of its own';
  return lmsError(id, 'LMS_BAD_RESPONSE', `log in: ${what} (HTTP ${status}); check the address`);
}
