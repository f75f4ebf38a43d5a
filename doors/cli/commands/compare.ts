import { badUserInput } from '#platform/errors.ts';
import type { Command } from 'commander';
import { openGraph, withGraphFlags, type Graph, type GraphFlags } from '../ask-graph.ts';
import { askReport } from '../compare/ask-report.ts';
import { askRows, askTable } from '../compare/ask-rows.ts';
import { chooseReport, chooseSnapshot, listReports } from '../compare/choose.ts';
import { readConditions, readDimensions, readPopulation } from '../compare/conditions.ts';
import { printBanner, printShown } from '../compare/print-shown.ts';
import type { Shown } from '../compare/shown.ts';
import { startExport, type ExportSubject } from '../compare/start-export.ts';
import type { ExportFormat, ReportOption } from '../__generated__/answers.ts';
import { printJson, printLine, printNote, renderTable } from '../output.ts';
import { wholeNumber } from '../whole-number.ts';

interface OutputFlags extends GraphFlags {
  readonly snapshot?: string;
  readonly rows: number;
  readonly json?: boolean;
  readonly csv?: string;
  readonly xlsx?: string;
}

interface ReportFlags extends OutputFlags {
  readonly library?: string;
  readonly system?: string;
  readonly with?: string;
  readonly option?: readonly string[];
  readonly table?: string;
}

interface RowsFlags extends OutputFlags {
  readonly of: string;
  readonly where?: readonly string[];
  readonly staffNotes?: boolean;
}

interface TableFlags extends OutputFlags {
  readonly of: string;
  readonly by: string;
  readonly where?: readonly string[];
}

const USUAL_ROWS = 20;
/** The graph gives no more without an export. */
const MOST_ROWS = 200;
/** Of a terminal that does not say. */
const USUAL_WIDTH = 110;

export function registerCompare(program: Command): void {
  const compare = program
    .command('compare')
    .description('answer a question about the systems from a snapshot; without a name, list the questions')
    .argument('[name]', 'the report, such as without-items')
    .option('--library <id>', 'about one library')
    .option('--system <id>', 'about one system')
    .option('--with <id>', 'the library or snapshot to compare with, if the report compares two')
    .option('--option <name=value>', 'what else the report wants to know; may be repeated', collect)
    .option('--table <name>', 'only this table of the report');
  withOutputFlags(compare).action(async (name: string | undefined, flags: ReportFlags) => {
    const graph = await openGraph(flags);
    if (name === undefined) await printReports(graph, flags);
    else await compareByReport(graph, name, flags);
  });

  const rows = compare
    .command('rows')
    .description('list the rows behind a number')
    .requiredOption('--of <what>', 'RECORDS, ITEMS or STATEMENTS')
    .option('--where <dimension=value>', 'only rows with this value; may be repeated', collect)
    .option('--staff-notes', 'notes of staff on copies too, if you may see them');
  withOutputFlags(rows).action(async (_flags: RowsFlags, command: Command) => {
    const { of, where, staffNotes = false, ...flags } = command.optsWithGlobals<RowsFlags & ReportFlags>();
    refuseReportFlags(flags);
    const graph = await openGraph(flags);
    const snapshot = await chooseSnapshot(graph, flags.snapshot);
    const question = { of: readPopulation(of), where: readConditions(where ?? []), staffNotes };
    if (staffNotes && question.of !== 'ITEMS') {
      throw badUserInput('--staff-notes: only copies have notes of staff; ask --of ITEMS.');
    }
    const shown = await askRows(graph, { ...question, snapshot });
    await give(graph, shown, { ...question, snapshot: snapshot.name }, flags);
  });

  const table = compare
    .command('table')
    .description('count by one to three dimensions')
    .requiredOption('--of <what>', 'RECORDS, ITEMS or STATEMENTS')
    .requiredOption('--by <dimensions>', 'by what, such as LIBRARY,ITEM_TYPE')
    .option('--where <dimension=value>', 'only rows with this value; may be repeated', collect);
  withOutputFlags(table).action(async (_flags: TableFlags, command: Command) => {
    const { of, by, where, ...flags } = command.optsWithGlobals<TableFlags & ReportFlags>();
    refuseReportFlags(flags);
    const graph = await openGraph(flags);
    const snapshot = await chooseSnapshot(graph, flags.snapshot);
    const question = { of: readPopulation(of), by: readDimensions(by), where: readConditions(where ?? []) };
    const shown = await askTable(graph, { ...question, snapshot, whole: isWritten(flags) });
    await give(graph, shown, { ...question, snapshot: snapshot.name }, flags);
  });
}

