import { Argument, type Command } from 'commander';
import { loadSettings } from '#platform/config.ts';
import { serveAdapters } from '../serve/adapters.ts';
import { serveCatalogue } from '../serve/catalogue.ts';
import { serveCirculation } from '../serve/circulation.ts';
import { serveConsole } from '../serve/console.ts';
import { serveFeeds } from '../serve/feeds.ts';
import { serveGateway } from '../serve/gateway.ts';
import { serveHarvester } from '../serve/harvester.ts';
import { serveMigration } from '../serve/migration.ts';
import { servePatrons } from '../serve/patrons.ts';
import { readSettings, settingFlag, type SettingFlags } from '../settings.ts';
import { runUntilEnded, type Shutdown } from '../shutdown.ts';

const PARTS = [
  'gateway',
  'catalogue',
  'circulation',
  'patrons',
  'migration',
  'harvester',
  'feeds',
  'console',
  'adapters',
] as const;
type Part = (typeof PARTS)[number];

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

/** `mercia serve PART`: one part of Mercia as its own process. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('run one part, for a region that runs its parts as separate processes')
    .addArgument(new Argument('<part>', 'which part').choices(PARTS))
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
    .action((part: Part, flags: ServeFlags) => runUntilEnded((shutdown) => servePart(part, flags, shutdown)));
}

function splitIds(text: string): readonly string[] {
  return text.split(',').map((id) => id.trim());
}

async function servePart(part: Part, { systems, ...flags }: ServeFlags, shutdown: Shutdown): Promise<void> {
  const settings = readSettings({ ...flags });
  switch (part) {
    case 'gateway':
      return serveGateway(settings, shutdown);
    case 'catalogue':
      return serveCatalogue(settings, shutdown);
    case 'circulation':
      return serveCirculation(settings, shutdown);
    case 'patrons':
      return servePatrons(settings, shutdown);
    case 'migration':
      return serveMigration(settings, shutdown);
    case 'harvester':
      return serveHarvester(settings, flags.port !== undefined, shutdown);
    case 'feeds':
      return serveFeeds(settings, shutdown);
    case 'console':
      return serveConsole(settings, shutdown);
    case 'adapters':
      // Without the secret that a demonstration keeps in its folder: that is the hub's.
      return serveAdapters(loadSettings({ ...flags }, process.env), systems, shutdown);
  }
}
