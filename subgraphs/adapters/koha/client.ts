/** Koha's wire: REST and the OAI-PMH address. No domain words, no mapping. */
import type { SystemConfig } from '#domain/region.ts';
import { MerciaError } from '#platform/errors.ts';
import { createHttpClient, looksLikeHtml, readJson } from '#platform/http-client.ts';
import type { HttpResponse } from '#platform/http-client.ts';
import { createAuth } from './auth.ts';
import type { AuthMode } from './auth.ts';
import type { KohaSettings } from './config.ts';
import { wireError } from './wire.ts';

/** A condition in the language of `q` (DBIx::Class): arrays mean one of, null means is null. */
export type Condition = Readonly<Record<string, unknown>>;

export interface ListQuery {
  readonly q?: Condition;
  /** Koha gives 20 where nothing is said; -1 is everything. */
  readonly perPage: number;
  /** A column, ascending. */
  readonly orderBy?: string;
  readonly embed?: string;
}

export interface ListAnswer {
  readonly rows: readonly unknown[];
  /** `X-Total-Count`: rows that match, on this page or not; null where the endpoint does not say (`/biblios`). */
  readonly total: number | null;
  /** The server's own clock (`Date`), milliseconds since the epoch; null where it does not say. */
  readonly serverTime: number | null;
}

export interface KohaClient {
  readonly mode: AuthMode;
  /** One page of a list. */
  list(operation: string, path: string, query: ListQuery, signal: AbortSignal): Promise<ListAnswer>;
  /** A whole list, even where something on the way cuts the page; `key` is the column that tells rows apart. */
  all(
    operation: string,
    path: string,
    query: Omit<ListQuery, 'perPage'> & { readonly key: string },
    signal: AbortSignal,
  ): Promise<ListAnswer>;
  /** Records as a MARCXML collection, or null where Koha cannot write them (500): one bad record fails its whole page. */
  marcXml(operation: string, query: ListQuery, signal: AbortSignal): Promise<Buffer | null>;
  /** One record for the public as MARCXML; null where it does not exist, or is not for the public. */
  publicMarcXml(operation: string, biblioId: number, signal: AbortSignal): Promise<Buffer | null>;
  /** An OAI-PMH answer, whatever its status; never with credentials. */
  oai(operation: string, parameters: Readonly<Record<string, string>>, signal: AbortSignal): Promise<HttpResponse>;
  /** Paths that the instance's own description lists (`/items`, `/checkouts/availability`); null where it gives none. */
  describePaths(signal: AbortSignal): Promise<ReadonlySet<string> | null>;
  close(): void;
}

/** LMS_AUTH_FAILED because the service account lacks a permission; `permission` is Koha's own name for it. */
export class MissingPermission extends MerciaError {
  readonly permission: string;

  constructor(system: string, operation: string, permission: string) {
    super(
      'LMS_AUTH_FAILED',
      `[${system}] ${operation}: the service account lacks the permission ${permission}; give it to the account in Koha`,
      { system },
    );
    this.permission = permission;
  }
}

/** The thing that a list belongs to does not exist (404), so there is no list. */
export class NotThere extends MerciaError {
  constructor(system: string, operation: string) {
    super('LMS_BAD_RESPONSE', `[${system}] ${operation}: Koha has no such thing (HTTP 404)`, { system });
  }
}

/** What a query may be long before proxies cut it; longer lists of ids are asked for in parts. */
export const MAX_QUERY_LENGTH = 6_000;

const JSON_TYPE = 'application/json';
const MARCXML_TYPE = 'application/marcxml+xml';

export interface ClientContext {
  readonly system: SystemConfig;
  readonly settings: KohaSettings;
  readonly secret: (name: string) => string | undefined;
  readonly now: () => number;
}

