import {
  CodesToDecideDocument,
  DecideMappingDocument,
  type CodesToDecideQuery,
  type MappedCodeFragment,
} from '../../__generated__/operations.ts';
import { plural } from '../../words/moments.ts';
import { done, formPage, notDone, type Page, type Problem, type Shown, type Submission, type Visit } from '../page.ts';
import { askCompared, COMPARE, instead, refuse } from '../compare/refused.ts';
import {
  addressOf,
  decideHref,
  newestWhole,
  readChoice,
  sayReason,
  sayTarget,
  sayWarnings,
  type MappingChoice,
} from './page.ts';
import { LIST_WORDS, readList, STATE_WORDS } from './words.ts';

/** What was typed, to be shown again with what is wrong. */
interface Sent {
  readonly target: string | null;
  readonly note: string | null;
  readonly problems: readonly Problem[];
}

/** `/compare/:snapshot/mappings/decide?system=…&list=…&code=…&from=…`: decides what one code becomes, with a reason. */
export const decideMappingPage: Page = {
  path: '/compare/:snapshot/mappings/decide',
  needs: 'MIGRATION',
  async show(visit) {
    const [target = null, note = null] = ['target', 'note'].map((field) => visit.typed?.get(field));
    return showForm(visit, await findCode(visit), { target, note, problems: [] });
  },
  submit: async (submission) => decide(submission, await findCode(submission)),
};

interface Found {
  readonly data: CodesToDecideQuery;
  readonly code: MappedCodeFragment;
}

/** The code that the address names. Throws what is to be shown instead if nothing can be decided about it. */
async function findCode({ graph, params: { snapshot = '' }, query }: Visit): Promise<Found> {
  const list = readList(query.get('list'));
  const [system, code] = [query.get('system') ?? '', query.get('code') ?? ''];
  if (list === null) {
    throw instead(400, 'This address cannot be read', 'It names no list of codes.');
  }
  let after: string | null = null;
  do {
    const data: CodesToDecideQuery = await askCompared(graph, CodesToDecideDocument, { snapshot, list, system, after });
    const found = data.codeMappings?.nodes.find((one) => one.code === code);
    if (found !== undefined) {
      mustBeNewest(snapshot, data);
      return { data, code: found };
    }
    const page = data.codeMappings?.pageInfo;
    after = page?.hasNextPage === true ? page.endCursor : null;
  } while (after !== null);
  throw instead(404, 'There is no such code', 'The snapshot has no such code in this list.');
}

function mustBeNewest(snapshot: string, { snapshots }: CodesToDecideQuery): void {
  const newest = newestWhole(snapshots);
  if (newest === snapshot) return;
  const paragraph = `Mappings are decided with the newest snapshot, which is ${newest ?? 'yet to be taken'}.`;
  throw instead(400, 'This snapshot is older', paragraph);
}

/** The list of codes from which this one was opened, to go on there. */
function cameFrom({ params: { snapshot = '' }, query }: Visit): MappingChoice {
  return readChoice(snapshot, new URLSearchParams(query.get('from') ?? ''));
}

/** How the mapping stood when the form was shown. */
function seenOf({ state, target, note }: MappedCodeFragment): string {
  return JSON.stringify([state, target, note]);
}

function showForm(visit: Visit, { data, code }: Found, { target, note, problems }: Sent): Shown {
  const choice = cameFrom(visit);
  const list = data.targetLists?.find((one) => one.list === code.list);
  const chosen = target ?? code.target ?? '';
  const name = code.code === '' ? '(blank)' : code.code;
  const system = data.region?.systems.find(({ id }) => id === code.system)?.name ?? code.system;
  if (list === undefined || list.codes.length === 0) {
    throw instead(
      400,
      'The target has no codes yet',
      `Nothing was entered for its list “${LIST_WORDS[code.list].toLowerCase()}”. Enter the codes of the target first: mercia mapping import FILE --targets.`,
    );
  }
  const model = {
    title: `What does ${name} become?`,
    current: COMPARE,
    back: addressOf(choice),
    action: decideHref(code, choice),
    heading: `What does ${name} become?`,
    facts: [
      `${LIST_WORDS[code.list]} of ${system}${code.label === null ? '' : `: ${code.label}`}.`,
      // Copies carry no categories of readers.
      code.items === null
        ? 'How many readers have it is not counted here.'
        : `${plural(code.items, 'copy carries', 'copies carry')} it.`,
      `Now: ${STATE_WORDS[code.state].toLowerCase()}, becomes ${sayTarget(code)}.`,
      sayReason(code),
      sayWarnings(code),
    ].filter((fact) => fact !== ''),
    targets: toOptions(list.codes, code, chosen),
    note: note ?? code.note ?? '',
    seen: seenOf(code),
  };
  return formPage('pages/mappings/decide.njk', model, problems);
}

type TargetCode = NonNullable<CodesToDecideQuery['targetLists']>[number]['codes'][number];

/** A code that the target no longer has stays to be chosen: to save the form for another reason must not take the mapping back. */
function toOptions(codes: readonly TargetCode[], { target }: MappedCodeFragment, chosen: string) {
  const gone = target !== null && !codes.some(({ code }) => code === target) ? [target] : [];
  return [
    { value: '', text: target === null ? 'Choose a code of the target' : 'Nothing: take the mapping back' },
    ...gone.map((code) => ({ value: code, text: `${code} – the target no longer has it` })),
    ...codes.map(({ code, label }) => ({ value: code, text: label === null ? code : `${code} – ${label}` })),
  ].map((option) => ({ ...option, selected: option.value === chosen }));
}

const LONGEST_NOTE = 500;

async function decide(submission: Submission, found: Found): Promise<Shown> {
  const { graph, form } = submission;
  const { code } = found;
  const choice = cameFrom(submission);
  const target = form.get('target') ?? '';
  const note = (form.get('note') ?? '').trim();
  const name = code.code === '' ? '(blank)' : code.code;
  if (form.get('seen') !== seenOf(code)) {
    return {
      redirect: decideHref(code, choice),
      notice: notDone('Nothing was changed', 'Somebody decided about this code meanwhile. This is how it stands now.'),
    };
  }
  if (target === '' && code.target === null) {
    const problems = [{ text: 'Choose what it becomes', href: '#target' }];
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
  refuse(errors);
  const [row] = data.changeMappings?.refused ?? [];
  if (row !== undefined) {
    return showForm(submission, found, { target, note, problems: [{ text: row.problem, href: '#target' }] });
  }
  return {
    redirect: addressOf(choice),
    notice: done(target === '' ? `The mapping of ${name} was taken back` : `${name} becomes ${target}`, note),
  };
}
