import {
  CountedRowsDocument,
  RowNamesDocument,
  StartExportDocument,
  type CountedRowsQuery,
  ItemRowsDocument,
  RecordRowsDocument,
  StatementRowsDocument,
  type Condition,
  type Population,
  type TypedDocumentString,
} from '../../__generated__/operations.ts';
import { csvFile } from '../../csv.ts';
import { askCompared, COMPARE, COMPARE_MS, instead, noSuchSnapshot, notWhole, refuse } from '../compare/refused.ts';
import { mustBeAskedHere, type Page } from '../page.ts';
import { plural, sayWhen } from '../../words/moments.ts';
import { sayGaps, sayNotToldBy, sayOld, sayScope, stateWords } from '../../words/snapshots.ts';
import type { Viewer } from '../../viewer.ts';
import { raiseHref } from '../decisions/href.ts';
import { snapshotHref } from '../hrefs.ts';
import { readRowsAddress, rowsHref, rowsQuery, type RowsAddress } from './href.ts';
import { namesIn, POPULATION_WORDS, sayCondition, type KnownNames } from './dimensions.ts';
import type { Answer } from '#clients/typescript/index.ts';
import type { Cell as SheetCell, Column } from '#platform/sheets/cells.ts';
import type { Graph } from '../../graph.ts';
import type { Cell } from '../../templates/cells.ts';
import { ITEM_COLUMNS, RECORD_COLUMNS, STATEMENT_COLUMNS, type RowColumn } from './columns.ts';

const PAGE = 50;
/** The most that the graph gives at once to an export. */
const EXPORT_PAGE = 2_000;

/** Throws what is shown instead if the address cannot be read. */
function readAddress(query: URLSearchParams): RowsAddress {
  const address = readRowsAddress(query);
  if (!('problem' in address)) return address;
  const paragraph = 'Follow the link from the number again.';
  throw instead(400, 'This address cannot be read', address.problem, paragraph);
}

/** `/compare/SNAPSHOT/rows?of=ITEMS&where=LIBRARY:severnhythe`: the rows behind a number, page by page. */
export const rowsPage: Page = {
  path: '/compare/:snapshot/rows',
  needs: 'STAFF',
  async show({ graph, viewer, params: { snapshot = '' }, query, now }) {
    const address = readAddress(query);
    const { of, where, after } = address;
    const list = ROW_LISTS[of];
    const [data, page] = await Promise.all([
      askCompared(graph, CountedRowsDocument, { snapshot, of, where }),
      list.ask(graph, { snapshot, where, first: PAGE, after, export: null }),
    ]);
    if (data.snapshot === null) throw noSuchSnapshot();
    if ('errors' in page) {
      refuse(page.errors);
      throw noSuchSnapshot();
    }
    const model = rowsView({ data: { ...data, snapshot: data.snapshot }, address, list, page, viewer, now });
    return { template: 'pages/rows/page.njk', model };
  },
};

/** The same rows as a file, all of them: written down in the graph's audit before the first is asked for. */
export const rowsFile: Page = {
  path: '/compare/:snapshot/rows.csv',
  needs: 'STAFF',
  async show(visit) {
    mustBeAskedHere(visit);
    const { graph, params, query } = visit;
    const { snapshot = '' } = params;
    const { of, where } = readAddress(query);
    const input = { snapshot, of, where, format: 'CSV' } as const;
    const known = await graph.ask(RowNamesDocument, { snapshot }, { budgetMs: COMPARE_MS });
    refuse(known.errors);
    // Nothing in a file would say that rows are missing.
    const state = known.data.snapshot?.state ?? 'WHOLE';
    if (state !== 'WHOLE') throw notWhole(snapshot, state);
    const { data, errors } = await graph.ask(StartExportDocument, { input }, { budgetMs: COMPARE_MS });
    const id = data.startExport?.export.id;
    if (id === undefined) {
      refuse(errors);
      throw noSuchSnapshot();
    }
    const list = ROW_LISTS[of];
    const asked = { snapshot, where, first: EXPORT_PAGE, after: null, export: id };
    const rows = list.all(graph, asked, namesIn(known.data));
    return csvFile(`${snapshot}-${of.toLowerCase()}`, list.columns, rows);
  },
};

type Counted = CountedRowsQuery & { readonly snapshot: NonNullable<CountedRowsQuery['snapshot']> };

export interface RowsGiven {
  readonly data: Counted;
  readonly address: RowsAddress;
  readonly list: Pick<RowList, 'head'>;
  readonly page: Pick<RowPage, 'shown' | 'count' | 'next'>;
  readonly viewer: Viewer | null;
  readonly now: number;
}