/** A flag that `compare` has too is read by it, wherever it stands: ask for a part's with `optsWithGlobals`. */
function withOutputFlags(command: Command): Command {
  command
    .option('--snapshot <name>', 'from this snapshot; the newest if not given')
    .option('--rows <number>', 'rows of each table to show', wholeNumber, USUAL_ROWS)
    .option('--json', 'everything, as one line of JSON')
    .option('--csv <path>', 'everything, as CSV: a folder, or a file that ends in .csv for a single table')
    .option('--xlsx <file>', 'everything, as a workbook');
  return withGraphFlags(command);
}

const INSTEAD: Readonly<Record<'library' | 'system' | 'with' | 'option' | 'table', string>> = {
  library: '. Of one alone here: --where LIBRARY=ID',
  system: '. Of one alone here: --where SYSTEM=ID',
  with: ': rows and tables are of one snapshot',
  option: ': here, --where NAME=VALUE says which are meant',
  table: ': here, there is one table',
};

/** They are read by `compare`, also behind `rows` and `table`: whoever names a library must not be given the rows of all. */
function refuseReportFlags(flags: ReportFlags): void {
  for (const [name, instead] of Object.entries(INSTEAD)) {
    if (flags[name as keyof typeof INSTEAD] !== undefined)
      throw badUserInput(`--${name} belongs to reports${instead}.`);
  }
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

async function printReports(graph: Graph, { json }: OutputFlags): Promise<void> {
  const reports = await listReports(graph);
  if (json === true) {
    for (const report of reports) printJson(report);
    return;
  }
  const needs: Readonly<Record<string, string>> = { LIBRARY: '--library', SYSTEM: '--system' };
  const rows = reports.map(({ name, question, scope, aboutReaders }) => [
    name,
    question,
    [needs[scope] ?? '', aboutReaders ? '(about readers)' : ''].filter((part) => part !== '').join(' '),
  ]);
  printLine(renderTable([['NAME', 'QUESTION', 'NEEDS'], ...rows]));
  printNote(
    '\nAsk one: mercia compare NAME. Anything else is counted by "mercia compare table" and listed by "mercia compare rows".',
  );
}

async function compareByReport(graph: Graph, name: string, flags: ReportFlags): Promise<void> {
  const { library = null, system = null } = flags;
  const report = await chooseReport(graph, name);
  if (report.scope === 'LIBRARY' && library === null)
    throw badUserInput(`The report ${name} is about one library: add --library ID.`);
  const snapshot = await chooseSnapshot(graph, flags.snapshot);
  const options = readOptions(flags);
  const shown = await askReport(graph, { name, snapshot, library, system, options });
  const subject = { report: name, snapshot: snapshot.name, library, system, options };
  await give(graph, chooseTable(shown, flags.table), subject, flags);
}

function readOptions({ with: other, option = [] }: ReportFlags): readonly ReportOption[] {
  const options = option.map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw badUserInput(`--option ${text}: write NAME=VALUE.`);
    return { name: text.slice(0, at), value: text.slice(at + 1) };
  });
  return other === undefined ? options : [...options, { name: 'with', value: other }];
}

function chooseTable(shown: Shown, wanted: string | undefined): Shown {
  if (wanted === undefined) return shown;
  const tables = shown.tables.filter(({ name }) => name === wanted);
  if (tables.length > 0) return { ...shown, tables };
  const names = shown.tables.map(({ name }) => `"${name}"`).join(', ');
  throw badUserInput(`--table: the report has no table "${wanted}"; it has ${names}.`);
}

/** Shows the answer, or writes it where it is wanted; what is written is noted in the hub's audit first. */
async function give(graph: Graph, shown: Shown, subject: ExportSubject, flags: OutputFlags): Promise<void> {
  const { json, csv, xlsx } = flags;
  if (!isWritten(flags)) {
    const width = process.stdout.isTTY ? process.stdout.columns : USUAL_WIDTH;
    await printShown(shown, { rows: Math.min(flags.rows, MOST_ROWS), width });
    return;
  }
  // Reading and writing sheets takes memory that an answer on a terminal can spare.
  const { writeCsvFiles, writeJson, writeXlsx } = await import('../compare/write-shown.ts');
  const begin = (format: ExportFormat) => (): Promise<string> => startExport(graph, subject, format);
  const written = [
    ...(csv === undefined ? [] : await writeCsvFiles(csv, shown, begin('CSV'))),
    ...(xlsx === undefined ? [] : [await writeXlsx(xlsx, shown, begin('XLSX'))]),
  ];
  if (json === true) await writeJson(process.stdout, shown, await begin('JSON')());
  printBanner(shown);
  for (const { path, rows } of written) printNote(`${path}: ${rows.toLocaleString('en-GB')} rows`);
}

function isWritten({ json, csv, xlsx }: OutputFlags): boolean {
  return json === true || csv !== undefined || xlsx !== undefined;
}
