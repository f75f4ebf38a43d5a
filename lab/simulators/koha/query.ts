/**
 * `q`, `_order_by` and matching query parameters, as Koha hands them to SQL::Abstract and MariaDB: what cannot be
 * turned into SQL is an internal server error, not a bad request (koha.md 13, 14, 16).
 */
import type { Cell, Column, Table } from './columns.ts';
import { wallTime } from '../time.ts';

/** The database or the query builder failed: a 500 on the wire. */
export class QueryFailure extends Error {
  override readonly name = 'QueryFailure';
  /** True where the name of a table that is not joined was used as prefix. */
  readonly unknownRelation: boolean;

  constructor(message: string, unknownRelation = false) {
    super(message);
    this.unknownRelation = unknownRelation;
  }
}

export interface QueryScope<Row> {
  readonly table: Table<Row>;
  readonly timeZone: string;
  /** Columns that an embed's table shares with this one: ambiguous without `me.`. */
  readonly ambiguousByEmbed: ReadonlySet<string>;
}

export type Predicate<Row> = (row: Row) => boolean;

const OPERATORS = new Set(['=', '==', '!=', '<>', '<', '<=', '>', '>=']);

/** Reads the JSON of `q`; broken JSON is a 500. */
export function parseQuery(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new QueryFailure('the query is not JSON');
  }
}

/** Turns a where clause into a predicate over rows. */
export function compileWhere<Row>(where: unknown, scope: QueryScope<Row>): Predicate<Row> {
  if (Array.isArray(where)) return anyOf(where.map((part) => compileWhere(part, scope)));
  if (!isObject(where)) throw new QueryFailure('a condition is neither object nor array');
  const parts: Predicate<Row>[] = [];
  for (const [key, value] of Object.entries(where)) {
    const junction = /^-(and|or)$/iu.exec(key)?.[1]?.toLowerCase();
    if (junction === undefined) {
      parts.push(compileColumn(column(key, scope), value, scope.timeZone));
    } else {
      const inner = (
        Array.isArray(value) ? value : Object.entries(isObject(value) ? value : {}).map(([k, v]) => ({ [k]: v }))
      ).map((part: unknown) => compileWhere(part, scope));
      parts.push(junction === 'and' ? allOf(inner) : anyOf(inner));
    }
  }
  return allOf(parts);
}

/** The column that a name means, or the failure that the database would have. */
export function column<Row>(name: string, scope: QueryScope<Row>): Column<Row> {
  const [prefix, plain] = name.includes('.') ? splitOnce(name) : [null, name];
  if (prefix !== null && prefix !== 'me') throw new QueryFailure(`${prefix} is not joined`, true);
  const found = scope.table.columns.get(plain);
  if (found === undefined) throw new QueryFailure(`unknown column ${plain}`);
  if (prefix === null && scope.table.ambiguous.has(found.name)) throw new QueryFailure(`column ${plain} is ambiguous`);
  return found;
}

/** Whether a where clause names a column that only the join of an embed makes ambiguous; the count still works then. */
export function isAmbiguousByEmbed<Row>(where: unknown, scope: QueryScope<Row>): boolean {
  if (Array.isArray(where)) return where.some((part) => isAmbiguousByEmbed(part, scope));
  if (!isObject(where)) return false;
  return Object.entries(where).some(([key, value]) =>
    /^-(and|or)$/iu.test(key) ? isAmbiguousByEmbed(value, scope) : scope.ambiguousByEmbed.has(key),
  );
}

function splitOnce(name: string): [string, string] {
  const dot = name.lastIndexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
}

function compileColumn<Row>(of: Column<Row>, value: unknown, zone: string): Predicate<Row> {
  if (value === null) return (row) => of.get(row) === null;
  if (Array.isArray(value)) {
    const [head, ...rest] = value as unknown[];
    if (head === '-and') return allOf(rest.map((one) => compileColumn(of, one, zone)));
    const all = head === '-or' ? rest : (value as unknown[]);
    return anyOf(all.map((one) => compileColumn(of, one, zone)));
  }
  if (!isObject(value)) return compare(of, '=', value, zone);
  return allOf(Object.entries(value).map(([operator, operand]) => compileOperator(of, operator, operand, zone)));
}

function compileOperator<Row>(of: Column<Row>, operator: string, operand: unknown, zone: string): Predicate<Row> {
  const plain = operator.replace(/^-/u, '').replaceAll('_', ' ').toLowerCase().trim();
  switch (plain) {
    case 'and':
    case 'or': {
      const parts = (Array.isArray(operand) ? (operand as unknown[]) : [operand]).map((one) =>
        compileColumn(of, one, zone),
      );
      return plain === 'and' ? allOf(parts) : anyOf(parts);
    }
    case 'in':
    case 'not in': {
      if (!Array.isArray(operand)) throw new QueryFailure(`${operator} wants an array`);
      const found = anyOf((operand as unknown[]).map((one) => compare(of, '=', one, zone)));
      return plain === 'in' ? found : (row) => of.get(row) !== null && !found(row);
    }
    case 'between': {
      if (!Array.isArray(operand) || operand.length !== 2) throw new QueryFailure('-between wants two values');
      return allOf([compare(of, '>=', operand[0], zone), compare(of, '<=', operand[1], zone)]);
    }
    case 'like':
    case 'not like': {
      const all = Array.isArray(operand) ? (operand as unknown[]) : [operand];
      const matches = anyOf(all.map((one) => like(of, text(one), zone)));
      return plain === 'like' ? matches : (row) => of.get(row) !== null && !matches(row);
    }
    default: {
      if (!OPERATORS.has(plain)) throw new QueryFailure(`unknown operator ${operator}`);
      if (operand === null) {
        const wanted = plain === '=' || plain === '==';
        return (row) => (of.get(row) === null) === wanted;
      }
      // SQL::Abstract joins the values of an array by OR, for != too: such a condition is nearly always true.
      if (Array.isArray(operand)) return anyOf((operand as unknown[]).map((one) => compare(of, plain, one, zone)));
      return compare(of, plain, operand, zone);
    }
  }
}

