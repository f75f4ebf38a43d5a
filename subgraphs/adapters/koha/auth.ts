/** How Koha is told who asks: OAuth2 client credentials, else Basic, else nothing (public endpoints only). */
import type { SystemConfig } from '#domain/region.ts';
import type { HttpClient } from '#platform/http-client.ts';
import { readJson } from '#platform/http-client.ts';
import { MerciaError, isMerciaError } from '#platform/errors.ts';
import { wireToken } from './wire.ts';

export type AuthMode = 'oauth' | 'basic' | 'public';

export interface KohaAuth {
  /** What is configured; a site without the OAuth2 switch falls back to Basic where that is configured too. */
  readonly mode: AuthMode;
  /** The header for one call; null for none. Rejects with CONFIG_INVALID where a named variable is not set. */
  header(signal: AbortSignal): Promise<string | null>;
  /** Told that a header was refused (401); true where another try with a fresh one makes sense. */
  refused(header: string | null): boolean;
}

interface Token {
  readonly header: string;
  readonly renewAt: number;
}

/** After wrong credentials the site is left alone for so long: Koha locks accounts after some failures. */
const REFUSED_PAUSE_MS = 60_000;
const RENEW_BEFORE_MS = 60_000;

export interface AuthContext {
  readonly system: SystemConfig;
  readonly secret: (name: string) => string | undefined;
  readonly http: HttpClient;
  readonly apiPath: string;
  readonly now: () => number;
}

/** Reads the credentials that the region file names. */
export function createAuth(context: AuthContext): KohaAuth {
  const { credentials } = context.system;
  const oauth = pair(credentials.clientIdEnv, credentials.clientSecretEnv);
  const basic = pair(credentials.userEnv, credentials.passwordEnv);
  if (oauth !== null) return oauthOf(context, oauth, basic === null ? null : basicOf(context, basic));
  return basic === null ? publicAuth : basicOf(context, basic);
}

const publicAuth: KohaAuth = {
  mode: 'public',
  header: () => Promise.resolve(null),
  refused: () => false,
};

interface NamePair {
  readonly first: string;
  readonly second: string;
}

function pair(first: string | null, second: string | null): NamePair | null {
  return first === null || second === null ? null : { first, second };
}

function read(context: AuthContext, name: string): string {
  const value = context.secret(name);
  if (value === undefined || value === '') {
    throw new MerciaError(
      'CONFIG_INVALID',
      `[${context.system.id}] log in: the environment variable ${name} is not set; set it, or take it out of the region file`,
      { system: context.system.id },
    );
  }
  return value;
}

function basicOf(context: AuthContext, names: NamePair): KohaAuth {
  return {
    mode: 'basic',
    header: async () => {
      const login = `${read(context, names.first)}:${read(context, names.second)}`;
      return `Basic ${Buffer.from(login, 'utf8').toString('base64')}`;
    },
    refused: () => false,
  };
}

function oauthOf(context: AuthContext, names: NamePair, fallback: KohaAuth | null): KohaAuth {
  let token: Token | null = null;
  let underWay: Promise<Token | null> | null = null;
  let pausedUntil = 0;
  let switchedOff = false;

  async function ask(): Promise<Token | null> {
    const form = {
      grant_type: 'client_credentials',
      client_id: read(context, names.first),
      client_secret: read(context, names.second),
    };
    const request = {
      operation: 'log in',
      path: `${context.apiPath}/oauth/token`,
      headers: { accept: 'application/json' },
      form,
    };
    // Not the caller's signal: others wait for the same token. The client's own time limit ends it.
    const response = await context.http.request(request, new AbortController().signal);
    // 400 and 404: OAuth2 client credentials are switched off at this site, or not known to it.
    if ((response.status === 400 || response.status === 404) && fallback !== null) return null;
    if (response.status >= 400 && response.status < 500 && response.status !== 404)
      throw refusal(context, response.status);
    if (response.status !== 200) throw strange(context, response.status);
    const parsed = wireToken.safeParse(readJson(context.system.id, 'log in', response));
    if (!parsed.success) {
      throw new MerciaError(
        'LMS_BAD_RESPONSE',
        `[${context.system.id}] log in: the answer holds no token; check the address`,
        {
          system: context.system.id,
        },
      );
    }
    const lifeMs = parsed.data.expires_in * 1000;
    return {
      header: `Bearer ${parsed.data.access_token}`,
      renewAt: context.now() + lifeMs - Math.min(RENEW_BEFORE_MS, lifeMs / 10),
    };
  }

  async function renew(): Promise<Token | null> {
    try {
      token = await ask();
      if (token === null) switchedOff = true;
      return token;
    } catch (error) {
      if (isMerciaError(error, 'LMS_AUTH_FAILED')) pausedUntil = context.now() + REFUSED_PAUSE_MS;
      throw error;
    } finally {
      underWay = null;
    }
  }

  return {
    mode: 'oauth',
    async header(signal) {
      if (switchedOff && fallback !== null) return fallback.header(signal);
      if (token !== null && context.now() < token.renewAt) return token.header;
      if (context.now() < pausedUntil) throw refusal(context, null);
      underWay ??= renew();
      const fresh = await orGivenUp(context, underWay, signal);
      return fresh === null ? (fallback?.header(signal) ?? null) : fresh.header;
    },
    refused(header) {
      if (switchedOff || header === null) return false;
      // Only the token that was refused: another call may have renewed it meanwhile.
      if (token?.header === header) token = null;
      return true;
    },
  };
}

function refusal(context: AuthContext, status: number | null): MerciaError {
  const { clientIdEnv, clientSecretEnv } = context.system.credentials;
  const why = status === null ? 'refused a moment ago and not tried again yet' : `refused (HTTP ${status})`;
  return new MerciaError(
    'LMS_AUTH_FAILED',
    `[${context.system.id}] log in: client id or secret ${why}; check what ${clientIdEnv ?? 'the id'} and ${clientSecretEnv ?? 'the secret'} hold, and that RESTOAuth2ClientCredentials is on`,
    { system: context.system.id },
  );
}

function strange(context: AuthContext, status: number): MerciaError {
  const what = status === 404 ? 'there is no log-in at this address' : 'Koha reports a fault of its own';
  return new MerciaError(
    'LMS_BAD_RESPONSE',
    `[${context.system.id}] log in: ${what} (HTTP ${status}); check the address`,
    {
      system: context.system.id,
    },
  );
}

/** Waits for what others wait for too, but no longer than this caller wants to. */
async function orGivenUp<T>(context: AuthContext, promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const givenUp = Promise.withResolvers<never>();
  const onAbort = (): void => {
    givenUp.reject(
      new MerciaError('LMS_TIMEOUT', `[${context.system.id}] log in: given up before the system answered`, {
        system: context.system.id,
      }),
    );
  };
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, givenUp.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    promise.catch(() => undefined);
    givenUp.promise.catch(() => undefined);
  }
}
