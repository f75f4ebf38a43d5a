/** What a command prints: answers on standard output, everything else on standard error. */
import { isMerciaError } from '#platform/errors.ts';

/** How a command that Ctrl-C has ended exits, as a shell reports one. */
export const INTERRUPTED = 130;

export function printLine(text: string): void {
  process.stdout.write(`${forTerminal(text)}\n`);
}

export function printNote(text: string): void {
  process.stderr.write(`${forTerminal(text)}\n`);
}

/** On one line, or indented by so many blanks. */
export function printJson(value: unknown, indent = 0): void {
  printJsonText(JSON.stringify(value, null, indent));
}

/** Characters that would act on a terminal are escaped, so that a program reads them as they are. */
export function printJsonText(json: string): void {
  printLine(
    json.replaceAll(ACTS_ON_TERMINAL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

/** Controls but tabs and line feeds, and marks that turn the direction of what follows. */
const ACTS_ON_TERMINAL = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/gu;

/** A text from a library system must not move the cursor, or turn what is printed behind it. */
export function forTerminal(text: string): string {
  return text.replaceAll(ACTS_ON_TERMINAL, '');
}

/** On one line: what a library system or a person wrote must not look like a row of its own. */
export function onOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** A table in plain text: columns as wide as their widest cell, two blanks between. */
export function renderTable(written: readonly (readonly string[])[]): string {
  const rows = written.map((row) => row.map(onOneLine));
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

interface List<Row> {
  readonly head: readonly string[];
  readonly toCells: (row: Row) => readonly string[];
  /** What is noted if there are no rows. */
  readonly none: string;
}

/** Rows as a table for people, or as a line of JSON each for a program. */
export function printRows<Row>(
  rows: readonly Row[],
  json: boolean | undefined,
  { head, toCells, none }: List<Row>,
): void {
  if (json === true) for (const row of rows) printJson(row);
  else if (rows.length === 0) printNote(none);
  else printLine(renderTable([head, ...rows.map(toCells)]));
}

/** Says what went wrong in words for a person; the stack only for faults of our own. */
export function explain(error: unknown): string {
  if (isMerciaError(error)) return error.code === 'INTERNAL' ? (error.stack ?? error.message) : error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
