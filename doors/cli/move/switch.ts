/** Steps of a library's move: asked for by one person, confirmed by another. */
import { MOVE_PHASES, type MovePhase } from '#domain/region.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Command } from 'commander';
import type {
  AskForPhaseMutation,
  ConfirmPhaseMutation,
  PhasesQuery,
  ToRekeyQuery,
  WithdrawPhaseMutation,
  WithoutNewIdQuery,
} from '../__generated__/answers.ts';
import { askGraph, openGraph, withGraphFlags, type Graph, type GraphFlags } from '../ask-graph.ts';
import { onOneLine, printJson, printLine, printNote, printRows } from '../output.ts';
import { wholeNumber } from '../whole-number.ts';
import { registerOffline } from './switch-offline.ts';
import { chooseSnapshot } from '../compare/choose.ts';
import { giveAnswer } from './write-answer.ts';

const LIST = /* asks */ `query Phases($library: ID) { phases(library: $library) {
  library systems { system phase since contradiction }
  history { id phase from source target state isOver askedAt askedBy askedRole note endedAt endedBy
    counts { items itemsKnown holdings holdingsKnown openLoans openLoansThere openLoansUnknown } }
} }`;
const MISSING_PAGE = 200;
const MISSING = /* asks */ `query WithoutNewId($library: ID, $first: Int, $after: ID) {
  phases(library: $library) { withoutNewId(first: $first, after: $after) { id barcode } } }`;
const REKEY = /* asks */ `query ToRekey($library: ID) { phases(library: $library) {
  toRekey { lists { list asOf } rows { action list certainty barcode title dueOn wasDueOn on pence wasPence currency } notTold } } }`;
const ASK = /* asks */ `mutation AskForPhase($input: AskForPhaseInput!) { askForPhase(input: $input) { request {
  id phase counts { items itemsKnown holdings holdingsKnown openLoans openLoansThere openLoansUnknown } } } }`;
const CONFIRM = /* asks */ `mutation ConfirmPhase($input: EndPhaseRequestInput!) { confirmPhase(input: $input) { request { library phase } } }`;
const WITHDRAW = /* asks */ `mutation WithdrawPhase($input: EndPhaseRequestInput!) { withdrawPhase(input: $input) { request { library phase } } }`;

type Phases = NonNullable<PhasesQuery['phases']>[number];
type Counts = Phases['history'][number]['counts'];

interface ListFlags extends GraphFlags {
  readonly json?: boolean;
}
interface AskFlags extends GraphFlags {
  readonly system?: string;
  readonly acceptMissing: number;
  readonly acceptLoansMissing?: boolean;
  readonly joinRecords: number;
  readonly note?: string;
}

