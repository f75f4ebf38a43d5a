import type { Command } from 'commander';
import { startChanging } from '#simulators/koha/age-world.ts';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import type { KohaSimulator } from '#simulators/koha/index.ts';
import { loadRecords } from '#simulators/koha/load-records.ts';
import { createRandom } from '#simulators/random.ts';
import { addLibrary, addOAuthClient, addPatron, addUser, createKohaWorld } from '#simulators/koha/world.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';
import { printLine } from '../output.ts';
import { createShutdown } from '../shutdown.ts';
import { wholeNumber } from '../whole-number.ts';
import { registerSimulateDemo } from './simulate-demo.ts';
import { registerSimulateSymphony } from './simulate-symphony.ts';
import {
  addSimulatorFlags,
  announceControl,
  checkTimeZone,
  inventPeople,
  loadFiles,
  serverOptions,
} from './simulated-library.ts';
import type { SimulatorFlags } from './simulated-library.ts';

interface KohaFlags extends SimulatorFlags {
  readonly oaiItems?: boolean;
  readonly oai: boolean;
  readonly changeEvery?: number;
}

/** They open nothing but the simulator, which listens on this machine alone. */
const USER = 'mercia-service';
const PASSWORD = 'simulated-password';
const CLIENT_ID = 'mercia-client';
const CLIENT_SECRET = 'simulated-secret';

/** `mercia simulate koha`: a Koha over real sockets that holds the MARC files it is given. */
export function registerSimulate(program: Command): void {
  const simulate = program.command('simulate').description('run a simulated library system');
  registerSimulateSymphony(simulate);
  registerSimulateDemo(simulate);
  const koha = simulate
    .command('koha')
    .description('a Koha with REST, OAuth2, public endpoints and OAI-PMH, holding the records of MARC files');
  addSimulatorFlags(koha, { itemField: '952', workers: 2 })
    .option('--oai-items', 'OAI-PMH records hold their copies (952), and from= sees changes of copies')
    .option('--no-oai', 'without OAI-PMH')
    .option('--change-every <ms>', 'lend, return, renew and hold something that often', wholeNumber)
    .action(async (flags: KohaFlags) => {
      const shutdown = createShutdown();
      const world = createWorld(flags);
      const random = createRandom(flags.seed);
      const { itemsPerRecord } = flags;
      await loadFiles(flags.records, (file) => loadRecords(world, file, { itemsPerRecord, random }));
      const simulator = await createKohaSimulator({ world, ...serverOptions(flags) });
      shutdown.onClose(() => simulator.close());
      if (flags.changeEvery !== undefined) {
        const stop = startChanging(simulator, { everyMs: flags.changeEvery, seed: flags.seed });
        shutdown.onClose(async () => {
          stop();
        });
      }
      announce(simulator);
      await shutdown.closed;
    });
}

function createWorld(flags: KohaFlags): KohaWorld {
  checkTimeZone(flags.timeZone);
  const world = createKohaWorld({
    timeZone: flags.timeZone,
    now: Date.now,
    preferences: { 'OAI-PMH': flags.oai, 'OAI-PMH:include_items': flags.oaiItems ?? false },
  });
  inventPeople(
    (id, name) => addLibrary(world, id, name),
    (library) => addPatron(world, { library_id: library }),
  );
  addUser(world, USER, PASSWORD, [
    'catalogue',
    'circulate:circulate_remaining_permissions',
    'reserveforothers:place_holds',
  ]);
  addOAuthClient(world, CLIENT_ID, CLIENT_SECRET, USER);
  return world;
}

function announce({ world, url, controlUrl }: KohaSimulator): void {
  printLine(`Koha simulator: ${url} (${world.biblios.size} records, ${world.items.size} copies)`);
  printLine(`  libraries    ${[...world.libraries.keys()].join(' ')}`);
  printLine(`  REST         ${url}/api/v1/`);
  if (world.preferences['OAI-PMH']) printLine(`  OAI-PMH      ${url}/cgi-bin/koha/oai.pl?verb=Identify`);
  printLine(`  credentials  export KOHA_CLIENT_ID=${CLIENT_ID} KOHA_CLIENT_SECRET=${CLIENT_SECRET}`);
  printLine(`               export KOHA_USER=${USER} KOHA_PASSWORD=${PASSWORD}`);
  announceControl(controlUrl, ['items', 'holds']);
}
