/** A report of the newest snapshot as the role `migration` sees it. */
import type { Comparing } from './compared-region.ts';

export interface AskedReport {
  readonly title: string;
  readonly summary: readonly AskedLine[];
  readonly tables: readonly AskedTable[];
}

export interface AskedLine {
  readonly label: string;
  readonly value: number | null;
  readonly text: string | null;
  readonly notToldBy: readonly string[];
}

export interface AskedTable {
  readonly name: string;
  readonly totalRows: number | null;
  readonly summary: readonly AskedLine[];
  readonly columns: readonly { readonly header: string }[];
  readonly rows: { readonly edges: readonly { readonly node: { readonly cells: readonly (string | null)[] } }[] };
}

const QUERY = `query ($name: String!, $library: ID, $system: ID, $snapshot: String, $options: [ReportOption!]) {
  snapshot(name: $snapshot) { report(name: $name, library: $library, system: $system, options: $options) {
    title summary { label value text notToldBy }
    tables { name totalRows summary { label value text notToldBy } columns { header } rows(first: 200) { edges { node { cells } } } }
} } }`;

export interface Asked {
  readonly library?: string;
  readonly system?: string;
  readonly snapshot?: string;
  readonly options?: readonly { readonly name: string; readonly value: string }[];
}

/** Throws the message of an answer that is an error. */
export async function askReport(
  { ask }: Pick<Comparing, 'ask'>,
  name: string,
  asked: Asked = {},
): Promise<AskedReport> {
  const { data, errors } = await ask<{ snapshot: { report: AskedReport } }>(QUERY, { name, ...asked });
  if (errors !== undefined) throw new Error(errors[0]?.message);
  return data.snapshot.report;
}

export function lineOf({ summary }: AskedReport, label: string): AskedLine {
  const line = summary.find((one) => one.label === label);
  if (line === undefined)
    throw new Error(`no line "${label}"; there are ${summary.map((one) => one.label).join(', ')}`);
  return line;
}

/** The first 200. */
export function rowsOf({ tables }: AskedReport, name: string): readonly (readonly (string | null)[])[] {
  const table = tables.find((one) => one.name === name);
  if (table === undefined) throw new Error(`no table "${name}"; there are ${tables.map((one) => one.name).join(', ')}`);
  return table.rows.edges.map(({ node }) => node.cells);
}
