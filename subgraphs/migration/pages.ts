/** Pages of rows: cursors are places, and opaque. */
import type { Condition } from '#domain/comparison.ts';
import { badUserInput } from '#platform/errors.ts';
import { fromCursor, toCursor } from '#platform/number-cursor.ts';
import type { Resolvers } from './__generated__/resolvers.ts';
import type { RowPage } from './models.ts';

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export interface PageAsked {
  readonly first: number;
  readonly after: number | null;
}

const USUAL = 50;
const MOST = 200;
const MOST_OF_EXPORT = 2_000;

/** Throws BAD_USER_INPUT for a page that cannot be given. `exported`: the rows are those of an export that was written down. */
export function readPage({ first, after }: PageArguments, exported = false): PageAsked {
  return {
    first: readPageSize(first, exported),
    after: fromCursor(after, 'this is no place of this list; take the endCursor of a page'),
  };
}

/** Throws BAD_USER_INPUT for a size that cannot be given. */
export function readPageSize(first: number | null | undefined, exported: boolean): number {
  const size = first ?? USUAL;
  const most = exported ? MOST_OF_EXPORT : MOST;
  if (size >= 1 && size <= most) return size;
  const more = exported ? '' : `; up to ${MOST_OF_EXPORT} with the id that startExport gives, as export`;
  throw badUserInput(`first: 1 to ${most}${more}.`);
}

/** Asks for one row more than the page has, to know whether there is another. */
export async function takePage<Row>(
  { first, after }: PageAsked,
  list: (page: PageAsked) => Promise<readonly Row[]>,
): Promise<RowPage<Row>> {
  const rows = await list({ first: first + 1, after });
  return { rows: rows.slice(0, first), hasNextPage: rows.length > first, hasPreviousPage: after !== null };
}

/** What the graph gives in pages: `NameConnection` has edges of `NameEdge`. */
type PagedName = Extract<keyof Resolvers, `${string}Connection`> extends `${infer Name}Connection` ? Name : never;

/** Resolvers of a connection and its edges: `placeOf` is the place of a row, which its cursor tells. */
export function pagesOf<Name extends PagedName, Row>(name: Name, placeOf: (row: Row) => number) {
  const cursor = (row: Row): string => toCursor(placeOf(row));
  const cursorOf = (row: Row | undefined): string | null => (row === undefined ? null : cursor(row));
  const connection = {
    edges: ({ rows }: RowPage<Row>): readonly Row[] => rows,
    nodes: ({ rows }: RowPage<Row>): readonly Row[] => rows,
    pageInfo: ({ rows, hasNextPage, hasPreviousPage }: RowPage<Row>) => ({
      hasNextPage,
      hasPreviousPage,
      startCursor: cursorOf(rows[0]),
      endCursor: cursorOf(rows.at(-1)),
    }),
  };
  const edge = { cursor, node: (row: Row): Row => row };
  return { [`${name}Connection`]: connection, [`${name}Edge`]: edge } as Record<
    `${Name}Connection`,
    typeof connection
  > &
    Record<`${Name}Edge`, typeof edge>;
}

/** Conditions as the graph gives them. */
export function toConditions(where: readonly Condition[] | null | undefined): readonly Condition[] {
  return where ?? [];
}
