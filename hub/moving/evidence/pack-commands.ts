/** The command that makes a number of the evidence again: somebody copies it into a terminal and sees the same. */
import type { Drill } from '#comparison/reports/report.ts';

export function compareCommand(
  report: string,
  snapshot: string,
  { table, options = {} }: { readonly table?: string; readonly options?: Readonly<Record<string, string>> } = {},
): string {
  const told = Object.entries(options).flatMap(([name, value]) => ['--option', `${name}=${value}`]);
  return line([
    'mercia',
    'compare',
    report,
    '--snapshot',
    snapshot,
    ...told,
    ...(table === undefined ? [] : ['--table', table]),
  ]);
}

export function rowsCommand({ population, where }: Drill, snapshot: string): string {
  const conditions = where.flatMap(({ dimension, in: values }) =>
    values.flatMap((value) => ['--where', `${dimension}=${value}`]),
  );
  return line(['mercia', 'compare', 'rows', '--of', population, ...conditions, '--snapshot', snapshot]);
}

function line(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w.,:=/-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');
}
