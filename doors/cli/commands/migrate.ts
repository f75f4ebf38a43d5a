import { VERSION } from '#platform/version.ts';
import { migrateToLatest } from '#store/migrate.ts';
import type { Command } from 'commander';
import { printLine, printNote } from '../output.ts';
import { readSettings, settingFlag, type SettingFlags } from '../settings.ts';
import { withUpkeep } from '../upkeep.ts';

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

async function run(flags: SettingFlags): Promise<void> {
  await withUpkeep(
    readSettings(flags),
    { purpose: 'tool', holder: 'mercia migrate' },
    async ({ db, place, version }) => {
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
    },
  );
}
