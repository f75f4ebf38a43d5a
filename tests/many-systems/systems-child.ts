/**
 * Simulated systems of all kinds in a process of their own, so that the memory of Mercia is measured without them. Writes where the
 * region file and the secrets are, in one line of JSON, and stays until it is ended.
 */
import type { MarcRecord } from '#marc/marc-record.ts';
import { describe } from '#demo/describe.ts';
import { LIBRARIES } from '#demo/libraries.ts';
import { toPublications, type Publication } from '#demo/publications.ts';
import { readTitles } from '#demo/titles.ts';
import { createFilesSimulator } from '#simulators/files/index.ts';
import { addCopy, addRecord, createFilesWorld, type FilesWorld } from '#simulators/files/world.ts';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import {
  addBiblio,
  addItem,
  addLibrary,
  addOAuthClient,
  addUser,
  createKohaWorld,
  type KohaWorld,
} from '#simulators/koha/world.ts';
import { createRandom } from '#simulators/random.ts';
import { stockOfFiles } from '#simulators/sip2/files-stock.ts';
import { createSip2Simulator } from '#simulators/sip2/index.ts';
import { kohaLibrary } from '#simulators/sip2/koha-library.ts';
import type { Sip2Library } from '#simulators/sip2/library.ts';
import { libraryOf } from '#simulators/sip2/world-library.ts';
import { createSip2World } from '#simulators/sip2/world.ts';
import { createWmsSimulator, INSTITUTION, KEY, SECRET } from '#simulators/wms/index.ts';
import { catalogueOfFiles } from '#simulators/z3950/files-catalogue.ts';
import { createSruSimulator, SRU_PATH } from '#simulators/z3950/index.ts';
import { createSymphonySimulator } from '#simulators/symphony/index.ts';
import {
  addBib,
  addClient,
  addItem as addSymphonyItem,
  addLibrary as addSymphonyLibrary,
  addStaff,
  createSymphonyWorld,
  type SymphonyWorld,
} from '#simulators/symphony/world.ts';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [, , howMany = '30', titlesEach = '300'] = process.argv;
const ZONE = 'Europe/London';
const BRANCH = 'MAIN';
const folder = mkdtempSync(join(tmpdir(), 'mercia-many-'));
const publications = toPublications(readTitles()).filter(
  ({ title }) => title.form === 'print' && title.kind === 'book',
);
const [first] = LIBRARIES;
if (first === undefined) throw new Error('the demonstration has no library');
const cataloguer = first;

/** Worthless: they open simulated systems alone. */
const SECRETS = {
  MANY_CLIENT: 'client',
  MANY_SECRET: 'secret',
  MANY_USER: 'terminal',
  MANY_PASSWORD: 'terminal-password',
  MANY_WMS_KEY: KEY,
  MANY_WMS_SECRET: SECRET,
};

interface Title {
  readonly number: number;
  readonly publication: Publication;
  readonly marc: MarcRecord;
}

function titlesOf(seed: number): readonly Title[] {
  const random = createRandom(seed);
  return random.some(publications, Number(titlesEach)).map((publication, index) => ({
    number: index + 1,
    publication,
    marc: describe({ publication, library: cataloguer, controlNumber: '', itemType: null }, random),
  }));
}

const barcodeOf = (system: number, title: number): string =>
  `3${String(system).padStart(3, '0')}${String(title).padStart(8, '0')}`;

function kohaWorld(system: number): KohaWorld {
  const world = createKohaWorld({ now: Date.now, preferences: { 'OAI-PMH:include_items': true, 'ILS-DI': true } });
  addLibrary(world, BRANCH, 'Main');
  addUser(world, SECRETS.MANY_USER, SECRETS.MANY_PASSWORD, [
    'catalogue',
    'circulate:circulate_remaining_permissions',
    'reserveforothers',
    'borrowers',
    'updatecharges:remaining_permissions',
  ]);
  addOAuthClient(world, SECRETS.MANY_CLIENT, SECRETS.MANY_SECRET, SECRETS.MANY_USER);
  for (const { number, marc } of titlesOf(system)) {
    addBiblio(world, { biblio_id: number, marc });
    addItem(world, {
      item_id: number,
      biblio_id: number,
      home_library_id: BRANCH,
      external_id: barcodeOf(system, number),
      item_type_id: 'BK',
      location: 'GEN',
    });
  }
  return world;
}

