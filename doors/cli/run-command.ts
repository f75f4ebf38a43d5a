import { Command, CommanderError } from 'commander';
import { VERSION } from '#platform/version.ts';
import { explain, INTERRUPTED, printNote } from './output.ts';

/** Each command with what it needs; one that is asked for by name does not wait for the others' parts to be read. */
const COMMANDS: ReadonlyMap<string, () => Promise<(program: Command) => void>> = new Map([
  ['start', async () => (await import('./commands/start.ts')).registerStart],
  ['serve', async () => (await import('./commands/serve.ts')).registerServe],
  ['migrate', async () => (await import('./commands/migrate.ts')).registerMigrate],
  ['backup', async () => (await import('./commands/backup.ts')).registerBackup],
  ['restore', async () => (await import('./commands/restore.ts')).registerRestore],
  ['harvest', async () => (await import('./commands/harvest.ts')).registerHarvest],
  ['policies', async () => (await import('./commands/policies.ts')).registerPolicies],
  ['loans', async () => (await import('./commands/loans.ts')).registerLoans],
  ['feed', async () => (await import('./commands/feed.ts')).registerFeed],
  ['vocabulary', async () => (await import('./commands/vocabulary.ts')).registerVocabulary],
  ['rejects', async () => (await import('./commands/rejects.ts')).registerRejects],
  ['hidden', async () => (await import('./commands/hidden.ts')).registerHidden],
  ['take-back', async () => (await import('./commands/take-back.ts')).registerTakeBack],
  ['doctor', async () => (await import('./commands/doctor.ts')).registerDoctor],
  ['why', async () => (await import('./commands/why.ts')).registerWhy],
  ['conform', async () => (await import('./commands/conform.ts')).registerConform],
  ['query', async () => (await import('./commands/query.ts')).registerQuery],
  ['marc', async () => (await import('./commands/marc-check.ts')).registerMarcCheck],
  ['match', async () => (await import('./commands/match.ts')).registerMatch],
  ['rulings', async () => (await import('./commands/rulings.ts')).registerRulings],
  ['snapshot', async () => (await import('./commands/snapshot.ts')).registerSnapshot],
  ['compare', async () => (await import('./commands/compare.ts')).registerCompare],
  ['control-totals', async () => (await import('./commands/control-totals.ts')).registerControlTotals],
  ['verify-index', async () => (await import('./commands/verify-index.ts')).registerVerifyIndex],
  ['export', async () => (await import('./commands/export.ts')).registerExport],
  ['mapping', async () => (await import('./commands/mapping.ts')).registerMapping],
  ['move', async () => (await import('./commands/move.ts')).registerMove],
  ['keys', async () => (await import('./commands/keys.ts')).registerKeys],
  ['pilot', async () => (await import('./commands/pilot.ts')).registerPilot],
  ['demo', async () => (await import('./commands/demo.ts')).registerDemo],
  ['patrons', async () => (await import('./commands/patrons.ts')).registerPatrons],
  ['simulate', async () => (await import('./commands/simulate.ts')).registerSimulate],
]);

/** Runs `mercia ARGS…` in this process; what it ends with is in `process.exitCode`. */
export async function runCommand(args: readonly string[]): Promise<void> {
  const program = new Command('mercia')
    .description("One graph over a region's library systems")
    .version(VERSION)
    .showSuggestionAfterError()
    .showHelpAfterError('Add --help to see what there is.')
    .addHelpText(
      'after',
      '\nMost flags can be set by a MERCIA_… variable too: .env.example lists them with their defaults.',
    )
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  const asked = COMMANDS.get(args[0] ?? '');
  for (const load of asked === undefined ? COMMANDS.values() : [asked]) (await load())(program);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode;
    } else if (error instanceof Error && error.name === 'AbortError') {
      printNote('Stopped before its end.');
      process.exitCode = INTERRUPTED;
    } else {
      printNote(explain(error));
      process.exitCode = 1;
    }
  }
}
