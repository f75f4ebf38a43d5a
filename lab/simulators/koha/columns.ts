/**
 * Tables by their columns. `q`, `_order_by` and query parameters name a column as the API does and, undocumented, as the database
 * does (koha.md 13); ILS-DI shows the database's names.
 */

export type Cell = string | number | boolean | null;

/** How a column compares: a date-time is an instant in the row and wall time in the database. */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'day' | 'instant';

export interface Column<Row> {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly get: (row: Row) => Cell;
}

export interface Table<Row> {
  readonly name: string;
  readonly columns: ReadonlyMap<string, Column<Row>>;
  /** Columns that need `me.` although nothing is embedded, as the endpoint always joins another table that has them. */
  readonly ambiguous: ReadonlySet<string>;
}

/** The kind of a nullable column ends with `?`. The third is what a new row has; a nullable column has null if it is not said. */
type Spec = readonly [database: string, kind: ColumnKind | `${ColumnKind}?`, fresh?: Cell];
/** By the API's names. */
type Specs = Readonly<Record<string, Spec>>;

type CellOf<Kind> = Kind extends `${infer Given}?`
  ? CellOf<Given> | null
  : Kind extends 'number' | 'instant'
    ? number
    : Kind extends 'boolean'
      ? boolean
      : string;

type HasFresh = readonly [string, `${string}?`] | readonly [string, string, Cell];

interface SpecifiedTable<T extends Specs> extends Table<{ -readonly [Name in keyof T]: CellOf<T[Name][1]> }> {
  /** What a new row has in the columns that nobody has to fill. */
  readonly fresh: { readonly [Name in keyof T as T[Name] extends HasFresh ? Name : never]: CellOf<T[Name][1]> };
  readonly databaseNames: ReadonlySet<string>;
}

export type RowOf<T> = T extends Table<infer Row> ? Row : never;

export function table<const T extends Specs>(name: string, specs: T): SpecifiedTable<T> {
  const columns = new Map<string, Column<Readonly<Record<string, Cell>>>>();
  const fresh: Record<string, Cell> = {};
  for (const [api, [database, kind, value]] of Object.entries(specs)) {
    const column = {
      name: api,
      kind: kind.replace('?', '') as ColumnKind,
      get: (row: typeof fresh) => row[api] ?? null,
    };
    columns.set(api, column);
    columns.set(database, column);
    if (value !== undefined || kind.endsWith('?')) fresh[api] = value ?? null;
  }
  const databaseNames = new Set(Object.values(specs).map(([database]) => database));
  return { name, columns, ambiguous: new Set(), fresh, databaseNames } as unknown as SpecifiedTable<T>;
}