function symphonyWorld(system: number): SymphonyWorld {
  const world = createSymphonyWorld({ now: Date.now });
  addSymphonyLibrary(world, BRANCH, 'Main');
  addClient(world, SECRETS.MANY_CLIENT, 'staff');
  addStaff(world, SECRETS.MANY_USER, SECRETS.MANY_PASSWORD);
  for (const { number, marc } of titlesOf(system)) {
    const { key } = addBib(world, { marc });
    addSymphonyItem(world, {
      bibKey: key,
      library: BRANCH,
      callNumber: `W ${number}`,
      barcode: barcodeOf(system, number),
    });
  }
  return world;
}

const symphonySettings = (url: string) => ({
  shelves: ['STACKS'],
  itemTypes: { BOOK: 'LOAN' },
  export: { source: `${url}/export/catalogue.mrc` },
});

function filesWorld(system: number): FilesWorld {
  const world = createFilesWorld();
  for (const { number, marc } of titlesOf(system)) {
    addCopy(world, addRecord(world, marc), { branch: BRANCH, barcode: barcodeOf(system, number) });
  }
  return world;
}

async function sip2For(system: number, library: Sip2Library): Promise<object> {
  const { url } = counted(system, await createSip2Simulator({ library, connections: 2, surplus: 'wait' }));
  return {
    kind: 'sip2',
    address: url,
    credentials: { userEnv: 'MANY_USER', passwordEnv: 'MANY_PASSWORD' },
    limits: { connections: 2 },
  };
}

/** Where the calls of the simulators that are asked live can be counted, by the number of the system. */
const controls: Record<number, string[]> = {};

function counted<Simulator extends { readonly controlUrl: string }>(system: number, simulator: Simulator): Simulator {
  controls[system] = [...(controls[system] ?? []), simulator.controlUrl];
  return simulator;
}

const OAUTH = { credentials: { clientIdEnv: 'MANY_CLIENT', clientSecretEnv: 'MANY_SECRET' } };
const KOHA_SETTINGS = {
  itemTypes: { BK: 'LOAN' },
  locations: { GEN: 'Open shelves' },
  transfers: 'none',
  oai: { itemsIncluded: 'yes' },
};

function filesSettings(url: string): object {
  return {
    records: [{ source: `${url}/catalogue.mrc` }],
    items: [
      {
        source: `${url}/items.csv`,
        columns: {
          record: 'BIB',
          barcode: 'BARCODE',
          owner: 'BRANCH',
          itemType: 'TYPE',
          status: 'STATUS',
          due: 'DUE',
          hidden: 'HIDDEN',
        },
      },
    ],
    statuses: { '0': 'AVAILABLE' },
    itemTypes: { BOOK: 'LOAN' },
  };
}

