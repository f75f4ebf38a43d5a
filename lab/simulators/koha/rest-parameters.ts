/** Query parameters that filter a list, beyond those of paging. */
import { HOLD_TABLE, PATRON_TABLE } from './people-tables.ts';
import { LIBRARY_TABLE } from './tables.ts';
import type { Table } from './columns.ts';

function apiNames<Row>(table: Table<Row>): string[] {
  return [...new Set([...table.columns.values()].map((column) => column.name))];
}

export const HOLD_PARAMETERS: readonly string[] = apiNames(HOLD_TABLE);
export const LIBRARY_PARAMETERS: readonly string[] = apiNames(LIBRARY_TABLE);
export const PATRON_PARAMETERS: readonly string[] = apiNames(PATRON_TABLE);

/** Parameters of the path and query that must be whole numbers. */
export const INTEGER_PARAMETERS: ReadonlySet<string> = new Set([
  'item_id',
  'biblio_id',
  'checkout_id',
  'hold_id',
  'patron_id',
  '_page',
  '_per_page',
]);
