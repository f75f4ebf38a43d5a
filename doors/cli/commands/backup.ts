import type { Settings } from '#platform/config.ts';
import { SETTINGS } from '#platform/settings-table.ts';
import { writeBackup } from '#store/backup/write-backup.ts';
import { REGISTER_FILE } from '#take-back/index.ts';
import type { Command } from 'commander';
import { join, resolve } from 'node:path';
import { printJson, printLine, printNote, renderTable } from '../output.ts';
import { showTenths } from '../progress.ts';
import { readSettings, settingFlag, type SettingFlags } from '../settings.ts';
import { withUpkeep } from '../upkeep.ts';

export function registerBackup(program: Command): void {
  program
    .command('backup')
    .description('write all that the database has at this moment into a folder, while everything goes on')
    .argument('<folder>', 'a folder that is not there yet')
    .option('--json', 'one JSON line')
    .addOption(settingFlag('region'))
    .addOption(settingFlag('data'))
    .addOption(settingFlag('logLevel'))
    .action(run);
}

async function run(named: string, flags: SettingFlags & { readonly json?: boolean }): Promise<void> {
  const settings = readSettings(flags);
  const folder = resolve(named);
  await withUpkeep(settings, { purpose: 'tool', holder: 'mercia backup' }, async (upkeep) => {
    const bar = showTenths('backed up');
    const { at, tables } = await writeBackup(upkeep, {
      folder,
      onProgress: bar.update,
      onWait: () => {
        printNote('Another process changes the tables: waiting for it.');
      },
    }).finally(bar.stop);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
    if (flags.json === true) printJson({ folder, at, tables: tables.length, rows, bytes });
    else
      printLine(
        `${folder} has ${upkeep.place} as of ${at}: ${tables.length} tables, ${rows} rows, ${(bytes / 1e6).toFixed(1)} MB.`,
      );
    printNote(`Not in it, and to be kept by yourself:\n${renderTable(listMissing(settings))}`);
  });
}

/** Those of one's own that are no secret of Mercia's data, or are in the address of the database. */
const OTHER_SECRETS = new Set<string>(
  [SETTINGS.token, SETTINGS.databaseUrl, SETTINGS.databaseDirectUrl].map(({ variable }) => variable),
);

/** What is needed beside the database, and where it is. */
function listMissing({ data, region, supergraph, databaseUrl }: Settings): readonly (readonly string[])[] {
  const secrets = Object.values(SETTINGS)
    .filter(({ secret, variable }) => secret && !OTHER_SECRETS.has(variable))
    .map(({ variable }) => variable);
  // With a database of one's own, parts may run apart, each with a data folder of its own.
  const list = databaseUrl === undefined ? join(resolve(data), REGISTER_FILE) : `${REGISTER_FILE} of each data folder`;
  return [
    ['  secrets', secrets.join(', ')],
    ['', `without the same ${SETTINGS.patronSecret.variable} nobody's account links can be opened again`],
    ['  credentials', 'of the systems and deliveries: the variables that the region file names'],
    ['  region file', `${SETTINGS.region.variable}${region === undefined ? '' : ` (${resolve(region)})`}`],
    [
      '  supergraph',
      `${SETTINGS.supergraph.variable}${supergraph === undefined ? ', if you set it' : ` (${resolve(supergraph)})`}`,
    ],
    ['  taken back', `${list} (${SETTINGS.data.variable}): keep the newest one, it is read when a backup is restored`],
    ['  deliveries', `${join(resolve(data), 'deliveries')}: files that were not sent yet are made again`],
    ['  on its way', 'pages of loan lists that are being harvested: they come again'],
  ];
}
