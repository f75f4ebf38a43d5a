/** An answer whole, into files or onto standard output: written as its rows come, so that none are held. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { badUserInput } from '#platform/errors.ts';
import type { Cell, Row } from '#platform/sheets/cells.ts';
import { nameReportFile } from '#platform/sheets/report-file.ts';
import { writeCsv } from '#platform/sheets/write-csv.ts';
import { writeWorkbook, type Sheet, type Summary } from '#platform/sheets/write-workbook.ts';
import { toRefusal, writeWholeFile } from '#platform/whole-file.ts';
import { bannerOf, describeValue, isNotReconciled, type Shown, type ShownRow, type ShownTable } from './shown.ts';

export interface Written {
  readonly path: string;
  readonly rows: number;
}

/** Writes the export down, and gives its id. Called once a file is open: what cannot be written is no export. */
type Begin = () => Promise<string>;

/** One workbook: a sheet with the main numbers, and one for each table. */
export async function writeXlsx(path: string, shown: Shown, begin: Begin): Promise<Written> {
  const counted = createCounter();
  const sheetsOf = (exportId: string): readonly Sheet[] => [
    { name: 'summary', summary: summaryOf(shown, shown), columns: [], rows: [] },
    ...shown.tables.map((table) => ({
      name: table.name,
      summary: summaryOf({ title: table.title, summary: table.summary ?? [] }, shown),
      columns: table.columns.map(({ header, kind }) => ({ header, kind: toSheetKind(kind) })),
      rows: counted.rows(cellsOf(table, table.allRows(exportId))),
    })),
  ];
  await writeWholeFile(path, async (file) => writeWorkbook(file, sheetsOf(await begin())));
  return { path, rows: counted.count() };
}

/**
 * One file for a single table if the path ends in `.csv`, else a folder with a file for each table and one for the main
 * numbers. The files of a library whose counts differ say so in their names.
 */
export async function writeCsvFiles(path: string, shown: Shown, begin: Begin): Promise<readonly Written[]> {
  if (path.toLowerCase().endsWith('.csv')) {
    const [table, another] = shown.tables;
    if (table === undefined || another !== undefined) {
      const names = shown.tables.map(({ name }) => `"${name}"`).join(', ');
      throw badUserInput(
        `A CSV holds one table, and there are ${shown.tables.length} (${names}): name a folder, or one of them with --table.`,
      );
    }
    return [await writeCsvFile(path, table, begin)];
  }
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw toRefusal(path, error);
  });
  let exportId: Promise<string> | undefined;
  const beginOnce = (): Promise<string> => (exportId ??= begin());
  const ending = isNotReconciled(shown) ? '.NOT-RECONCILED.csv' : '.csv';
  const pathOf = (table: string): string =>
    join(path, nameReportFile({ ...shown, report: shown.name, table }) + ending);
  const written = [await writeSummary(pathOf('summary'), shown, beginOnce)];
  for (const table of shown.tables) written.push(await writeCsvFile(pathOf(table.name), table, beginOnce));
  return written;
}

async function writeCsvFile(path: string, table: ShownTable, begin: Begin): Promise<Written> {
  const counted = createCounter();
  // An address is one column of text here: there is nothing to click on.
  const columns = table.columns.map(({ header, kind }) => ({
    header,
    kind: kind === 'LINK' ? ('text' as const) : toSheetKind(kind),
  }));
  await writeWholeFile(path, async (file) => {
    await writeCsv(file, columns, counted.rows(cellsOf(table, table.allRows(await begin()))));
  });
  return { path, rows: counted.count() };
}

async function writeSummary(path: string, shown: Shown, begin: Begin): Promise<Written> {
  const { title, banner, lines = [] } = summaryOf(shown, shown);
  const rows: readonly Row[] = [[title, null], ...(banner === undefined ? [] : [[banner, null]]), ...lines];
  const columns = [
    { header: 'What', kind: 'text' },
    { header: 'Value', kind: 'text' },
  ] as const;
  await writeWholeFile(path, async (file) => {
    await begin();
    await writeCsv(file, columns, rows);
  });
  return { path, rows: rows.length };
}

export async function writeJson(out: Writable, shown: Shown, exportId: string): Promise<void> {
  await pipeline(Readable.from(jsonOf(shown, exportId)), out, { end: false });
}

async function* jsonOf({ tables, ...head }: Shown, exportId: string): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"tables":[`;
  for (const [place, shownTable] of tables.entries()) {
    const { name, title, columns, totalRows } = shownTable;
    const table = JSON.stringify({
      name,
      title,
      columns: columns.map(({ header, kind }) => ({ header, kind })),
      totalRows,
    });
    yield `${place === 0 ? '' : ','}${table.slice(0, -1)},"rows":[`;
    let between = '';
    for await (const row of shownTable.allRows(exportId)) {
      yield between + JSON.stringify(row);
      between = ',';
    }
    yield ']}';
  }
  yield ']}\n';
}

/** The lines above every sheet: of which snapshot, and whether its counts agree. */
function aboutOf(shown: Shown): Pick<Summary, 'banner' | 'lines'> {
  const { snapshot, takenAt, library } = shown;
  const banner = bannerOf(shown);
  return {
    ...(banner === null ? {} : { banner }),
    lines: [
      ['Snapshot', `${snapshot}, taken ${takenAt.slice(0, 16).replace('T', ' ')} UTC`],
      ...(library === null ? [] : [['Library', library] as const]),
    ],
  };
}

function summaryOf(
  { title, summary }: { readonly title: string; readonly summary: NonNullable<ShownTable['summary']> },
  shown: Shown,
): Summary {
  const about = aboutOf(shown);
  const lines = summary.map((line) => {
    const { label, value, text, notToldBy } = line;
    return [label, text === null && notToldBy.length === 0 && value !== null ? value : describeValue(line)] as const;
  });
  return { ...about, title, lines: [...(about.lines ?? []), ...lines] };
}

function toSheetKind(kind: ShownTable['columns'][number]['kind']): 'text' | 'number' | 'date' | 'link' {
  return ({ TEXT: 'text', NUMBER: 'number', DATE: 'date', LINK: 'link' } as const)[kind];
}

async function* cellsOf({ columns }: ShownTable, rows: AsyncIterable<ShownRow>): AsyncGenerator<Row> {
  for await (const row of rows) yield columns.map(({ kind }, place) => toCell(kind, row[place] ?? null));
}

/** A text of digits stays one, unless its column is of numbers. */
function toCell(kind: ShownTable['columns'][number]['kind'], text: string | null): Cell {
  if (text === null) return null;
  if (kind === 'LINK') return { text, url: text };
  const number = Number(text);
  return kind === 'NUMBER' && text !== '' && Number.isFinite(number) ? number : text;
}

function createCounter() {
  let count = 0;
  return {
    async *rows(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
      for await (const row of rows) {
        count += 1;
        yield row;
      }
    },
    count: () => count,
  };
}
