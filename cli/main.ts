import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { registerDoctor } from './commands/doctor.ts';
import { registerHarvest } from './commands/harvest.ts';
import { registerMarcCheck } from './commands/marc-check.ts';
import { registerQuery } from './commands/query.ts';
import { registerServe } from './commands/serve.ts';
import { registerSimulate } from './commands/simulate.ts';
import { registerStart } from './commands/start.ts';
import { explain, printNote } from './output.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const program = new Command('mercia')
  .description("One graph over a region's library systems")
  .version(version)
  .showSuggestionAfterError()
  .showHelpAfterError('Add --help to see what there is.')
  .addHelpText(
    'after',
    '\nMost flags can be set by a MERCIA_… variable too: .env.example lists them with their defaults.',
  )
  .configureHelp({ showGlobalOptions: true })
  .exitOverride();

// Whoever reads may have had enough: `mercia doctor | head -3`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

registerStart(program);
registerServe(program);
registerHarvest(program);
registerDoctor(program);
registerQuery(program);
registerMarcCheck(program);
registerSimulate(program);

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
  } else {
    printNote(explain(error));
    process.exitCode = 1;
  }
}
