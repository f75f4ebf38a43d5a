/** The rows of each population: what a page shows of them, and what is saved. */
import type { Answer } from '#clients/typescript/index.ts';
import type { Cell as SheetCell, Column } from '#platform/sheets/cells.ts';
import {
  ItemRowsDocument,
  RecordRowsDocument,
  StatementRowsDocument,
  type Condition,
  type Population,
  type TypedDocumentString,
} from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import type { Cell } from '../../templates/cells.ts';
import { COMPARE_MS } from '../compare/refused.ts';
import { ITEM_COLUMNS, RECORD_COLUMNS, STATEMENT_COLUMNS, type RowColumn } from './columns.ts';
import type { KnownNames } from './dimensions.ts';

export interface RowsAsked {
  readonly snapshot: string;
  readonly where: readonly Condition[];
  readonly first: number;
  readonly after: string | null;
  /** Null for a page on the screen. */
  readonly export: string | null;
}

export interface RowPage {
  /** As a page shows them, by their columns there. */
  readonly shown: (names: KnownNames) => readonly (readonly Cell[])[];
  readonly count: number;
  /** Cursor behind the last row; null if there are no more. */
  readonly next: string | null;
}

export interface RowList {
  /** Above the columns of a page. */
  readonly head: readonly Cell[];
  /** Of a saved file. */
  readonly columns: readonly Column[];
  /** The errors of the answer if it has no rows. */
  ask(graph: Graph, asked: RowsAsked): Promise<RowPage | Pick<Answer<unknown>, 'errors'>>;
  /** All rows as they are saved, by all columns. Throws if a page is missing: a list that ends too early would look complete. */
  all(graph: Graph, asked: RowsAsked, names: KnownNames): AsyncGenerator<readonly SheetCell[]>;
}

interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const OPTIONS = { budgetMs: COMPARE_MS };

function rowList<Data, Node>(
  columns: readonly RowColumn<Node>[],
  document: TypedDocumentString<Data, RowsAsked>,
  pick: (data: Data) => Connection<Node> | null | undefined,
): RowList {
  const onPage = columns.flatMap(({ shown, header, kind }) => (shown === undefined ? [] : [{ shown, header, kind }]));
  return {
    head: onPage.map(({ header, kind }) => (kind === 'number' ? { text: header, numeric: true } : header)),
    columns: columns.map(({ header, kind }) => ({ header, kind })),
    async ask(graph, asked) {
      const { data, errors } = await graph.ask(document, asked, OPTIONS);
      const list = pick(data);
      if (list === null || list === undefined) return { errors };
      const { nodes, pageInfo } = list;
      return {
        shown: (names) => nodes.map((node) => onPage.map(({ shown }) => shown(node, names))),
        count: nodes.length,
        next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
      };
    },
    async *all(graph, asked, names) {
      for await (const { page } of graph.pages(document, asked, { of: pick, ...OPTIONS })) {
        for (const node of page.nodes) yield columns.map(({ of, named = of }) => named(node, names));
      }
    },
  };
}

export const ROW_LISTS: Readonly<Record<Population, RowList>> = {
  RECORDS: rowList(RECORD_COLUMNS, RecordRowsDocument, ({ snapshot }) => snapshot?.records),
  ITEMS: rowList(ITEM_COLUMNS, ItemRowsDocument, ({ snapshot }) => snapshot?.items),
  STATEMENTS: rowList(STATEMENT_COLUMNS, StatementRowsDocument, ({ snapshot }) => snapshot?.statements),
};
