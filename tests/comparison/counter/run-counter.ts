/** The counter that shares no code with Mercia: Python, its standard library alone. */
import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Comparing } from '../support/compared-region.ts';

/**
 * A table of the graph: what it counts, by what, and the number of each row of values, joined by tabs; by nothing, one
 * number under `ALL`.
 */
export interface CountedTable {
  readonly of: 'RECORDS' | 'ITEMS' | 'STATEMENTS';
  readonly by: readonly string[];
  readonly where: readonly { readonly dimension: string; readonly in: readonly string[] }[];
  /** Null where the system does not tell it. */
  readonly cells: Readonly<Record<string, number | null>>;
}

export type CountedSystems = Readonly<Record<string, readonly CountedTable[]>>;

export const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Runs one of the scripts of this folder; what it is to count goes to its standard input. */
export async function runCounter(script: 'count_files.py' | 'count_wire.py', what: unknown): Promise<CountedSystems> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return new Promise((resolve, reject) => {
    const child = execFile(
      'python3',
      ['-B', path],
      { maxBuffer: 100_000_000, encoding: 'utf8' },
      (error, stdout, stderr) => {
        if (error === null) resolve(JSON.parse(stdout) as CountedSystems);
        else reject(new Error(stderr));
      },
    );
    child.stdin?.end(JSON.stringify(what));
  });
}

interface Counted {
  readonly snapshot: {
    readonly count: { readonly value: number | null };
    readonly table: { readonly rows: readonly { readonly values: readonly string[]; readonly count: number }[] };
  };
}

/** The same table as the graph has it. */
export async function cellsOf(
  { ask }: Pick<Comparing, 'ask'>,
  snapshot: string,
  system: string,
  { of, by, where }: Omit<CountedTable, 'cells'>,
): Promise<CountedTable['cells']> {
  const conditions = [{ dimension: 'SYSTEM', in: [system] }, ...where];
  const tableField =
    by.length === 0 ? '' : 'table(of: $of, by: $by, where: $where, first: 5000) { rows { values count } }';
  const parameters = by.length === 0 ? '' : ', $by: [Dimension!]!';
  const { data, errors } = await ask<Counted>(
    `query ($name: String!, $of: Population!, $where: [Condition!]${parameters}) {
      snapshot(name: $name) { count(of: $of, where: $where) { value } ${tableField} }
    }`,
    { name: snapshot, of, where: conditions, ...(by.length === 0 ? {} : { by }) },
  );
  if (errors !== undefined) throw new Error(errors[0]?.message);
  if (by.length === 0) return { ALL: data.snapshot.count.value };
  return Object.fromEntries(data.snapshot.table.rows.map(({ values, count }) => [values.join('\t'), count]));
}
