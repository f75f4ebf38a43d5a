/** The staff session: one log-in for everybody who waits, again when the server has dropped it. */
import type { SystemConfig } from '#domain/region.ts';
import { MerciaError, isMerciaError } from '#platform/errors.ts';
import type { HttpClient } from '#platform/http-client.ts';
import { readJson } from '#platform/http-client.ts';
import { errorOfAnswer, SymphonyRefusal } from './refusal.ts';
import { normalise, wireLogin } from './wire.ts';

export interface StaffSession {
  /** The token of the session; logs in where there is none. */
  token(signal: AbortSignal): Promise<string>;
  /** Told that a token was refused: the next question logs in again. */
  dropped(token: string): void;
}

export interface SessionContext {
  readonly system: SystemConfig;
  readonly secret: (name: string) => string | undefined;
  readonly http: HttpClient;
  readonly loginPath: string;
  /** Headers that go with every call. */
  readonly headers: () => Readonly<Record<string, string>>;
  readonly now: () => number;
}

/** After wrong credentials the site is left alone for so long. */
const REFUSED_PAUSE_MS = 60_000;

/** Reads the value of a variable named in the region file. Throws CONFIG_INVALID where it is not set. */
export function readSecret(context: Pick<SessionContext, 'system' | 'secret'>, name: string): string {
  const value = context.secret(name);
  if (value !== undefined && value !== '') return value;
  const { id } = context.system;
  throw new MerciaError(
    'CONFIG_INVALID',
    `[${id}] log in: the environment variable ${name} is not set; set it, or take it out of the region file`,
    { system: id },
  );
}

/** The session of the staff account; null where the region file names none. */
export function createSession(context: SessionContext): StaffSession | null {
  const { userEnv, passwordEnv } = context.system.credentials;
  if (userEnv === null || passwordEnv === null) return null;
  const system = context.system.id;
  const operation = 'log in';
  let current: string | null = null;
  let underWay: Promise<string> | null = null;
  let pausedUntil = 0;

  async function logIn(login: string, password: string): Promise<string> {
    // Not the caller's signal: others wait for the same session. The client's own time limit ends it.
    const response = await context.http.request(
      { operation, path: context.loginPath, headers: context.headers(), json: { login, password } },
      new AbortController().signal,
    );
    if (response.status !== 200) throw errorOfAnswer(system, operation, response);
    const parsed = wireLogin.safeParse(normalise(readJson(system, operation, response)));
    if (parsed.success) return parsed.data.sessionToken;
    throw new MerciaError(
      'LMS_BAD_RESPONSE',
      `[${system}] ${operation}: the answer holds no session token; check the address`,
      { system },
    );
  }

  async function renew(user: string, secretName: string): Promise<string> {
    try {
      current = await logIn(readSecret(context, user), readSecret(context, secretName));
      return current;
    } catch (error) {
      if (isMerciaError(error, 'LMS_AUTH_FAILED')) pausedUntil = context.now() + REFUSED_PAUSE_MS;
      throw error;
    } finally {
      underWay = null;
    }
  }

  return {
    async token(signal) {
      if (current !== null) return current;
      if (context.now() < pausedUntil) throw new SymphonyRefusal(system, operation, 'unableToLogin');
      underWay ??= renew(userEnv, passwordEnv);
      return orGivenUp(system, underWay, signal);
    },
    dropped(token) {
      // Only the token that was refused: another call may have renewed it meanwhile.
      if (current === token) current = null;
    },
  };
}

/** Waits for what others wait for too, but no longer than this caller wants to. */
export async function orGivenUp<T>(system: string, promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const givenUp = Promise.withResolvers<never>();
  const onAbort = (): void => {
    givenUp.reject(new MerciaError('LMS_TIMEOUT', `[${system}] given up before the system answered`, { system }));
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
