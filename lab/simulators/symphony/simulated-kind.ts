/** `mercia simulate symphony`: a SirsiDynix Symphony over real sockets that holds the MARC files it is given. */
import { MerciaError } from '#platform/errors.ts';
import { z } from 'zod';
import { checkTimeZone, inventPeople, loadFiles, serverOptions } from '../from-files.ts';
import type { CommonFlags, SimulatedKind, StartedSimulator } from '../simulated-kind.ts';
import { symphonyDrills } from './drill.ts';
import { createSymphonySimulator } from './index.ts';
import { loadRecord } from './load-records.ts';
import { addClient, addLibrary, addPatron, addStaff, createSymphonyWorld, type SymphonyWorld } from './world.ts';

/** They open nothing but the simulator, which listens on this machine alone. */
const CLIENT_ID = 'mercia-client';
const PUBLIC_CLIENT_ID = 'mercia-public';
const LOGIN = 'MERCIA';
const PASSWORD = 'simulated-password';

const ownFlags = z.object({ basePath: z.string(), openCatalogue: z.boolean().default(false) });

export const symphonySimulated: SimulatedKind = {
  kind: 'symphony',
  command: {
    description: 'a SirsiDynix Symphony with web services in JSON and XML and a MARC export',
    itemField: '999',
    workers: 8,
    flags: [
      { flag: '--base-path <path>', description: 'where the web services are', default: '/symws' },
      { flag: '--open-catalogue', description: 'titles and copies are read without a log-in' },
    ],
    start,
  },
  drills: symphonyDrills,
};

async function start(flags: CommonFlags, own: Readonly<Record<string, unknown>>): Promise<StartedSimulator> {
  const { basePath, openCatalogue } = ownFlags.parse(own);
  checkTimeZone(flags.timeZone);
  if (!basePath.startsWith('/')) {
    throw new MerciaError('BAD_USER_INPUT', `${basePath} is no base path: give one such as /symws.`);
  }
  const world = createSymphonyWorld({ timeZone: flags.timeZone, now: Date.now, settings: { openCatalogue } });
  addPeople(world);
  const loaded = await loadFiles(flags, (marc, random) => loadRecord(world, marc, flags.itemsPerRecord, random));
  const simulator = await createSymphonySimulator({
    world,
    basePath: basePath.replace(/\/+$/u, ''),
    ...serverOptions(flags),
  });
  const { url, baseUrl, exportUrl } = simulator;
  const [first = '1'] = world.bibs.keys();
  return {
    simulator,
    loaded,
    title: `Symphony simulator: ${url} (${world.bibs.size} records, ${world.items.size} copies)`,
    facts: [
      ['libraries', [...(world.policies.get('library')?.keys() ?? [])].join(' ')],
      ['services', baseUrl],
      ['titles', `${baseUrl}/rest/standard/lookupTitleInfo?clientID=${PUBLIC_CLIENT_ID}&titleID=${first}`],
      ['export', exportUrl],
      ['credentials', `export SYMPHONY_CLIENT_ID=${CLIENT_ID} SYMPHONY_PUBLIC_CLIENT_ID=${PUBLIC_CLIENT_ID}`],
      ['', `export SYMPHONY_LOGIN=${LOGIN} SYMPHONY_PASSWORD=${PASSWORD}`],
    ],
    slow: ['titles'],
  };
}

function addPeople(world: SymphonyWorld): void {
  inventPeople(
    (key, name) => addLibrary(world, key, name),
    (library) => addPatron(world, { library }),
  );
  addStaff(world, LOGIN, PASSWORD, 'Mercia');
  addClient(world, CLIENT_ID, 'staff');
  addClient(world, PUBLIC_CLIENT_ID, 'public');
}
