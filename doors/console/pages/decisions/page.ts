import type { AnswerError } from '#clients/typescript/index.ts';
import { DecisionsDocument, type DecisionsQuery, type DecisionState } from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import { given, type Page } from '../page.ts';
import { COMPARE_MS, COMPARE, instead, mustBeWhole, refuse } from '../compare/refused.ts';
import { mayView, type Viewer } from '../../viewer.ts';
import { listNames, nameIn } from '../../words/lists.ts';
import { isPast, plural, sayDay, sayWhen } from '../../words/moments.ts';
import { POPULATION_WORDS } from '../rows/dimensions.ts';
import { rowsHref } from '../rows/href.ts';
import { decisionHref, decisionsHref } from './href.ts';
import { snapshotHref } from '../hrefs.ts';

/** `/compare/:snapshot/decisions`: what is to be decided, by whom and by when; what was decided. */
export const decisionsPage: Page = {
  path: '/compare/:snapshot/decisions',
  needs: 'STAFF',
  async show({ graph, viewer, params: { snapshot = '' }, query, now }) {
    const library = given(query, 'library');
    const [open, decided] = await Promise.all([
      askDecisions(graph, { state: 'OPEN', snapshot, library }),
      askDecisions(graph, { state: 'DECIDED', snapshot, library }),
    ]);
    refuse([...open.errors, ...decided.errors]);
    mustBeWhole(open.data.snapshot, snapshot);
    const of = library === null ? null : nameOf(library, open.data.region);
    return {
      template: 'pages/decisions/page.njk',
      model: decisionsView({ snapshot, open, decided, of, viewer, now }),
    };
  },
};

/** Throws what is to be shown instead of the decisions of a library that the region does not have. */
function nameOf(library: string, region: DecisionsQuery['region']): string {
  if (region === null || region.libraries.some(({ id }) => id === library))
    return nameIn(region?.libraries ?? [])(library);
  throw instead(404, 'There is no such library', 'The address names one that the region does not have.');
}

export type AskedDecision = NonNullable<DecisionsQuery['decisions']>['nodes'][number];

export interface DecisionList {
  readonly data: DecisionsQuery;
  readonly errors: readonly AnswerError[];
  readonly decisions: readonly AskedDecision[];
  /** Whether there are more than are shown on a page. */
  readonly hasMore: boolean;
}

/** Pages of the graph: who has more decisions than these sees the first ones. */
const MOST_PAGES = 5;

async function askDecisions(
  graph: Graph,
  asked: { readonly state: DecisionState; readonly snapshot: string; readonly library: string | null },
): Promise<DecisionList> {
  const decisions: AskedDecision[] = [];
  let after: string | null = null;
  for (let page = 1; ; page += 1) {
    const answer: Awaited<ReturnType<typeof askPage>> = await askPage(graph, { ...asked, after });
    const { data, errors } = answer;
    decisions.push(...(data.decisions?.nodes ?? []));
    const { hasNextPage = false, endCursor = null } = data.decisions?.pageInfo ?? {};
    if (errors.length > 0 || !hasNextPage || page === MOST_PAGES) {
      return { data, errors, decisions, hasMore: hasNextPage };
    }
    after = endCursor;
  }
}

function askPage(
  graph: Graph,
  variables: {
    readonly state: DecisionState;
    readonly snapshot: string;
    readonly library: string | null;
    readonly after: string | null;
  },
) {
  return graph.ask(DecisionsDocument, variables, { budgetMs: COMPARE_MS });
}

export interface DecisionsGiven {
  readonly snapshot: string;
  readonly open: DecisionList;
  readonly decided: DecisionList;
  /** Name of the library whose decisions alone are shown; null if all are. */
  readonly of: string | null;
  readonly viewer: Viewer | null;
  readonly now: number;
}

export function decisionsView({ snapshot, open, decided, of, viewer, now }: DecisionsGiven) {
  const { region } = open.data;
  const toModel = (one: AskedDecision) => decisionView(one, { snapshot, region, viewer, now });
  const overdue = open.decisions.filter(({ dueOn }) => dueOn !== null && isPast(dueOn, now)).length;
  return {
    title: 'Decisions',
    current: COMPARE,
    snapshot,
    snapshotHref: snapshotHref(snapshot),
    heading: headingOf(open, of, overdue),
    allHref: of === null ? null : decisionsHref(snapshot),
    open: open.decisions.toSorted(mostUrgentFirst).map(toModel),
    decided: decided.decisions.toReversed().map(toModel),
    notes: [
      ...(open.hasMore ? ['More decisions are to be taken than are shown here; some of them may be more urgent.'] : []),
      ...(decided.hasMore ? ['More decisions were taken than are shown here.'] : []),
    ],
    may: mayOf(viewer),
  };
}

