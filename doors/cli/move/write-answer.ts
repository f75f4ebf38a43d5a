/** A report as one file that somebody asked for: HTML to print, XLSX, CSV or JSON, by how its name ends. */
import { extname } from 'node:path';
import { finished } from 'node:stream/promises';
import { badUserInput } from '#platform/errors.ts';
import { writeWholeFile } from '#platform/whole-file.ts';
import type { ExportFormat } from '../__generated__/answers.ts';
import type { Graph } from '../ask-graph.ts';
import { askReport, type ReportQuestion } from '../compare/ask-report.ts';
import { printBanner, printShown } from '../compare/print-shown.ts';
import { describeValue, type Shown, type ShownRow, type ShownTable } from '../compare/shown.ts';
import { startExport } from '../compare/start-export.ts';
import { printLine, printNote } from '../output.ts';
import {
  renderDocument,
  sayInstant,
  type DocumentSection,
  type DocumentTable,
  type PrintedDocument,
} from './document.ts';

const FORMATS: Readonly<Record<string, ExportFormat>> = {
  '.html': 'JSON',
  '.xlsx': 'XLSX',
  '.csv': 'CSV',
  '.json': 'JSON',
};

interface AnswerFile {
  readonly path: string;
  /** Only these tables of the report, in this order; all if not given. */
  readonly tables?: readonly string[];
  /** What the page says besides. */
  readonly page?: (shown: Shown, sections: readonly DocumentSection[]) => Partial<PrintedDocument>;
}

/** More than a sample can have of one kind, twice; whoever wants all of a long table writes a file. */
const MOST_SHOWN = 100;

/** Writes a report to the file that is named, or shows its beginning. `width`: of a terminal that does not say. */
export async function giveAnswer(
  graph: Graph,
  question: ReportQuestion,
  {
    path,
    next = '',
    ...file
  }: Omit<AnswerFile, 'path'> & { readonly path: string | undefined; readonly next?: string },
  width = 110,
): Promise<void> {
  if (path === undefined) {
    await printShown(await askReport(graph, question), { rows: MOST_SHOWN, width: process.stdout.columns || width });
    return;
  }
  printLine(await writeAnswer(graph, question, { path, ...file }));
  printNote(`${path} is written.${next}`);
}

/** Written down in the hub's audit first, as every export. Gives what was found, in one sentence. */
async function writeAnswer(graph: Graph, question: ReportQuestion, file: AnswerFile): Promise<string> {
  const { path, tables: wanted, page } = file;
  const ending = extname(path).toLowerCase();
  const format = FORMATS[ending];
  if (format === undefined) {
    const endings = Object.keys(FORMATS).join(', ');
    throw badUserInput(`--to ${path}: name a file that ends in one of ${endings}.`);
  }
  const whole = await askReport(graph, question);
  const chosen = wanted?.flatMap((name) => whole.tables.filter((table) => table.name === name));
  const shown: Shown = { ...whole, tables: chosen ?? whole.tables };
  const { snapshot, library, system, options, name } = question;
  const subject = { report: name, snapshot: snapshot.name, library, system, options };
  const begin = (): Promise<string> => startExport(graph, subject, format);
  // Reading and writing sheets takes memory that a page can spare.
  const { writeCsvFiles, writeJson, writeXlsx } = await import('../compare/write-shown.ts');
  if (ending === '.xlsx') await writeXlsx(path, shown, begin);
  else if (ending === '.csv') await writeCsvFiles(path, shown, begin);
  else if (ending === '.json') {
    await writeWholeFile(path, async (out) => {
      await writeJson(out, shown, await begin());
      out.end();
      await finished(out);
    });
  } else await writePage(path, async () => pageOf(shown, await begin(), page));
  printBanner(shown);
  return shown.title;
}

/** `read` is called once the file is open. */
export async function writePage(path: string, read: () => Promise<PrintedDocument>): Promise<void> {
  await writeWholeFile(path, async (out) => {
    out.end(renderDocument(await read()));
    await finished(out);
  });
}

async function pageOf(shown: Shown, exportId: string, more: AnswerFile['page']): Promise<PrintedDocument> {
  const sections: DocumentSection[] = [
    {
      heading: 'In all',
      paragraphs: shown.notReconciled,
      tables: [
        {
          caption: shown.title,
          columns: [{ header: 'What' }, { header: 'Number', isNumber: true }],
          rows: shown.summary.map((line) => [line.label, describeValue(line)]),
        },
      ],
    },
  ];
  for (const table of shown.tables) sections.push({ heading: table.title, tables: [await readTable(table, exportId)] });
  const facts: PrintedDocument['facts'] = [
    ['Snapshot', `${shown.snapshot}, taken ${sayInstant(shown.takenAt)}`],
    ...(shown.library === null ? [] : [['Library', shown.library] as const]),
  ];
  return { title: shown.title, facts, sections, ...more?.(shown, sections) };
}

async function readTable(table: ShownTable, exportId: string): Promise<DocumentTable> {
  const rows: ShownRow[] = [];
  for await (const row of table.allRows(exportId)) rows.push(row);
  const columns = table.columns.map(({ header, kind }) => ({ header, isNumber: kind === 'NUMBER' }));
  return {
    caption: table.title,
    columns,
    rows: rows.map((row) => row.map((cell, place) => (columns[place]?.isNumber === true ? toNumber(cell) : cell))),
  };
}

function toNumber(cell: string | null): string | number | null {
  return cell !== null && /^-?\d+$/.test(cell) ? Number(cell) : cell;
}
