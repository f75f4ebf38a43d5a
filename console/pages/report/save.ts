/** A table of a report as a file of comma-separated values, with all its rows. */
import type { Answer } from '#clients/typescript/index.ts';
import type { Row } from '#platform/sheets/cells.ts';
import { ReportRowsDocument, StartReportExportDocument } from '../../__generated__/operations.ts';
import type { ReportRowsQuery } from '../../__generated__/operations.ts';
import { csvFile } from '../../csv.ts';
import type { Graph } from '../../graph.ts';
import type { SavedFile } from '../page.ts';
import { REPORT_MS, refusalOf } from './ask.ts';
import type { ReportQuestion } from './question.ts';

/** The most that the graph gives at once to an export. */
const PAGE = 2_000;

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
  const pages = pagesOf(graph, { ...about, name, table, export: id, first: PAGE });
  const begun = await pages.next();
  if (begun.done === true) return null;
  const { report, page } = begun.value;
  const ending = report.notReconciled.some(({ text }) => text.startsWith('NOT RECONCILED')) ? '.NOT-RECONCILED' : '';
  const columns = page.columns.map(({ header, kind: cell }) => ({ header, kind: SHEET_KINDS[cell] }));
  return csvFile(`${name}-${table}`.replaceAll(/[^\w.-]+/g, '-') + ending, columns, rowsOf(page, pages));
}

interface Begun {
  readonly report: Report;
  readonly page: Table;
}

async function* pagesOf(graph: Graph, asked: ReportQuestionOfTable): AsyncGenerator<Begun, void, undefined> {
  let after: string | null = null;
  do {
    const answer: Answer<ReportRowsQuery> = await graph.ask(
      ReportRowsDocument,
      { ...asked, after },
      { budgetMs: REPORT_MS },
    );
    const report: Report | null = answer.data.snapshot?.report ?? null;
    if (report === null)
      throw new Error(`a page of the table is missing: ${answer.errors[0]?.message ?? 'no reason given'}`);
    const [page] = report.tables;
    if (page === undefined) return;
    yield { report, page };
    const { hasNextPage, endCursor }: Table['rows']['pageInfo'] = page.rows.pageInfo;
    after = hasNextPage ? endCursor : null;
  } while (after !== null);
}

type ReportQuestionOfTable = Omit<ReportQuestion, 'table' | 'after'> & {
  readonly table: string;
  readonly export: string;
  readonly first: number;
};

async function* rowsOf(first: Table, others: AsyncGenerator<Begun>): AsyncGenerator<Row> {
  for (const { cells } of first.rows.nodes) yield toRow(cells, first);
  for await (const { page } of others) for (const { cells } of page.rows.nodes) yield toRow(cells, page);
}

function toRow(cells: readonly (string | null)[], { columns }: Table): Row {
  return columns.map(({ kind }, place) => {
    const cell = cells[place] ?? null;
    // A text of digits stays one, unless its column is of numbers.
    return kind === 'NUMBER' && cell !== null && cell !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell;
  });
}

const SHEET_KINDS = { TEXT: 'text', NUMBER: 'number', DATE: 'date', LINK: 'text' } as const;