/** Builds the client; nothing is asked before the first call. */
export function createKohaClient(context: ClientContext): KohaClient {
  const system = context.system.id;
  const { apiPath, oai } = context.settings;
  const http = createHttpClient({
    system,
    address: context.system.address,
    connections: context.system.limits.connections,
    timeoutMs: context.system.limits.callTimeoutMs,
  });
  const auth = createAuth({ system: context.system, secret: context.secret, http, apiPath, now: context.now });

  async function get(
    operation: string,
    path: string,
    query: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<HttpResponse> {
    for (let tries = 0; ; tries += 1) {
      const header = await auth.header(signal);
      const response = await http.request(
        {
          operation,
          path: apiPath + path,
          query,
          headers: header === null ? headers : { ...headers, authorization: header },
        },
        signal,
      );
      if (response.status === 401 && tries === 0 && auth.refused(header)) continue;
      if (response.status === 401 || response.status === 403)
        throw authFailure(context.system, operation, response, auth.mode);
      return response;
    }
  }

  async function list(operation: string, path: string, query: ListQuery, signal: AbortSignal): Promise<ListAnswer> {
    const headers = { accept: JSON_TYPE, ...(query.embed === undefined ? {} : { 'x-koha-embed': query.embed }) };
    const response = await get(operation, path, encodeList(query), headers, signal);
    if (response.status === 404 && !isUnknownRoute(response)) throw new NotThere(system, operation);
    if (response.status !== 200) throw unexpected(system, operation, response);
    const rows = readJson(system, operation, response);
    if (!Array.isArray(rows)) {
      throw new MerciaError('LMS_BAD_RESPONSE', `[${system}] ${operation}: answered no list; check the address`, {
        system,
      });
    }
    return {
      rows,
      total: readCount(response.headers['x-total-count']),
      serverTime: readDate(response.headers['date']),
    };
  }

  return {
    mode: auth.mode,
    list,

    async all(operation, path, query, signal) {
      const { key, ...rest } = query;
      const rows: unknown[] = [];
      let last: number | null = null;
      for (;;) {
        const q = last === null ? rest.q : { '-and': [rest.q ?? {}, { [key]: { '>': last } }] };
        const page = await list(
          operation,
          path,
          { ...rest, ...(q === undefined ? {} : { q }), perPage: -1, orderBy: key },
          signal,
        );
        rows.push(...page.rows);
        if (page.total === null || page.rows.length >= page.total) return { ...page, rows };
        last = lastKey(page.rows, key.replace(/^me\./, ''));
        if (last === null) {
          throw new MerciaError(
            'LMS_BAD_RESPONSE',
            `[${system}] ${operation}: ${page.total} rows are announced and ${page.rows.length} came; something before Koha cuts its answers`,
            { system },
          );
        }
      }
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

    oai: (operation, parameters, signal) =>
      http.request(
        {
          operation,
          path: oai.path,
          query: new URLSearchParams(parameters).toString(),
          headers: { accept: 'text/xml' },
        },
        signal,
      ),

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
    },
  };
}

/** The query string of a list; `+` and `>` must be escaped, commas need not be and are many. */
export function encodeList(query: ListQuery): string {
  const parts = [`_per_page=${query.perPage}`];
  if (query.orderBy !== undefined) parts.push(`_order_by=%2B${encodeURIComponent(query.orderBy)}`);
  if (query.q !== undefined) parts.push(`q=${encodeURIComponent(JSON.stringify(query.q)).replaceAll('%2C', ',')}`);
  return parts.join('&');
}

/** Parts a list of ids so that each part's query stays below {@link MAX_QUERY_LENGTH} and its length below `most`. */
export function inParts(ids: readonly number[], most: number): readonly (readonly number[])[] {
  const parts: number[][] = [];
  let part: number[] = [];
  let length = 0;
  for (const id of ids) {
    const more = String(id).length + 1;
    if (part.length > 0 && (part.length >= most || length + more > MAX_QUERY_LENGTH)) {
      parts.push(part);
      part = [];
      length = 0;
    }
    part.push(id);
    length += more;
  }
  if (part.length > 0) parts.push(part);
  return parts;
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

function readDate(value: string | undefined): number | null {
  const time = value === undefined ? Number.NaN : Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

function bodyOf(response: HttpResponse): unknown {
  try {
    return JSON.parse(response.body.toString('utf8'));
  } catch {
    return null;
  }
}

/** A route that this version does not have is 404 with an `errors` array; a thing that does not exist is 404 with `error`. */
function isUnknownRoute(response: HttpResponse): boolean {
  const body = bodyOf(response);
  return typeof body !== 'object' || body === null || !('error' in body);
}

/** A wrong password is 403 in Koha, as a missing permission is; only the latter names permissions, or says so. */
function authFailure(
  { id: system, credentials }: SystemConfig,
  operation: string,
  response: HttpResponse,
  mode: AuthMode,
): MerciaError {
  const parsed = wireError.safeParse(bodyOf(response));
  const words = parsed.success ? (parsed.data.error ?? '') : '';
  if (parsed.success && words.startsWith('Authorization failure')) {
    return new MissingPermission(system, operation, permissionNames(parsed.data.required_permissions));
  }
  const what =
    mode === 'public'
      ? 'needs a log-in; name credentials in the region file'
      : /password/i.test(words) || response.status === 401
        ? `user or password refused; check what ${credentials.userEnv ?? 'the user'} and ${credentials.passwordEnv ?? 'the password'} hold`
        : `refused (HTTP ${response.status}) without Koha's reason; check what stands before it`;
  return new MerciaError('LMS_AUTH_FAILED', `[${system}] ${operation}: ${what}`, { system });
}

/** `{"circulate":"circulate_remaining_permissions"}`, an array of such, or null. */
function permissionNames(required: unknown): string {
  const entries = (Array.isArray(required) ? required : [required]).flatMap((one: unknown) =>
    typeof one === 'object' && one !== null ? Object.entries(one) : [],
  );
  const names = entries.map(([area, name]) => (typeof name === 'string' && name !== '1' ? `${area}:${name}` : area));
  return names.length === 0 ? 'that Koha does not name' : names.join(' or ');
}

function unexpected(system: string, operation: string, response: HttpResponse): MerciaError {
  const { status } = response;
  const what = looksLikeHtml(response.body.toString('utf8', 0, 500))
    ? `answered a web page (HTTP ${status}); check the address and what stands before Koha`
    : status === 404
      ? 'this Koha has no such endpoint (HTTP 404); check the address, or its version is too old'
      : status >= 500
        ? `Koha reports a fault of its own (HTTP ${status}); its log says which`
        : `Koha does not understand the question (HTTP ${status}); its version may differ from those this adapter knows`;
  return new MerciaError('LMS_BAD_RESPONSE', `[${system}] ${operation}: ${what}`, { system });
}
