import { Argument, type Command } from 'commander';
import { loadSettings, type Settings } from '#platform/config.ts';
import { serveAdapters } from '../serve/adapters.ts';
import { serveCirculation } from '../serve/circulation.ts';
import { serveConsole } from '../serve/console.ts';
import { serveFeeds } from '../serve/feeds.ts';
import { serveGateway } from '../serve/gateway.ts';
import { serveHarvester } from '../serve/harvester.ts';
import { serveCatalogue, serveMigration, servePatrons } from '../serve/subgraphs.ts';
import { readSettings, settingFlag, type SettingFlags } from '../settings.ts';
import { runUntilEnded, type Shutdown } from '../shutdown.ts';

interface ServeFlags extends SettingFlags<
  | 'region'
  | 'data'
  | 'host'
  | 'port'
  | 'catalogueUrl'
  | 'circulationUrl'
  | 'patronsUrl'
  | 'migrationUrl'
  | 'supergraph'
  | 'logLevel'
> {
  /** Not a setting: which systems an adapter server answers for is a matter of that one process. */
  readonly systems?: readonly string[];
}

const PARTS = {
  gateway: serveGateway,
  catalogue: serveCatalogue,
  circulation: serveCirculation,
  patrons: servePatrons,
  migration: serveMigration,
  harvester: (settings: Settings, shutdown: Shutdown, { port }: ServeFlags) =>
    serveHarvester(settings, port !== undefined, shutdown),
  feeds: serveFeeds,
  console: serveConsole,
  // Without the secret that a demonstration keeps in its folder: that is the hub's.
  adapters: (_settings: Settings, shutdown: Shutdown, flags: ServeFlags) =>
    serveAdapters(loadSettings(flags, process.env), flags.systems, shutdown),
};

/** `mercia serve PART`: one part of Mercia as its own process. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('run one part, for a region that runs its parts as separate processes')
    .addArgument(new Argument('<part>', 'which part').choices(Object.keys(PARTS)))
    .addOption(settingFlag('region'))
    .addOption(settingFlag('data'))
    .addOption(settingFlag('host'))
    .addOption(settingFlag('port'))
    .option('--systems <ids>', 'adapters: only these systems, with commas between; else all', splitIds)
    .addOption(settingFlag('catalogueUrl'))
    .addOption(settingFlag('circulationUrl'))
    .addOption(settingFlag('patronsUrl'))
    .addOption(settingFlag('migrationUrl'))
    .addOption(settingFlag('supergraph'))
    .addOption(settingFlag('logLevel'))
    .action((part: keyof typeof PARTS, flags: ServeFlags) =>
      runUntilEnded((shutdown) => PARTS[part](readSettings(flags), shutdown, flags)),
    );
}

function splitIds(text: string): readonly string[] {
  return text.split(',').map((id) => id.trim());
}
