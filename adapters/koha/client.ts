/** Koha's wire: REST and the OAI-PMH address. No domain words, no mapping. */
import type { AdapterContext } from '#contract/adapter.ts';
import { createHttpClient, inBackground, readJson } from '#platform/http-client.ts';
import type { HttpClient, HttpResponse } from '#platform/http-client.ts';
import { createAsk, createAuth, publicAuth } from './auth.ts';
import type { Ask, KohaAuth } from './auth.ts';
import type { KohaSettings } from './config.ts';
import { createLists, encodeList } from './lists.ts';
import type { Lists, ListQuery } from './lists.ts';
import { createOaiHosts } from './oai-hosts.ts';
import type { OaiHost } from './oai-hosts.ts';
import { authFailure, isUnknownRoute, unexpected } from './refusal.ts';
import type { AuthMode } from './refusal.ts';
import { createSend } from './send.ts';
import type { Send } from './send.ts';
import { JSON_TYPE, MARCXML_TYPE } from './wire.ts';

export interface KohaClient extends Lists, RecordReads {
  readonly mode: AuthMode;
  /** Where OAI-PMH may answer, in the order in which to look. */
  readonly oaiHosts: readonly OaiHost[];
  readonly send: Send;
  /** Paths that the instance's own description lists (`/items`, `/checkouts/availability`); null if it gives none. */
  describePaths(signal: AbortSignal): Promise<ReadonlySet<string> | null>;
}

export interface ClientContext extends Pick<AdapterContext, 'system' | 'secret' | 'guard' | 'now'> {
  readonly settings: KohaSettings;
}

/** One Koha, asked with one log-in: for answers that somebody waits for, and for work that stands behind them. */
export interface KohaClients {
  readonly live: KohaClient;
  readonly background: KohaClient;
  /** Asks without a log-in whatever the region file names: what everybody is shown. */
  readonly anonymous: KohaClient;
  close(): void;
}

/** Builds the clients; nothing is asked before the first call. */
export function createKohaClients(context: ClientContext): KohaClients {
  const { system, secret, guard, settings, now } = context;
  const http = createHttpClient({
    system: system.id,
    address: system.address,
    connections: system.limits.connections,
    timeoutMs: system.limits.callTimeoutMs,
    guard,
    // One bad record fails its whole page of MARCXML: that is an answer, and the page is asked for in parts.
    isFault: ({ status }, { headers }) => status >= 500 && headers?.['accept'] !== MARCXML_TYPE,
  });
  const auth = createAuth({ system, secret, http, apiPath: settings.apiPath, now });
  const hosts = createOaiHosts(context, settings, http);
  return {
    live: createKohaClient(context, http, auth, hosts.live),
    background: createKohaClient(context, inBackground(http), auth, hosts.background),
    anonymous: createKohaClient(context, inBackground(http), publicAuth, hosts.background),
    close: () => {
      http.close();
      hosts.close();
    },
  };
}

function createKohaClient(
  { system, settings: { apiPath } }: ClientContext,
  http: HttpClient,
  auth: KohaAuth,
  oaiHosts: readonly OaiHost[],
): KohaClient {
  const ask = createAsk({ system, apiPath, http }, auth);
  const get: Ask = async (request, signal) => {
    const response = await ask(request, signal);
    if (response.status === 403) throw authFailure(system, request.operation, response, auth.mode);
    return response;
  };
  return {
    mode: auth.mode,
    oaiHosts,
    ...createLists(system.id, get),
    ...createRecordReads(system.id, get),
    send: createSend(system, ask, auth.mode),
    async describePaths(signal) {
      const operation = 'description';
      // Without a log-in: the description is for everybody.
      const response = await http.request({ operation, path: `${apiPath}/`, headers: { accept: JSON_TYPE } }, signal);
      if (response.status !== 200) return null;
      const description = readJson(system.id, operation, response);
      if (typeof description !== 'object' || description === null || !('paths' in description)) return null;
      const { paths } = description;
      return typeof paths === 'object' && paths !== null ? new Set(Object.keys(paths)) : null;
    },
  };
}

interface RecordReads {
  /** Records as a MARCXML collection, or null if Koha cannot write them (500): one bad record fails its whole page. */
  marcXml(operation: string, query: ListQuery, signal: AbortSignal): Promise<Buffer | null>;
  /** One record for the public as MARCXML; null if it does not exist, or is not for the public. */
  publicMarcXml(operation: string, biblioId: number, signal: AbortSignal): Promise<Buffer | null>;
  /** Whether the public is shown a record at all; true if it is and Koha cannot write it. */
  isPublicRecord(operation: string, biblioId: number, signal: AbortSignal): Promise<boolean>;
  /** One thing by its address; null if it does not exist. */
  one(operation: string, path: string, signal: AbortSignal): Promise<unknown>;
}

/** Binds the questions to one way of asking. */
function createRecordReads(system: string, get: Ask): RecordReads {
  const isMissing = (response: HttpResponse): boolean => response.status === 404 && !isUnknownRoute(response);

  function publicRecord(operation: string, biblioId: number, signal: AbortSignal): Promise<HttpResponse> {
    return get({ operation, path: `/public/biblios/${biblioId}`, headers: { accept: MARCXML_TYPE } }, signal);
  }

  return {
    async marcXml(operation, query, signal) {
      const request = { operation, path: '/biblios', query: encodeList(query), headers: { accept: MARCXML_TYPE } };
      const response = await get(request, signal);
      if (response.status === 500) return null;
      if (response.status !== 200) throw unexpected(system, operation, response);
      return response.body;
    },

    async publicMarcXml(operation, biblioId, signal) {
      const response = await publicRecord(operation, biblioId, signal);
      if (isMissing(response)) return null;
      if (response.status !== 200) throw unexpected(system, operation, response);
      return response.body;
    },

    async isPublicRecord(operation, biblioId, signal) {
      const response = await publicRecord(operation, biblioId, signal);
      if (isMissing(response)) return false;
      if (response.status === 200 || response.status === 500) return true;
      throw unexpected(system, operation, response);
    },

    async one(operation, path, signal) {
      const response = await get({ operation, path, headers: { accept: JSON_TYPE } }, signal);
      if (isMissing(response)) return null;
      if (response.status !== 200) throw unexpected(system, operation, response);
      return readJson(system, operation, response);
    },
  };
}
