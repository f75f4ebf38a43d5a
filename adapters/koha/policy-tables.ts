/**
 * Tables that Koha 23.05 gives by no interface of its own: its circulation rules, item types and categories of patrons. A
 * site saves a public report of each, or writes it to a file.
 */
import type { LabelledCode } from '#domain/policies.ts';
import { readTable } from '../shared/policies/table-file.ts';
import type { TableRow } from '../shared/policies/table-file.ts';
import { RULE_COLUMNS, toLoanRules } from './circulation-rules.ts';
import type { KohaSite } from './site.ts';
import type { PolicySource } from '#contract/adapter.ts';
import { lmsError } from '../shared/lms-error.ts';
import type { KohaClient } from './client.ts';
import { readCodeLists } from './code-lists.ts';

export type PolicyTable = 'rules' | 'itemTypes' | 'categories';

const COLUMNS: Readonly<Record<PolicyTable, readonly string[]>> = {
  rules: RULE_COLUMNS,
  itemTypes: ['itemtype', 'description', 'notforloan'],
  categories: ['categorycode', 'description'],
};

export interface PolicyTables {
  /** The rows of a table; null if the region file does not say where it is. */
  read(table: PolicyTable, signal: AbortSignal): Promise<readonly TableRow[] | null>;
}

export function createPolicyTables({ system, settings }: KohaSite): PolicyTables {
  return {
    async read(table, signal) {
      const place = settings.policies[table];
      if (place === null) return null;
      const host = settings.opacAddress ?? system.address;
      const source =
        'file' in place ? place.file : `${host}/cgi-bin/koha/svc/report?id=${String(place.report)}&annotated=1`;
      const setting = `settings.policies.${table}`;
      return readTable({ system: system.id, source, setting, columns: COLUMNS[table] }, signal);
    },
  };
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

export function createPolicySource(site: KohaSite, client: KohaClient): PolicySource {
  const tables = createPolicyTables(site);
  const { patrons, policies } = site.settings;
  return {
    codeLists: (signal) => readCodeLists({ site, client, tables }, signal),
    ...(policies.rules !== null && {
      async loanRules(signal: AbortSignal) {
        const rows = await tables.read('rules', signal);
        if (rows === null) throw lmsError(site.system.id, 'CONFIG_INVALID', 'settings.policies.rules: is not set');
        const types = (await tables.read('itemTypes', signal)) ?? [];
        const currency = patrons.currency;
        return toLoanRules({ system: site.system.id, rows, notForLoan: notForLoan(types), currency });
      },
    }),
  };
}
