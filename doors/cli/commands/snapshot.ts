import { badUserInput } from '#platform/errors.ts';
import type { Command } from 'commander';
import { askGraph, openGraph, withGraphFlags, type Graph, type GraphFlags } from '../ask-graph.ts';
import type { JobsQuery, SnapshotsQuery, TakenQuery, TakeSnapshotMutation } from '../__generated__/answers.ts';
import { followJob, isDone, isOpen, JOB, registerDrop, toMinute } from '../follow-job.ts';
import { quoted } from '#platform/shell-word.ts';
import { printLine, printNote, printRows, renderTable } from '../output.ts';
import { createShutdown } from '../shutdown.ts';

interface TakeFlags extends GraphFlags {
  readonly note?: string;
  readonly systems?: string[];
}

interface ListFlags extends GraphFlags {
  readonly json?: boolean;
}

const TAKE = /* asks */ `mutation TakeSnapshot($input: TakeSnapshotInput!) {
  takeSnapshot(input: $input) { job { ...Job } } } ${JOB}`;
const JOBS = /* asks */ `query Jobs { comparisonJobs(first: 200) { ...Job } } ${JOB}`;
const CANCEL = /* asks */ `mutation Cancel($id: ID!) {
  cancelComparisonJob(input: { id: $id }) { job { id } } }`;
const DROP = /* asks */ `mutation Drop($name: String!) { dropSnapshot(input: { name: $name }) { name } }`;
const LIST = /* asks */ `query Snapshots { snapshots { name note takenAt state digest systems { id } } }`;

const NUMBERS = /* asks */ `fragment Numbers on SnapshotTable { rows { values count } }`;

const TAKEN = /* asks */ `query Taken($name: String!) { snapshot(name: $name) { name
  systems { id harvestedAt problem notTold }
  losses { text }
  records: table(of: RECORDS, by: [SYSTEM]) { ...Numbers }
  items: table(of: ITEMS, by: [SYSTEM]) { ...Numbers }
  statements: table(of: STATEMENTS, by: [SYSTEM]) { ...Numbers } } } ${NUMBERS}`;

export function registerSnapshot(program: Command): void {
  const snapshot = program.command('snapshot').description('how every system stood at one time, for "mercia compare"');

  withGraphFlags(snapshot.command('take').description('take a snapshot, and wait until it is taken'))
    .argument('<name>', 'what it is to be called, such as before-cleaning')
    .option('--note <text>', 'what it is for')
    .option('--systems <id...>', 'only these systems')
    .action(async (name: string, flags: TakeFlags) => take(await openGraph(flags), name, flags));

  withGraphFlags(snapshot.command('list').description('list the snapshots, the newest first'))
    .option('--json', 'one JSON line for each snapshot')
    .action(async (flags: ListFlags) => list(await openGraph(flags), flags));

  registerDrop(snapshot, {
    what: 'snapshot',
    description: 'delete a snapshot for ever',
    question: (name) => `Delete the snapshot "${name}" and every number of it, for ever?`,
    because: 'a snapshot cannot be taken again',
    mutation: DROP,
  });

  withGraphFlags(snapshot.command('cancel').description('end the taking of a snapshot'))
    .argument('[name]', 'its name; needed if several are being taken')
    .action(async (name: string | undefined, flags: GraphFlags) => cancel(await openGraph(flags), name));
}

async function take(graph: Graph, name: string, { note, systems }: TakeFlags): Promise<void> {
  const { signal } = createShutdown();
  const input = { name, note: note ?? null, systems: systems ?? null };
  const { takeSnapshot } = await askGraph<TakeSnapshotMutation>(graph, TAKE, { input });
  const stands = '"mercia snapshot list" shows how it stands, and';
  const words = {
    goesOn: `The snapshot "${name}" is still being taken: ${stands}\n"mercia snapshot cancel ${quoted(name)}" ends it.`,
    failed: (why: string) => `The snapshot "${name}" was not taken: ${why}. Drop it to use its name again.`,
  };
  if (!(await isDone(graph, takeSnapshot.job, signal, words))) return;
  const { snapshot } = await askGraph<TakenQuery>(graph, TAKEN, { name });
  printTaken(snapshot);
  await followRest(graph, name, signal);
  printNote(`\nAsk it: mercia compare --snapshot ${quoted(name)}`);
}

/** What is worked out of a snapshot that is whole already; reports say so of what is missing until then. */
async function followRest(graph: Graph, name: string, signal: AbortSignal): Promise<void> {
  const { comparisonJobs } = await askGraph<JobsQuery>(graph, JOBS);
  for (const rest of comparisonJobs.filter((job) => job.snapshot === name && isOpen(job))) {
    const job = await followJob(graph, rest, signal, 'The rest is worked out without this command.');
    if (job === null) return;
    if (job.state === 'DONE') continue;
    const why = job.state === 'CANCELLED' ? 'somebody has cancelled it' : (job.problem ?? 'its job has failed');
    printNote(`Not all could be worked out: ${why}`);
    process.exitCode = 1;
  }
}

function printTaken({ name, systems, losses, ...numbers }: NonNullable<TakenQuery['snapshot']>): void {
  const numberOf = (of: 'records' | 'items' | 'statements', system: string): string => {
    const told = !(systems.find(({ id }) => id === system)?.notTold.includes(of.toUpperCase()) ?? false);
    if (!told) return 'not told';
    return String(numbers[of].rows.find(({ values }) => values[0] === system)?.count ?? 0);
  };
  printLine(`The snapshot "${name}" is taken.\n`);
  const rows = systems.map(({ id, harvestedAt, problem }) => [
    id,
    numberOf('records', id),
    numberOf('items', id),
    numberOf('statements', id),
    harvestedAt === null ? 'never' : toMinute(harvestedAt),
    problem ?? '',
  ]);
  printLine(renderTable([['SYSTEM', 'RECORDS', 'ITEMS', 'STATEMENTS', 'AS HARVESTED', 'PROBLEM'], ...rows]));
  for (const { text } of losses) printLine(`LESS THAN USUAL: ${text}`);
}

async function list(graph: Graph, { json }: ListFlags): Promise<void> {
  const { snapshots } = await askGraph<SnapshotsQuery>(graph, LIST);
  printRows(snapshots, json, {
    none: 'There is no snapshot yet. Take one: mercia snapshot take NAME',
    head: ['NAME', 'TAKEN', 'STATE', 'SYSTEMS', 'NOTE'],
    toCells: ({ name, takenAt, state, systems, note }) => [
      name,
      toMinute(takenAt),
      describeState(state),
      String(systems.length),
      note ?? '',
    ],
  });
}

function describeState(state: string): string {
  return { WHOLE: 'taken', TAKING: 'being taken', FAILED: 'not taken' }[state] ?? state;
}

async function cancel(graph: Graph, name: string | undefined): Promise<void> {
  const { comparisonJobs } = await askGraph<JobsQuery>(graph, JOBS);
  const open = comparisonJobs.filter(
    (job) => job.kind === 'TAKE_SNAPSHOT' && isOpen(job) && (name === undefined || job.snapshot === name),
  );
  const [job, another] = open;
  if (job === undefined) {
    throw badUserInput('No such snapshot is being taken: see "mercia snapshot list".');
  }
  if (another !== undefined) {
    const names = open.map(({ snapshot }) => snapshot ?? '').join(', ');
    throw badUserInput(`Several snapshots are being taken; name one of ${names}.`);
  }
  await askGraph(graph, CANCEL, { id: job.id });
  printNote(
    `The snapshot "${job.snapshot ?? ''}" is no longer taken. What was taken of it goes with "mercia snapshot drop".`,
  );
}
