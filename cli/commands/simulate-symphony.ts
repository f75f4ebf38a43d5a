import type { Command } from 'commander';
import { MerciaError } from '#platform/errors.ts';
import { createRandom } from '#simulators/random.ts';
import { createSymphonySimulator } from '#simulators/symphony/index.ts';
import type { SymphonySimulator } from '#simulators/symphony/index.ts';
import { loadRecords } from '#simulators/symphony/load-records.ts';
import { addClient, addLibrary, addPatron, addStaff, createSymphonyWorld } from '#simulators/symphony/world.ts';
import type { SymphonyWorld } from '#simulators/symphony/world.ts';
import { printLine, printNote } from '../output.ts';
import { createShutdown } from '../shutdown.ts';
import { wholeNumber } from '../whole-number.ts';

interface Flags {
  readonly port: number;
  readonly controlPort?: number;
  readonly basePath: string;
  readonly records: string[];
  readonly itemsPerRecord: number;
  readonly seed: number;
  readonly timeZone: string;
  readonly openCatalogue?: boolean;
  readonly latency: number;
  readonly workers: number;
}

/** They open nothing but the simulator, which listens on this machine alone. */
const CLIENT_ID = 'mercia-client';
const PUBLIC_CLIENT_ID = 'mercia-public';
const LOGIN = 'MERCIA';
const PASSWORD = 'simulated-password';

const INVENTED_LIBRARIES: readonly (readonly [string, string])[] = [
  ['NORTH', 'North Library'],
  ['SOUTH', 'South Library'],
  ['EAST', 'East Library'],
];
const INVENTED_PATRONS = 40;

/** `mercia simulate symphony`: a SirsiDynix Symphony over real sockets that holds the MARC files it is given. */
export function registerSimulateSymphony(simulate: Command): void {
  simulate
    .command('symphony')
    .description('a SirsiDynix Symphony with web services in JSON and XML and a MARC export')
    .option('--port <number>', 'port to listen on; 0 takes a free one', wholeNumber, 0)
    .option('--control-port <number>', 'port where faults are switched while the system is down', wholeNumber)
    .option('--base-path <path>', 'where the web services are', '/symws')
    .requiredOption('--records <file...>', 'MARC files: ISO 2709, MARCXML or MARC-in-JSON')
    .option('--items-per-record <number>', 'most copies invented for a record without 999', wholeNumber, 3)
    .option('--seed <number>', 'the same seed invents the same copies', wholeNumber, 1)
    .option('--time-zone <zone>', "the server's own time zone", 'Europe/London')
    .option('--open-catalogue', 'titles and copies are read without a log-in')
    .option('--latency <ms>', 'added to every answer', wholeNumber, 0)
    .option('--workers <number>', 'connections served at once; surplus ones wait', wholeNumber, 8)
    .action(async (flags: Flags) => {
      const shutdown = createShutdown();
      const world = createWorld(flags);
      const random = createRandom(flags.seed);
      for (const file of flags.records) {
        const loaded = await loadRecords(world, file, { itemsPerRecord: flags.itemsPerRecord, random });
        const rejected = loaded.rejected === 0 ? '' : `, ${loaded.rejected} records that cannot be read left out`;
        printNote(`${file}: ${loaded.records} records, ${loaded.items} copies${rejected}`);
      }
      const simulator = await createSymphonySimulator({
        world,
        port: flags.port,
        ...(flags.controlPort === undefined ? {} : { controlPort: flags.controlPort }),
        basePath: flags.basePath.replace(/\/+$/u, ''),
        workers: flags.workers,
        latencyMs: flags.latency,
      });
      shutdown.onClose(() => simulator.close());
      announce(simulator);
      await shutdown.closed;
    });
}

function createWorld(flags: Flags): SymphonyWorld {
  if (!Intl.supportedValuesOf('timeZone').includes(flags.timeZone) && flags.timeZone !== 'UTC') {
    throw new MerciaError('BAD_USER_INPUT', `${flags.timeZone} is no time zone: give one such as Europe/London.`);
  }
  if (!flags.basePath.startsWith('/')) {
    throw new MerciaError('BAD_USER_INPUT', `${flags.basePath} is no base path: give one such as /symws.`);
  }
  const world = createSymphonyWorld({
    timeZone: flags.timeZone,
    now: Date.now,
    settings: { openCatalogue: flags.openCatalogue ?? false },
  });
  for (const [key, name] of INVENTED_LIBRARIES) addLibrary(world, key, name);
  for (let patron = 0; patron < INVENTED_PATRONS; patron++) {
    const [library = 'NORTH'] = INVENTED_LIBRARIES[patron % INVENTED_LIBRARIES.length] ?? [];
    addPatron(world, { library });
  }
  addStaff(world, LOGIN, PASSWORD, 'Mercia');
  addClient(world, CLIENT_ID, 'staff');
  addClient(world, PUBLIC_CLIENT_ID, 'public');
  return world;
}

function announce(simulator: SymphonySimulator): void {
  const { world, url, baseUrl, exportUrl, controlUrl } = simulator;
  const faults = `curl -X POST ${controlUrl}/_simulator/faults -d`;
  const libraries = [...(world.policies.get('library')?.keys() ?? [])].join(' ');
  const [first = '1'] = world.bibs.keys();
  printLine(`Symphony simulator: ${url} (${world.bibs.size} records, ${world.items.size} copies)`);
  printLine(`  libraries    ${libraries}`);
  printLine(`  services     ${baseUrl}`);
  printLine(`  titles       ${baseUrl}/rest/standard/lookupTitleInfo?clientID=${PUBLIC_CLIENT_ID}&titleID=${first}`);
  printLine(`  export       ${exportUrl}`);
  printLine(`  credentials  export SYMPHONY_CLIENT_ID=${CLIENT_ID} SYMPHONY_PUBLIC_CLIENT_ID=${PUBLIC_CLIENT_ID}`);
  printLine(`               export SYMPHONY_LOGIN=${LOGIN} SYMPHONY_PASSWORD=${PASSWORD}`);
  printLine(`  faults       ${faults} '{"down": true, "downForMs": 10000}'`);
  printLine(`               ${faults} '{"slowMs": 3000, "only": ["titles"]}'`);
  printLine(`               ${faults} '{}' ends them; all of them are in docs/simulators.md`);
  printLine(`  calls        curl ${controlUrl}/_simulator/calls`);
}
