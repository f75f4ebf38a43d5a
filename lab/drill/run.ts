/**
 * `npm run drill`: drills 10,000 faults and writes `docs/drill.md`. `--seed` and `--step` repeat what a breach names; a drill of
 * another length, of one kind alone, or with `--no-page` writes nothing. Ends with 1 if anything untrue was shown.
 */
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import cliProgress from 'cli-progress';
import { Command } from 'commander';
import { formatPage } from '#platform/format-page.ts';
import { explain, printLine, printNote } from '#cli/output.ts';
import { wholeNumber } from '#cli/whole-number.ts';
import { drillMove } from './move/drill-move.ts';
import { runDrill, type Choices, type DrillOptions } from './drill.ts';
import { readState } from './code-state.ts';
import { describeBreach, toMarkdown, toSummary } from './report.ts';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createTally, take, type Tally, type TallyKeeper, type Told } from './tally.ts';

const LANE = fileURLToPath(new URL('lane.ts', import.meta.url));

type LanesOptions = Required<Pick<DrillOptions, 'seed' | 'faults' | 'lanes' | 'onProgress'>> &
  Pick<DrillOptions, 'kind'>;

/**
 * Each lane in a process of its own: stages that share a process take each other's time. Ends when so many faults were met by all
 * lanes together. Rejects if a lane breaks off.
 */
async function runLanes({ seed, faults, lanes, kind, onProgress }: LanesOptions): Promise<TallyKeeper> {
  const tally = createTally();
  const children = Array.from({ length: lanes }, (_, lane) =>
    fork(LANE, [String(seed + lane), ...(kind === undefined ? [] : [kind])]),
  );
  const end = (): void => {
    for (const child of children) if (child.connected) child.disconnect();
  };
  for (const child of children) {
    child.on('message', (step) => {
      // Sent by lane.ts.
      for (const told of step as readonly Told[]) take(tally, told);
      onProgress(tally);
      if (tally.faults >= faults) end();
    });
  }
  try {
    await Promise.all(children.map(ended));
  } finally {
    end();
  }
  return tally;
}

async function ended(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`A lane of the drill broke off (${code ?? 'killed'}); what it printed says why.`);
}

/** A drill of this length writes the page. */
const WHOLE = 10_000;
const report = fileURLToPath(new URL('../../docs/drill.md', import.meta.url));
/** What a drill of one kind meets where nothing is said: about a minute. */
const OF_ONE_KIND = 500;
const SHOWN_BREACHES = 20;
/** Questions in each phase of a library that moves: some seconds each. */
const MOVE_STEPS = 12;

interface Flags {
  readonly seed: number;
  readonly faults?: number;
  readonly lanes: number;
  readonly step?: number;
  readonly kind?: string;
  readonly moving?: number;
  readonly page: boolean;
}

async function drill({
  seed,
  kind,
  faults = kind === undefined ? WHOLE : OF_ONE_KIND,
  lanes,
  page,
}: Flags): Promise<boolean> {
  const made = readState();
  const bar = new cliProgress.SingleBar({
    format: '{bar} {value}/{total} faults, {questions} questions, {breaches} breaches, {eta_formatted} to go',
    stream: process.stderr,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
  });
  const startedAt = performance.now();
  bar.start(faults, 0, { questions: 0, breaches: 0 });
  const onProgress = ({ faults: met, questions, breaches }: Tally): void => {
    bar.update(Math.min(met, faults), { questions, breaches: breaches.length });
  };
  const tally = await runLanes({ seed, faults, lanes, kind, onProgress });
  if (kind === undefined && faults >= WHOLE) await drillMove({ seed, steps: MOVE_STEPS }, tally);
  bar.stop();
  const figures = { tally, seed, elapsedMs: performance.now() - startedAt };
  printLine(toSummary(figures));
  for (const breach of tally.breaches.slice(0, SHOWN_BREACHES)) printLine(describeBreach(breach));
  if (page && faults >= WHOLE && kind === undefined) {
    const machine = `Node ${process.versions.node}, ${availableParallelism()} cores`;
    const text = toMarkdown({ ...figures, date: new Date().toISOString().slice(0, 10), machine, made });
    await writeFile(report, await formatPage(report, text));
    printNote('Written to docs/drill.md.');
  }
  return tally.breaches.length === 0;
}

/** One lane from its beginning to a step: the same faults in the same order, the same changes, the same questions. */
async function repeat({ seed, kind }: Flags, step: number): Promise<boolean> {
  let last: Choices | null = null;
  const { breaches } = await runDrill({
    seed,
    kind,
    steps: step,
    crowds: step === 0,
    onStep: (choices) => (last = choices),
  });
  printLine(`Step ${step}: ${JSON.stringify(last, null, 2)}`);
  for (const breach of breaches.slice(-SHOWN_BREACHES)) printLine(describeBreach(breach));
  printNote(`${breaches.length} times something untrue was shown, until step ${step} of seed ${seed}.`);
  return breaches.length === 0;
}

/** A library that moves alone, in one lane. */
async function move(seed: number, steps: number): Promise<boolean> {
  const tally = createTally();
  const startedAt = performance.now();
  await drillMove({ seed, steps }, tally);
  printLine(toSummary({ tally, seed, elapsedMs: performance.now() - startedAt }));
  for (const breach of tally.breaches.slice(0, SHOWN_BREACHES)) printLine(describeBreach(breach));
  return tally.breaches.length === 0;
}

const program = new Command('drill')
  .option('--seed <number>', 'the same seed makes the same choices', wholeNumber, 1)
  .option('--step <number>', 'repeats one lane of that seed up to this step, and shows it', wholeNumber)
  .option('--faults <number>', `faults to be met by questions; ${WHOLE}, or ${OF_ONE_KIND} of one kind`, wholeNumber)
  .option('--lanes <number>', 'stages side by side, each in a process of its own', wholeNumber, 2)
  .option('--kind <kind>', 'drills one kind of system alone')
  .option('--moving <steps>', 'drills a library that moves alone, with so many questions in each phase', wholeNumber)
  .option('--no-page', 'writes no page')
  .action(async (flags: Flags) => {
    const { seed, step, moving } = flags;
    const once = moving === undefined ? () => drill(flags) : () => move(seed, moving);
    process.exitCode = (await (step === undefined ? once() : repeat(flags, step))) ? 0 : 1;
  });
await program.parseAsync().catch((error: unknown) => {
  printNote(explain(error));
  process.exitCode = 1;
});
