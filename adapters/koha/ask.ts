import type { SystemConfig } from '#domain/region.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '#platform/http-client.ts';
import { withSession } from '../shared/session.ts';
import type { KohaAuth } from './auth.ts';
import { authFailure } from './refusal.ts';

export interface AskContext {
  readonly system: SystemConfig;
  readonly apiPath: string;
  readonly http: HttpClient;
  readonly auth: KohaAuth;
}

/** Asks with the log-in of the service account, by paths below the interface's own. */
export type Ask = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;

/** After a 401 it asks once more with a fresh token. */
export function createAsk({ system, apiPath, http, auth }: AskContext): Ask {
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
