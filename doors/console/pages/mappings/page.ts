import {
  MappingsDocument,
  SuggestMappingsDocument,
  type CodeListName,
  type MappedCodeFragment,
  type MappingsQuery,
  type MappingState,
} from '../../__generated__/operations.ts';
import { errorsOf } from '../../graph.ts';
import { plural, sayWhen } from '../../words/moments.ts';
import { done, given, type Page } from '../page.ts';
import { askCompared, COMPARE, COMPARE_MS, mustBeWhole, refuse } from '../compare/refused.ts';
import type { Cell, TableRow } from '../../templates/cells.ts';
import { sayOld } from '../../words/snapshots.ts';
import { mayView, type Viewer } from '../../viewer.ts';
import { selectOf } from '../report/choices.ts';
import { linesView } from '../report/view.ts';
import { snapshotHref } from '../hrefs.ts';
import { LIST_WORDS, readList, readState, REASON_WORDS, STATE_WORDS, WARNING_WORDS } from './words.ts';

/** `/compare/:snapshot/mappings`: what each code becomes. */
export const mappingsPage: Page = {
  path: '/compare/:snapshot/mappings',
  needs: 'STAFF',
  async show({ graph, viewer, params: { snapshot = '' }, query, now }) {
    const choice = readChoice(snapshot, query);
    const answer = await graph.ask(MappingsDocument, choice, { budgetMs: COMPARE_MS });
    const { data, errors } = answer;
    // That there are no codes of it either needs no word.
    if (data.snapshot === null) refuse(errorsOf(answer, 'snapshot'));
    const whole = mustBeWhole(data.snapshot, snapshot);
    refuse(errors);
    const model = mappingsView({ data: { ...data, snapshot: whole }, choice, viewer, now });
    return { template: 'pages/mappings/page.njk', model };
  },
  async submit({ graph, params: { snapshot = '' } }) {
    const data = await askCompared(graph, SuggestMappingsDocument, {});
    const { suggested = 0, unmapped = 0 } = data.suggestMappings ?? {};
    return {
      redirect: `${mappingsPath(snapshot)}?state=SUGGESTED`,
      notice: done(
        `${plural(suggested, 'code has', 'codes have')} a suggestion`,
        `${plural(unmapped, 'code has', 'codes have')} none. What somebody decided stays as it is. A suggestion is used for nothing until somebody decides.`,
      ),
    };
  },
};

/** What is not mapped is shown first: `state=ALL` shows all. */
export function readChoice(snapshot: string, query: URLSearchParams): MappingChoice {
  const state = query.get('state');
  return {
    snapshot,
    list: readList(query.get('list')),
    system: given(query, 'system'),
    state: state === 'ALL' ? null : (readState(state) ?? 'UNMAPPED'),
    after: query.get('after'),
  };
}

/** What the address chooses. */
export interface MappingChoice {
  readonly snapshot: string;
  readonly list: CodeListName | null;
  readonly system: string | null;
  /** Null for all. */
  readonly state: MappingState | null;
  readonly after: string | null;
}

export interface MappingsGiven {
  readonly data: MappingsQuery & { readonly snapshot: NonNullable<MappingsQuery['snapshot']> };
  readonly choice: MappingChoice;
  readonly viewer: Viewer | null;
  readonly now: number;
}

export function mappingsView({ data, choice, viewer, now }: MappingsGiven) {
  const { region, snapshot, codeMappings } = data;
  const path = mappingsPath(choice.snapshot);
  const mayDecide = viewer !== null && mayView(viewer, 'MIGRATION');
  const newest = newestWhole(data.snapshots);
  const canDecide = mayDecide && newest === snapshot.name;
  const page = codeMappings?.pageInfo;
  const { lines, silent } = linesView(snapshot.name, snapshot.report?.summary ?? [], region);
  return {
    title: snapshot.report?.title ?? 'Mappings',
    current: COMPARE,
    snapshot: snapshot.name,
    snapshotHref: snapshotHref(snapshot.name),
    facts: [
      `Codes of the snapshot “${snapshot.name}”, taken ${sayWhen(snapshot.takenAt, now)}, ${sayOld(snapshot.takenAt, now)}. The mappings are those of now.`,
      ...silent,
    ],
    summary: lines,
    may: mayOf(mayDecide, newest, snapshot.name),
    maySuggest: canDecide,
    action: path,
    fields: fieldsOf(data, choice, viewer),
    caption: choice.state === null ? 'All codes' : STATE_WORDS[choice.state],
    head: [
      'Code',
      'Name',
      { text: 'Copies', numeric: true },
      'Becomes',
      'State',
      'To be looked at',
      'Reason',
      'System',
    ],
    rows: (codeMappings?.nodes ?? []).map((code) => rowOf(code, { data, choice, canDecide })),
    next:
      page?.hasNextPage === true && page.endCursor !== null ? addressOf({ ...choice, after: page.endCursor }) : null,
  };
}

