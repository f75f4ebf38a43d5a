/**
 * The address of the rows behind a number: `/compare/first/rows?of=ITEMS&where=LIBRARY:severnhythe&where=ITEM_TYPE:STL,BOOK`. Each
 * `where` is one condition, and all of them hold together; one value of a condition suffices. A comma or a backslash that belongs to
 * a value has a backslash before it.
 */
import type { Condition, Population } from '../../__generated__/operations.ts';
import { isDimension } from './dimensions.ts';
import { snapshotHref } from '../hrefs.ts';

const POPULATIONS: readonly Population[] = ['RECORDS', 'ITEMS', 'STATEMENTS'];

/** Where the rows behind a number are listed. `snapshot` is a name; `where` as the graph takes it. */
export function rowsHref(snapshot: string, of: Population, where: readonly Condition[]): string {
  return `${snapshotHref(snapshot)}/rows?${rowsQuery(of, where)}`;
}

export function rowsQuery(of: Population, where: readonly Condition[]): string {
  return [`of=${of}`, ...where.map((condition) => `where=${readable(writeCondition(condition))}`)].join('&');
}

/** `ITEM_TYPE:STL,BOOK`. */
export function writeCondition({ dimension, in: values }: Condition): string {
  return `${dimension}:${values.map((value) => value.replaceAll(/[\\,]/g, String.raw`\$&`)).join(',')}`;
}

/** Percent signs only where an address needs them. */
function readable(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%20', '+');
}

export interface RowsAddress {
  readonly of: Population;
  readonly where: readonly Condition[];
  /** Cursor of the row before the first; null for the first page. */
  readonly after: string | null;
  /** How many rows came before, as the address says. */
  readonly before: number;
}

export function readRowsAddress(query: URLSearchParams): RowsAddress | { readonly problem: string } {
  const of = POPULATIONS.find((one) => one === query.get('of'));
  if (of === undefined) return { problem: `of: write one of ${POPULATIONS.join(', ')}.` };
  const where: Condition[] = [];
  for (const text of query.getAll('where')) {
    const read = readCondition(text);
    if ('problem' in read) return read;
    where.push(read);
  }
  const before = query.get('before') ?? '0';
  if (!/^\d{1,9}$/.test(before)) return { problem: 'before: write how many rows come before, as a number.' };
  return { of, where, after: query.get('after'), before: Number(before) };
}

function readCondition(text: string): Condition | { readonly problem: string } {
  const at = text.indexOf(':');
  const dimension = text.slice(0, Math.max(at, 0));
  if (!isDimension(dimension)) {
    return {
      problem: `where=${text}: write what rows are chosen by, a colon and the values, such as LIBRARY:severnhythe.`,
    };
  }
  const values = readValues(text.slice(at + 1));
  if (values === null) {
    return { problem: `where=${text}: a backslash stands before a comma or a backslash, and before nothing else.` };
  }
  if (values.includes(''))
    return { problem: `where=${text}: a value is missing; one that is empty is written (none).` };
  return { dimension, in: values };
}

/** Null where a backslash stands before something else. */
function readValues(text: string): readonly string[] | null {
  const values: string[] = [];
  let value = '';
  for (let place = 0; place < text.length; place += 1) {
    const sign = text.charAt(place);
    if (sign === ',') {
      values.push(value);
      value = '';
    } else if (sign === '\\') {
      place += 1;
      const next = text.charAt(place);
      if (next !== ',' && next !== '\\') return null;
      value += next;
    } else value += sign;
  }
  return [...values, value];
}