export function registerSwitch(move: Command): void {
  const steps = move
    .command('switch')
    .description('where libraries stand, and the steps of a move: one asks, another confirms');

  withGraphFlags(steps.command('list').description('where libraries stand, and what was asked for'))
    .argument('[library]', 'only this library')
    .option('--json', 'one JSON line for each library')
    .action(async (library: string | undefined, flags: ListFlags) => list(library, flags));

  withGraphFlags(steps.command('ask').description('ask that a library shall stand otherwise; nothing changes yet'))
    .argument('<library>', 'id of the library')
    .argument('<phase>', 'LIVE, CATALOGUE_FROZEN, FROZEN, MOVED or ARCHIVED')
    .option('--system <id>', 'the system that it moves away from, if it could be several')
    .option('--accept-missing <n>', 'how many holdings and copies lose their ids: exactly so many', wholeNumber, 0)
    .option(
      '--accept-loans-missing',
      'open loans may be left behind that the new system does not have, or that are not told',
    )
    .option('--join-records <n>', 'how many titles are ruled to be the same as before: exactly so many', wholeNumber, 0)
    .option('--note <text>', 'why; names no reader')
    .action(async (library: string, phase: string, flags: AskFlags) => ask(library, phase, flags));

  withGraphFlags(steps.command('confirm').description('take a step that somebody else asked for'))
    .argument('<id>', 'its number, as list shows it')
    .action(async (id: string, flags: GraphFlags) => {
      const { confirmPhase } = await askGraph<ConfirmPhaseMutation>(await openGraph(flags), CONFIRM, { input: { id } });
      const { library, phase } = confirmPhase.request;
      printNote(`${library} is ${phase}. Every part acts by it within two seconds.`);
    });

  withGraphFlags(steps.command('withdraw').description('withdraw a step that was asked for'))
    .argument('<id>', 'its number, as list shows it')
    .action(async (id: string, flags: GraphFlags) => {
      const { withdrawPhase } = await askGraph<WithdrawPhaseMutation>(await openGraph(flags), WITHDRAW, {
        input: { id },
      });
      const { library, phase } = withdrawPhase.request;
      printNote(`${library}: ${phase} is withdrawn.`);
    });

  withGraphFlags(
    steps.command('rekey').description('loans, holds and charges to key into the old system after a switch back'),
  )
    .argument('<library>', 'id of the library')
    .option('--json', 'one JSON line for each')
    .action(async (library: string, flags: ListFlags) => listToRekey(library, flags));

  registerOffline(steps);
  registerChanges(steps);

  withGraphFlags(steps.command('missing').description('holdings and copies without a number in the new system'))
    .argument('<library>', 'id of the library')
    .option('--json', 'one JSON line for each')
    .action(async (library: string, flags: ListFlags) => {
      printRows(await readMissing(await openGraph(flags), library), flags.json, {
        none: 'None. They are counted when MOVED is asked for, once the library is FROZEN.',
        head: ['ID', 'BARCODE'],
        toCells: ({ id, barcode }) => [id, barcode ?? ''],
      });
    });
}

type Missing = NonNullable<WithoutNewIdQuery['phases']>[number]['withoutNewId'];

/** All of them: who accepts how many are lost looks through each. */
async function readMissing(graph: Graph, library: string): Promise<Missing> {
  const all: Missing[number][] = [];
  for (let after: string | null = null; ;) {
    const asked = { library, first: MISSING_PAGE, after };
    const { phases }: WithoutNewIdQuery = await askGraph<WithoutNewIdQuery>(graph, MISSING, asked);
    const page: Missing = phases.flatMap(({ withoutNewId }) => withoutNewId);
    all.push(...page);
    after = page.at(-1)?.id ?? null;
    if (page.length < MISSING_PAGE || after === null) return all;
  }
}

async function listToRekey(library: string, flags: ListFlags): Promise<void> {
  const { phases } = await askGraph<ToRekeyQuery>(await openGraph(flags), REKEY, { library });
  const toRekey = phases[0]?.toRekey ?? null;
  if (toRekey === null) {
    printNote(`${library} never moved: there is nothing to key in.`);
    return;
  }
  printRows(toRekey.rows, flags.json, {
    none: 'Nothing is otherwise in the new system, as far as it is told.',
    head: ['WHAT', 'CERTAIN?', 'BARCODE', 'TITLE', 'NOW', 'WAS', 'OF'],
    toCells: (row) => [
      row.action,
      row.certainty,
      row.barcode ?? '',
      row.title ?? '',
      row.dueOn ?? sayMoney(row.pence, row.currency),
      row.wasDueOn ?? sayMoney(row.wasPence, row.currency),
      row.on ?? '',
    ],
  });
  for (const { list, asOf } of toRekey.lists) printNote(`${list}: as the new system told them at ${asOf}.`);
  for (const sentence of toRekey.notTold) printNote(sentence);
}

function sayMoney(pence: number | null, currency: string | null): string {
  return pence === null ? '' : `${(pence / 100).toFixed(2)} ${currency ?? ''}`.trim();
}