/** What was not read is in no number: it may be overdue, too. */
function headingOf({ decisions, hasMore }: DecisionList, of: string | null, overdue: number): string {
  if (decisions.length === 0) return `Nothing ${of === null ? '' : `that touches ${of} `}is to be decided`;
  const said =
    of === null
      ? `${plural(decisions.length, 'decision is', 'decisions are')} to be taken`
      : `${plural(decisions.length, `decision that touches ${of} is`, `decisions that touch ${of} are`)} to be taken`;
  const all = overdue === 0 ? said : `${said}, ${overdue} of them overdue`;
  return hasMore ? `At least ${all}` : all;
}

function mayOf(viewer: Viewer | null): string {
  if (viewer?.role === 'MIGRATION') {
    return 'To raise one, open the rows that it is about: every number of a report leads to them.';
  }
  return viewer !== null && mayView(viewer, 'MIGRATION')
    ? 'The migration team raises, changes and takes decisions.'
    : 'These touch your libraries. The migration team raises, changes and takes decisions: tell them what you think.';
}

/** The earliest day first, which is what is most overdue; then those without a day, as they were raised. */
function mostUrgentFirst(a: AskedDecision, b: AskedDecision): number {
  return (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999');
}

interface Around {
  readonly snapshot: string;
  readonly region: DecisionList['data']['region'];
  readonly viewer: Viewer | null;
  readonly now: number;
}

export function decisionView(decision: AskedDecision, { snapshot, region, viewer, now }: Around) {
  const { id, question, owner, libraries, of, where } = decision;
  const names = libraries.map((library) => region?.libraries.find((one) => one.id === library)?.name ?? library);
  return {
    question,
    href: decisionHref(snapshot, id),
    tag: tagOf(decision, now),
    facts: [
      ...outcomeOf(decision, now),
      owner === null ? 'Nobody sees to it yet.' : `${owner} sees to it.`,
      ...(names.length === 0 ? [] : [`It touches ${listNames(names)}.`]),
    ],
    rows: { ...sayRows(decision, viewer), href: rowsHref(snapshot, of, where) },
  };
}

function tagOf({ closedAt, dueOn }: AskedDecision, now: number) {
  if (closedAt !== null) return { text: 'Decided', colour: 'nhsuk-tag--green' };
  if (dueOn === null) return { text: 'Open, no day set', colour: 'nhsuk-tag--grey' };
  if (isPast(dueOn, now)) return { text: `Overdue since ${sayDay(dueOn)}`, colour: 'nhsuk-tag--red' };
  return { text: `Due ${sayDay(dueOn)}`, colour: 'nhsuk-tag--blue' };
}

function outcomeOf({ outcome, closedAt }: AskedDecision, now: number): readonly string[] {
  if (outcome === null || closedAt === null) return [];
  return [`Decided ${sayWhen(closedAt, now)}: ${outcome}`];
}

/** How many rows a snapshot has of it, which a link leads to; and beside it what they touch, now and when it was raised. */
export function sayRows(
  { items, inSnapshot, of }: Pick<AskedDecision, 'items' | 'inSnapshot' | 'of'>,
  viewer: Viewer | null,
): { readonly text: string; readonly beside: string } {
  const [one, many] = POPULATION_WORDS[of];
  const then = items === null ? [] : [`It touched ${plural(items, 'copy', 'copies')} when it was raised.`];
  const rows = inSnapshot?.rows ?? null;
  if (inSnapshot === null || rows === null) {
    return { text: `Show the ${many}`, beside: ['How many there are is not told.', ...then].join(' ') };
  }
  const isStaff = viewer?.role === 'STAFF';
  const where = isStaff ? 'of your libraries in this snapshot' : 'in this snapshot';
  return {
    text: `${plural(rows, one, many)} ${where}`,
    beside: [...sayTouched({ of, ...inSnapshot }, isStaff), ...then].join(' '),
  };
}

type Touched = NonNullable<AskedDecision['inSnapshot']> & Pick<AskedDecision, 'of'>;

function sayTouched({ of, rows, items, readers, why, stillThere }: Touched, isStaff: boolean): readonly string[] {
  if (stillThere === false) return ['Nothing is left of it.'];
  // The rows are the copies, if all are shown.
  const isSaid = of === 'ITEMS' && rows === items;
  const copies = items === null ? null : plural(items, 'copy', 'copies');
  const inAll = isStaff ? ' of all libraries' : '';
  return [
    ...(isSaid ? [] : [copies === null ? 'How many copies it touches is not told.' : `It touches ${copies}${inAll}.`]),
    ...(readers === null
      ? why === null
        ? []
        : [`Readers: ${why}.`.replace('..', '.')]
      : [`${plural(readers, 'reader')} with loans or holds.`]),
  ];
}