export function mappingsPath(snapshot: string): string {
  return `${snapshotHref(snapshot)}/mappings`;
}

/** Mappings are decided for the newest whole snapshot. Null if there is none. */
export function newestWhole(snapshots: MappingsQuery['snapshots']): string | null {
  return snapshots?.find(({ state }) => state === 'WHOLE')?.name ?? null;
}

function mayOf(mayDecide: boolean, newest: string | null, snapshot: string): string {
  if (!mayDecide) return 'The migration team decides. Tell them if a code of yours is to become something else.';
  return newest === snapshot
    ? 'Open a code to decide what it becomes.'
    : `Mappings are decided with the newest snapshot, ${newest ?? 'of which there is none'}; this one is older, and is only shown.`;
}

/** Everything is chosen in the address: `state=ALL` for all states. */
export function addressOf(choice: MappingChoice): string {
  return `${mappingsPath(choice.snapshot)}?${queryOf(choice)}`;
}

function queryOf({ list, system, state, after }: MappingChoice): string {
  const query = new URLSearchParams({ state: state ?? 'ALL' });
  if (list !== null) query.set('list', list);
  if (system !== null) query.set('system', system);
  if (after !== null) query.set('after', after);
  return query.toString();
}

/** Where one code is decided; from there it is gone back to what was chosen. */
export function decideHref(
  { system, list, code }: Pick<MappedCodeFragment, 'system' | 'list' | 'code'>,
  choice: MappingChoice,
): string {
  const query = new URLSearchParams({ system, list, code, from: queryOf(choice) });
  return `${mappingsPath(choice.snapshot)}/decide?${query.toString()}`;
}

/** Whoever works for some libraries chooses of their systems. */
function fieldsOf({ region }: MappingsQuery, { list, system, state }: MappingChoice, viewer: Viewer | null) {
  const items = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([value, text]) => ({ value, text }));
  const own = viewer?.role === 'STAFF' ? viewer.libraries.map(({ id }) => id) : null;
  const systems = (region?.systems ?? [])
    .filter(({ libraries }) => own === null || libraries.some(({ id }) => own.includes(id)))
    .map(({ id, name }) => ({ value: id, text: name }));
  return [
    selectOf('state', 'State', state ?? 'ALL', items({ ...STATE_WORDS, ALL: 'All' })),
    selectOf('list', 'List', list, [{ value: '', text: 'All lists' }, ...items(LIST_WORDS)]),
    selectOf('system', 'System', system, [{ value: '', text: 'All systems' }, ...systems]),
  ];
}

interface Around {
  readonly data: MappingsQuery;
  readonly choice: MappingChoice;
  readonly canDecide: boolean;
}

function rowOf(code: MappedCodeFragment, { data, choice, canDecide }: Around): TableRow {
  const { system, list, label, items, state } = code;
  const name = code.code === '' ? '(blank)' : code.code;
  const ofSystem = data.region?.systems.find(({ id }) => id === system)?.name ?? system;
  return {
    header: canDecide ? { text: name, href: decideHref(code, choice) } : name,
    cells: [
      label ?? '',
      { text: items === null ? 'not counted' : items.toLocaleString('en-GB'), numeric: true },
      sayTarget(code),
      STATE_WORDS[state],
      wide(sayWarnings(code)),
      wide(sayReason(code)),
      `${ofSystem}: ${LIST_WORDS[list].toLowerCase()}`,
    ],
  };
}

function wide(text: string): Cell {
  return text === '' ? text : { text, wide: true };
}

export function sayTarget({ target, targetLabel }: Pick<MappedCodeFragment, 'target' | 'targetLabel'>): string {
  if (target === null) return 'nothing yet';
  return targetLabel === null ? target : `${target} (${targetLabel})`;
}

export function sayWarnings({ warnings }: Pick<MappedCodeFragment, 'warnings'>): string {
  return warnings.map((warning) => WARNING_WORDS[warning]).join(' ');
}

/** Why it is so: what somebody noted, or why Mercia suggests it. */
export function sayReason({ note, reason }: Pick<MappedCodeFragment, 'note' | 'reason'>): string {
  return [note ?? '', reason === null ? '' : REASON_WORDS[reason]].filter((part) => part !== '').join(' ');
}
