/** `mercia simulate koha`: a Koha over real sockets that holds the MARC files it is given. */
import { z } from 'zod';
import { checkTimeZone, inventPeople, loadFiles, serverOptions } from '../from-files.ts';
import { createRandom } from '../random.ts';
import type { CommonFlags, SimulatedKind, StartedSimulator } from '../simulated-kind.ts';
import { startChanging } from './age-world.ts';
import { kohaDrills } from './drill.ts';
import { createKohaSimulator } from './index.ts';
import { loadRecords } from './load-records.ts';
import { addLibrary, addOAuthClient, addPatron, addUser, createKohaWorld } from './world.ts';
import type { KohaWorld } from './world.ts';

/** They open nothing but the simulator, which listens on this machine alone. */
const USER = 'mercia-service';
const PASSWORD = 'simulated-password';
const CLIENT_ID = 'mercia-client';
const CLIENT_SECRET = 'simulated-secret';

const ownFlags = z.object({
  oaiItems: z.boolean().default(false),
  oai: z.boolean(),
  ilsDi: z.boolean().default(false),
  changeEvery: z.number().optional(),
});

export const kohaSimulated: SimulatedKind = {
  kind: 'koha',
  command: {
    description: 'a Koha with REST, OAuth2, public endpoints, OAI-PMH and ILS-DI, holding the records of MARC files',
    itemField: '952',
    workers: 2,
    flags: [
      { flag: '--oai-items', description: 'OAI-PMH records hold their copies (952), and from= sees changes of copies' },
      { flag: '--no-oai', description: 'without OAI-PMH' },
      { flag: '--ils-di', description: 'ILS-DI, which asks nobody who they are' },
      { flag: '--change-every <ms>', description: 'lend, return, renew and hold something that often', isNumber: true },
    ],
    start,
  },
  drills: kohaDrills,
};

async function start(flags: CommonFlags, own: Readonly<Record<string, unknown>>): Promise<StartedSimulator> {
  const { oai, oaiItems, ilsDi, changeEvery } = ownFlags.parse(own);
  checkTimeZone(flags.timeZone);
  const world = createKohaWorld({
    timeZone: flags.timeZone,
    now: Date.now,
    preferences: { 'OAI-PMH': oai, 'OAI-PMH:include_items': oaiItems, 'ILS-DI': ilsDi },
  });
  addPeople(world);
  const random = createRandom(flags.seed);
  const { itemsPerRecord } = flags;
  const loaded = await loadFiles(flags.records, (file) => loadRecords(world, file, { itemsPerRecord, random }));
  const simulator = await createKohaSimulator({ world, ...serverOptions(flags) });
  const { url } = simulator;
  return {
    simulator,
    loaded,
    title: `Koha simulator: ${url} (${world.biblios.size} records, ${world.items.size} copies)`,
    facts: [
      ['libraries', [...world.libraries.keys()].join(' ')],
      ['REST', `${url}/api/v1/`],
      ...(oai ? [['OAI-PMH', `${url}/cgi-bin/koha/oai.pl?verb=Identify`] as const] : []),
      ...(ilsDi ? [['ILS-DI', `${url}/cgi-bin/koha/ilsdi.pl`] as const] : []),
      ['credentials', `export KOHA_CLIENT_ID=${CLIENT_ID} KOHA_CLIENT_SECRET=${CLIENT_SECRET}`],
      ['', `export KOHA_USER=${USER} KOHA_PASSWORD=${PASSWORD}`],
    ],
    slow: ['items', 'holds'],
    ...(changeEvery === undefined
      ? {}
      : { stop: startChanging(simulator, { everyMs: changeEvery, seed: flags.seed }) }),
  };
}

function addPeople(world: KohaWorld): void {
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
}
