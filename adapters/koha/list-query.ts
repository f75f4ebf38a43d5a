/** What a list of Koha is asked with: conditions, pages, and how both stand in an address. */
import { inParts } from '../shared/slots.ts';

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
