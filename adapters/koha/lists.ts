/** Koha's lists: how they are asked for, and how they are read: one page, page by page, or the whole. */
import type { MerciaError } from '#platform/errors.ts';
import { readJson, type HttpResponse } from '#platform/http-client.ts';
import { lmsError, timeOfHeader } from '../shared/lms-error.ts';
import { inParts } from '../shared/slots.ts';
import type { Ask } from './auth.ts';
import { NotFoundAtKoha, UnknownEmbed, isUnknownEmbed, isUnknownRoute, unexpected } from './refusal.ts';
import { JSON_TYPE } from './wire.ts';

/** A condition in the language of `q` (DBIx::Class): arrays mean one of, null means is null. */
export type Condition = Readonly<Record<string, unknown>>;

export interface ListQuery {
  readonly q?: Condition;
  /** Koha gives 20 where nothing is said; -1 is everything. */
  readonly perPage: number;
  /** A column, ascending where not said. */
  readonly orderBy?: string;
  readonly descending?: boolean;
  readonly embed?: string;
}

export interface WholeList extends Omit<ListQuery, 'perPage' | 'orderBy'> {
  /** The column that tells rows apart. */
  readonly key: string;
  /** Rows of a page; everything at once where not said, which something on the way may still cut. */
  readonly perPage?: number;
}

/** What a query may be long before proxies cut it; longer lists of ids are asked for in parts. */
export const MAX_QUERY_LENGTH = 6_000;
/** To read each row of an answer takes far longer than to parse it. */
const MOST_ROWS = 50_000;

export interface ListAnswer {
  readonly rows: readonly unknown[];
  /** `X-Total-Count`: rows that match, on this page or not; null if the endpoint does not say (`/biblios`). */
  readonly total: number | null;
  /** The server's own clock (`Date`), milliseconds since the epoch; null if it does not say. */
  readonly serverTime: number | null;
}

export type Lists = ReturnType<typeof createLists>;

export function createLists(system: string, get: Ask) {
  async function list(operation: string, path: string, query: ListQuery, signal: AbortSignal): Promise<ListAnswer> {
    const headers = { accept: JSON_TYPE, ...(query.embed === undefined ? {} : { 'x-koha-embed': query.embed }) };
    const response = await get({ operation, path, query: encodeList(query), headers }, signal);
    if (response.status !== 200) throw faultOfList(system, operation, query, response);
    const rows = readJson(system, operation, response);
    if (!Array.isArray(rows)) {
      throw lmsError(system, 'LMS_BAD_RESPONSE', `${operation}: answered no list; check the address`);
    }
    if (rows.length > MOST_ROWS) {
      const what = `answered ${rows.length} rows, and no page has more than ${MOST_ROWS}; check what stands before Koha`;
      throw lmsError(system, 'LMS_BAD_RESPONSE', `${operation}: ${what}`);
    }
    const { 'x-total-count': total, date } = response.headers;
    return { rows, total: readCount(total), serverTime: timeOfHeader(date) };
  }

  /** A whole list page by page, each behind the last row of the one before. */
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
      const last = numberIn(page.rows.at(-1), key.replace(/^me\./, ''));
      behind = lastBehind(system, operation, last === null ? [] : [last], behind ?? 0);
      if (behind !== null) continue;
      const what = `${page.total} rows are announced and ${page.rows.length} came; something before Koha cuts its answers`;
      throw lmsError(system, 'LMS_BAD_RESPONSE', `${operation}: ${what}`);
    }
  }

  /** The same in one: the last page's answer with the rows of all. */
  async function all(operation: string, path: string, query: WholeList, signal: AbortSignal): Promise<ListAnswer> {
    const rows: unknown[] = [];
    let last: ListAnswer | null = null;
    for await (const page of pages(operation, path, query, signal)) {
      for (const row of page.rows) rows.push(row);
      last = page;
    }
    return { total: last?.total ?? null, serverTime: last?.serverTime ?? null, rows };
  }

  return { list, pages, all };
}

/**
 * The number behind which a list goes on; null behind its end. Throws LMS_BAD_RESPONSE where it has what was not asked for: a list
 * that pays no heed to the question has no end.
 */
export function lastBehind(
  system: string,
  operation: string,
  numbers: readonly number[],
  behind: number,
): number | null {
  if (numbers.every((number) => number > behind)) return numbers.at(-1) ?? null;
  const what = `the list does not go on behind number ${behind}; something before Koha does not pass on what is asked (q)`;
  throw lmsError(system, 'LMS_BAD_RESPONSE', `${operation}: ${what}`);
}

function faultOfList(system: string, operation: string, { embed }: ListQuery, response: HttpResponse): MerciaError {
  if (response.status === 404 && !isUnknownRoute(response)) return new NotFoundAtKoha(system, operation);
  if (embed !== undefined && isUnknownEmbed(response)) return new UnknownEmbed(system, operation, embed);
  return unexpected(system, operation, response);
}

export interface RowsByIds extends Omit<WholeList, 'q'> {
  readonly operation: string;
  readonly path: string;
  /** The column whose value is one of `ids`. */
  readonly column: string;
  readonly ids: readonly number[];
  /** What else must hold. */
  readonly more?: Condition;
  /** Ids in one query; as many as fit if not given. */
  readonly most?: number;
  /** One query behind the other, so that live questions are not crowded out. */
  readonly inTurn?: boolean;
}

/** All rows of some ids, in as few queries as fit. */
export async function rowsWith(
  client: Pick<Lists, 'all'>,
  { operation, path, column, ids, more, most, inTurn = false, ...list }: RowsByIds,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const ask = (part: readonly number[]): Promise<ListAnswer> =>
    client.all(operation, path, { ...list, q: { [column]: part, ...more } }, signal);
  const parts = inQueries(ids, most);
  if (!inTurn) return (await Promise.all(parts.map(ask))).flatMap(({ rows }) => rows);
  const answers: ListAnswer[] = [];
  for (const part of parts) answers.push(await ask(part));
  return answers.flatMap(({ rows }) => rows);
}

/** The query string of a list; `+` and `>` must be escaped, commas need not be and are many. */
export function encodeList(query: ListQuery): string {
  const parts = [`_per_page=${query.perPage}`];
  if (query.orderBy !== undefined)
    parts.push(`_order_by=${query.descending === true ? '-' : '%2B'}${encodeURIComponent(query.orderBy)}`);
  if (query.q !== undefined) parts.push(`q=${encodeURIComponent(JSON.stringify(query.q)).replaceAll('%2C', ',')}`);
  return parts.join('&');
}

/** Cuts a list of numbers so that each part's query stays below {@link MAX_QUERY_LENGTH}. */
export function inQueries(ids: readonly number[], most = Number.POSITIVE_INFINITY): readonly (readonly number[])[] {
  return inParts(ids, { most, longest: MAX_QUERY_LENGTH });
}

/** The number in a column of a row; null where there is none. */
export function numberIn(row: unknown, key: string): number | null {
  if (typeof row !== 'object' || row === null) return null;
  const value = Object.entries(row).find(([name]) => name === key)?.[1] as unknown;
  return typeof value === 'number' ? value : null;
}

function readCount(value: string | undefined): number | null {
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : null;
}
