/** What a command prints: answers on standard output, everything else on standard error. */
import { isMerciaError } from '#platform/errors.ts';

export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printNote(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  printLine(JSON.stringify(value));
}

/** A table in plain text: columns as wide as their widest cell, two blanks between. */
export function renderTable(rows: readonly (readonly string[])[]): string {
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

/** Says what went wrong in words for a person; the stack only for faults of our own. */
export function explain(error: unknown): string {
  if (isMerciaError(error)) return error.code === 'INTERNAL' ? (error.stack ?? error.message) : error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
