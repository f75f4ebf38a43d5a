import {
  RaiseDecisionDocument,
  RowsToDecideDocument,
  type Condition,
  type Population,
} from '../../__generated__/operations.ts';
import { plural } from '../../words/moments.ts';
import { done, formPage, type Page, type Problem, type Shown, type Visit } from '../page.ts';
import { askCompared, COMPARE, COMPARE_MS, instead, mustBeWhole, refuse } from '../compare/refused.ts';
import { namesIn, POPULATION_WORDS, sayCondition } from '../rows/dimensions.ts';
import { readRowsAddress, rowsHref } from '../rows/href.ts';
import { problemOf, problemsOf, readFields, toInput, type DecisionFields, withTypedDay } from './form.ts';
import { decisionHref, decisionsHref, raiseHref } from './href.ts';

interface Rows {
  readonly of: Population;
  readonly where: readonly Condition[];
}

/** `/compare/:snapshot/decisions/new?of=…&where=…`: raises a decision about rows. */
export const raisePage: Page = {
  path: '/compare/:snapshot/decisions/new',
  needs: 'MIGRATION',
  show: async (visit) => showForm(visit, rowsOf(visit), readFields(visit.typed ?? new URLSearchParams()), []),
  async submit(submission) {
    const rows = rowsOf(submission);
    const fields = readFields(submission.form);
    const problems = problemsOf(fields);
    if (problems.length > 0) return showForm(submission, rows, fields, problems);
    const { snapshot = '' } = submission.params;
    const input = { snapshot, ...rows, ...toInput(fields) };
    const { data, errors } = await submission.graph.ask(RaiseDecisionDocument, { input }, { budgetMs: COMPARE_MS });
    const made = data.makeDecision?.decision;
    if (made === undefined) {
      const [error] = errors;
      if (error?.code === 'BAD_USER_INPUT') return showForm(submission, rows, fields, [problemOf(error.message)]);
      refuse(errors);
      return { redirect: decisionsHref(snapshot) };
    }
    const notice = done('The decision was raised', 'It stands in the list until somebody takes it.');
    return { redirect: decisionHref(snapshot, made.id), notice };
  },
};

/** What the decision is about. Throws what is to be shown instead if the address does not say, or who asks may not raise one. */
function rowsOf({ query, viewer }: Visit): Rows {
  if (viewer?.role !== 'MIGRATION') {
    throw instead(403, 'You may not raise decisions', 'Only the migration team may.');
  }
  const address = readRowsAddress(query);
  if ('problem' in address) throw instead(400, 'This address cannot be read', address.problem);
  const { of, where } = address;
  if (where.length > 0) return { of, where };
  const paragraph = 'A decision is about some rows, and this would be about all. Open a number that stands for fewer.';
  throw instead(400, 'Choose what is to be decided on', paragraph);
}

async function showForm(
  { graph, params: { snapshot = '' } }: Visit,
  { of, where }: Rows,
  fields: DecisionFields,
  problems: readonly Problem[],
): Promise<Shown> {
  const data = await askCompared(graph, RowsToDecideDocument, { snapshot, of, where });
  const { value } = mustBeWhole(data.snapshot, snapshot).count;
  const [one, many] = POPULATION_WORDS[of];
  const model = {
    title: 'Raise a decision',
    current: COMPARE,
    snapshot,
    action: raiseHref(snapshot, of, where),
    decisionsHref: decisionsHref(snapshot),
    rows: {
      text: value === null ? `the ${many}, whose number is not told` : plural(value, one, many),
      href: rowsHref(snapshot, of, where),
    },
    conditions: where.map((condition) => sayCondition(condition, namesIn(data))),
    fields: withTypedDay(fields),
  };
  return formPage('pages/decisions/raise.njk', model, problems);
}
