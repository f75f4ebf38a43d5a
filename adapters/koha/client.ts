/** Koha's wire: REST and the OAI-PMH address. No domain words, no mapping. */
import type { AdapterContext } from '#contract/adapter.ts';
import { createHttpClient, inBackground, looksLikeHtml, readJson } from '#platform/http-client.ts';
import type { HttpClient, HttpResponse } from '#platform/http-client.ts';
import { lmsError } from '../shared/lms-error.ts';
import { createAsk, createAuth, publicAuth, type Ask, type KohaAuth } from './auth.ts';
import type { KohaSettings } from './config.ts';
import { createLists, encodeList, type ListQuery } from './lists.ts';
import { createOaiHosts, type OaiHost } from './oai-hosts.ts';
import { readMarcXmlRecords } from './marc-records.ts';
import { authFailure, isFaultOfKoha, isRefusal, isUnknownRoute, unexpected } from './refusal.ts';
import { JSON_TYPE, MARCXML_TYPE } from './wire.ts';

export type KohaClient = ReturnType<typeof createKohaClient>;

interface ClientContext extends Pick<AdapterContext, 'system' | 'secret' | 'guard'> {
  readonly settings: KohaSettings;
}

/**
 * One Koha, asked with one log-in: for answers that somebody waits for, and for work that stands behind them. Nothing is asked
 * before the first call.
 */
export function createKohaClients(context: ClientContext) {
  const { system, secret, guard, settings } = context;
  const http = createHttpClient({
    system: system.id,
    address: system.address,
    connections: system.limits.connections,
    timeoutMs: system.limits.callTimeoutMs,
    guard,
    // One bad record fails its whole page of MARCXML: that is an answer, and the page is asked for in parts.
    isFault: (response, { headers }) =>
      response.status >= 500 && !(headers?.['accept'] === MARCXML_TYPE && isUnwritten(response)),
  });
  const auth = createAuth({ system, secret, http, apiPath: settings.apiPath });
  const hosts = createOaiHosts(context, settings, http);
  return {
    live: createKohaClient(context, http, auth, hosts.live),
    background: createKohaClient(context, inBackground(http), auth, hosts.background),
    /** Asks without a log-in whatever the region file names: what everybody is shown. */
    anonymous: createKohaClient(context, inBackground(http), publicAuth, hosts.background),
    close: (): void => {
      http.close();
      hosts.close();
    },
  };
}

/** What changes something at Koha, or asks what no address should hold. */
export interface Sent {
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly json?: unknown;
}

function createKohaClient(
  { system, settings: { apiPath } }: ClientContext,
  http: HttpClient,
  auth: KohaAuth,
  oaiHosts: readonly OaiHost[],
) {
  const ask = createAsk({ system, apiPath, http }, auth);
  const get: Ask = async (request, signal) => {
    const response = await ask(request, signal);
    if (response.status === 403) throw authFailure(system, request.operation, response, auth.mode);
    return response;
  };
  const publicRecord = (operation: string, biblioId: number, signal: AbortSignal): Promise<HttpResponse> =>
    get({ operation, path: `/public/biblios/${biblioId}`, headers: { accept: MARCXML_TYPE } }, signal);
  return {
    mode: auth.mode,
    /** Where OAI-PMH may answer, in the order in which to look. */
    oaiHosts,
    ...createLists(system.id, get),
    /** Paths that the instance's own description lists (`/items`, `/checkouts/availability`); null if it gives none. */
    async describePaths(signal: AbortSignal): Promise<ReadonlySet<string> | null> {
      const operation = 'description';
      // Without a log-in: the description is for everybody.
      const response = await http.request({ operation, path: `${apiPath}/`, headers: { accept: JSON_TYPE } }, signal);
      if (response.status !== 200) return null;
      const description = readJson(system.id, operation, response);
      if (typeof description !== 'object' || description === null || !('paths' in description)) return null;
      const { paths } = description;
      return typeof paths === 'object' && paths !== null ? new Set(Object.keys(paths)) : null;
    },
    /**
     * Records as a MARCXML collection, or null if Koha cannot write them: one bad record fails its whole page. Throws for a 500 of what
     * stands before Koha.
     */
    async marcXml(operation: string, query: ListQuery, signal: AbortSignal): Promise<Buffer | null> {
      const request = { operation, path: '/biblios', query: encodeList(query), headers: { accept: MARCXML_TYPE } };
      const response = await get(request, signal);
      return isUnwritten(response) ? null : wellAnswered(system.id, operation, response).body;
    },
    /** One record for the public as MARCXML; null if it does not exist, or is not for the public. */
    async publicMarcXml(operation: string, biblioId: number, signal: AbortSignal): Promise<Buffer | null> {
      const response = await publicRecord(operation, biblioId, signal);
      return isMissing(response) ? null : wellAnswered(system.id, operation, response).body;
    },
    /**
     * Whether the public is shown a record at all; true if Koha would show it, and cannot write it. Throws where something else
     * answers: then it is not known.
     */
    async isPublicRecord(operation: string, biblioId: number, signal: AbortSignal): Promise<boolean> {
      const response = await publicRecord(operation, biblioId, signal);
      if (isMissing(response)) return false;
      if (isUnwritten(response)) return true;
      // One that is sent and cannot be read is shown all the same.
      if (readMarcXmlRecords(wellAnswered(system.id, operation, response).body).length === 1) return true;
      throw lmsError(system.id, 'LMS_BAD_RESPONSE', `${operation}: answered no record; check what stands before Koha`);
    },
    /** One thing by its address; null if it does not exist. */
    async one(operation: string, path: string, signal: AbortSignal): Promise<unknown> {
      const response = await get({ operation, path, headers: { accept: JSON_TYPE } }, signal);
      return isMissing(response) ? null : readJson(system.id, operation, wellAnswered(system.id, operation, response));
    },
    /**
     * Sent once. The answer is what Koha says of the business: its body, null for an empty one, and whether it would not and says
     * why. A fault, missing permissions and a question that Koha does not understand are errors.
     */
    async send(
      operation: string,
      sent: Sent,
      signal: AbortSignal,
      refuses: (response: HttpResponse) => boolean = isRefusal,
    ): Promise<{ refused: boolean; body: unknown }> {
      const response = await ask({ operation, headers: { accept: JSON_TYPE }, ...sent }, signal);
      const { status } = response;
      if (status === 204) return { refused: false, body: null };
      const refused = refuses(response);
      if (status === 200 || status === 201 || refused) {
        return { refused, body: readJson(system.id, operation, response) };
      }
      if (status === 403) throw authFailure(system, operation, response, auth.mode);
      throw unexpected(system.id, operation, response);
    },
  };
}

function isUnwritten(response: HttpResponse): boolean {
  return response.status === 500 && isFaultOfKoha(response);
}

function isMissing(response: HttpResponse): boolean {
  return response.status === 404 && !isUnknownRoute(response);
}

/** The answer, if it is one. */
function wellAnswered(system: string, operation: string, response: HttpResponse): HttpResponse {
  // What stands before Koha signs people in, or asks them whether they are people, with 200.
  if (response.status === 200 && !looksLikeHtml(response.body.toString('utf8', 0, 500))) return response;
  throw unexpected(system, operation, response);
}
