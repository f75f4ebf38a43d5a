/** Koha's lists: how they are asked for, and how they are read: one page, page by page, or the whole. */
import type { MerciaError } from '#platform/errors.ts';
import { readJson, type HttpResponse } from '#platform/http-client.ts';
import { lmsError, timeOfHeader } from '../shared/lms-error.ts';
import { inParts } from '../shared/slots.ts';
import type { Ask } from './auth.ts';
import { NotFoundAtKoha, UnknownEmbed, isUnknownEmbed, isUnknownRoute, unexpected } from './refusal.ts';
import { JSON_TYPE, id } from './wire.ts';

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
  /** Rows that there can be, where that is known: a page with fewer is no end until an empty one follows, whatever the answer says. */
  readonly atMost?: number;
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
    return { rows, total: readTotal(system, operation, total), serverTime: timeOfHeader(date) };
  }

  /**
   * A whole list page by page, each behind the last row of the one before. Throws where a page is not behind it. Of a list that changes
   * while it is read, as that of all loans does, fewer rows may come than the first page announced.
   */
  async function* pages(
    operation: string,
    path: string,
    { key, perPage = -1, atMost = perPage < 0 ? 0 : Number.POSITIVE_INFINITY, ...query }: WholeList,
    signal: AbortSignal,
  ): AsyncGenerator<ListAnswer> {
    const column = nameOf(key);
    let behind: number | null = null;
    let came = 0;
    for (;;) {
      const start: number | null = behind;
      const q: Condition | undefined =
        start === null ? query.q : { '-and': [query.q ?? {}, { [key]: { '>': start } }] };
      const page = await list(operation, path, { ...query, ...(q && { q }), perPage, orderBy: key }, signal);
      const numbers = page.rows.flatMap((row) => numberIn(row, column) ?? []);
      const last = lastBehind(system, operation, numbers, start ?? Number.NEGATIVE_INFINITY);
      yield page;
      const { total, rows } = page;
      came += rows.length;
      if (total !== null && rows.length >= total) return;
      // Without a total, which something on the way may take out, a page of some rows is no end, and an empty one is.
      if (total === null && (last === null || came >= atMost)) return;
      if (total !== null && last === null) throw shortOf(system, operation, total, rows.length);
      behind = last;
    }
  }

  /** The same in one: the last page's answer with the rows of all, and no fewer than the first page announced. */
  async function all(operation: string, path: string, query: WholeList, signal: AbortSignal): Promise<ListAnswer> {
    const rows: unknown[] = [];
    let announced: number | null = null;
    let last: ListAnswer | null = null;
    for await (const page of pages(operation, path, query, signal)) {
      for (const row of page.rows) rows.push(row);
      announced ??= page.total;
      last = page;
    }
    if (announced !== null && rows.length < announced) throw shortOf(system, operation, announced, rows.length);
    return { total: last?.total ?? null, serverTime: last?.serverTime ?? null, rows };
  }

  /** All rows of some ids, in one query. */
  async function allOf(
    operation: string,
    path: string,
    { column, ids, more, ...query }: ListOfIds,
    signal: AbortSignal,
  ): Promise<ListAnswer> {
    // `/biblios` does not say how many rows there are, and no number has two.
    const most = nameOf(column) === nameOf(query.key) ? { atMost: ids.length } : {};
    const answer = await all(operation, path, { ...query, ...most, q: { [column]: ids, ...more } }, signal);
    if (hasOnly(answer.rows, nameOf(column), new Set(ids))) return answer;
    throw notAsked(system, operation);
  }

  return { list, pages, all, allOf };
}

/** The error of a list that holds less than it says. */
export function shortOf(system: string, operation: string, announced: number, came: number): MerciaError {
  const what = `${announced} rows are announced and ${came} came; something before Koha cuts its answers`;
  return lmsError(system, 'LMS_BAD_RESPONSE', `${operation}: ${what}`);
}

/** The error of a list with rows that were not asked for: what it lacks is then not known either. */
export function notAsked(system: string, operation: string): MerciaError {
  const what = 'the answer holds rows that were not asked for; check what stands before Koha, such as a cache';
  return lmsError(system, 'LMS_BAD_RESPONSE', `${operation}: ${what}`);
}

/** Whether no row has another id in this column; one without an id there is for whoever reads the row. */
function hasOnly(rows: readonly unknown[], column: string, asked: ReadonlySet<number>): boolean {
  return rows.every((row) => {
    const told = id.safeParse(valueIn(row, column));
    return !told.success || asked.has(told.data);
  });
}

/** Null where the header is missing. */
function readTotal(system: string, operation: string, value: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^\d{1,15}$/.test(value)) return Number(value);
  const what = 'the number of rows (X-Total-Count) is no number; check what stands before Koha';
  throw lmsError(system, 'LMS_BAD_RESPONSE', `${operation}: ${what}`);
}

/** A column as rows name it. */
function nameOf(column: string): string {
  return column.replace(/^me\./, '');
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

interface ListOfIds extends Omit<WholeList, 'q'> {
  /** The column whose value is one of `ids`. */
  readonly column: string;
  readonly ids: readonly number[];
  /** What else must hold. */
  readonly more?: Condition;
}

export interface RowsByIds extends ListOfIds {
  readonly operation: string;
  readonly path: string;
  /** Ids in one query; as many as fit if not given. */
  readonly most?: number;
  /** One query behind the other, so that live questions are not crowded out. */
  readonly inTurn?: boolean;
}

/** All rows of some ids, in as few queries as fit. Throws LMS_BAD_RESPONSE where one came that was not asked for. */
export async function rowsWith(
  client: Pick<Lists, 'allOf'>,
  { operation, path, ids, most, inTurn = false, ...list }: RowsByIds,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const ask = (part: readonly number[]): Promise<ListAnswer> =>
    client.allOf(operation, path, { ...list, ids: part }, signal);
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
  const value = valueIn(row, key);
  return typeof value === 'number' ? value : null;
}

function valueIn(row: unknown, key: string): unknown {
  return typeof row === 'object' && row !== null ? Reflect.get(row, key) : undefined;
}
