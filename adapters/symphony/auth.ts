/** How Mercia signs in to Symphony: one staff session for all calls, begun again when the server has dropped it. */
import type { SystemConfig } from '#domain/region.ts';
import type { HttpClient } from '#platform/http-client.ts';
import { readJson } from '#platform/http-client.ts';
import { lmsError } from '../shared/lms-error.ts';
import { createSession, readSecret } from '../shared/session.ts';
import type { LoggedIn, Session } from '../shared/session.ts';
import { errorOfAnswer, SymphonyRefusal } from './refusal.ts';
import { normalise, wireLogin } from './wire.ts';

export type StaffSession = Session<string>;

export interface AuthContext {
  readonly system: SystemConfig;
  readonly secret: (name: string) => string | undefined;
  readonly http: HttpClient;
  readonly loginPath: string;
  /** Headers that go with every call. */
  readonly headers: () => Readonly<Record<string, string>>;
  readonly now: () => number;
}

/** The session of the staff account; null if the region file names none. */
export function createStaffSession(context: AuthContext): StaffSession | null {
  const { userEnv, passwordEnv } = context.system.credentials;
  return userEnv === null || passwordEnv === null ? null : sessionOf(context, userEnv, passwordEnv);
}

function sessionOf(context: AuthContext, userEnv: string, passwordEnv: string): StaffSession {
  const system = context.system.id;
  const operation = 'log in';

  async function logIn(signal: AbortSignal): Promise<LoggedIn<string>> {
    const json = { login: readSecret(context, userEnv), password: readSecret(context, passwordEnv) };
    const request = { operation, path: context.loginPath, headers: context.headers(), json };
    const response = await context.http.request(request, signal);
    if (response.status !== 200) throw errorOfAnswer(system, operation, response);
    const parsed = wireLogin.safeParse(normalise(readJson(system, operation, response)));
    // Sessions end when nobody asks for a while: the server says so, and no sooner.
    if (parsed.success) return { token: parsed.data.sessionToken, lifeMs: null };
    throw lmsError(system, 'LMS_BAD_RESPONSE', `${operation}: the answer holds no session token; check the address`);
  }

  return createSession({
    system,
    now: context.now,
    logIn,
    refusedBefore: () => new SymphonyRefusal(system, operation, 'unableToLogin'),
  });
}
