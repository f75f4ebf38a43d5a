/** `mercia simulate koha`: a Koha over real sockets that holds the MARC files it is given. */
import { MerciaError } from '#platform/errors.ts';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { checkTimeZone, inventPeople, loadFiles, serverOptions } from '../from-files.ts';
import type { CommonFlags, LoadedFile, SimulatedKind, StartedSimulator } from '../simulated-kind.ts';
import { startChanging } from './age-world.ts';
import { loadMarc } from './bulk-load.ts';
import { kohaDrills } from './drill.ts';
import { createKohaSimulator } from './index.ts';
import { createSip2Simulator, type Sip2Simulator } from '../sip2/index.ts';
import { kohaLibrary } from '../sip2/koha-library.ts';
import { loadRecord } from './load-records.ts';
import { addItemType, addLibrary, addOAuthClient, addPatron, addUser, createKohaWorld } from './world.ts';
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
  sip2Port: z.number().optional(),
  load: z.string().optional(),
  branches: z.string().default(''),
  itemTypes: z.string().default(''),
});

/** More refusals of a load are counted and not printed. */
const MOST_REFUSALS = 50;

export const kohaSimulated: SimulatedKind = {
  kind: 'koha',
  command: {
    description: 'a Koha with REST, OAuth2, public endpoints, OAI-PMH and ILS-DI, holding the records of MARC files',
    itemField: '952',
    workers: 2,
    mayBeEmpty: true,
    flags: [
      { flag: '--load <file>', description: 'MARC that is loaded strictly, as bulkmarcimport does, after --records' },
      { flag: '--branches <codes>', description: 'branches besides the invented ones, with commas between' },
      { flag: '--item-types <codes>', description: 'item types besides those of a stock Koha, with commas between' },
      { flag: '--sip2-port <number>', description: 'SIP2 beside REST, over the same copies', isNumber: true },
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
  const { oai, oaiItems, ilsDi, changeEvery, sip2Port, load, branches, itemTypes } = ownFlags.parse(own);
  checkTimeZone(flags.timeZone);
  const world = createKohaWorld({
    timeZone: flags.timeZone,
    now: Date.now,
    preferences: { 'OAI-PMH': oai, 'OAI-PMH:include_items': oaiItems, 'ILS-DI': ilsDi },
  });
  addPeople(world);
  for (const code of listed(branches)) addLibrary(world, code, `Library ${code}`);
  for (const code of listed(itemTypes)) addItemType(world, code, code);
  const loaded = await loadFiles(flags, (marc, random) => loadRecord(world, marc, flags.itemsPerRecord, random));
  const refused = load === undefined ? [] : await loadStrictly(world, load, loaded);
  const simulator = await createKohaSimulator({ world, ...serverOptions(flags) });
  const { url } = simulator;
  const changing =
    changeEvery === undefined ? undefined : startChanging(simulator, { everyMs: changeEvery, seed: flags.seed });
  const sip2 = sip2Port === undefined ? undefined : await startSip2(world, sip2Port);
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
      ...(sip2 === undefined
        ? []
        : ([
            ['SIP2', sip2.url],
            ['', `faults: ${sip2.controlUrl}/_simulator/faults`],
            ['', `export SIP_USER=${USER} SIP_PASSWORD=${PASSWORD}`],
          ] as const)),
      ...refused.slice(0, MOST_REFUSALS).map((what) => ['refused', what] as const),
      ...(refused.length > MOST_REFUSALS ? ([['', `and ${refused.length - MOST_REFUSALS} more`]] as const) : []),
    ],
    slow: ['items', 'holds'],
    stop() {
      changing?.();
      void sip2?.close();
    },
  };
}

function listed(codes: string): readonly string[] {
  return codes.split(',').flatMap((code) => (code.trim() === '' ? [] : [code.trim()]));
}

/** Adds the file to those that are loaded; gives what was refused of it, in words. */
async function loadStrictly(world: KohaWorld, file: string, loaded: LoadedFile[]): Promise<readonly string[]> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new MerciaError('BAD_USER_INPUT', `${file} cannot be read: check its name and permissions.`, { cause });
  }
  const { added, updated, items, errors } = loadMarc(world, bytes);
  const records = errors.filter(({ item }) => item === null).length;
  loaded.push({ file, records: added + updated, items, rejected: records });
  return errors.map(({ record, item, barcode, reason }) =>
    item === null
      ? `record ${record}: ${reason}`
      : `record ${record}, copy ${item}${barcode === null ? '' : `, barcode ${barcode}`}: ${reason}`,
  );
}

/** The same copies and people by SIP2. */
async function startSip2(world: KohaWorld, port: number): Promise<Sip2Simulator> {
  const [institution = ''] = world.libraries.keys();
  const library = kohaLibrary(world, { logins: new Map([[USER, PASSWORD]]), institution });
  return createSip2Simulator({ library, dialect: 'koha', port });
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
