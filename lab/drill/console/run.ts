/** `npm run drill:console`: opens a title's page at each of 1,000 faults. Ends with 1 if anything untrue was told. */
import { Command } from 'commander';
import { explain, printLine, printNote } from '#cli/output.ts';
import { wholeNumber } from '#cli/whole-number.ts';
import { describeBreach } from '../report.ts';
import { drillConsole } from './drill-console.ts';

interface Flags {
  readonly seed: number;
  readonly faults: number;
}

const program = new Command('drill:console')
  .option('--seed <number>', 'the same seed makes the same choices', wholeNumber, 1)
  .option('--faults <number>', 'faults to be met by pages', wholeNumber, 1_000)
  .action(async (flags: Flags) => {
    const { tally } = await drillConsole({
      ...flags,
      onProgress: ({ faults, questions, breaches }) => {
        if (questions % 20 === 0) printNote(`${faults} faults, ${questions} pages, ${breaches.length} breaches`);
      },
    });
    for (const breach of tally.breaches.slice(0, 20)) printLine(describeBreach(breach));
    const { faults, questions, breaches, states } = tally;
    printLine(`${faults} faults on ${questions} pages; something untrue was told ${breaches.length} times.`);
    printLine(JSON.stringify(states));
    process.exitCode = breaches.length === 0 ? 0 : 1;
  });
await program.parseAsync().catch((error: unknown) => {
  printNote(explain(error));
  process.exitCode = 1;
});
