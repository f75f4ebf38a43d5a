import { CountedRowsDocument, StartExportDocument } from '../../__generated__/operations.ts';
import { csvFile } from '../../csv.ts';
import { COMPARE_MS, messagePage, noSuchSnapshot, refusedPage } from '../compare/refused.ts';
import type { Page, Shown } from '../page.ts';
import { readRowsAddress } from './href.ts';
import { ROW_LISTS } from './lists.ts';
import { rowsView } from './view.ts';

/** Rows of one page. */
const PAGE = 50;
/** The most that the graph gives at once to an export. */
const EXPORT_PAGE = 2_000;

const badAddress = (problem: string): Shown =>
  messagePage(400, 'This address cannot be read', problem, 'Follow the link from the number again.');

/** `/compare/SNAPSHOT/rows?of=ITEMS&where=LIBRARY:severnhythe`: the rows behind a number, page by page. */
export const rowsPage: Page = {
  path: '/compare/:snapshot/rows',
  needs: 'STAFF',
  async show({ graph, viewer, params: { snapshot = '' }, query, now }) {
    const address = readRowsAddress(query);
    if ('problem' in address) return badAddress(address.problem);
    const { of, where, after } = address;
    const list = ROW_LISTS[of];
    const [counted, page] = await Promise.all([
      graph.ask(CountedRowsDocument, { snapshot, of, where }, { budgetMs: COMPARE_MS }),
      list.ask(graph, { snapshot, where, first: PAGE, after, export: null }),
    ]);
    const { data, errors } = counted;
    const refused = refusedPage(errors);
    if (refused !== null) return refused;
    if (data.snapshot === null) return noSuchSnapshot();
    if ('errors' in page) return refusedPage(page.errors) ?? noSuchSnapshot();
    const model = rowsView({ data: { ...data, snapshot: data.snapshot }, address, list, page, viewer, now });
    return { template: 'pages/rows/page.njk', model };
  },
};

/** The same rows as a file, all of them: written down in the graph's audit before the first is asked for. */
export const rowsFile: Page = {
  path: '/compare/:snapshot/rows.csv',
  needs: 'STAFF',
  async show({ graph, params: { snapshot = '' }, query }) {
    const address = readRowsAddress(query);
    if ('problem' in address) return badAddress(address.problem);
    const { of, where } = address;
    const input = { snapshot, of, where, format: 'CSV' } as const;
    const { data, errors } = await graph.ask(StartExportDocument, { input }, { budgetMs: COMPARE_MS });
    const id = data.startExport?.export.id;
    if (id === undefined) return refusedPage(errors) ?? noSuchSnapshot();
    const list = ROW_LISTS[of];
    const rows = list.all(graph, { snapshot, where, first: EXPORT_PAGE, after: null, export: id });
    return csvFile(`${snapshot}-${of.toLowerCase()}`, list.columns, rows);
  },
};
