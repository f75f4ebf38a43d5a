import { createLogger } from '#platform/logger.ts';
import { VERSION } from '#platform/version.ts';
import { migrateToLatest } from '#store/migrate.ts';
import { openForUpkeep } from '#store/upkeep.ts';
import type { Command } from 'commander';
import { printLine, printNote } from '../output.ts';
import { readSettings, settingFlag, type SettingFlags } from '../settings.ts';
import { createShutdown } from '../shutdown.ts';

type MigrateFlags = SettingFlags<'data' | 'logLevel'>;

/** `mercia migrate`: brings the tables of the database to those of this version, before its parts are started. */
export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description(
      'bring the database to the tables of this version, however long it takes; parts that start wait for it',
    )
    .addOption(settingFlag('data'))
    .addOption(settingFlag('logLevel'))
    .action(run);
}

async function run(flags: MigrateFlags): Promise<void> {
  const { databaseUrl, databaseDirectUrl: directUrl, data: dataFolder, pgBin, logLevel } = readSettings(flags);
  const shutdown = createShutdown();
  const options = {
    databaseUrl,
    directUrl,
    dataFolder,
    pgBin,
    logger: createLogger(logLevel),
    purpose: 'tool',
  } as const;
  const { db, place, version, close } = await openForUpkeep(options, 'mercia migrate');
  // Ending the connection takes back what was not committed.
  shutdown.onClose(close);
  try {
    printNote(`${place} (version ${version})`);
    const { done, newer } = await migrateToLatest(db, {
      onWait: () => {
        printNote('Another process changes the tables or backs them up: waiting for it.');
      },
      onBegin: (name) => {
        printNote(`  ${name}`);
      },
    });
    if (newer !== null) printNote(newer);
    printLine(
      done.length === 0
        ? `Nothing to do: the database has the tables of Mercia ${VERSION}.`
        : `The database has the tables of Mercia ${VERSION} now: ${String(done.length)} migrations.`,
    );
  } finally {
    await shutdown.close();
  }
}
