/** The wire of WMS: a token of the key, and the availability of one title after the other. No domain words, no mapping. */
import { resolve } from 'node:path';
import { createHttpClient, type HttpClient, type HttpResponse } from '#platform/http-client.ts';
import type { MerciaError } from '#platform/errors.ts';
import type { AdapterContext } from '#contract/adapter.ts';
import { askForToken, type TokenAnswer, type TokenQuestion } from '../shared/client-credentials.ts';
import { createDayLimit, type DayLimit } from '../shared/day-limit.ts';
import { lmsError, unexpectedAnswer } from '../shared/lms-error.ts';
import { createSession, readSecret, withSession, type LoggedIn } from '../shared/session.ts';
import type { WmsSite } from './site.ts';
import { readTitle, type WireTitle } from './wire.ts';

export interface WmsClient {
  /** Gets a token, or finds that there is one. */
  logIn(signal: AbortSignal): Promise<void>;
  title(oclcNumber: string, signal: AbortSignal): Promise<WireTitle>;
  close(): void;
}

const OPERATION = 'availability';
/** A title with a thousand copies has half a megabyte. */
const LONGEST_ANSWER = 8_000_000;

type ClientContext = Pick<AdapterContext, 'secret' | 'guard' | 'now'>;

/** Nothing is asked before the first call. Throws CONFIG_INVALID where no key is named. */
export function createWmsClient(site: WmsSite, context: ClientContext): WmsClient {
  const { system, settings } = site;
  const { connections, callTimeoutMs: timeoutMs } = system.limits;
  const clientOf = (address: string): HttpClient =>
    createHttpClient({ system: system.id, address, connections, timeoutMs, guard: context.guard });
  const http = clientOf(system.address);
  const tokenUrl = new URL(settings.tokenUrl, system.address);
  const tokens = tokenUrl.origin === new URL(system.address).origin ? http : clientOf(tokenUrl.origin);
  const { session, refusal } = createKeySession(site, context, (asked, signal) =>
    askForToken(tokens, { ...asked, system: system.id, path: tokenUrl.pathname, sentIn: 'header' }, signal),
  );
  const limit = dayLimitOf(site, context);
  return {
    async logIn(signal) {
      await session.token(signal);
    },
    async title(oclcNumber, signal) {
      const query = new URLSearchParams({ 'x-registryId': settings.institution, query: `no:${oclcNumber}` }).toString();
      const ask = async (authorization: string): Promise<HttpResponse> => {
        const headers = { accept: 'application/xml', authorization };
        const asked = { operation: OPERATION, path: settings.path, query, headers };
        // A second try would be a second call, which nobody has counted.
        if (limit !== null) return limit.spend(() => http.request({ ...asked, repeatable: false }, signal));
        return http.request(asked, signal);
      };
      const response = await withSession(session, ask, ({ status }) => status === 401, signal);
      if (response.status === 401) throw refusal('refused with a fresh token (HTTP 401)');
      return titleOf(system.id, settings.path, response);
    },
    close() {
      http.close();
      tokens.close();
    },
  };
}

type AskForToken = (
  asked: Pick<TokenQuestion, 'clientId' | 'clientSecret' | 'scope'>,
  signal: AbortSignal,
) => Promise<TokenAnswer>;

/** The session of the key, for one institution, and the error where OCLC refuses it. */
function createKeySession({ system, settings }: WmsSite, { secret }: ClientContext, ask: AskForToken) {
  const { clientIdEnv, clientSecretEnv } = system.credentials;
  if (clientIdEnv === null || clientSecretEnv === null) {
    const what = 'WMS wants a token with every call; name the key as clientIdEnv and its secret as clientSecretEnv';
    throw lmsError(system.id, 'CONFIG_INVALID', `credentials: ${what}`);
  }
  const refusal = (why: string): MerciaError => {
    const what = `check what ${clientIdEnv} and ${clientSecretEnv} hold, and that the key is for WMS Availability at institution ${settings.institution}`;
    return lmsError(system.id, 'LMS_AUTH_FAILED', `log in: key or secret ${why}; ${what}`);
  };

  async function logIn(signal: AbortSignal): Promise<LoggedIn<string>> {
    const clientId = readSecret({ system, secret }, clientIdEnv ?? '');
    const clientSecret = readSecret({ system, secret }, clientSecretEnv ?? '');
    const scope = `WMS_Availability context:${settings.institution}`;
    const answer = await ask({ clientId, clientSecret, scope }, signal);
    if (!('status' in answer)) return answer;
    const { status } = answer;
    if (status === 400 || status === 401 || status === 403) throw refusal(`refused (HTTP ${status})`);
    throw lmsError(system.id, 'LMS_BAD_RESPONSE', `log in: no token (HTTP ${status}); check settings.tokenUrl`);
  }

  const refusedBefore = (): MerciaError => refusal('refused a moment ago and not tried again yet');
  return { session: createSession({ system: system.id, logIn, refusedBefore }), refusal };
}

function dayLimitOf({ system, settings: { dayLimit } }: WmsSite, { now }: ClientContext): DayLimit | null {
  if (dayLimit === null) return null;
  const folder = resolve(system.directory ?? '.', dayLimit.folder);
  return createDayLimit({ system: system.id, calls: dayLimit.calls, folder, setting: 'settings.dayLimit.folder', now });
}

function titleOf(system: string, path: string, response: HttpResponse): WireTitle {
  const { status, body } = response;
  if (status === 403) {
    const what =
      'the key may not ask this institution for availability; let OCLC add the service WMS_Availability to it';
    throw lmsError(system, 'LMS_NOT_PERMITTED', `${OPERATION}: ${what}`);
  }
  const missing = `there is nothing at ${path}; check the address and settings.path`;
  if (status !== 200) throw unexpectedAnswer({ system, operation: OPERATION, product: 'WMS', missing }, response);
  const title = body.length > LONGEST_ANSWER ? `an answer of ${body.length} bytes` : readTitle(body.toString('utf8'));
  if (typeof title !== 'string') return title;
  throw lmsError(system, 'LMS_BAD_RESPONSE', `${OPERATION}: ${title}; check the address and what stands before it`);
}