async function list(library: string | undefined, flags: ListFlags): Promise<void> {
  const { phases } = await askGraph<PhasesQuery>(await openGraph(flags), LIST, { library });
  if (flags.json === true) {
    for (const one of phases) printJson(one);
    return;
  }
  if (phases.length === 0) printNote('No library of the region file has more than one system.');
  for (const { library: id, systems, history } of phases) {
    const standing = systems.map(
      ({ system, phase, since }) => `${phase} at ${system}${since === null ? '' : ` since ${since}`}`,
    );
    printLine(`${id}: ${standing.join(', ')}`);
    for (const { contradiction } of systems) if (contradiction !== null) printLine(`  ! ${contradiction}`);
    for (const step of history) printLine(`  ${onOneLine(sayStep(step))}`);
  }
}

function sayStep(step: Phases['history'][number]): string {
  const { id, from, phase, source, target, state, isOver, askedAt, askedBy, askedRole, endedAt, endedBy } = step;
  const { note, counts } = step;
  const waits = isOver ? ', too long ago to be confirmed: ask again' : '';
  const ended = endedAt === null ? waits : `, ${state.toLowerCase()} ${endedAt} by ${endedBy ?? ''}`;
  const words = [
    `${id} ${from} → ${phase} (${source} → ${target}), asked ${askedAt} by ${askedBy} (${askedRole})${ended}`,
  ];
  return [...words, ...sayCounts(counts), ...(note === null ? [] : [note])].join('; ');
}

function sayCounts(counts: Counts): readonly string[] {
  if (counts === null) return [];
  const { items, itemsKnown, holdings, holdingsKnown, openLoans, openLoansThere, openLoansUnknown } = counts;
  return [
    `${itemsKnown} of ${items} items have their new number, ${holdingsKnown} of ${holdings} holdings`,
    openLoans === null ? 'open loans are not told' : `${openLoansThere ?? 0} of ${openLoans} open loans are there`,
    ...(openLoansUnknown === null || openLoansUnknown === 0
      ? []
      : [`open loans of copies that Mercia does not know, of this library or another: ${openLoansUnknown}`]),
  ];
}

async function ask(library: string, phase: string, flags: AskFlags): Promise<void> {
  const { system, acceptMissing, acceptLoansMissing = false, joinRecords, note, ...graph } = flags;
  const input = {
    library,
    phase: readPhase(phase),
    acceptMissing,
    acceptLoansMissing,
    joinRecords,
    ...(system === undefined ? {} : { system }),
    ...(note === undefined ? {} : { note }),
  };
  const { askForPhase } = await askGraph<AskForPhaseMutation>(await openGraph(graph), ASK, { input });
  const { id, counts } = askForPhase.request;
  for (const line of sayCounts(counts)) printLine(line);
  printNote(`${library}: ${phase} is asked for. Somebody else confirms it: mercia move switch confirm ${id}`);
}

function readPhase(text: string): MovePhase {
  const phase = MOVE_PHASES.find((one) => one === text.toUpperCase());
  if (phase !== undefined) return phase;
  throw badUserInput(`There is no phase "${text.slice(0, 40)}": it is one of ${MOVE_PHASES.join(', ')}.`);
}

interface ChangesFlags extends GraphFlags {
  readonly snapshot?: string;
  readonly since?: string;
  readonly to?: string;
}

function registerChanges(steps: Command): void {
  withGraphFlags(steps.command('changes').description('records and copies changed in the old system since the freeze'))
    .argument('<library>', 'id of the library')
    .option('--snapshot <name>', 'as of this snapshot; the newest if not given')
    .option('--since <name>', 'compared with this one; the newest from before the freeze if not given')
    .option('--to <file>', 'write them to a file that ends in .html, .xlsx, .csv or .json')
    .action(listChanges);
}

async function listChanges(library: string, { snapshot: name, since, to, ...flags }: ChangesFlags): Promise<void> {
  const graph = await openGraph(flags);
  const options = since === undefined ? [] : [{ name: 'since', value: since }];
  const question = {
    name: 'freeze-changes',
    snapshot: await chooseSnapshot(graph, name),
    library,
    system: null,
    options,
  };
  await giveAnswer(graph, question, { path: to }, 100);
}
