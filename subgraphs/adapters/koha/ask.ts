import type { SystemConfig } from '#domain/region.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '#platform/http-client.ts';
import { beforeWrite } from '../shared/before-write.ts';
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

/** After a 401 it asks once more with a fresh token: nothing was done, so that a write may follow it too. */
export function createAsk({ system, apiPath, http, auth }: AskContext): Ask {
  return async (request, signal) => {
    for (let tries = 0; ; tries += 1) {
      const header = await beforeWrite(auth.header(signal));
      const headers = { ...request.headers, ...(header === null ? {} : { authorization: header }) };
      const response = await http.request({ ...request, path: apiPath + request.path, headers }, signal);
      if (response.status === 401 && tries === 0 && auth.refused(header)) continue;
      if (response.status === 401) throw authFailure(system, request.operation, response, auth.mode);
      return response;
    }
  };
}
