/** Asks the graph for a report, and says what came of it. */
import {
  ReportDocument,
  ReportFindingDocument,
  type ReportFindingQuery,
  type ReportQuery,
} from '../../__generated__/operations.ts';
import { errorsOf, type Graph } from '../../graph.ts';
import { refusalOf } from '../compare/refused.ts';
import type { ReportQuestion } from './question.ts';

export type AskedSnapshot = NonNullable<ReportQuery['snapshot']>;
export type AskedReport = NonNullable<AskedSnapshot['report']>;

/**
 * `REFUSED`: what was asked for is wrong, and `message` says how. `NOT_PERMITTED`: the visitor may not see it. Both leave what the
 * page can choose from.
 */
export type ReportAnswer =
  | {
      readonly kind: 'ANSWERED';
      readonly data: ReportQuery;
      readonly snapshot: AskedSnapshot;
      readonly report: AskedReport;
    }
  | { readonly kind: 'REFUSED' | 'NOT_PERMITTED'; readonly data: ReportQuery; readonly message: string }
  | { readonly kind: 'NO_SNAPSHOT'; readonly data: ReportQuery };

/** Reports of a large region take longer than a look-up, and nobody waits for a library's system meanwhile. */
export const REPORT_MS = 30_000;
/** Rows of each table where all of them are shown, and of one that is shown by itself. */
const ROWS_OF_EACH = 15;
const ROWS_OF_ONE = 100;
/** Rows of each where there are so many tables that the page shows their beginnings alone. */
export const FIRST_ROWS = 3;
/** Such a report: some fifty tables. */
const PACK = 'day-one';

function rowsOfEach({ name, table }: ReportQuestion): number {
  if (table !== null) return ROWS_OF_ONE;
  return name === PACK ? FIRST_ROWS : ROWS_OF_EACH;
}

/** `first`: rows of each table, at most 200. Throws if the graph cannot answer at the moment. */
export async function askReport(
  graph: Graph,
  question: ReportQuestion,
  first = rowsOfEach(question),
): Promise<ReportAnswer> {
  const asked = await graph.ask(ReportDocument, { ...question, first }, { budgetMs: REPORT_MS });
  const { data } = asked;
  const { snapshot } = data;
  const [error] = errorsOf(asked, 'snapshot');
  if (error !== undefined) return { kind: refusalOf(error), data, message: error.message };
  if (snapshot === null) return { kind: 'NO_SNAPSHOT', data };
  if (snapshot.report === null) throw new Error('the graph gives neither the report nor a reason');
  return { kind: 'ANSWERED', data, snapshot, report: snapshot.report };
}

export type AskedFinding = NonNullable<NonNullable<ReportFindingQuery['snapshot']>['report']>;

/** What was found, without tables; what is wrong in words, if something is. */
export async function askFinding(
  graph: Graph,
  { snapshot, name, library, system, options }: ReportQuestion,
): Promise<{ readonly finding: AskedFinding } | { readonly refused: string }> {
  const asked = { snapshot, name, library, system, options };
  const { data, errors } = await graph.ask(ReportFindingDocument, asked, { budgetMs: REPORT_MS });
  const finding = data.snapshot?.report ?? null;
  if (finding !== null) return { finding };
  const [error] = errors;
  if (error === undefined) return { refused: 'There is no such snapshot.' };
  refusalOf(error);
  return { refused: error.message };
}
