/** `mercia move plan …`: makes plans of moves, copies, lists, shows, predicts and drops them. */
import { MOST_SETTINGS_CHARACTERS } from '#moving/index.ts';
import { badUserInput, type MerciaError } from '#platform/errors.ts';
import type { Command } from 'commander';
import type {
  AnswerDraftMutation,
  ChangeRuleMutation,
  CopyPlanMutation,
  JobFragment,
  MakePlanMutation,
  PlanDetailsQuery,
  PlanRulesQuery,
  PlansQuery,
  PredictPlanMutation,
} from '../__generated__/answers.ts';
import { askGraph, openGraph, readInput, withGraphFlags, type Graph, type GraphFlags } from '../ask-graph.ts';
import { isDone, JOB, registerDrop, toMinute } from '../follow-job.ts';
import { quoted } from '#platform/shell-word.ts';
import { printJson, printLine, printNote, printRows } from '../output.ts';
import { createShutdown } from '../shutdown.ts';

const MAKE = /* asks */ `mutation MakePlan($input: MakePlanInput!) { makePlan(input: $input) {
  plan { name snapshot { name } } job { ...Job } } } ${JOB}`;
const COPY = /* asks */ `mutation CopyPlan($input: CopyPlanInput!) { copyPlan(input: $input) {
  plan { name snapshot { name } } job { ...Job } } } ${JOB}`;
const PREDICT = /* asks */ `mutation PredictPlan($name: String!) { predictPlan(input: { name: $name }) {
  plan { name snapshot { name } } job { ...Job } } } ${JOB}`;
const DROP = /* asks */ `mutation DropPlan($name: String!) { dropPlan(input: { name: $name }) { name } }`;
const LIST = /* asks */ `query Plans { plans { name note state target madeAt copiedFrom predictedAt snapshot { name } } }`;
const RULES = /* asks */ `query PlanRules($name: String!) { plan(name: $name) { circulationRules } }`;
const CHANGE = /* asks */ `mutation ChangeRule($input: ChangeDraftRuleInput!) { changeDraftRule(input: $input) { rule { terms } } }`;
const ANSWER = /* asks */ `mutation AnswerDraft($input: AnswerDraftPolicyInput!) {
  answerDraftPolicy(input: $input) { plan { name } } }`;
const SHOW = /* asks */ `query PlanDetails($name: String!) { plan(name: $name) {
  name note state target madeAt copiedFrom predictedAt settings snapshot { name } } }`;

/** What the graph takes, were each character of four bytes. */
const MOST_BYTES = 4 * MOST_SETTINGS_CHARACTERS;

interface MakeFlags extends GraphFlags {
  readonly settings: string;
  readonly snapshot?: string;
  readonly note?: string;
}

interface CopyFlags extends GraphFlags {
  readonly changes?: string;
  readonly note?: string;
}

export function registerPlan(move: Command): void {
  const plan = move.command('plan').description('what a move comes to: a predicted catalogue that can be compared');

  withGraphFlags(plan.command('make').description('make a plan, and wait until what it comes to is predicted'))
    .argument('<name>', 'what it is to be called, such as all-into-one')
    .requiredOption('--settings <file>', 'YAML or JSON; - for standard input (docs/move-plan.md has every key)')
    .option('--snapshot <name>', 'the snapshot that it is made of; the newest one if not given')
    .option('--note <text>', 'what it is for')
    .action(async (name: string, flags: MakeFlags) => {
      const settings = await readInput(flags.settings, 'settings', MOST_BYTES);
      const graph = await openGraph(flags);
      const input = { name, settings, snapshot: flags.snapshot ?? null, note: flags.note ?? null };
      const { makePlan } = await askGraph<MakePlanMutation>(graph, MAKE, { input });
      await follow(graph, makePlan);
    });

  withGraphFlags(plan.command('copy').description('make a plan like another, but for changes'))
    .argument('<from>', 'the plan that is copied')
    .argument('<name>', 'what the new one is to be called')
    .option('--changes <file>', 'settings to lay over those of the other plan: YAML or JSON; - for standard input')
    .option('--note <text>', 'what the new one is for')
    .action(async (from: string, name: string, flags: CopyFlags) => {
      const changes = flags.changes === undefined ? null : await readInput(flags.changes, 'changes', MOST_BYTES);
      const graph = await openGraph(flags);
      const input = { from, name, changes, note: flags.note ?? null };
      const { copyPlan } = await askGraph<CopyPlanMutation>(graph, COPY, { input });
      await follow(graph, copyPlan);
    });

  withGraphFlags(
    plan.command('predict').description('predict a plan once more, as after its draft of the policy was changed'),
  )
    .argument('<name>', 'its name')
    .action(async (name: string, flags: GraphFlags) => {
      const graph = await openGraph(flags);
      const { predictPlan } = await askGraph<PredictPlanMutation>(graph, PREDICT, { name });
      await follow(graph, predictPlan);
    });

  withGraphFlags(plan.command('list').description('list the plans, the newest first'))
    .option('--json', 'one JSON line for each plan')
    .action(async (flags: GraphFlags & { readonly json?: boolean }) => list(await openGraph(flags), flags.json));

  withGraphFlags(plan.command('show').description('show what a plan says: its settings, as a file that makes it again'))
    .argument('<name>', 'its name')
    .action(async (name: string, flags: GraphFlags) => show(await openGraph(flags), name));

  registerDraft(plan);

  registerDrop(plan, {
    what: 'plan',
    description: 'delete a plan, and what it predicts',
    question: (name) => `Delete the plan "${name}" and all that it predicts?`,
    because: 'what it predicts goes with it',
    mutation: DROP,
  });
}

