import { checkBackup } from '#store/backup/manifest.ts';
import { restoreBackup } from '#store/backup/restore.ts';
import { readRegister, REGISTER_FILE } from '#take-back/index.ts';
import type { Command } from 'commander';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { withHub } from '../graph/hub.ts';
import { printLine, printNote } from '../output.ts';
import { showTenths } from '../progress.ts';
import { readSettings, settingFlag, type SettingFlags } from '../settings.ts';
import { withUpkeep } from '../upkeep.ts';

interface RestoreFlags extends SettingFlags<'region' | 'data' | 'logLevel'> {
  readonly replace?: boolean;
  readonly migrate: boolean;
}

/** `mercia restore`: what `mercia backup` wrote, into an empty database of whatever PostgreSQL. */
export function registerRestore(program: Command): void {
  program
    .command('restore')
    .description('fill an empty database with what mercia backup wrote; stop every part first')
    .argument('<folder>', 'the backup')
    .option('--replace', 'delete all that the database has, if it is not empty')
    .option('--no-migrate', 'leave the tables as the version had them that wrote the backup, to go back to it')
    .addOption(settingFlag('region'))
    .addOption(settingFlag('data'))
    .addOption(settingFlag('logLevel'))
    .action(run);
}

async function run(named: string, flags: RestoreFlags): Promise<void> {
  const settings = readSettings(flags);
  const folder = resolve(named);
  // A list that cannot be read is found before anything is changed.
  const takenBack = new Set((await readRegister(settings.data)).map(({ takeBack }) => takeBack));
  const all = await sizeOf(folder);
  const checking = showTenths('checked');
  const manifest = await checkBackup(folder, counting(checking.update, all)).finally(checking.stop);
  const replace = flags.replace === true;
  const { place, keys } = await withUpkeep(settings, { purpose: 'start', holder: 'mercia restore' }, async (upkeep) => {
    const bar = showTenths('restored');
    const onBytes = counting(bar.update, all);
    const restoring = restoreBackup(upkeep, { folder, manifest, replace, migrates: flags.migrate, onBytes });
    return { keys: await restoring.finally(bar.stop), place: upkeep.place };
  });
  printLine(`${place} is as of ${manifest.at}, when ${folder} was written by Mercia ${manifest.mercia}.`);
  if (keys.length > 0) {
    const named = keys.map(({ id, name }) => `${id} (${name})`).join(', ');
    printNote(`Keys that are valid now: ${named}. Revoke again what was revoked after that: mercia keys revoke ID.`);
  }
  const register = join(resolve(settings.data), REGISTER_FILE);
  if (takenBack.size === 0)
    printNote(
      `${register} lists nothing. A part takes back again what the list in its own data folder has: if records were taken back since, put the newest ${REGISTER_FILE} there before you start it.`,
    );
  else if (settings.region === undefined || !flags.migrate)
    printNote(`What ${register} lists is taken back again before a part answers anything.`);
  else {
    await withHub({ holder: 'mercia restore', flags, only: [] }, async () => undefined);
    printNote(
      `What ${register} lists is hidden: ${takenBack.size} take-backs. A part that harvests cleans up after them.`,
    );
  }
}

/** Of its tables. */
async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const tables = names.filter((name) => name.endsWith('.gz'));
  const sizes = await Promise.all(tables.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function counting(update: (done: number, all: number) => void, all: number): (bytes: number) => void {
  let done = 0;
  return (bytes) => {
    done += bytes;
    update(done, all);
  };
}
