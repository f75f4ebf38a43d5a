import {
  RaiseDecisionDocument,
  RowsToDecideDocument,
  type Condition,
  type Population,
} from '../../__generated__/operations.ts';
import { plural } from '../../words/moments.ts';
import type { Page, Shown, Visit } from '../page.ts';
import { COMPARE, COMPARE_MS, messagePage, noSuchSnapshot, refusedPage } from '../compare/refused.ts';
import { notWhole } from '../report/page.ts';
import { POPULATION_WORDS, sayCondition } from '../rows/dimensions.ts';
import { readRowsAddress, rowsHref } from '../rows/href.ts';
import { blankToNull, errorsOf, problemOf, problemsOf, readFields, type DecisionFields, type Problem } from './form.ts';
import { decisionHref, decisionsHref, raiseHref } from './href.ts';

interface Rows {
  readonly of: Population;
  readonly where: readonly Condition[];
}

/** `/compare/:snapshot/decisions/new?of=…&where=…`: raises a decision about rows. */
export const raisePage: Page = {
  path: '/compare/:snapshot/decisions/new',
  needs: 'MIGRATION',
  show: (visit) =>
    withRows(visit, (rows) => showForm(visit, rows, readFields(visit.typed ?? new URLSearchParams()), [])),
  submit: (submission) =>
    withRows(submission, async (rows) => {
      const fields = readFields(submission.form);
      const problems = problemsOf(fields);
      if (problems.length > 0) return showForm(submission, rows, fields, problems);
      const { snapshot = '' } = submission.params;
      const input = {
        snapshot,
        of: rows.of,
        where: rows.where,
        question: fields.question,
        owner: blankToNull(fields.owner),
        dueOn: blankToNull(fields.dueOn),
      };
      const { data, errors } = await submission.graph.ask(RaiseDecisionDocument, { input }, { budgetMs: COMPARE_MS });
      const made = data.makeDecision?.decision;
      if (made === undefined) {
        const [error] = errors;
        if (error?.code === 'BAD_USER_INPUT') return showForm(submission, rows, fields, [problemOf(error.message)]);
        return refusedPage(errors) ?? { redirect: decisionsHref(snapshot) };
      }
      return {
        redirect: decisionHref(snapshot, made.id),
        notice: {
          kind: 'success',
          heading: 'The decision was raised',
          paragraphs: ['It stands in the list until somebody takes it.'],
        },
      };
    }),
};

async function withRows({ query, viewer }: Visit, then: (rows: Rows) => Promise<Shown>): Promise<Shown> {
  if (viewer?.role !== 'MIGRATION') {
    return messagePage(403, 'You may not raise decisions', 'Only the migration team may.');
  }
  const address = readRowsAddress(query);
  if ('problem' in address) return messagePage(400, 'This address cannot be read', address.problem);
  const { of, where } = address;
  if (where.length > 0) return then({ of, where });
  return messagePage(
    400,
    'Choose what is to be decided on',
    'A decision is about some rows, and this would be about all. Open a number that stands for fewer.',
  );
}

async function showForm(
  { graph, params: { snapshot = '' } }: Visit,
  { of, where }: Rows,
  fields: DecisionFields,
  problems: readonly Problem[],
): Promise<Shown> {
  const { data, errors } = await graph.ask(RowsToDecideDocument, { snapshot, of, where }, { budgetMs: COMPARE_MS });
  const refused = refusedPage(errors);
  if (refused !== null) return refused;
  if (data.snapshot === null) return noSuchSnapshot();
  if (data.snapshot.state !== 'WHOLE') return notWhole(snapshot, data.snapshot.state);
  const { value } = data.snapshot.count;
  const [one, many] = POPULATION_WORDS[of];
  const names = {
    libraries: data.region?.libraries ?? [],
    systems: data.region?.systems ?? [],
    findings: data.findingKinds,
  };
  const model = {
    title: problems.length === 0 ? 'Raise a decision' : 'Error: Raise a decision',
    current: COMPARE,
    snapshot,
    action: raiseHref(snapshot, of, where),
    decisionsHref: decisionsHref(snapshot),
    rows: {
      text: value === null ? `the ${many}, whose number is not told` : plural(value, one, many),
      href: rowsHref(snapshot, of, where),
    },
    conditions: where.map((condition) => sayCondition(condition, names)),
    fields,
    problems,
    errors: errorsOf(problems),
  };
  return { template: 'pages/decisions/raise.njk', model, status: problems.length === 0 ? 200 : 400 };
}
