import {
  ChangeDecisionDocument,
  CloseDecisionDocument,
  OneDecisionDocument,
  type OneDecisionQuery,
} from '../../__generated__/operations.ts';
import { isPast, plural, sayDay, sayWhen } from '../../words/moments.ts';
import { done, formPage, notDone, type Page, type Problem, type Shown, type Submission, type Visit } from '../page.ts';
import { askCompared, COMPARE, instead, refuse } from '../compare/refused.ts';
import { namesIn, sayCondition } from '../rows/dimensions.ts';
import { rowsHref } from '../rows/href.ts';
import { blankToNull, problemOf, problemsOf, readFields, toInput, type DecisionFields, withTypedDay } from './form.ts';
import { decisionHref, decisionsHref } from './href.ts';
import { sayRows } from './page.ts';

type Decision = NonNullable<OneDecisionQuery['decision']>;

/** Fields that were sent, to be shown again with what is wrong. */
interface Sent {
  readonly fields?: DecisionFields;
  readonly chosen?: string;
  readonly outcome?: string;
  readonly problems: readonly Problem[];
}

/** `/compare/:snapshot/decisions/:id`: one decision, to be changed or taken. */
export const decisionPage: Page = {
  path: '/compare/:snapshot/decisions/:id',
  needs: 'STAFF',
  show: async (visit) => showDecision(visit, await ask(visit), { ...sentIn(visit.typed), problems: [] }),
  async submit(submission) {
    const found = await ask(submission);
    const { form } = submission;
    if (submission.viewer?.role !== 'MIGRATION') {
      throw instead(403, 'You may not change decisions', 'Only the migration team may.');
    }
    if (form.get('seen') !== seenOf(found.decision)) return changedMeanwhile(submission, found.decision);
    return form.get('do') === 'close' ? close(submission, found) : change(submission, found);
  },
};

/** What was sent before signing in again, for one of the two forms. */
function sentIn(typed: URLSearchParams | undefined): Omit<Sent, 'problems'> {
  if (typed === undefined) return {};
  if (typed.get('do') !== 'close') return { fields: readFields(typed) };
  return { chosen: typed.get('option') ?? '', outcome: typed.get('outcome') ?? '' };
}

type Found = OneDecisionQuery & { readonly decision: Decision };

async function ask({ graph, params: { snapshot = '', id = '' } }: Visit): Promise<Found> {
  const data = await askCompared(graph, OneDecisionDocument, { id, snapshot });
  const { decision } = data;
  if (decision !== null) return { ...data, decision };
  const paragraph = 'There is none, or it touches no library of yours.';
  throw instead(404, 'There is no such decision', paragraph);
}

function seenOf({ changedAt, madeAt, state }: Decision): string {
  return `${state} ${changedAt ?? madeAt}`;
}

function changedMeanwhile({ params: { snapshot = '' } }: Visit, { id, state, outcome }: Decision): Shown {
  return {
    redirect: decisionHref(snapshot, id),
    notice: notDone(
      'Nothing was changed',
      state === 'DECIDED'
        ? `Somebody decided meanwhile: ${outcome ?? ''}`
        : 'Somebody changed the decision meanwhile. This is how it stands now.',
    ),
  };
}

async function change(submission: Submission, found: Found): Promise<Shown> {
  const { graph, form, params } = submission;
  const fields = readFields(form);
  const problems = problemsOf(fields);
  if (problems.length > 0) return showDecision(submission, found, { fields, problems });
  const input = { id: found.decision.id, ...toInput(fields) };
  const { data, errors } = await graph.ask(ChangeDecisionDocument, { input });
  const [error] = errors;
  if (data.changeDecision === null && error?.code === 'BAD_USER_INPUT') {
    return showDecision(submission, found, { fields, problems: [problemOf(error.message)] });
  }
  refuse(errors);
  const notice = done('The decision was changed');
  return { redirect: decisionHref(params['snapshot'] ?? '', found.decision.id), notice };
}

async function close(submission: Submission, found: Found): Promise<Shown> {
  const { graph, form, params } = submission;
  const chosen = form.get('option') ?? '';
  const outcome = (form.get('outcome') ?? '').trim();
  if (chosen === '') {
    const problems = [{ text: 'Choose what was decided', href: '#option' }];
    return showDecision(submission, found, { chosen, outcome, problems });
  }
  if (chosen === OTHER && outcome === '') {
    const problems = [{ text: 'Write what was decided', href: '#outcome' }];
    return showDecision(submission, found, { chosen, outcome, problems });
  }
  const input = {
    id: found.decision.id,
    option: /^\d{1,3}$/.test(chosen) ? Number(chosen) : null,
    outcome: blankToNull(outcome),
  };
  const { data, errors } = await graph.ask(CloseDecisionDocument, { input });
  const [error] = errors;
  if (data.closeDecision === null && error?.code === 'BAD_USER_INPUT') {
    return showDecision(submission, found, { chosen, outcome, problems: [problemOf(error.message)] });
  }
  refuse(errors);
  const taken = data.closeDecision?.decision.outcome ?? '';
  const notice = done('It is decided', taken);
  return { redirect: decisionsHref(params['snapshot'] ?? ''), notice };
}

const OTHER = 'other';

function showDecision({ viewer, params: { snapshot = '' }, now }: Visit, found: Found, sent: Sent): Shown {
  const { decision } = found;
  const { question, of, where, options, owner, dueOn, id } = decision;
  const { problems, chosen = '', outcome = '' } = sent;
  const model = {
    title: question,
    current: COMPARE,
    decisionsHref: decisionsHref(snapshot),
    action: decisionHref(snapshot, id),
    question,
    facts: factsOf(decision, now),
    conditions: where.map((condition) => sayCondition(condition, namesIn(found))),
    rows: { ...sayRows(decision, viewer), href: rowsHref(snapshot, of, where) },
    options: options.map((option, place) => ({ value: String(place), text: option.text, hint: sayCost(option) })),
    mayChange: viewer?.role === 'MIGRATION' && decision.state === 'OPEN',
    // Nothing is changed if there is another state by then.
    seen: seenOf(decision),
    fields: withTypedDay(sent.fields ?? { question, owner: owner ?? '', dueOn: dueOn ?? '' }),
    chosen,
    outcome,
  };
  return formPage('pages/decisions/one.njk', model, problems);
}

function factsOf(
  { state, outcome, closedAt, dueOn, owner, madeAt, snapshot }: Decision,
  now: number,
): readonly string[] {
  return [
    state === 'DECIDED' && closedAt !== null ? `Decided ${sayWhen(closedAt, now)}: ${outcome ?? ''}` : 'To be decided.',
    sayDue(dueOn, state, now),
    owner === null ? 'Nobody sees to it yet.' : `${owner} sees to it.`,
    `Raised ${sayWhen(madeAt, now)} from the snapshot “${snapshot}”.`,
  ];
}

function sayDue(dueOn: string | null, state: Decision['state'], now: number): string {
  if (dueOn === null) return 'No day is set.';
  return state === 'OPEN' && isPast(dueOn, now)
    ? `Overdue: it was to be decided by ${sayDay(dueOn)}.`
    : `To be decided by ${sayDay(dueOn)}.`;
}

function sayCost({ items, readers, why }: Decision['options'][number]): string {
  const copies =
    items === null ? 'How many copies it touches is not told' : `Touches ${plural(items, 'copy', 'copies')}`;
  if (readers !== null) return `${copies}; ${plural(readers, 'reader')} with loans or holds.`;
  return why === null ? `${copies}.` : `${copies}; readers: ${why}`;
}
