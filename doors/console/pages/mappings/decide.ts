import {
  CodesToDecideDocument,
  DecideMappingDocument,
  type CodesToDecideQuery,
  type MappedCodeFragment,
} from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import { plural } from '../../words/moments.ts';
import type { Page, Shown, Submission, Visit } from '../page.ts';
import { COMPARE, COMPARE_MS, messagePage, refusedPage } from '../compare/refused.ts';
import { decideHref, mappingsPath, newestWhole, sayReason, sayTarget, sayWarnings } from './view.ts';
import { LIST_WORDS, readList, STATE_WORDS } from './words.ts';

interface Problem {
  readonly text: string;
  readonly href: '#target' | '#note';
}

/** What was typed, to be shown again with what is wrong. */
interface Sent {
  readonly target: string | null;
  readonly note: string | null;
  readonly problems: readonly Problem[];
}

/** `/compare/:snapshot/mappings/decide?system=…&list=…&code=…`: decides what one code becomes, with a reason. */
export const decideMappingPage: Page = {
  path: '/compare/:snapshot/mappings/decide',
  needs: 'MIGRATION',
  show: (visit) =>
    withCode(visit, (found) =>
      Promise.resolve(
        showForm(visit, found, {
          target: visit.typed?.get('target') ?? null,
          note: visit.typed?.get('note') ?? null,
          problems: [],
        }),
      ),
    ),
  submit: (submission) => withCode(submission, (found) => decide(submission, found)),
};

interface Found {
  readonly data: CodesToDecideQuery;
  readonly code: MappedCodeFragment;
}

async function withCode(visit: Visit, then: (found: Found) => Promise<Shown>): Promise<Shown> {
  const { graph, params, query } = visit;
  const snapshot = params['snapshot'] ?? '';
  const list = readList(query.get('list'));
  const wanted = { system: query.get('system') ?? '', code: query.get('code') ?? '' };
  if (list === null) return messagePage(400, 'This address cannot be read', 'It names no list of codes.');
  const found = await findCode(graph, { snapshot, list, ...wanted });
  if ('shown' in found) return found.shown;
  const newest = newestWhole(found.data.snapshots);
  if (newest !== snapshot) {
    const paragraph = `Mappings are decided with the newest snapshot, which is ${newest ?? 'yet to be taken'}.`;
    return messagePage(400, 'This snapshot is older', paragraph);
  }
  return then(found);
}

interface Wanted {
  readonly snapshot: string;
  readonly list: MappedCodeFragment['list'];
  readonly system: string;
  readonly code: string;
}

async function findCode(graph: Graph, { code, ...asked }: Wanted): Promise<Found | { readonly shown: Shown }> {
  let after: string | null = null;
  do {
    const answer: Awaited<ReturnType<typeof askCodes>> = await askCodes(graph, { ...asked, after });
    const { data, errors } = answer;
    const refused = refusedPage(errors);
    if (refused !== null) return { shown: refused };
    const found = data.codeMappings?.nodes.find((one) => one.code === code);
    if (found !== undefined) return { data, code: found };
    const page = data.codeMappings?.pageInfo;
    after = page?.hasNextPage === true ? page.endCursor : null;
  } while (after !== null);
  return {
    shown: messagePage(404, 'There is no such code', 'The snapshot has no such code in this list.'),
  };
}

function askCodes(graph: Graph, variables: Omit<Wanted, 'code'> & { readonly after: string | null }) {
  return graph.ask(CodesToDecideDocument, variables, { budgetMs: COMPARE_MS });
}

/** How the mapping stood when the form was shown. */
function seenOf({ state, target, note }: MappedCodeFragment): string {
  return JSON.stringify([state, target, note]);
}

function showForm(visit: Visit, { data, code }: Found, { target, note, problems }: Sent): Shown {
  const snapshot = visit.params['snapshot'] ?? '';
  const list = data.targetLists?.find((one) => one.list === code.list);
  const chosen = target ?? code.target ?? '';
  const name = code.code === '' ? '(blank)' : code.code;
  const system = data.region?.systems.find(({ id }) => id === code.system)?.name ?? code.system;
  if (list === undefined || list.codes.length === 0) {
    return messagePage(
      400,
      'The target has no codes yet',
      `Nothing was entered for its list “${LIST_WORDS[code.list].toLowerCase()}”. Enter the codes of the target first: mercia mapping import FILE --targets.`,
    );
  }
  const model = {
    title: `${problems.length === 0 ? '' : 'Error: '}What does ${name} become?`,
    current: COMPARE,
    back: mappingsPath(snapshot),
    action: decideHref(snapshot, code),
    heading: `What does ${name} become?`,
    facts: [
      `${LIST_WORDS[code.list]} of ${system}${code.label === null ? '' : `: ${code.label}`}.`,
      code.items === null ? 'No copy carries it.' : `${plural(code.items, 'copy carries', 'copies carry')} it.`,
      `Now: ${STATE_WORDS[code.state].toLowerCase()}, becomes ${sayTarget(code)}.`,
      sayReason(code),
      sayWarnings(code),
    ].filter((fact) => fact !== ''),
    targets: [
      {
        value: '',
        text: code.target === null ? 'Choose a code of the target' : 'Nothing: take the mapping back',
        selected: chosen === '',
      },
      ...list.codes.map((one) => ({
        value: one.code,
        text: one.label === null ? one.code : `${one.code} – ${one.label}`,
        selected: one.code === chosen,
      })),
    ],
    note: note ?? code.note ?? '',
    seen: seenOf(code),
    problems,
    targetProblem: problems.find(({ href }) => href === '#target')?.text ?? null,
    noteProblem: problems.find(({ href }) => href === '#note')?.text ?? null,
  };
  return { template: 'pages/mappings/decide.njk', model, status: problems.length === 0 ? 200 : 400 };
}

const LONGEST_NOTE = 500;

async function decide(submission: Submission, found: Found): Promise<Shown> {
  const { graph, form, params } = submission;
  const { code } = found;
  const snapshot = params['snapshot'] ?? '';
  const target = form.get('target') ?? '';
  const note = (form.get('note') ?? '').trim();
  const name = code.code === '' ? '(blank)' : code.code;
  if (form.get('seen') !== seenOf(code)) {
    return {
      redirect: decideHref(snapshot, code),
      notice: {
        kind: 'important',
        heading: 'Nothing was changed',
        paragraphs: ['Somebody decided about this code meanwhile. This is how it stands now.'],
      },
    };
  }
  if (target === '' && code.target === null) {
    const problems = [{ text: 'Choose what it becomes', href: '#target' }] as const;
    return showForm(submission, found, { target, note, problems });
  }
  if (note === '' || note.length > LONGEST_NOTE) {
    const text = note === '' ? 'Enter why' : `The reason must have ${LONGEST_NOTE} characters or fewer`;
    return showForm(submission, found, { target, note, problems: [{ text, href: '#note' }] });
  }
  const mapping = {
    system: code.system,
    list: code.list,
    code: code.code,
    target: target === '' ? null : target,
    note,
  };
  const { data, errors } = await graph.ask(DecideMappingDocument, { input: { mappings: [mapping] } });
  const refused = refusedPage(errors);
  if (refused !== null) return refused;
  const [row] = data.changeMappings?.refused ?? [];
  if (row !== undefined) {
    return showForm(submission, found, { target, note, problems: [{ text: row.problem, href: '#target' }] });
  }
  return {
    redirect: mappingsPath(snapshot),
    notice: {
      kind: 'success',
      heading: target === '' ? `The mapping of ${name} was taken back` : `${name} becomes ${target}`,
      paragraphs: [note],
    },
  };
}
