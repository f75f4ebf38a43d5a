import type { Command } from 'commander';
import { MerciaError } from '#platform/errors.ts';
import { createRandom } from '#simulators/random.ts';
import { createSymphonySimulator } from '#simulators/symphony/index.ts';
import type { SymphonySimulator } from '#simulators/symphony/index.ts';
import { loadRecords } from '#simulators/symphony/load-records.ts';
import { addClient, addLibrary, addPatron, addStaff, createSymphonyWorld } from '#simulators/symphony/world.ts';
import type { SymphonyWorld } from '#simulators/symphony/world.ts';
import { printLine } from '../output.ts';
import { createShutdown } from '../shutdown.ts';
import {
  addSimulatorFlags,
  announceControl,
  checkTimeZone,
  inventPeople,
  loadFiles,
  serverOptions,
} from './simulated-library.ts';
import type { SimulatorFlags } from './simulated-library.ts';

interface SymphonyFlags extends SimulatorFlags {
  readonly basePath: string;
  readonly openCatalogue?: boolean;
}

/** They open nothing but the simulator, which listens on this machine alone. */
const CLIENT_ID = 'mercia-client';
const PUBLIC_CLIENT_ID = 'mercia-public';
const LOGIN = 'MERCIA';
const PASSWORD = 'simulated-password';

/** `mercia simulate symphony`: a SirsiDynix Symphony over real sockets that holds the MARC files it is given. */
export function registerSimulateSymphony(simulate: Command): void {
  const symphony = simulate
    .command('symphony')
    .description('a SirsiDynix Symphony with web services in JSON and XML and a MARC export');
  addSimulatorFlags(symphony, { itemField: '999', workers: 8 })
    .option('--base-path <path>', 'where the web services are', '/symws')
    .option('--open-catalogue', 'titles and copies are read without a log-in')
    .action(async (flags: SymphonyFlags) => {
      const shutdown = createShutdown();
      const world = createWorld(flags);
      const random = createRandom(flags.seed);
      const { itemsPerRecord } = flags;
      await loadFiles(flags.records, (file) => loadRecords(world, file, { itemsPerRecord, random }));
      const basePath = flags.basePath.replace(/\/+$/u, '');
      const simulator = await createSymphonySimulator({ world, basePath, ...serverOptions(flags) });
      shutdown.onClose(() => simulator.close());
      announce(simulator);
      await shutdown.closed;
    });
}

function createWorld(flags: SymphonyFlags): SymphonyWorld {
  checkTimeZone(flags.timeZone);
  if (!flags.basePath.startsWith('/')) {
    throw new MerciaError('BAD_USER_INPUT', `${flags.basePath} is no base path: give one such as /symws.`);
  }
  const world = createSymphonyWorld({
    timeZone: flags.timeZone,
    now: Date.now,
    settings: { openCatalogue: flags.openCatalogue ?? false },
  });
  inventPeople(
    (key, name) => addLibrary(world, key, name),
    (library) => addPatron(world, { library }),
  );
  addStaff(world, LOGIN, PASSWORD, 'Mercia');
  addClient(world, CLIENT_ID, 'staff');
  addClient(world, PUBLIC_CLIENT_ID, 'public');
  return world;
}

function announce({ world, url, baseUrl, exportUrl, controlUrl }: SymphonySimulator): void {
  const libraries = [...(world.policies.get('library')?.keys() ?? [])].join(' ');
  const [first = '1'] = world.bibs.keys();
  printLine(`Symphony simulator: ${url} (${world.bibs.size} records, ${world.items.size} copies)`);
  printLine(`  libraries    ${libraries}`);
  printLine(`  services     ${baseUrl}`);
  printLine(`  titles       ${baseUrl}/rest/standard/lookupTitleInfo?clientID=${PUBLIC_CLIENT_ID}&titleID=${first}`);
  printLine(`  export       ${exportUrl}`);
  printLine(`  credentials  export SYMPHONY_CLIENT_ID=${CLIENT_ID} SYMPHONY_PUBLIC_CLIENT_ID=${PUBLIC_CLIENT_ID}`);
  printLine(`               export SYMPHONY_LOGIN=${LOGIN} SYMPHONY_PASSWORD=${PASSWORD}`);
  announceControl(controlUrl, ['titles']);
}
