/** Koha's wire: REST and the OAI-PMH address. No domain words, no mapping. */
import type { SystemConfig } from '#domain/region.ts';
import { createHttpClient, inBackground, readJson } from '#platform/http-client.ts';
import type { HttpClient, HttpResponse } from '#platform/http-client.ts';
import type { HostGuard } from '#platform/host-guard/index.ts';
import { lmsError, timeOfHeader } from '../shared/lms-error.ts';
import { createAsk } from './ask.ts';
import { createAuth } from './auth.ts';
import type { AuthMode, KohaAuth } from './auth.ts';
import type { KohaSettings } from './config.ts';
import { encodeList } from './list-query.ts';
import type { Condition, ListQuery, WholeList } from './list-query.ts';
import { NotThere, authFailure, isRefusal, isUnknownRoute, unexpected } from './refusal.ts';

export interface ListAnswer {
  readonly rows: readonly unknown[];
  /** `X-Total-Count`: rows that match, on this page or not; null where the endpoint does not say (`/biblios`). */
  readonly total: number | null;
  /** The server's own clock (`Date`), milliseconds since the epoch; null where it does not say. */
  readonly serverTime: number | null;
}

/** One host that may answer OAI-PMH. */
export interface OaiHost {
  /** Found by the region file's public catalogue alone: where it has no OAI-PMH, or does not answer, nothing is wrong. */
  readonly presumed: boolean;
  /** An answer, whatever its status; never with credentials. */
  ask(operation: string, parameters: Readonly<Record<string, string>>, signal: AbortSignal): Promise<HttpResponse>;
}

/** What is sent to change something. */
export interface Sent {
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly json?: unknown;
}

export interface SendAnswer {
  /** Koha would not, and says why in the body. */
  readonly refused: boolean;
  /** Null for an empty body. */
  readonly body: unknown;
}

export interface KohaClient {
  readonly mode: AuthMode;
  /** One page of a list. */
  list(operation: string, path: string, query: ListQuery, signal: AbortSignal): Promise<ListAnswer>;
  /** A whole list page by page, each behind the last row of the one before. */
  pages(operation: string, path: string, query: WholeList, signal: AbortSignal): AsyncIterable<ListAnswer>;
  /** The same in one: the last page's answer with the rows of all. */
  all(operation: string, path: string, query: WholeList, signal: AbortSignal): Promise<ListAnswer>;
  /** Records as a MARCXML collection, or null where Koha cannot write them (500): one bad record fails its whole page. */
  marcXml(operation: string, query: ListQuery, signal: AbortSignal): Promise<Buffer | null>;
  /** One record for the public as MARCXML; null where it does not exist, or is not for the public. */
  publicMarcXml(operation: string, biblioId: number, signal: AbortSignal): Promise<Buffer | null>;
  /** Whether the public is shown a record at all; true where it is and Koha cannot write it. */
  isPublicRecord(operation: string, biblioId: number, signal: AbortSignal): Promise<boolean>;
  /** Where OAI-PMH may answer, in the order in which to look. */
  readonly oaiHosts: readonly OaiHost[];
  /** One thing by its address; null where it does not exist. */
  one(operation: string, path: string, signal: AbortSignal): Promise<unknown>;
  /**
   * Changes something, or asks what no address should hold; sent once. The answer is what Koha says of the business, a
   * refusal included; a fault, missing permissions and a question that Koha does not understand are errors.
   */
  send(operation: string, sent: Sent, signal: AbortSignal): Promise<SendAnswer>;
  /** Paths that the instance's own description lists (`/items`, `/checkouts/availability`); null where it gives none. */
  describePaths(signal: AbortSignal): Promise<ReadonlySet<string> | null>;
  close(): void;
}

const JSON_TYPE = 'application/json';
const MARCXML_TYPE = 'application/marcxml+xml';

export interface ClientContext {
  readonly system: SystemConfig;
  readonly settings: KohaSettings;
  readonly secret: (name: string) => string | undefined;
  readonly guard: HostGuard;
  readonly now: () => number;
}

/** One Koha, asked with one log-in: for answers that somebody waits for, and for work that stands behind them. */
export interface KohaClients {
  readonly live: KohaClient;
  readonly background: KohaClient;
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
  const hosts = createOaiHosts(context, http);
  const behind = hosts.map((host) => ({ ...host, http: inBackground(host.http) }));
  return {
    live: createKohaClient(context, http, auth, hosts),
    background: createKohaClient(context, inBackground(http), auth, behind),
  };
}

interface HostClient {
  readonly presumed: boolean;
  readonly http: HttpClient;
}

/** The region file's own address for OAI-PMH, else the system's, then the public catalogue's. */
function createOaiHosts({ system, settings, guard }: ClientContext, own: HttpClient): readonly HostClient[] {
  const at = (address: string, presumed: boolean): HostClient => {
    const { connections, callTimeoutMs: timeoutMs } = system.limits;
    return { presumed, http: createHttpClient({ system: system.id, address, connections, timeoutMs, guard }) };
  };
  const { address } = settings.oai;
  if (address !== null) return [at(address, false)];
  const opac = settings.opacAddress;
  const isElsewhere = opac !== null && URL.parse(opac)?.origin !== URL.parse(system.address)?.origin;
  return [{ presumed: false, http: own }, ...(isElsewhere ? [at(opac, true)] : [])];
}