function registerDraft(plan: Command): void {
  withGraphFlags(
    plan.command('rules').description("print a plan's draft of one policy as rows of Koha's circulation_rules (CSV)"),
  )
    .argument('<name>', 'its name')
    .action(async (name: string, flags: GraphFlags) => {
      const found = await askGraph<PlanRulesQuery, 'plan'>(await openGraph(flags), RULES, { name });
      if (found.plan === null) throw noPlan(name);
      process.stdout.write(found.plan.circulationRules);
    });

  withGraphFlags(plan.command('rule').description('change a row of the draft of one policy'))
    .argument('<name>', 'the plan')
    .requiredOption('--category <code>', 'category of readers: a code of the target')
    .requiredOption('--type <code>', 'item type: a code of the target')
    .requiredOption('--terms <json>', 'the terms that are set, such as \'{"loanLength": 28}\'')
    .option('--note <text>', 'why')
    .action(async (name: string, { category, type, terms, note, ...flags }: RuleFlags) => {
      const input = { plan: name, category, itemType: type, terms, note: note ?? null };
      const { changeDraftRule } = await askGraph<ChangeRuleMutation>(await openGraph(flags), CHANGE, { input });
      printLine(changeDraftRule.rule.terms);
    });

  withGraphFlags(plan.command('answer').description('say for a library that it agrees to the draft, or objects'))
    .argument('<name>', 'the plan')
    .requiredOption('--library <id>', 'the library')
    .option('--objects <reason>', 'it objects, and why; it agrees if not given')
    .action(async (name: string, { library, objects, ...flags }: AnswerFlags) => {
      const input = { plan: name, library, agrees: objects === undefined, reason: objects ?? null };
      await askGraph<AnswerDraftMutation>(await openGraph(flags), ANSWER, { input });
      printNote(`${library} ${objects === undefined ? 'agrees to' : 'objects to'} the draft of "${name}".`);
    });
}

interface RuleFlags extends GraphFlags {
  readonly category: string;
  readonly type: string;
  readonly terms: string;
  readonly note?: string;
}

interface AnswerFlags extends GraphFlags {
  readonly library: string;
  readonly objects?: string;
}

function noPlan(name: string): MerciaError {
  return badUserInput(`There is no plan "${name}": see "mercia move plan list".`);
}

interface Asked {
  readonly plan: { readonly name: string; readonly snapshot: { readonly name: string } };
  readonly job: JobFragment;
}

async function follow(graph: Graph, { plan: { name, snapshot }, job }: Asked): Promise<void> {
  const words = {
    goesOn: `The plan "${name}" is still being predicted: "mercia move plan list" shows how it stands.`,
    failed: (why: string) => `The plan "${name}" is not predicted: ${why}. Try mercia move plan predict.`,
  };
  if (!(await isDone(graph, job, createShutdown().signal, words))) return;
  printLine(`The plan "${name}" is predicted, from the snapshot "${snapshot.name}".`);
  printNote(`\nSee it: mercia compare plan --snapshot ${quoted(snapshot.name)} --option plan=${quoted(name)}`);
}

async function list(graph: Graph, json: boolean | undefined): Promise<void> {
  const { plans } = await askGraph<PlansQuery>(graph, LIST);
  printRows(plans, json, {
    none: 'There is no plan yet. Make one: mercia move plan make NAME --settings FILE',
    head: ['NAME', 'MADE', 'STATE', 'SNAPSHOT', 'TARGET', 'COPIED FROM', 'NOTE'],
    toCells: ({ name, madeAt, state, snapshot, target, copiedFrom, note }) => [
      name,
      toMinute(madeAt),
      STATES[state],
      snapshot.name,
      target,
      copiedFrom ?? '',
      note ?? '',
    ],
  });
}

const STATES: Readonly<Record<NonNullable<PlanDetailsQuery['plan']>['state'], string>> = {
  DRAFT: 'not predicted',
  PREDICTING: 'being predicted',
  WHOLE: 'predicted',
  FAILED: 'broke off',
};

async function show(graph: Graph, name: string): Promise<void> {
  const { plan } = await askGraph<PlanDetailsQuery, 'plan'>(graph, SHOW, { name });
  if (plan === null) throw noPlan(name);
  const { snapshot, state, madeAt, copiedFrom, note, settings } = plan;
  const from = copiedFrom === null ? '' : `, copied from "${copiedFrom}"`;
  printNote(`# ${plan.name}: ${STATES[state]}; of the snapshot "${snapshot.name}"; made ${toMinute(madeAt)}${from}`);
  if (note !== null) printNote(`# ${note}`);
  if (settings === null)
    printNote('What a plan says of all its libraries is for the roles "migration" and "operator".');
  else printJson(JSON.parse(settings), 2);
}
