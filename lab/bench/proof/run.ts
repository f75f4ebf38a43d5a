/**
 * `npm run proof`: finds every figure again that README claims, and writes docs/proof.md: what the page says, what was seen, by which command, and
 * whether it held. `-- matching` runs one part and only shows it; `--page FILE` writes there, with what was not run. Ends with 0 if every figure
 * held, with 1 if one did not, with 2 if all held that could be tried here.
 */
import { printLine, printNote } from '#cli/output.ts';
import { readState } from '#drill/code-state.ts';
import { Argument, Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { formatPage } from '#platform/format-page.ts';
import { projectRoot } from '#tests/support/mercia-process.ts';
import { readYardstick } from '../support/yardstick.ts';
import { PART_NAMES, PARTS, type PartName } from './parts.ts';
import { toExitCode, toPage, toSummary, toVerdictTable } from './report.ts';
import { leaveOut, runPart, type PartOutcome } from './run-parts.ts';

const NOT_ASKED = 'It was not asked for in this run.';
const WHOLE_PAGE = join(projectRoot, 'docs', 'proof.md');

async function prove(named: readonly PartName[], given: string | undefined): Promise<0 | 1 | 2> {
  const names = named.length === 0 ? PART_NAMES : PART_NAMES.filter((name) => named.includes(name));
  const page = given ?? (named.length === 0 ? WHOLE_PAGE : null);
  const [made, [load = 0], yardstick] = [readState(), loadavg(), readYardstick()];
  const outcomes: PartOutcome[] = [];
  for (const [index, name] of names.entries()) {
    const { about, minutes } = PARTS[name];
    printNote(`\n${String(index + 1)} of ${String(names.length)}, ${name}: ${about} (about ${String(minutes)} min)`);
    const outcome = await runPart(name);
    outcomes.push(outcome);
    for (const { claim, seen, held } of outcome.verdicts)
      printNote(`  ${held === null ? 'not run' : held ? 'held' : 'NOT HELD'}: “${claim.says}”: ${seen}`);
  }
  printLine(`${toVerdictTable(outcomes)}\n\n${toSummary(outcomes)}`);
  if (page !== null) {
    const machine = `${String(availableParallelism())} cores with Node ${process.versions.node} (${process.platform} ${process.arch})`;
    const date = new Date().toISOString().slice(0, 10);
    const all = PART_NAMES.map((name) => outcomes.find((one) => one.name === name) ?? leaveOut(name, NOT_ASKED));
    const text = toPage({ outcomes: all, date, machine, yardstick, load, made });
    await writeFile(page, await formatPage(page, text));
    printNote(`Written to ${page}.`);
  }
  return toExitCode(outcomes);
}

await new Command('proof')
  .addArgument(new Argument('[parts...]', 'parts to run; all if none is named').choices(PART_NAMES))
  .option('--page <file>', 'where to write the page; docs/proof.md if all parts are run, else nowhere')
  .action(async (parts: readonly PartName[], { page }: { readonly page?: string }) => {
    process.exitCode = await prove(parts, page);
  })
  .parseAsync();
