import { FixListOfDocument } from '../../__generated__/operations.ts';
import { partOf, type Graph } from '../../graph.ts';
import type { Viewer } from '../../viewer.ts';
import { listNames } from '../../words/lists.ts';
import { Instead, onlyWords, type Page, type Shown, type Visit } from '../page.ts';
import { COMPARE, instead, noSuchSnapshot, notWhole, refuse } from '../compare/refused.ts';
import { askFinding, askReport, type ReportAnswer } from '../report/ask.ts';
import { onlyLibrariesOf } from '../report/page.ts';
import { questionPath, type ReportQuestion } from '../report/question.ts';
import { FIX_LIST, chooseSnapshots, fixListView, sayNoList, type AskedSnapshots } from './view.ts';

const hrefOf = (id: string): string => `/my-library/${encodeURIComponent(id)}`;

/** `/my-library`: leads to the fix list of the visitor's library, or lets them choose. */
export const chooseLibraryPage: Page = {
  path: '/my-library',
  needs: 'STAFF',
  async show({ graph, viewer }) {
    const answer = await graph.ask(FixListOfDocument, {});
    const libraries = onlyLibrariesOf(viewer) ?? partOf(answer, 'region')?.libraries ?? [];
    const [first, another] = libraries;
    if (first === undefined) {
      throw instead(
        403,
        'Your sign-in names no library',
        'A fix list is of a library. Ask whoever manages your account to add yours.',
      );
    }
    if (another === undefined) return { redirect: hrefOf(first.id) };
    const model = {
      title: FIX_LIST,
      current: COMPARE,
      libraries: libraries.map(({ id, name }) => ({ text: name, href: hrefOf(id) })),
    };
    return { template: 'pages/my-library/choose.njk', model };
  },
};

/** `/my-library/:id`: what the library has to mend, the worst first. */
export const myLibraryPage: Page = {
  path: '/my-library/:id',
  needs: 'STAFF',
  async show(visit) {
    const { graph, viewer, params } = visit;
    const { data, errors } = await graph.ask(FixListOfDocument, {});
    refuse(errors);
    const library = data.region?.libraries.find(({ id }) => id === params['id']);
    if (library === undefined) {
      throw instead(404, 'There is no such library', 'The region has no library under this address.');
    }
    const own = onlyLibrariesOf(viewer);
    if (own !== null && !own.some(({ id }) => id === library.id)) throw notYours(library.name, own);
    const snapshots = data.snapshots ?? [];
    const { newest, since } = chooseSnapshots(snapshots);
    if (newest === null) throw noList(library, snapshots, own === null ? 'The' : 'Your');
    return showFixList(visit, { library, snapshots, newest, since });
  },
};

interface Chosen {
  readonly library: { readonly id: string; readonly name: string };
  readonly snapshots: AskedSnapshots;
  readonly newest: string;
  readonly since: string | null;
}

async function showFixList(
  { graph, viewer, query, now }: Visit,
  { library, snapshots, newest, since }: Chosen,
): Promise<Shown> {
  const question: ReportQuestion = {
    snapshot: newest,
    name: 'fix-first',
    library: library.id,
    system: null,
    options: since === null ? [] : [{ name: 'since', value: since }],
    table: query.get('list'),
    after: null,
  };
  const [answer, dayOne] = await Promise.all([askRows(graph, question), askDayOne(graph, question)]);
  if (answer.kind === 'NO_SNAPSHOT') throw noSuchSnapshot();
  if (answer.kind !== 'ANSWERED') {
    throw instead(answer.kind === 'REFUSED' ? 400 : 403, 'This cannot be shown', answer.message);
  }
  const { snapshot, report } = answer;
  const shown = {
    path: questionPath(newest, 'fix-first'),
    question: { ...question, table: null },
    region: answer.data.region,
    onlyLibraries: onlyLibrariesOf(viewer),
    now,
  };
  const model = fixListView({ library, snapshots, snapshot, report, dayOne, since, only: question.table, shown });
  return { template: 'pages/my-library/page.njk', model };
}

/** Of each list where all are shown: as many as the graph gives at once. */
const ROWS_AT_ONCE = 200;
/** Of a list that is shown by itself, to be printed. A longer one is saved and printed in parts. */
const MOST_ROWS = 5_000;

/** The first rows of every list, or all of one. */
async function askRows(graph: Graph, question: ReportQuestion): Promise<ReportAnswer> {
  const first = await askReport(graph, question, ROWS_AT_ONCE);
  const [table] = first.kind === 'ANSWERED' ? first.report.tables : [];
  if (first.kind !== 'ANSWERED' || question.table === null || table === undefined) return first;
  const { nodes, pageInfo } = table.rows;
  const all = [...nodes];
  let place = pageInfo;
  while (place.hasNextPage && all.length < MOST_ROWS) {
    const next = await askReport(graph, { ...question, after: place.endCursor }, ROWS_AT_ONCE);
    const page = next.kind === 'ANSWERED' ? next.report.tables[0]?.rows : undefined;
    if (page === undefined) return next;
    all.push(...page.nodes);
    place = page.pageInfo;
  }
  return {
    ...first,
    report: { ...first.report, tables: [{ ...table, rows: { ...table.rows, nodes: all, pageInfo: place } }] },
  };
}

async function askDayOne(graph: Graph, question: ReportQuestion) {
  const asked = await askFinding(graph, { ...question, name: 'day-one' });
  return 'finding' in asked ? asked.finding : null;
}

function notYours(name: string, own: Viewer['libraries']): Instead {
  const yours =
    own.length === 0
      ? 'Your sign-in names no library.'
      : `You work for ${listNames(own.map((one) => one.name))}: its list is on the page “Compare”, under “${FIX_LIST}”.`;
  return instead(403, 'This list is for another library', `It is for the staff of ${name}.`, yours);
}

/** What is shown while there is no whole snapshot, with a way back. */
export function noList({ id, name }: Chosen['library'], snapshots: AskedSnapshots, whose: 'Your' | 'The'): Instead {
  const [newest] = snapshots;
  if (newest !== undefined && newest.state !== 'WHOLE') return notWhole(newest.name, newest.state);
  const link = { text: name, href: `/libraries/${encodeURIComponent(id)}` };
  const frame = { title: 'There is no snapshot yet', current: COMPARE, link };
  return new Instead(onlyWords(404, frame, [sayNoList(snapshots, whose)]));
}
