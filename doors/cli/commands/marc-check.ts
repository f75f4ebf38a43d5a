import { checkMarc, MAX_LISTED_REJECTS, type MarcCheck, type MarcFileFormat } from '#marc/index.ts';
import cliProgress from 'cli-progress';
import type { Command } from 'commander';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { forTerminal, renderTable } from '../output.ts';

export interface MarcCheckFlags {
  /** A file of file names, one a line; `-` is standard input. */
  readonly filesFrom?: string;
  readonly json?: boolean;
  readonly strict?: boolean;
}

/** Where a check writes; standard output and error of the process outside of tests. */
export interface MarcCheckIo {
  readonly stdout: Pick<NodeJS.WritableStream, 'write'>;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stdin: NodeJS.ReadableStream;
}

/** One file as `--json` prints it. `error`: it could not be opened or read to its end; the counts are what was read. */
export interface MarcFileReport extends MarcCheck {
  readonly file: string;
  readonly error?: string;
}

const COUNTS = ['found', 'read', 'repaired', 'rejected', 'bytes', 'bytesUnaccounted'] as const;
type MarcCounts = Pick<MarcCheck, (typeof COUNTS)[number]>;

const SHOWN_REJECTS = 20;
const PROGRESS_FROM_FILES = 10;
const NOTHING: MarcCheck = {
  format: 'none',
  found: 0,
  read: 0,
  repaired: 0,
  rejected: 0,
  bytes: 0,
  bytesUnaccounted: 0,
  repairs: {},
  rejects: [],
  note: null,
  refused: false,
  charsets: {},
};

export function registerMarcCheck(program: Command): void {
  const marc = program.command('marc').description('work with MARC files');
  marc
    .command('check')
    .description('read MARC files (ISO 2709, MARCXML, MARC-in-JSON, OAI-PMH) and account for every byte')
    .argument('[files...]', 'files to read')
    .option('--files-from <file>', 'read file names from a file, one a line; - is standard input')
    .option('--json', 'one line of JSON for each file, and one of totals')
    .option('--strict', 'exit 1 when a record was rejected, or a file holds none')
    .addHelpText(
      'after',
      [
        '\nExit codes: 0 every byte accounted for; 1 not, or with --strict rejects or a file without records;',
        '2 a file cannot be opened, or is compressed or in a format that is not supported: the table says which.',
      ].join(' '),
    )
    .action(async (files: string[], flags: MarcCheckFlags) => {
      process.exitCode = await runMarcCheck(files, flags, process);
    });
}

export async function runMarcCheck(files: readonly string[], flags: MarcCheckFlags, io: MarcCheckIo): Promise<number> {
  const named = await listFiles(flags.filesFrom, io);
  if (typeof named === 'string') {
    io.stderr.write(forTerminal(`mercia marc check: ${named}\n`));
    return 2;
  }
  const all = [...files, ...named];
  if (all.length === 0) {
    io.stderr.write(
      'mercia marc check: no files named; give file names, or --files-from - and names on standard input\n',
    );
    return 2;
  }
  const progress = startProgress(all.length, io);
  const reports: MarcFileReport[] = [];
  const totals = createTotals();
  for (const file of all) {
    const report = await checkFile(file);
    addTo(totals, report);
    progress?.increment({ file });
    if (flags.json === true) io.stdout.write(`${JSON.stringify(report)}\n`);
    else reports.push(report);
  }
  progress?.stop();
  io.stdout.write(flags.json === true ? `${JSON.stringify(totals)}\n` : forTerminal(renderReports(reports, totals)));
  return exitCode(totals, flags.strict === true);
}

function exitCode(totals: MarcCheckTotals, strict: boolean): number {
  if (totals.unreadable + totals.refused > 0) return 2;
  return totals.bytesUnaccounted > 0 || (strict && totals.rejected + totals.empty > 0) ? 1 : 0;
}

/** The names in `--files-from`; or why they cannot be read. */
async function listFiles(from: string | undefined, io: MarcCheckIo): Promise<readonly string[] | string> {
  if (from === undefined) return [];
  const names: string[] = [];
  try {
    const input = from === '-' ? io.stdin : createReadStream(from);
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      // PowerShell begins a list with a byte order mark.
      const name = line.replace(/^\ufeff/, '');
      if (name.trim() !== '') names.push(name);
    }
  } catch (error) {
    return `the list of files ${from} cannot be read: ${reasonOf(error)}`;
  }
  return names;
}

