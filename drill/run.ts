/**
 * `npm run drill`: drills 10,000 faults and writes `docs/drill.md`. `--seed`, `--faults` and `--lanes` repeat what a breach
 * names; a drill of another length writes nothing. Ends with 1 where anything was told that was not so.
 */
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import cliProgress from 'cli-progress';
import { Command } from 'commander';
import { format, resolveConfig } from 'prettier';
import { explain, printLine, printNote } from '#cli/output.ts';
import { wholeNumber } from '#cli/whole-number.ts';
import { runDrill } from './drill.ts';
import { toMarkdown, toSummary } from './report.ts';
import type { Breach, Tally } from './tally.ts';

/** A drill of this length writes the page. */
const WHOLE = 10_000;
const report = fileURLToPath(new URL('../docs/drill.md', import.meta.url));
const SHOWN_BREACHES = 20;

interface Flags {
  readonly seed: number;
  readonly faults: number;
  readonly lanes: number;
}

async function drill({ seed, faults, lanes }: Flags): Promise<boolean> {
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
  const tally = await runDrill({ seed, faults, lanes, onProgress });
  bar.stop();
  const figures = { tally, seed, elapsedMs: performance.now() - startedAt };
  printLine(toSummary(figures));
  for (const breach of tally.breaches.slice(0, SHOWN_BREACHES)) printLine(describe(breach));
  if (faults >= WHOLE) {
    const machine = `Node ${process.versions.node}, ${availableParallelism()} cores`;
    const text = toMarkdown({ ...figures, date: new Date().toISOString().slice(0, 10), machine });
    await writeFile(report, await format(text, { ...(await resolveConfig(report)), filepath: report }));
    printNote('Written to docs/drill.md.');
  }
  return tally.breaches.length === 0;
}

function describe({ seed, step, faultsSoFar, what, faults }: Breach): string {
  return `${what}\n  step ${step}, with ${faults.join('; ') || 'no fault'}\n  again: npm run drill -- --seed ${seed} --lanes 1 --faults ${faultsSoFar + 1}`;
}

const program = new Command('drill')
  .option('--seed <number>', 'the same seed makes the same choices', wholeNumber, 1)
  .option('--faults <number>', 'faults to be met by questions', wholeNumber, WHOLE)
  .option('--lanes <number>', 'stages side by side', wholeNumber, 2)
  .action(async (flags: Flags) => {
    process.exitCode = (await drill(flags)) ? 0 : 1;
  });
await program.parseAsync().catch((error: unknown) => {
  printNote(explain(error));
  process.exitCode = 1;
});