function createKohaClient(
  context: ClientContext,
  http: HttpClient,
  auth: KohaAuth,
  hosts: readonly HostClient[],
): KohaClient {
  const system = context.system.id;
  const { apiPath, oai } = context.settings;
  const ask = createAsk({ system: context.system, apiPath, http, auth });

  async function get(
    operation: string,
    path: string,
    query: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<HttpResponse> {
    const response = await ask({ operation, path, query, headers }, signal);
    if (response.status === 403) throw authFailure(context.system, operation, response, auth.mode);
    return response;
  }

  async function list(operation: string, path: string, query: ListQuery, signal: AbortSignal): Promise<ListAnswer> {
    const headers = { accept: JSON_TYPE, ...(query.embed === undefined ? {} : { 'x-koha-embed': query.embed }) };
    const response = await get(operation, path, encodeList(query), headers, signal);
    if (response.status === 404 && !isUnknownRoute(response)) throw new NotThere(system, operation);
    if (response.status !== 200) throw unexpected(system, operation, response);
    const rows = readJson(system, operation, response);
    if (!Array.isArray(rows)) {
      throw lmsError(system, 'LMS_BAD_RESPONSE', `${operation}: answered no list; check the address`);
    }
    return {
      rows,
      total: readCount(response.headers['x-total-count']),
      serverTime: timeOfHeader(response.headers['date']),
    };
  }

  async function* pages(
    operation: string,
    path: string,
    { key, perPage = -1, ...query }: WholeList,
    signal: AbortSignal,
  ): AsyncGenerator<ListAnswer> {
    let behind: number | null = null;
    for (;;) {
      const q: Condition | undefined =
        behind === null ? query.q : { '-and': [query.q ?? {}, { [key]: { '>': behind } }] };
      const page = await list(operation, path, { ...query, ...(q && { q }), perPage, orderBy: key }, signal);
      yield page;
      if (page.total === null || page.rows.length >= page.total) return;
      behind = lastKey(page.rows, key.replace(/^me\./, ''));
      if (behind === null) {
        throw lmsError(
          system,
          'LMS_BAD_RESPONSE',
          `${operation}: ${page.total} rows are announced and ${page.rows.length} came; something before Koha cuts its answers`,
        );
      }
    }
  }

  return {
    mode: auth.mode,
    oaiHosts: hosts.map(({ http: of, presumed }) => ({
      presumed,
      ask: (operation, parameters, signal) =>
        of.request(
          {
            operation,
            path: oai.path,
            query: new URLSearchParams(parameters).toString(),
            headers: { accept: 'text/xml' },
          },
          signal,
        ),
    })),
    list,

    pages,

    async all(operation, path, query, signal) {
      const rows: unknown[] = [];
      let last: ListAnswer | null = null;
      for await (const page of pages(operation, path, query, signal)) {
        for (const row of page.rows) rows.push(row);
        last = page;
      }
      return { total: last?.total ?? null, serverTime: last?.serverTime ?? null, rows };
    },

    async marcXml(operation, query, signal) {
      const response = await get(operation, '/biblios', encodeList(query), { accept: MARCXML_TYPE }, signal);
      if (response.status === 500) return null;
      if (response.status !== 200) throw unexpected(system, operation, response);
      return response.body;
    },

    async publicMarcXml(operation, biblioId, signal) {
      const response = await get(operation, `/public/biblios/${biblioId}`, '', { accept: MARCXML_TYPE }, signal);
      if (response.status === 404 && !isUnknownRoute(response)) return null;
      if (response.status !== 200) throw unexpected(system, operation, response);
      return response.body;
    },

    async isPublicRecord(operation, biblioId, signal) {
      const response = await get(operation, `/public/biblios/${biblioId}`, '', { accept: MARCXML_TYPE }, signal);
      if (response.status === 404 && !isUnknownRoute(response)) return false;
      if (response.status === 200 || response.status === 500) return true;
      throw unexpected(system, operation, response);
    },

    async one(operation, path, signal) {
      const response = await get(operation, path, '', { accept: JSON_TYPE }, signal);
      if (response.status === 404 && !isUnknownRoute(response)) return null;
      if (response.status !== 200) throw unexpected(system, operation, response);
      return readJson(system, operation, response);
    },

    async send(operation, { method, path, json }, signal) {
      const request = {
        operation,
        path,
        method,
        headers: { accept: JSON_TYPE },
        ...(json === undefined ? {} : { json }),
      };
      const response = await ask(request, signal);
      const { status } = response;
      if (status === 204) return { refused: false, body: null };
      const refused = isRefusal(response);
      if (status === 200 || status === 201 || refused) {
        return { refused, body: readJson(system, operation, response) };
      }
      if (status === 403) throw authFailure(context.system, operation, response, auth.mode);
      throw unexpected(system, operation, response);
    },

    async describePaths(signal) {
      const response = await http.request(
        { operation: 'description', path: `${apiPath}/`, headers: { accept: JSON_TYPE } },
        signal,
      );
      if (response.status !== 200) return null;
      const description = readJson(system, 'description', response);
      if (typeof description !== 'object' || description === null || !('paths' in description)) return null;
      const { paths } = description;
      return typeof paths === 'object' && paths !== null ? new Set(Object.keys(paths)) : null;
    },

    close: () => {
      http.close();
      for (const host of hosts) host.http.close();
    },
  };
}

function lastKey(rows: readonly unknown[], key: string): number | null {
  const row = rows.at(-1);
  if (typeof row !== 'object' || row === null) return null;
  const value = Object.entries(row).find(([name]) => name === key)?.[1] as unknown;
  return typeof value === 'number' ? value : null;
}

function readCount(value: string | undefined): number | null {
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : null;
}
