/** One page of a list: filters, totals, order, `Link` headers, with the traps of koha.md 9–16. */
import * as answers from './answer.ts';
import type { Answer } from '../answer.ts';
import type { Table } from './columns.ts';
import { column, compileWhere, isAmbiguousByEmbed, like, orderRows, parseQuery, QueryFailure } from './query.ts';
import type { Predicate, QueryScope } from './query.ts';
import type { RestCall } from './rest-call.ts';

export interface ListSource<Row> {
  readonly table: Table<Row>;
  /** Every row that the address means, before any filter. */
  readonly rows: readonly Row[];
  /** Query parameters that filter by LIKE, `_match` deciding where (koha.md 9). */
  readonly matching?: readonly string[];
  readonly ambiguousByEmbed?: readonly string[];
}

export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** X-Total-Count, X-Base-Total-Count and Link. */
  readonly headers: readonly (readonly [string, string])[];
}

/** A page, or the answer of what failed. A failure behind the count still has the headers of the page. */
export function listPage<Row>(call: RestCall, source: ListSource<Row>): ListPage<Row> | Answer {
  const scope: QueryScope<Row> = {
    table: source.table,
    timeZone: call.world.timeZone,
    ambiguousByEmbed: new Set(source.ambiguousByEmbed ?? []),
  };
  const perPageText = call.query.get('_per_page');
  const perPage = perPageText === null ? call.world.preferences.RESTdefaultPageSize : Number(perPageText);
  if (perPage === 0) return answers.internalError();
  const page = Number(call.query.get('_page') ?? '1');

  let headers: readonly (readonly [string, string])[] = [];
  try {
    const wheres = queries(call);
    const predicates = [
      ...wheres.map((where) => compileWhere(where, scope)),
      ...matchers(call, source.matching ?? [], scope),
    ];
    const found = source.rows.filter((row) => predicates.every((holds) => holds(row)));
    headers = pageHeaders(call, { page, perPage, total: found.length, base: source.rows.length });
    if (wheres.some((where) => isAmbiguousByEmbed(where, scope))) throw new QueryFailure('an embed makes it ambiguous');
    const ordered = orderRows(found, orders(call), scope);
    if (perPage < 0) return { rows: ordered, headers };
    const start = Math.max(0, page - 1) * perPage;
    return { rows: ordered.slice(start, start + perPage), headers };
  } catch (failure) {
    if (!(failure instanceof QueryFailure)) throw failure;
    return failure.unknownRelation && source.table.name === 'biblio'
      ? answers.faults(500, [{ message: 'Internal Server Error.', path: '/' }])
      : answers.internalError(headers);
  }
}

/** A page as JSON, or the answer of what failed. */
export function answerList<Row>(
  call: RestCall,
  source: ListSource<Row>,
  toWire: (row: Row, index: number) => object,
): Answer {
  const page = listPage(call, source);
  return isAnswer(page) ? page : answers.json(page.rows.map(toWire), page.headers);
}

export function isAnswer(value: object): value is Answer {
  return 'status' in value;
}

/** `q` as often as it comes, a JSON body, the header x-koha-query: all of them must hold. */
function queries(call: RestCall): unknown[] {
  const texts = [...call.query.getAll('q')];
  const header = call.headers['x-koha-query'];
  if (typeof header === 'string') texts.push(header);
  if (call.body !== '') texts.push(call.body);
  return texts.map(parseQuery);
}

function matchers<Row>(call: RestCall, names: readonly string[], scope: QueryScope<Row>): Predicate<Row>[] {
  const match = call.query.get('_match') ?? 'contains';
  return names.flatMap((name) =>
    call.query.getAll(name).map((value): Predicate<Row> => {
      const wanted = column(name, scope);
      switch (match) {
        case 'exact':
          return compileWhere({ [name]: value }, scope);
        case 'starts_with':
          return like(wanted, `${value}%`, scope.timeZone);
        case 'ends_with':
          return like(wanted, `%${value}`, scope.timeZone);
        default:
          return like(wanted, `%${value}%`, scope.timeZone);
      }
    }),
  );
}

function orders(call: RestCall): string[] {
  return call.query.getAll('_order_by').flatMap((value) => value.split(','));
}

interface Extent {
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  readonly base: number;
}

function pageHeaders(call: RestCall, extent: Extent): (readonly [string, string])[] {
  const { page, perPage, total, base } = extent;
  // _page=0 shows page 1 and the page size for a total, so that nothing follows (koha.md 10).
  const shown = page === 0 ? perPage : total;
  const last = perPage < 0 ? 1 : Math.ceil(shown / perPage);
  const links: (readonly [string, number])[] = [];
  if (page > 1) links.push(['prev', page - 1]);
  if (page > 0 && page < last) links.push(['next', page + 1]);
  links.push(['first', 1], ['last', last]);
  return [
    ['X-Total-Count', String(shown)],
    ['X-Base-Total-Count', String(base)],
    ...links.map(([rel, to]) => ['Link', `<${linkAddress(call, to, perPage)}>; rel="${rel}"`] as const),
  ];
}

/** Absolute, by the Host header; parameters, path parameters and two headers in alphabetical order. */
function linkAddress(call: RestCall, page: number, perPage: number): string {
  const pairs: [string, string][] = [];
  for (const [name, value] of call.query) {
    if (name === '_page' || name === '_per_page') continue;
    if (name === '_order_by') for (const one of value.split(',')) pairs.push([name, one]);
    else pairs.push([name, name === 'checked_in' ? String(Number(value === 'true' || value === '1')) : value]);
  }
  for (const [name, value] of Object.entries(call.path)) pairs.push([name, value]);
  for (const embed of call.embeds) pairs.push(['x-koha-embed', embed]);
  const requestId = call.headers['x-koha-request-id'];
  if (typeof requestId === 'string') pairs.push(['x-koha-request-id', requestId]);
  // A query in the body is printed as the address of a Perl hash, which nobody can use (koha.md 11).
  if (call.body !== '') pairs.push(['query', 'HASH(0x55c469942bd0)']);
  pairs.push(['_page', String(page)], ['_per_page', String(perPage)]);
  const query = pairs
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${formEncode(value)}`)
    .join('&');
  return `${call.origin}${call.address}?${query}`;
}

function formEncode(value: string): string {
  return encodeURIComponent(value)
    .replaceAll('%20', '+')
    .replaceAll(/[!'()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
