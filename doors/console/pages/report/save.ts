/** A table of a report as a file of comma-separated values, with all its rows. */
import { MerciaClientError } from '#clients/typescript/index.ts';
import type { Row } from '#platform/sheets/cells.ts';
import { nameReportFile } from '#platform/sheets/report-file.ts';
import { ReportRowsDocument, StartReportExportDocument, type ReportRowsQuery } from '../../__generated__/operations.ts';
import { csvFile } from '../../csv.ts';
import type { Graph } from '../../graph.ts';
import type { SavedFile } from '../page.ts';
import { refusalOf } from '../compare/refused.ts';
import { REPORT_MS } from './ask.ts';
import { nameIds, sayHeader } from './cell-words.ts';
import type { ReportQuestion } from './question.ts';

/** The most that the graph gives at once to an export. */
export const EXPORT_PAGE = 2_000;

type Report = NonNullable<NonNullable<ReportRowsQuery['snapshot']>['report']>;
type Table = Report['tables'][number];

/**
 * What leaves is written down in the graph's audit before the first row of it is asked for. A file that ends too early is broken
 * off, so that it is not taken for a whole one. Null if the report has no such table, or is refused.
 */
export async function saveTable(graph: Graph, question: ReportQuestion, table: string): Promise<SavedFile | null> {
  const { snapshot, name, library, system, options } = question;
  const about = { snapshot, library, system, options };
  const started = await graph.ask(
    StartReportExportDocument,
    { input: { ...about, report: name, format: 'CSV' } },
    { budgetMs: REPORT_MS },
  );
  const id = started.data.startExport?.export.id;
  if (id === undefined) {
    const [error] = started.errors;
    if (error !== undefined) refusalOf(error);
    return null;
  }
  const asked = { ...about, name, table, export: id, first: EXPORT_PAGE };
  const pages = graph.pages(ReportRowsDocument, asked, { of: toPage, budgetMs: REPORT_MS });
  const begun = await firstOf(pages);
  if (begun === null) return null;
  const columns = begun.columns.map(({ header, kind: cell }) => ({
    header: sayHeader(header, begun.region),
    kind: SHEET_KINDS[cell],
  }));
  const fileName = nameReportFile({ report: name, library, takenAt: begun.takenAt, table });
  return csvFile(fileName + endingOf(begun.report), columns, rowsOf(begun, pages));
}

/** What is passed on without the page says in its name that the numbers are not reconciled. */
export function endingOf({ notReconciled }: Pick<Report, 'notReconciled'>): string {
  return notReconciled.some(({ text }) => text.startsWith('NOT RECONCILED')) ? '.NOT-RECONCILED' : '';
}

/** Rows of the table, with the report that they are of, and when its snapshot was taken. */
type RowsPage = Table['rows'] &
  Pick<Table, 'columns'> &
  Pick<ReportRowsQuery, 'region'> & { readonly report: Report; readonly takenAt: string };

function toPage({ snapshot, region }: ReportRowsQuery): RowsPage | null {
  const report = snapshot?.report ?? null;
  const [table] = report?.tables ?? [];
  if (snapshot === null || report === null || table === undefined) return null;
  return { ...table.rows, columns: table.columns, region, report, takenAt: snapshot.takenAt };
}

type Pages = AsyncGenerator<{ readonly page: RowsPage }>;

/** Null if there is no such table. */
async function firstOf(pages: Pages): Promise<RowsPage | null> {
  try {
    const first = await pages.next();
    return first.done === true ? null : first.value.page;
  } catch (error) {
    const isNoTable =
      error instanceof MerciaClientError &&
      error.code === 'PAGE_MISSING' &&
      error.errors.every(({ code, path }) => code === 'BAD_USER_INPUT' && path.at(-1) === 'tables');
    if (isNoTable) return null;
    throw error;
  }
}

async function* rowsOf(first: RowsPage, others: Pages): AsyncGenerator<Row> {
  for (const { cells } of first.nodes) yield toRow(cells, first);
  for await (const { page } of others) for (const { cells } of page.nodes) yield toRow(cells, page);
}

/** Libraries and systems by their names, as on the page; codes and ids of records stay, because programs go by them. */
function toRow(cells: readonly (string | null)[], { columns, region }: RowsPage): Row {
  return columns.map(({ header, kind }, place) => {
    const cell = nameIds(header, cells[place] ?? null, region);
    // A text of digits stays one, unless its column is of numbers.
    return kind === 'NUMBER' && cell !== null && cell !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell;
  });
}

const SHEET_KINDS = { TEXT: 'text', NUMBER: 'number', DATE: 'date', LINK: 'text' } as const;
