/**
 * `npm run chaos`: a run of 15 minutes in which everything fails once and more often, with a table of what came of it. Ends with 1 if a fact
 * was untrue, a write lost, a part not useful in time, or a cause not named.
 */
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { Command } from 'commander';
import { formatPage } from '#platform/format-page.ts';
import { explain, printLine, printNote } from '#cli/output.ts';
import { wholeNumber } from '#cli/whole-number.ts';
import { readState } from '../code-state.ts';
import { runChaos, type ChaosRow } from './chaos.ts';
import { CHAOS_FAULTS } from './faults.ts';
import { findFailures, toMarkdown, toSummary, toTable } from './report.ts';
import { openChaosStage } from './stage.ts';
import { setTimeout as delay } from 'node:timers/promises';

const MEASURED_MS = 3_000;
/** Of all processors: what a machine does that nobody uses. */
const IDLE_SHARE = 0.1;

/** Processors that were busy, on average over some seconds. */
async function measureBusyProcessors(): Promise<number> {
  const before = sum();
  await delay(MEASURED_MS);
  const after = sum();
  const all = after.busy + after.idle - before.busy - before.idle;
  return ((after.busy - before.busy) / all) * cpus().length;
}

function isIdle(busyProcessors: number): boolean {
  return busyProcessors < IDLE_SHARE * cpus().length;
}

function sum(): { readonly busy: number; readonly idle: number } {
  let [busy, idle] = [0, 0];
  for (const { times } of cpus()) {
    idle += times.idle;
    busy += times.user + times.sys + times.nice + times.irq;
  }
  return { busy, idle };
}

interface Flags {
  readonly seed: number;
  readonly minutes: number;
  readonly only?: string;
  readonly markdown?: string;
  readonly logs?: string;
}

const SHOWN_FAILURES = 40;

async function chaos({ seed, minutes, only, markdown, logs }: Flags): Promise<boolean> {
  const made = readState();
  const busyBefore = await measureBusyProcessors();
  const faults = CHAOS_FAULTS.filter(({ name }) => only === undefined || name.includes(only));
  if (faults.length === 0) throw new Error(`There is no fault called ${only ?? ''}.`);
  printNote('Starting the region …');
  const stage = await openChaosStage();
  let rows: readonly ChaosRow[];
  const startedAt = performance.now();
  try {
    const isOver = (): boolean => performance.now() - startedAt > minutes * 60_000;
    const onRow = (row: ChaosRow): void => {
      printNote(toTable([row]).split('\n')[1] ?? '');
    };
    rows = await runChaos({ stage, seed, faults, isOver, onRow });
  } finally {
    if (logs !== undefined)
      for (const part of stage.parts.values()) await writeFile(`${logs}/${part.name}.log`, part.printed());
    await stage.close();
  }
  const tookMinutes = Math.round((performance.now() - startedAt) / 60_000);
  const busyAfter = await measureBusyProcessors();
  const figures = {
    ...{ rows, seed, minutes: tookMinutes, processors: cpus().length },
    isIdle: isIdle(busyBefore) && isIdle(busyAfter),
    busyProcessors: (busyBefore + busyAfter) / 2,
  };
  printLine(toTable(rows));
  printLine(toSummary(figures));
  const failures = findFailures(figures);
  const kinds = [...Map.groupBy(failures, (failure) => failure.replaceAll(/\d+/gu, '…')).values()];
  for (const [first = '', ...alike] of kinds.slice(0, SHOWN_FAILURES))
    printLine(alike.length === 0 ? first : `${first} (and ${alike.length} like it)`);
  if (markdown !== undefined) {
    const text = toMarkdown({ ...figures, date: new Date().toISOString().slice(0, 10), made });
    await writeFile(markdown, await formatPage(markdown, text));
    printNote(`Written to ${markdown}.`);
  }
  return failures.length === 0;
}

const program = new Command('chaos')
  .option('--minutes <number>', 'no fault begins after so many; each befalls the region once at least', wholeNumber, 15)
  .option('--seed <number>', 'the same seed gives the same order', wholeNumber, 1)
  .option('--only <words>', 'only faults whose name has these words')
  .option('--markdown <file>', 'writes the page, docs/chaos.md')
  .option('--logs <folder>', 'keeps what each part has printed')
  .action(async (flags: Flags) => {
    process.exitCode = (await chaos(flags)) ? 0 : 1;
  });
await program.parseAsync().catch((error: unknown) => {
  printNote(explain(error));
  process.exitCode = 1;
});
