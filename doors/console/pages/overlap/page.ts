import type { Row } from '#platform/sheets/cells.ts';
import { OverlapDocument, ReportRowsDocument, StartExportDocument } from '../../__generated__/operations.ts';
import { csvFile } from '../../csv.ts';
import type { Graph } from '../../graph.ts';
import { COMPARE_MS, instead, noSuchSnapshot, refuse } from '../compare/refused.ts';
import { nameIn } from '../../words/lists.ts';
import { mustBeAskedHere, type Instead, type Page } from '../page.ts';
import { endingOf, EXPORT_PAGE } from '../report/save.ts';
import { mustBeComplete } from '../snapshot/page.ts';
import {
  ALONE_SERIES,
  columnsOf,
  isCut,
  overlapView,
  PAIR_SERIES,
  readAlone,
  readMatrix,
  readPairs,
  type OverlapGiven,
} from './view.ts';

type Asked = OverlapGiven['data'];

/** `/compare/SNAPSHOT/overlap`: what each two libraries have together. `?library=ID` ranks the others beside one. */
export const overlapPage: Page = {
  path: '/compare/:snapshot/overlap',
  needs: 'STAFF',
  async show({ graph, viewer, params: { snapshot = '' }, query, now }) {
    const data = await askOverlap(graph, snapshot);
    const named = query.get('library') ?? '';
    const library = named === '' ? null : named;
    const model = overlapView({ data, library, viewer, now });
    if (library !== null && model.ranked === null) throw noRowOf(library, data);
    return { template: 'pages/overlap/page.njk', model };
  },
};

/** A library of the region may have a row that the page has not, or none at all. */
function noRowOf(library: string, { region, snapshot }: Asked): Instead {
  const name = region?.libraries.find(({ id }) => id === library)?.name;
  if (name === undefined) {
    return instead(404, 'There is no such library', 'Choose one from the list on the page before.');
  }
  const why = isCut(snapshot.report)
    ? 'It is not among the rows that the page shows. The file of the page before has them all.'
    : 'The snapshot has no row of it that you may see.';
  return instead(404, `What ${name} has together with others is not shown here`, why);
}

const libraryIn = ({ region }: Asked) => nameIn(region?.libraries ?? []);
const systemIn = ({ region }: Asked) => nameIn(region?.systems ?? []);

const TABLES: Readonly<
  Record<
    string,
    { readonly headers: (asked: Asked) => readonly string[]; readonly rows: (asked: Asked) => readonly Row[] }
  >
> = {
  spread: {
    headers: () => ['Titles', 'Number'],
    rows: ({ snapshot: { report } }) => report.summary.map(({ label, value, text }) => [label, value ?? text]),
  },
  alone: {
    headers: () => ['Library', ...ALONE_SERIES],
    rows: (asked) => readAlone(asked.snapshot.report).map(({ id, numbers }) => [libraryIn(asked)(id), ...numbers]),
  },
  systems: {
    headers: () => ['System', 'Other system', ...PAIR_SERIES],
    rows: (asked) =>
      readPairs(asked.snapshot.report).map(({ a, b, numbers }) => [systemIn(asked)(a), systemIn(asked)(b), ...numbers]),
  },
  matrix: {
    headers: (asked) => ['Library', ...columnsOf(asked.snapshot.report).map(libraryIn(asked))],
    rows: (asked) => {
      const { report } = asked.snapshot;
      const columns = columnsOf(report);
      return readMatrix(report).map(({ id, together }) => [
        libraryIn(asked)(id),
        ...columns.map((column) => together.get(column) ?? 0),
      ]);
    },
  },
};

/** The numbers of one table of the page, as a file. */
export const overlapFile: Page = {
  path: '/compare/:snapshot/overlap.csv',
  needs: 'STAFF',
  async show(visit) {
    mustBeAskedHere(visit);
    const { graph, params, query } = visit;
    const { snapshot = '' } = params;
    const name = query.get('table') ?? '';
    const table = Object.hasOwn(TABLES, name) ? TABLES[name] : undefined;
    if (table === undefined) {
      throw instead(400, 'This address cannot be read', `table: write one of ${Object.keys(TABLES).join(', ')}.`);
    }
    const input = { snapshot, report: 'overlap-matrix', format: 'CSV' } as const;
    const started = await graph.ask(StartExportDocument, { input }, { budgetMs: COMPARE_MS });
    const id = started.data.startExport?.export.id;
    if (id === undefined) {
      refuse(started.errors);
      throw noSuchSnapshot();
    }
    const asked = await askOverlap(graph, snapshot);
    const long = LONG_TABLES.find((one) => one === name);
    const data = long === undefined ? asked : await withAllRows(graph, asked, { table: long, export: id });
    const columns = table
      .headers(data)
      .map((header, place) => ({ header, kind: place === 0 ? 'text' : 'number' }) as const);
    return csvFile(`${snapshot}-overlap-${name}${endingOf(data.snapshot.report)}`, columns, table.rows(data));
  },
};

const LONG_TABLES = ['alone', 'systems', 'matrix'] as const;
type LongTable = (typeof LONG_TABLES)[number];

/** The page has the first rows of each table. */
async function withAllRows(
  graph: Graph,
  asked: Asked,
  of: { readonly table: LongTable; readonly export: string },
): Promise<Asked> {
  const { snapshot } = asked;
  const variables = { snapshot: snapshot.name, name: 'overlap-matrix', first: EXPORT_PAGE, ...of };
  const nodes: Asked['snapshot']['report'][LongTable][number]['rows']['nodes'][number][] = [];
  const pages = graph.pages(ReportRowsDocument, variables, {
    of: (data) => data.snapshot?.report?.tables[0]?.rows ?? null,
    budgetMs: COMPARE_MS,
  });
  for await (const { page } of pages) nodes.push(...page.nodes);
  const tables = snapshot.report[of.table].map((table) => ({ ...table, rows: { nodes } }));
  return { ...asked, snapshot: { ...snapshot, report: { ...snapshot.report, [of.table]: tables } } };
}

async function askOverlap(graph: Graph, name: string): Promise<Asked> {
  const { data, errors } = await graph.ask(OverlapDocument, { snapshot: name }, { budgetMs: COMPARE_MS });
  const { snapshot } = data;
  if (snapshot !== null) mustBeComplete(snapshot);
  refuse(errors);
  if (snapshot === null) throw noSuchSnapshot();
  const { report } = snapshot;
  if (report === null) throw new Error('the graph gives neither the report nor a reason');
  return { ...data, snapshot: { ...snapshot, report } };
}
