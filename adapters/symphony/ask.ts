/** Asks Symphony as staff, with one session for all calls, or as the public where that is enough. */
import { setTimeout as delay } from 'node:timers/promises';
import type { AdapterContext } from '#contract/adapter.ts';
import { readJson, type HttpClient, type HttpResponse } from '#platform/http-client.ts';
import { lmsError } from '../shared/lms-error.ts';
import { createSession, readSecret, withSession, type LoggedIn, type Session } from '../shared/session.ts';
import { errorOfAnswer, refusalCode, refusalKind, SymphonyRefusal } from './refusal.ts';
import { normalise, wireLogin } from './wire.ts';

type Headers = Readonly<Record<string, string>>;
/** Headers that go with every call. */
export type HeadersOf = (role: 'STAFF' | 'GUEST') => Headers;
/** One request, sent with these headers. */
export type Ask = (headers: Headers, token: string | null) => Promise<HttpResponse>;
export type StaffSession = Session<string>;

/** The session of the staff account, begun again when the server has dropped it; null if the region file names no such account. */
export function createStaffSession(
  context: Pick<AdapterContext, 'system' | 'secret'>,
  http: HttpClient,
  path: string,
  headersOf: HeadersOf,
): StaffSession | null {
  const { id: system, credentials } = context.system;
  const { userEnv, passwordEnv } = credentials;
  if (userEnv === null || passwordEnv === null) return null;
  const operation = 'log in';
  async function logIn(signal: AbortSignal): Promise<LoggedIn<string>> {
    const json = { login: readSecret(context, userEnv ?? ''), password: readSecret(context, passwordEnv ?? '') };
    const response = await http.request({ operation, path, headers: headersOf('STAFF'), json }, signal);
    if (response.status !== 200) throw errorOfAnswer(system, operation, response);
    const parsed = wireLogin.safeParse(normalise(readJson(system, operation, response)));
    // Sessions end when nobody asks for a while: the server says so, and no sooner.
    if (parsed.success) return { token: parsed.data.sessionToken, lifeMs: null };
    throw lmsError(system, 'LMS_BAD_RESPONSE', `${operation}: the answer holds no session token; check the address`);
  }
  const refusedBefore = (): SymphonyRefusal => new SymphonyRefusal(system, operation, 'unableToLogin');
  return createSession({ system, logIn, refusedBefore });
}

export function createAsking(session: StaffSession | null, headersOf: HeadersOf) {
  /** What turned out to need the session although it is open at most sites. */
  const closedToPublic = new Set<string>();
  const asPublic = (ask: Ask): Promise<HttpResponse> => ask(headersOf('GUEST'), null);
  /** A session that the server has dropped is renewed once. Null if no staff account is named. */
  const asStaff =
    session &&
    ((ask: Ask, signal: AbortSignal, isDropped = isUnauthorised): Promise<HttpResponse> => {
      const askWith = (token: string): Promise<HttpResponse> => {
        const headers = { ...headersOf('STAFF'), 'x-sirs-sessiontoken': token };
        return whileInUse(() => ask(headers, token), signal);
      };
      return withSession(session, askWith, isDropped, signal);
    });
  return {
    asStaff,
    asStaffOrPublic: (ask: Ask, signal: AbortSignal): Promise<HttpResponse> =>
      asStaff === null ? asPublic(ask) : asStaff(ask, signal),
    /** As the public where that is enough; what is refused there is asked with the session from then on. */
    async openly(what: string, ask: Ask, signal: AbortSignal): Promise<HttpResponse> {
      if (asStaff !== null && closedToPublic.has(what)) return asStaff(ask, signal);
      const response = await asPublic(ask);
      if ((response.status !== 401 && response.status !== 403) || asStaff === null) return response;
      const again = await asStaff(ask, signal);
      if (again.status === 200) closedToPublic.add(what);
      return again;
    },
  };
}

function isUnauthorised({ status }: HttpResponse): boolean {
  return status === 401;
}

/** Milliseconds between one try and the next. Known clients wait for 750 ms, and again and again for half a minute. */
const WAITS_MS = [250, 500, 1_000];
/** A server that takes so long to say it is not asked again: whoever waits must know when a write cannot happen any more. */
const PATIENCE_MS = 3_000;

/**
 * Asks again, a few times, while another session has the record. What was refused for it was not done, so this holds for
 * writes too. Gives the last answer, whatever it is.
 */
export async function whileInUse(
  ask: () => Promise<HttpResponse>,
  signal: AbortSignal,
  pause: (ms: number, signal: AbortSignal) => Promise<unknown> = (ms) => delay(ms, undefined, { signal }),
  clock: () => number = () => performance.now(),
): Promise<HttpResponse> {
  const began = clock();
  let response = await ask();
  for (const ms of WAITS_MS) {
    if (!isInUse(response) || clock() - began > PATIENCE_MS) return response;
    await pause(ms, signal).catch(() => undefined);
    if (signal.aborted) return response;
    response = await ask();
  }
  return response;
}

function isInUse({ status, body }: HttpResponse): boolean {
  if (status < 400) return false;
  const code = refusalCode(body);
  return code !== null && refusalKind(code) === 'busy';
}
