/**
 * Tables that Koha 23.05 gives by no interface of its own: its circulation rules, item types and categories of patrons. A
 * site saves a public report of each, or writes it to a file.
 */
import type { LabelledCode } from '#domain/policies.ts';
import { readTable } from '../shared/policies/table-file.ts';
import type { TableRow } from '../shared/policies/table-file.ts';
import { RULE_COLUMNS } from './circulation-rules.ts';
import type { KohaSite } from './site.ts';

type PolicyTable = 'rules' | 'itemTypes' | 'categories';

const COLUMNS: Readonly<Record<PolicyTable, readonly string[]>> = {
  rules: RULE_COLUMNS,
  itemTypes: ['itemtype', 'description', 'notforloan'],
  categories: ['categorycode', 'description'],
};

/** The rows of a table; null if the region file does not say where it is. */
export async function readPolicyTable(
  { system, settings }: KohaSite,
  table: PolicyTable,
  signal: AbortSignal,
): Promise<readonly TableRow[] | null> {
  const place = settings.policies[table];
  if (place === null) return null;
  const host = settings.opacAddress ?? system.address;
  const source =
    'file' in place ? place.file : `${host}/cgi-bin/koha/svc/report?id=${String(place.report)}&annotated=1`;
  const setting = `settings.policies.${table}`;
  return readTable({ system: system.id, source, setting, columns: COLUMNS[table] }, signal);
}

/** The codes of a table, with their descriptions. */
export function codesOf(rows: readonly TableRow[], column: string): readonly LabelledCode[] {
  return rows.map(({ values }) => {
    const label = values.get('description') ?? '';
    return { code: values.get(column) ?? '', label: label === '' ? null : label };
  });
}

/** Item types that Koha lends to nobody. */
export function notForLoan(rows: readonly TableRow[]): readonly string[] {
  return rows
    .filter(({ values }) => !['', '0', 'NULL', '\\N'].includes(values.get('notforloan') ?? ''))
    .map(({ values }) => values.get('itemtype') ?? '');
}