/** Characters of a title in a list of windows. */
const LONGEST_TITLE = 200;

export function rowsView({ data, address, list, page, viewer, now }: RowsGiven) {
  const { snapshot } = data;
  const { of, where, after, before } = address;
  const names = namesIn(data);
  const [one, many] = POPULATION_WORDS[of];
  const { value, notToldBy } = snapshot.count;
  const heading = value === null ? `How many ${many} there are is not told` : plural(value, one, many);
  const href = rowsHref(snapshot.name, of, where);
  const conditions = where.map((condition) => sayCondition(condition, names));
  return {
    title: [heading, ...conditions].join('; ').slice(0, LONGEST_TITLE),
    heading,
    current: COMPARE,
    snapshot: {
      name: snapshot.name,
      href: snapshotHref(snapshot.name),
      when: `taken ${sayWhen(snapshot.takenAt, now)}, ${sayOld(snapshot.takenAt, now)}`,
      state: snapshot.state === 'WHOLE' ? '' : stateWords(snapshot.state).tag,
    },
    counted: `${many.charAt(0).toUpperCase()}${many.slice(1)} of which ${conditions.length === 1 ? 'this' : 'all of this'} is true:`,
    conditions,
    notes: notesOf(snapshot, { value, notToldBy }, names, viewer),
    place: placeOf(page.count, before, value),
    caption: `The ${many}`,
    head: list.head,
    rows: page.shown(names).map(([header = '', ...cells]) => ({ header, cells })),
    first: after === null ? null : href,
    next: page.next === null ? null : `${href}&after=${encodeURIComponent(page.next)}&before=${before + page.count}`,
    raiseHref:
      viewer?.role === 'MIGRATION' && where.length > 0 && value !== 0 && snapshot.state === 'WHOLE'
        ? raiseHref(snapshot.name, of, where)
        : null,
    csv:
      value === null || value === 0 || snapshot.state !== 'WHOLE'
        ? null
        : {
            href: `${snapshotHref(snapshot.name)}/rows.csv?${rowsQuery(of, where)}`,
            text: `Save all ${plural(value, 'row')} as CSV`,
          },
  };
}

function notesOf(
  { systems }: Counted['snapshot'],
  { value, notToldBy }: { readonly value: number | null; readonly notToldBy: readonly string[] },
  names: KnownNames,
  viewer: Viewer | null,
): readonly string[] {
  const nameOf = (id: string): string => names.systems.find((one) => one.id === id)?.name ?? id;
  const silent = sayNotToldBy(notToldBy, nameOf);
  return [
    sayScope(viewer),
    ...(value === null ? [sayUnknown(notToldBy)] : []),
    ...(silent === null ? [] : [silent]),
    ...sayGaps(
      systems.map((system) => ({ ...system, notTold: [] })),
      nameOf,
    ),
  ];
}

/** Where every system tells it, it is nevertheless null until the records were compared. */
function sayUnknown(notToldBy: readonly string[]): string {
  const compared = 'it is found by comparing records, which was not done, or not yet';
  const why = notToldBy.length === 0 ? compared : `no system that was asked tells it, or ${compared}`;
  return `This is unknown, not 0: ${why}.`;
}

function placeOf(count: number, before: number, total: number | null): string {
  if (count === 0) return total === null ? 'Which rows these are is not known.' : 'There are no rows.';
  const from = (before + 1).toLocaleString('en-GB');
  const to = (before + count).toLocaleString('en-GB');
  return total === null ? `Rows ${from} to ${to}.` : `Rows ${from} to ${to} of ${total.toLocaleString('en-GB')}.`;
}

interface RowsAsked {
  readonly snapshot: string;
  readonly where: readonly Condition[];
  readonly first: number;
  readonly after: string | null;
  /** Null for a page on the screen. */
  readonly export: string | null;
}

interface RowPage {
  /** As a page shows them, by their columns there. */
  readonly shown: (names: KnownNames) => readonly (readonly Cell[])[];
  readonly count: number;
  /** Cursor behind the last row; null if there are no more. */
  readonly next: string | null;
}

interface RowList {
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

const ROW_LISTS: Readonly<Record<Population, RowList>> = {
  RECORDS: rowList(RECORD_COLUMNS, RecordRowsDocument, ({ snapshot }) => snapshot?.records),
  ITEMS: rowList(ITEM_COLUMNS, ItemRowsDocument, ({ snapshot }) => snapshot?.items),
  STATEMENTS: rowList(STATEMENT_COLUMNS, StatementRowsDocument, ({ snapshot }) => snapshot?.statements),
};