async function checkFile(file: string): Promise<MarcFileReport> {
  try {
    return { file, ...(await checkMarc(createReadStream(file, { highWaterMark: 256 * 1024 }))) };
  } catch (error) {
    return { file, ...NOTHING, error: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'a folder, not a file';
  if (code === 'EACCES') return 'reading it is not permitted';
  return error instanceof Error ? error.message : String(error);
}

/** The last line of `--json`. `refused`: files that may hold records in a form that is not read. */
export type MarcCheckTotals = ReturnType<typeof createTotals>;

/** `unreadable`: could not be opened; `refused`: may hold records in a form that is not read; `empty`: no record was found. */
function createTotals() {
  const formats: Partial<Record<MarcFileFormat, number>> = {};
  const zero = { found: 0, read: 0, repaired: 0, rejected: 0, bytes: 0, bytesUnaccounted: 0 };
  return { total: true, files: 0, unreadable: 0, refused: 0, empty: 0, formats, ...zero };
}

function addTo(totals: MarcCheckTotals, report: MarcFileReport): void {
  const { format } = report;
  totals.files += 1;
  if (report.refused) totals.refused += 1;
  if (report.error !== undefined) totals.unreadable += 1;
  else {
    totals.formats[format] = (totals.formats[format] ?? 0) + 1;
    if (report.found === 0) totals.empty += 1;
  }
  for (const name of COUNTS) totals[name] += report[name];
}

function startProgress(files: number, io: MarcCheckIo): cliProgress.SingleBar | null {
  if (io.stderr.isTTY !== true || files < PROGRESS_FROM_FILES) return null;
  const bar = new cliProgress.SingleBar(
    { stream: io.stderr, clearOnComplete: true, format: '{bar} {value}/{total} files  {file}' },
    cliProgress.Presets.shades_classic,
  );
  bar.start(files, 0, { file: '' });
  return bar;
}

function renderReports(reports: readonly MarcFileReport[], totals: MarcCheckTotals): string {
  const head = ['found', 'read', 'repaired', 'rejected', 'unaccounted', 'format', 'file'];
  const rows = reports.map((report) =>
    report.error === undefined
      ? [...counts(report), report.note === null ? report.format : `${report.format} (${report.note})`, report.file]
      : ['-', '-', '-', '-', '-', report.error, report.file],
  );
  const sum = [
    ...counts(totals),
    '',
    `${totals.files} files, ${totals.unreadable} cannot be opened, ${totals.refused} refused`,
  ];
  const parts = [renderTable([head, ...rows, sum])];
  parts.push(
    ...renderCounts(
      'text read as',
      reports.map(({ charsets }) => charsets),
    ),
  );
  parts.push(
    ...renderCounts(
      'repairs',
      reports.map(({ repairs }) => repairs),
    ),
  );
  for (const report of reports) if (report.rejects.length > 0) parts.push(renderRejects(report));
  return `${parts.join('\n\n')}\n`;
}

function counts(of: MarcCounts): string[] {
  return [of.found, of.read, of.repaired, of.rejected, of.bytesUnaccounted].map(String);
}

/** Counts of several files summed by name, the most frequent first; nothing where there are none. */
function renderCounts(title: string, counted: readonly Readonly<Record<string, number>>[]): readonly string[] {
  const sums = new Map<string, number>();
  for (const [name, count] of counted.flatMap((counts) => Object.entries(counts))) {
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  if (sums.size === 0) return [];
  const rows = [...sums].sort(([, a], [, b]) => b - a).map(([name, count]) => ['  ', String(count), name]);
  return [`${title}:\n${renderTable(rows)}`];
}

function renderRejects({ file, rejected, rejects }: MarcFileReport): string {
  const shown = rejects.slice(0, SHOWN_REJECTS);
  const lines = shown.map(({ record, offset, reason }) => `  record ${record}, byte ${offset}: ${reason}`);
  if (rejected > shown.length)
    lines.push(`  and ${rejected - shown.length} more (--json lists up to ${MAX_LISTED_REJECTS.toLocaleString('en')})`);
  return `rejected in ${file}:\n${lines.join('\n')}`;
}