function compare<Row>(of: Column<Row>, operator: string, operand: unknown, zone: string): Predicate<Row> {
  if (operand === null) return () => false;
  if (isObject(operand) || Array.isArray(operand)) throw new QueryFailure('a value is neither text nor number');
  const order = comparison(of, operand, zone);
  return (row) => {
    const cell = of.get(row);
    if (cell === null) return false;
    const by = order(cell);
    switch (operator) {
      case '=':
      case '==':
        return by === 0;
      case '!=':
      case '<>':
        return by !== 0;
      case '<':
        return by < 0;
      case '<=':
        return by <= 0;
      case '>':
        return by > 0;
      default:
        return by >= 0;
    }
  };
}

/** How a cell stands to one value: negative below, 0 equal, positive above; by MariaDB's rules of conversion. */
function comparison<Row>(of: Column<Row>, operand: unknown, zone: string): (cell: Exclude<Cell, null>) => number {
  if (of.kind === 'instant' || of.kind === 'day') {
    // The zone of the value is dropped, not converted: 14:00Z means 14:00 on the wall (koha.md 16).
    const wanted = text(operand).slice(0, 19).replace('T', ' ');
    const full = wanted.length === 10 ? `${wanted} 00:00:00` : wanted;
    return (cell) => textOrder(databaseText(cell, of, zone), full);
  }
  if (of.kind === 'number' || of.kind === 'boolean' || typeof operand === 'number') {
    const wanted = number(operand);
    return (cell) => number(cell) - wanted;
  }
  const wanted = fold(text(operand));
  return (cell) => textOrder(fold(String(cell)), wanted);
}

/** The cell as text of the database: a date-time as wall time, a day as its midnight. */
function databaseText<Row>(cell: Exclude<Cell, null>, of: Column<Row>, zone: string): string {
  if (of.kind === 'instant') return wallTime(Number(cell), zone);
  return of.kind === 'day' ? `${String(cell)} 00:00:00` : String(cell);
}

/** `LIKE`: case does not count, `%` is any text, `_` any character. */
export function like<Row>(of: Column<Row>, pattern: string, zone: string): Predicate<Row> {
  const source = pattern
    .replaceAll(/[\\^$.*+?()[\]{}|]/gu, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  const matcher = new RegExp(`^${source}$`, 'isu');
  return (row) => {
    const cell = of.get(row);
    if (cell === null) return false;
    if (of.kind === 'instant') return matcher.test(wallTime(Number(cell), zone));
    return matcher.test(typeof cell === 'boolean' ? String(Number(cell)) : String(cell));
  };
}

/** Sorts a copy by `_order_by`; an unknown column is a 500. Nulls come first, case does not count. */
export function orderRows<Row>(
  rows: readonly Row[],
  orders: readonly string[],
  scope: QueryScope<Row>,
): readonly Row[] {
  if (orders.length === 0) return rows;
  const keys = orders.map((order) => {
    const name = order.replace(/^[+\-\s]/u, '');
    if (scope.ambiguousByEmbed.has(name)) throw new QueryFailure(`column ${name} is ambiguous`);
    return { of: column(name, scope), sign: order.startsWith('-') ? -1 : 1 };
  });
  return rows.toSorted((a, b) => {
    for (const { of, sign } of keys) {
      const by = cellOrder(of.get(a), of.get(b));
      if (by !== 0) return by * sign;
    }
    return 0;
  });
}

function cellOrder(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'string' && typeof b === 'string') return textOrder(fold(a), fold(b));
  return number(a) - number(b);
}

function textOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function fold(value: string): string {
  return value.toLowerCase().trimEnd();
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  throw new QueryFailure('a value is neither text nor number');
}

/** A number as MariaDB casts: the digits that a text starts with, else 0. */
function number(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  const digits = typeof value === 'string' ? /^\s*-?\d+(?:\.\d+)?/u.exec(value) : null;
  return digits === null ? 0 : Number(digits[0]);
}

function allOf<Row>(parts: readonly Predicate<Row>[]): Predicate<Row> {
  return (row) => parts.every((part) => part(row));
}

function anyOf<Row>(parts: readonly Predicate<Row>[]): Predicate<Row> {
  return (row) => parts.some((part) => part(row));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
