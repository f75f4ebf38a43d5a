/**
 * The address of the rows behind a number: `/compare/first/rows?of=ITEMS&where=LIBRARY:severnhythe&where=ITEM_TYPE:STL,BOOK`. Each
 * `where` is one condition, and all of them hold together; one value of a condition suffices. A comma or a backslash that belongs to
 * a value has a backslash before it.
 */
import type { Condition, Population } from '../../__generated__/operations.ts';

/** Where the rows behind a number are listed. `snapshot` is a name; `where` as the graph takes it. */
export function rowsHref(snapshot: string, of: Population, where: readonly Condition[]): string {
  return `/compare/${encodeURIComponent(snapshot)}/rows?${rowsQuery(of, where)}`;
}

/** What stands behind the question mark of the address. */
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
