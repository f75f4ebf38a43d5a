/** What commands share that ask for a job and wait for it. */
import { createInterface } from 'node:readline/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { badUserInput, isMerciaError } from '#platform/errors.ts';
import type { Command } from 'commander';
import type { JobFragment as Job, OneJobQuery } from './__generated__/answers.ts';
import { askGraph, openGraph, withGraphFlags, type Graph, type GraphFlags } from './ask-graph.ts';
import { INTERRUPTED, printNote } from './output.ts';
import { showSteps } from './progress.ts';

export const JOB = /* asks */ `fragment Job on ComparisonJob { id state kind snapshot step done total problem }`;
const ONE_JOB = /* asks */ `query OneJob($id: ID!) { comparisonJob(id: $id) { ...Job } } ${JOB}`;

const LOOK_EVERY_MS = 500;

export function isOpen({ state }: Job): boolean {
  return state === 'WAITING' || state === 'RUNNING';
}

function describeStep({ state, step }: Job): string {
  return state === 'WAITING' ? 'waiting for its turn' : (step ?? 'begins');
}

/** One that is not answered says nothing of the job: the gateway may be started again, or the caller was given too much of late. */
const MOST_FAILED_LOOKS = 30;
const LONGEST_PAUSE_MS = 10_000;

/**
 * The job when it is over. If Ctrl-C comes before, null and an exit code that says so; throws if it cannot be seen any more. Either says
 * `goesOn` first.
 */
export async function followJob(graph: Graph, asked: Job, signal: AbortSignal, goesOn: string): Promise<Job | null> {
  const progress = showSteps();
  let job = asked;
  let failed = 0;
  try {
    while (isOpen(job)) {
      progress.update(
        job.done,
        job.total,
        failed === 0 ? describeStep(job) : 'the graph does not answer, asking again',
      );
      await pause(Math.min(LOOK_EVERY_MS * 2 ** failed, LONGEST_PAUSE_MS), undefined, { signal });
      const seen = await look(graph, job.id, failed < MOST_FAILED_LOOKS);
      failed = seen === null ? failed + 1 : 0;
      job = seen ?? job;
    }
    return job;
  } catch (error) {
    progress.stop();
    if (!isGone(error)) printNote(goesOn);
    if (!signal.aborted) throw error;
    process.exitCode = INTERRUPTED;
    return null;
  } finally {
    progress.stop();
  }
}

const GONE = 'The graph has no such job any more.';

function isGone(error: unknown): boolean {
  return isMerciaError(error) && error.publicMessage === GONE;
}

/** Null if the question was not answered, and `mayFail`. */
async function look(graph: Graph, id: string, mayFail: boolean): Promise<Job | null> {
  try {
    const { comparisonJob } = await askGraph<OneJobQuery, 'comparisonJob'>(graph, ONE_JOB, { id });
    if (comparisonJob === null) throw badUserInput(GONE);
    return comparisonJob;
  } catch (error) {
    if (mayFail && isMerciaError(error) && error.retryable) return null;
    throw error;
  }
}

/** Whether the job was done; false if Ctrl-C came before. Throws BAD_USER_INPUT if it ended otherwise: `failed` says so of the reason. */
export async function isDone(
  graph: Graph,
  asked: Job,
  signal: AbortSignal,
  { goesOn, failed }: { readonly goesOn: string; readonly failed: (why: string) => string },
): Promise<boolean> {
  const job = await followJob(graph, asked, signal, goesOn);
  if (job === null) return false;
  if (job.state === 'DONE') return true;
  const why = job.state === 'CANCELLED' ? 'somebody has cancelled it' : (job.problem ?? 'its job has failed');
  throw badUserInput(failed(why));
}

interface Dropping {
  /** As in `The plan "…" is gone.` */
  readonly what: string;
  readonly description: string;
  readonly question: (name: string) => string;
  /** Why it is asked. */
  readonly because: string;
  readonly mutation: string;
}

export function registerDrop(parent: Command, { what, description, question, because, mutation }: Dropping): void {
  withGraphFlags(parent.command('drop').description(description))
    .argument('<name>', 'its name')
    .option('--yes', 'do not ask whether you are sure')
    .action(async (name: string, flags: GraphFlags & { readonly yes?: boolean }) => {
      if (flags.yes !== true) await confirmed(question(name), because);
      await askGraph(await openGraph(flags), mutation, { name });
      printNote(`The ${what} "${name}" is gone.`);
    });
}

/** Throws BAD_USER_INPUT if nobody is here to ask (`because` says why it is asked), or they say no. */
async function confirmed(question: string, because: string): Promise<void> {
  if (!process.stdin.isTTY) throw badUserInput(`Add --yes: ${because}, and nobody is here to ask.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} (yes/no) `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw badUserInput('Nothing was deleted.');
}

export function toMinute(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
