import type { Command } from 'commander';
import { MerciaError } from '#platform/errors.ts';
import { startChanging } from '#simulators/koha/age-world.ts';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import type { KohaSimulator } from '#simulators/koha/index.ts';
import { loadRecords } from '#simulators/koha/load-records.ts';
import { createRandom } from '#simulators/random.ts';
import { addLibrary, addOAuthClient, addPatron, addUser, createKohaWorld } from '#simulators/koha/world.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';
import { printLine, printNote } from '../output.ts';
import { createShutdown } from '../shutdown.ts';
import { wholeNumber } from '../whole-number.ts';
import { registerSimulateSymphony } from './simulate-symphony.ts';
import { registerSimulateDemo } from './simulate-demo.ts';

interface SimulateFlags {
  readonly port: number;
  readonly controlPort?: number;
  readonly records: string[];
  readonly itemsPerRecord: number;
  readonly seed: number;
  readonly timeZone: string;
  readonly oaiItems?: boolean;
  readonly oai: boolean;
  readonly latency: number;
  readonly workers: number;
  readonly changeEvery?: number;
}

/** They open nothing but the simulator, which listens on this machine alone. */
const USER = 'mercia-service';
const PASSWORD = 'simulated-password';
const CLIENT_ID = 'mercia-client';
const CLIENT_SECRET = 'simulated-secret';

const INVENTED_LIBRARIES: readonly (readonly [string, string])[] = [
  ['NORTH', 'North Library'],
  ['SOUTH', 'South Library'],
  ['EAST', 'East Library'],
];
const INVENTED_PATRONS = 40;

/** `mercia simulate koha`: a Koha over real sockets that holds the MARC files it is given. */
export function registerSimulate(program: Command): void {
  const simulate = program.command('simulate').description('run a simulated library system');
  registerSimulateSymphony(simulate);
  registerSimulateDemo(simulate);
  simulate
    .command('koha')
    .description('a Koha with REST, OAuth2, public endpoints and OAI-PMH, holding the records of MARC files')
    .option('--port <number>', 'port to listen on; 0 takes a free one', wholeNumber, 0)
    .option('--control-port <number>', 'port where faults are switched while the system is down', wholeNumber)
    .requiredOption('--records <file...>', 'MARC files: ISO 2709, MARCXML or MARC-in-JSON')
    .option('--items-per-record <number>', 'most copies invented for a record without 952', wholeNumber, 3)
    .option('--seed <number>', 'the same seed invents the same copies and changes', wholeNumber, 1)
    .option('--time-zone <zone>', "Koha's own time zone", 'Europe/London')
    .option('--oai-items', 'OAI-PMH records hold their copies (952), and from= sees changes of copies')
    .option('--no-oai', 'without OAI-PMH')
    .option('--latency <ms>', 'added to every answer', wholeNumber, 0)
    .option('--workers <number>', 'connections served at once; surplus ones wait', wholeNumber, 2)
    .option('--change-every <ms>', 'lend, return, renew and hold something that often', wholeNumber)
    .action(async (flags: SimulateFlags) => {
      const shutdown = createShutdown();
      const world = createWorld(flags);
      const random = createRandom(flags.seed);
      for (const file of flags.records) {
        const loaded = await loadRecords(world, file, { itemsPerRecord: flags.itemsPerRecord, random });
        const rejected = loaded.rejected === 0 ? '' : `, ${loaded.rejected} records that cannot be read left out`;
        printNote(`${file}: ${loaded.records} records, ${loaded.items} copies${rejected}`);
      }
      const simulator = await createKohaSimulator({
        world,
        port: flags.port,
        ...(flags.controlPort === undefined ? {} : { controlPort: flags.controlPort }),
        workers: flags.workers,
        latencyMs: flags.latency,
      });
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

function createWorld(flags: SimulateFlags): KohaWorld {
  if (!Intl.supportedValuesOf('timeZone').includes(flags.timeZone) && flags.timeZone !== 'UTC') {
    throw new MerciaError('BAD_USER_INPUT', `${flags.timeZone} is no time zone: give one such as Europe/London.`);
  }
  const world = createKohaWorld({
    timeZone: flags.timeZone,
    now: Date.now,
    preferences: { 'OAI-PMH': flags.oai, 'OAI-PMH:include_items': flags.oaiItems ?? false },
  });
  for (const [id, name] of INVENTED_LIBRARIES) addLibrary(world, id, name);
  for (let patron = 0; patron < INVENTED_PATRONS; patron++) {
    const [library = 'NORTH'] = INVENTED_LIBRARIES[patron % INVENTED_LIBRARIES.length] ?? [];
    addPatron(world, { library_id: library });
  }
  addUser(world, USER, PASSWORD, [
    'catalogue',
    'circulate:circulate_remaining_permissions',
    'reserveforothers:place_holds',
  ]);
  addOAuthClient(world, CLIENT_ID, CLIENT_SECRET, USER);
  return world;
}

function announce(simulator: KohaSimulator): void {
  const { world, url, controlUrl } = simulator;
  const faults = `curl -X POST ${controlUrl}/_simulator/faults -d`;
  printLine(`Koha simulator: ${url} (${world.biblios.size} records, ${world.items.size} copies)`);
  printLine(`  libraries    ${[...world.libraries.keys()].join(' ')}`);
  printLine(`  REST         ${url}/api/v1/`);
  if (world.preferences['OAI-PMH']) printLine(`  OAI-PMH      ${url}/cgi-bin/koha/oai.pl?verb=Identify`);
  printLine(`  credentials  export KOHA_CLIENT_ID=${CLIENT_ID} KOHA_CLIENT_SECRET=${CLIENT_SECRET}`);
  printLine(`               export KOHA_USER=${USER} KOHA_PASSWORD=${PASSWORD}`);
  printLine(`  faults       ${faults} '{"down": true, "downForMs": 10000}'`);
  printLine(`               ${faults} '{"slowMs": 3000, "only": ["items", "holds"]}'`);
  printLine(`               ${faults} '{}' ends them; all of them are in docs/simulators.md`);
  printLine(`  calls        curl ${controlUrl}/_simulator/calls`);
}
