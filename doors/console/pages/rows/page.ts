import { CountedRowsDocument, StartExportDocument } from '../../__generated__/operations.ts';
import { csvFile } from '../../csv.ts';
import { askCompared, COMPARE_MS, messagePage, noSuchSnapshot, refuse } from '../compare/refused.ts';
import { Instead, type Page } from '../page.ts';
import { readRowsAddress, type RowsAddress } from './href.ts';
import { ROW_LISTS } from './lists.ts';
import { rowsView } from './view.ts';

/** Rows of one page. */
const PAGE = 50;
/** The most that the graph gives at once to an export. */
const EXPORT_PAGE = 2_000;

/** Throws what is shown instead if the address cannot be read. */
function readAddress(query: URLSearchParams): RowsAddress {
  const address = readRowsAddress(query);
  if (!('problem' in address)) return address;
  const paragraph = 'Follow the link from the number again.';
  throw new Instead(messagePage(400, 'This address cannot be read', address.problem, paragraph));
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
  async show({ graph, params: { snapshot = '' }, query }) {
    const { of, where } = readAddress(query);
    const input = { snapshot, of, where, format: 'CSV' } as const;
    const { data, errors } = await graph.ask(StartExportDocument, { input }, { budgetMs: COMPARE_MS });
    const id = data.startExport?.export.id;
    if (id === undefined) {
      refuse(errors);
      throw noSuchSnapshot();
    }
    const list = ROW_LISTS[of];
    const rows = list.all(graph, { snapshot, where, first: EXPORT_PAGE, after: null, export: id });
    return csvFile(`${snapshot}-${of.toLowerCase()}`, list.columns, rows);
  },
};
