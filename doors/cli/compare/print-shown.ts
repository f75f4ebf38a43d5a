/** An answer for a terminal: what was found, the main numbers, and the beginning of each table. */
import { quoted } from '#platform/shell-word.ts';
import { printLine, printNote, renderTable } from '../output.ts';
import { writeCondition } from './conditions.ts';
import { fitTable, plain } from './fit-table.ts';
import { bannerOf, describeValue, type Shown, type ShownTable } from './shown.ts';

export interface PrintOptions {
  readonly rows: number;
  readonly width: number;
}

/** Of columns without room. */
const MOST_NAMED = 3;

export async function printShown(shown: Shown, options: PrintOptions): Promise<void> {
  const { title, notReconciled, snapshot, takenAt, library, summary, tables } = shown;
  printLine(plain(title));
  for (const line of notReconciled) printLine(plain(line));
  const about = library === null ? '' : `, ${library}`;
  printLine(`Snapshot ${snapshot} of ${takenAt.slice(0, 16).replace('T', ' ')} UTC${about}`);
  if (summary.length > 0) {
    printLine('');
    printLine(renderTable(summary.map((line) => [`  ${plain(line.label)}`, plain(describeValue(line))])));
  }
  for (const table of tables) await printTable(table, options);
  printDrills(shown);
}

/** For what is written to files: a table alone in a file of CSV has no place that says why its numbers may not be the library's. */
export function printBanner(shown: Shown): void {
  const banner = bannerOf(shown);
  if (banner !== null) printNote(plain(banner));
}

async function printTable(table: ShownTable, { rows: most, width }: PrintOptions): Promise<void> {
  const { title, columns, totalRows } = table;
  const rows = most === 0 ? [] : await table.firstRows(most);
  const count = totalRows === null ? '' : ` (${totalRows.toLocaleString('en-GB')})`;
  printLine(`\n${plain(title)}${count}`);
  if (rows.length === 0) {
    printLine(most === 0 ? '  not shown' : '  none');
    return;
  }
  const { text, leftOut } = fitTable(columns, rows, width);
  printLine(text);
  const more =
    totalRows === null
      ? rows.length === most
        ? 'There may be more rows'
        : null
      : describeMore(totalRows - rows.length);
  const narrow = leftOut.length === 0 ? null : `No room for ${describeColumns(leftOut)}`;
  const notes = [more, narrow].filter((note) => note !== null);
  if (notes.length > 0) printLine(`… ${notes.join('. ')}. All of it: --xlsx FILE, --csv FOLDER or --json.`);
}

function describeColumns(headers: readonly string[]): string {
  const others = headers.length - MOST_NAMED;
  return others <= 1 ? headers.join(', ') : `${headers.slice(0, MOST_NAMED).join(', ')} and ${others} more columns`;
}

function describeMore(more: number): string | null {
  if (more <= 0) return null;
  return `${more.toLocaleString('en-GB')} more ${more === 1 ? 'row' : 'rows'}`;
}

/** Commands that list what stands behind the main numbers. */
function printDrills({ snapshot, summary }: Shown): void {
  const commands = summary.flatMap(({ label, value, drill }) => {
    if (drill === null || value === null || value === 0) return [];
    const words = [
      'mercia compare rows --snapshot',
      quoted(snapshot),
      '--of',
      drill.of,
      ...drill.where.map(writeCondition),
    ];
    return [`  ${plain(label)}: ${plain(words.join(' '))}`];
  });
  if (commands.length > 0) printNote(`\nThe rows behind these numbers:\n${commands.join('\n')}`);
}
