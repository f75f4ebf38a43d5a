import { MoveOverviewDocument, type MoveOverviewQuery } from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import { sayDayOf, sayWhen } from '../../words/moments.ts';
import { sayOld } from '../../words/snapshots.ts';
import type { Viewer } from '../../viewer.ts';
import { askCompared, COMPARE, instead, notWhole } from '../compare/refused.ts';
import { mayAsk } from '../curated/page.ts';
import { evidenceHref, snapshotHref } from '../hrefs.ts';
import { given, type Page } from '../page.ts';
import { askReport, type AskedReport } from '../report/ask.ts';
import { noSnapshot, onlyLibrariesOf } from '../report/page.ts';
import { addressOf, questionPath, readQuestion } from '../report/question.ts';
import { ledgersOf, plansOf, standingOf } from './standing.ts';

export const MOVE = '/move';
const hrefOf = (library: string): string => `${MOVE}/${encodeURIComponent(library)}`;

/** Of a move, in the order in which a team would ask; those that the graph does not know are left out. */
const QUESTIONS = [
  'volumetrics',
  'plan',
  'plan-compare',
  'plan-loans',
  'target-readers',
  'load-errors',
  'ledger',
  'ledger-readers',
  'reconcile',
  'unmapped',
  'move-sample',
  'freeze-changes',
] as const;

/** `/move`: what stands on the newest snapshot, and for each library whether it may move. */
export const movePage: Page = {
  path: MOVE,
  needs: 'STAFF',
  async show({ graph, viewer, now }) {
    const data = await askOverview(graph, viewer);
    const newest = newestOf(data);
    const libraries = onlyLibrariesOf(viewer) ?? data.region?.libraries ?? [];
    const reports = QUESTIONS.flatMap((name) => data.comparisonReports.find((one) => one.name === name) ?? []);
    const model = {
      title: 'Move',
      current: COMPARE,
      snapshot: newest.name,
      snapshotHref: snapshotHref(newest.name),
      taken: `Taken ${sayWhen(newest.takenAt, now)}, ${sayOld(newest.takenAt, now)}.`,
      standing: standingOf(data),
      plans: plansOf(data, now),
      ledgers: ledgersOf(data, now),
      seesLedgers: seesLedgers(viewer),
      evidenceHref: evidenceHref({ snapshot: newest.name, ledger: null, plan: null }),
      libraries: libraries.map(({ id, name }) => ({ text: name, href: hrefOf(id) })),
      questions: reports
        .filter((report) => mayAsk(report, viewer))
        .map(({ name, question }) => ({ text: question, href: questionPath(newest.name, name) })),
    };
    return { template: 'pages/move/page.njk', model };
  },
};

/** `/move/:library`: go or no-go, on one sheet of paper. */
export const goNoGoPage: Page = {
  path: `${MOVE}/:library`,
  needs: 'STAFF',
  async show({ graph, viewer, params: { library: id = '' }, query, now }) {
    const data = await askOverview(graph, viewer);
    const library = data.region?.libraries.find((one) => one.id === id);
    if (library === undefined) {
      throw instead(404, 'There is no such library', 'The region has no library under this address.');
    }
    const own = onlyLibrariesOf(viewer);
    if (own !== null && !own.some((one) => one.id === id)) {
      throw instead(403, 'This page is for another library', `It is for the staff of ${library.name}.`);
    }
    const { name } = given(query, 'snapshot') === null ? newestOf(data) : { name: given(query, 'snapshot') ?? '' };
    const options = readQuestion(name, 'go-no-go', query).options.filter((option) => option.name !== 'snapshot');
    const question = { snapshot: name, name: 'go-no-go', library: id, system: null, options, table: null, after: null };
    const answer = await askReport(graph, question);
    if (answer.kind === 'NO_SNAPSHOT') throw noSnapshot(name);
    if (answer.kind !== 'ANSWERED') {
      throw instead(answer.kind === 'REFUSED' ? 400 : 403, 'This cannot be shown', answer.message);
    }
    const { snapshot, report } = answer;
    const model = {
      title: `Go or no-go: ${library.name}`,
      current: COMPARE,
      ...gatesView(report),
      taken: `Snapshot “${snapshot.name}”, taken ${sayWhen(snapshot.takenAt, now)}, ${sayOld(snapshot.takenAt, now)}.`,
      looked: `As it stood on ${sayDayOf(now)}.`,
      questionHref: addressOf(questionPath(name, 'go-no-go'), question),
    };
    return { template: 'pages/move/library.njk', model };
  },
};

/** Ledgers are compared for the whole region: staff of one library see none. */
const seesLedgers = (viewer: Viewer | null): boolean => viewer !== null && viewer.role !== 'STAFF';

/** With as much time as other pages of numbers: while a plan or a ledger is made, a look-up takes longer than usual. */
function askOverview(graph: Graph, viewer: Viewer | null): Promise<MoveOverviewQuery> {
  return askCompared(graph, MoveOverviewDocument, { seesLedgers: seesLedgers(viewer) });
}

type AskedSnapshot = NonNullable<MoveOverviewQuery['snapshots']>[number];

/** The newest that is whole. Throws what is shown instead if there is none. */
function newestOf({ snapshots }: MoveOverviewQuery): AskedSnapshot {
  const whole = snapshots?.find(({ state }) => state === 'WHOLE');
  if (whole !== undefined) return whole;
  const [first] = snapshots ?? [];
  throw first === undefined || first.state === 'WHOLE' ? noSnapshot(null) : notWhole(first.name, first.state);
}

const STATES: Readonly<Record<string, { readonly tag: string; readonly colour: string }>> = {
  met: { tag: 'Met', colour: 'nhsuk-tag--green' },
  'NOT MET': { tag: 'Not met', colour: 'nhsuk-tag--red' },
};
const NOT_TOLD = { tag: 'Not told', colour: 'nhsuk-tag--grey' };

function gatesView({ title, notReconciled, tables }: Pick<AskedReport, 'title' | 'notReconciled' | 'tables'>) {
  const table = tables.find(({ name }) => name === 'gates');
  const gates = (table?.rows.nodes ?? []).map(({ cells }) => {
    const of = (header: string): string => {
      return cells[table?.columns.findIndex((column) => column.header === header) ?? -1] ?? '';
    };
    return {
      what: of('Gate'),
      ...(STATES[of('State')] ?? NOT_TOLD),
      number: of('Number') === '' ? 'not told' : of('Number'),
      bar: of('At most'),
      signs: of('Who signs'),
      note: of('What to know of it'),
    };
  });
  const open = gates.filter(({ tag }) => tag !== STATES['met']?.tag);
  return { finding: title, open, notReconciled: notReconciled.map(({ text }) => text), gates };
}