/** The report that the presets ask for, a line for each copy. */
function writeReport(system: number): string {
  const head = [
    'Title number',
    'Title',
    'Authors',
    'Publisher',
    'Year',
    'ISBN',
    'Material',
    'Barcode',
    'Site',
    'Shelf mark',
    'Loan type',
    'Status',
    'Due date',
  ];
  const rows = titlesOf(system).map(({ number, publication: { title, isbns } }) => [
    `t${number}`,
    title.title,
    title.author,
    title.publisher,
    String(title.year ?? ''),
    isbns[0] ?? '',
    'Book',
    barcodeOf(system, number),
    BRANCH,
    'W 1',
    'Standard',
    'Available',
    '',
  ]);
  const path = join(folder, `report-${system}.csv`);
  const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
  writeFileSync(path, [head, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n') + '\r\n');
  return path;
}

function reportSettings(system: number): object {
  const unused = Object.fromEntries(
    [
      'subtitle',
      'corporateAuthors',
      'edition',
      'place',
      'issn',
      'series',
      'subjects',
      'classMark',
      'language',
      'notes',
      'url',
    ].map((name) => [name, null]),
  );
  return {
    records: [
      { source: writeReport(system), csv: { formats: { Book: 'BOOK' }, columns: unused, copies: { location: null } } },
    ],
    statuses: { Available: 'AVAILABLE' },
    itemTypes: { Standard: 'LOAN' },
  };
}

/** How a system of each kind is simulated, and what the region file says of it. */
const KINDS: Readonly<Record<string, (system: number) => Promise<object>>> = {
  async koha(system) {
    const { url } = counted(system, await createKohaSimulator({ world: kohaWorld(system) }));
    return { kind: 'koha', address: url, ...OAUTH, settings: KOHA_SETTINGS };
  },
  async 'koha-ils-di'(system) {
    const { url } = counted(system, await createKohaSimulator({ world: kohaWorld(system) }));
    return {
      kind: 'koha',
      address: url,
      harvest: { method: 'oai-pmh' },
      settings: { ...KOHA_SETTINGS, interface: 'ils-di' },
    };
  },
  async 'koha-sip2'(system) {
    const world = kohaWorld(system);
    const { url } = counted(system, await createKohaSimulator({ world }));
    const logins = new Map([[SECRETS.MANY_USER, SECRETS.MANY_PASSWORD]]);
    const live = await sip2For(system, kohaLibrary(world, { logins, institution: BRANCH }));
    return {
      kind: 'koha',
      address: url,
      ...OAUTH,
      settings: { ...KOHA_SETTINGS, transfers: 'possible' },
      live: { ...live, settings: { dialect: 'koha' } },
    };
  },
  async symphony(system) {
    const { url } = counted(system, await createSymphonySimulator({ world: symphonyWorld(system) }));
    return {
      kind: 'symphony',
      address: url,
      credentials: { clientIdEnv: 'MANY_CLIENT', userEnv: 'MANY_USER', passwordEnv: 'MANY_PASSWORD' },
      settings: { path: '/symws', ...symphonySettings(url) },
    };
  },
  async 'symphony-files'(system) {
    const { url } = await createSymphonySimulator({ world: symphonyWorld(system) });
    return { kind: 'symphony', settings: { interface: 'none', shadows: 'none', ...symphonySettings(url) } };
  },
  async files(system) {
    const { url } = await createFilesSimulator({ world: filesWorld(system) });
    return { kind: 'files', settings: filesSettings(url) };
  },
  async 'files-sip2'(system) {
    const world = filesWorld(system);
    const { url } = await createFilesSimulator({ world });
    const live = await sip2For(
      system,
      libraryOf(createSip2World({ institution: BRANCH, stock: stockOfFiles(world, ZONE) })),
    );
    return { kind: 'files', settings: filesSettings(url), live };
  },
  async 'files-z3950'(system) {
    const world = filesWorld(system);
    const { url } = await createFilesSimulator({ world });
    const library = libraryOf(createSip2World({ institution: BRANCH, stock: stockOfFiles(world, ZONE) }));
    const live = counted(system, await createSruSimulator({ library: catalogueOfFiles(world, library), form: 'opac' }));
    const settings = { path: SRU_PATH };
    return { kind: 'files', settings: filesSettings(url), live: { kind: 'z3950', address: live.url, settings } };
  },
  async 'files-wms'(system) {
    const world = filesWorld(system);
    const { url } = await createFilesSimulator({ world });
    const library = createSip2World({ institution: BRANCH, stock: stockOfFiles(world, ZONE) });
    const live = counted(system, await createWmsSimulator({ files: world, library }));
    return {
      kind: 'files',
      settings: filesSettings(url),
      live: {
        kind: 'wms',
        address: live.url,
        credentials: { clientIdEnv: 'MANY_WMS_KEY', clientSecretEnv: 'MANY_WMS_SECRET' },
        settings: { institution: INSTITUTION, tokenUrl: '/token', numberPrefix: 'b' },
      },
    };
  },
  async heritage(system) {
    const live = await sip2For(
      system,
      libraryOf(createSip2World({ institution: BRANCH, stock: stockOfFiles(filesWorld(system), ZONE) })),
    );
    return { kind: 'heritage', settings: reportSettings(system), live: { ...live, settings: { notTold: [] } } };
  },
  async knowall(system) {
    return { kind: 'knowall', settings: reportSettings(system) };
  },
};

const kinds = Object.entries(KINDS);
const systems: object[] = [];
const libraries: object[] = [];
for (let number = 1; number <= Number(howMany); number += 1) {
  const [kind = '', simulate] = kinds[(number - 1) % kinds.length] ?? [];
  if (simulate === undefined) throw new Error('no kind');
  const id = `${kind}-${number}`;
  const described = await simulate(number);
  systems.push({ id, name: `System ${id}`, owners: [{ code: BRANCH, library: `lib-${number}` }], ...described });
  libraries.push({ id: `lib-${number}`, name: `Library ${number}`, system: id });
}
const region = { region: { id: 'many', name: 'Many systems', budgetMs: 20_000 }, libraries, systems };
const regionFile = join(folder, 'region.yaml');
// JSON is YAML.
writeFileSync(regionFile, JSON.stringify(region));
process.stdout.write(`${JSON.stringify({ folder, regionFile, secrets: SECRETS, kinds: kinds.length, controls })}\n`);
