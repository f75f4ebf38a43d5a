/** Nothing of anybody, and no title, is in the file that `mercia doctor --share` writes, wherever a system may have put it. */
import { createFolder } from '#adapters/files/folder.fixture.ts';
import { adapterKinds } from '#adapters/registry.ts';
import { askForSharing } from '#cli/doctor/share/ask-system.ts';
import type { AskedQuestion } from '#cli/doctor/share/ask-system.ts';
import { shareSystem } from '#cli/doctor/share/index.ts';
import { writeSharedFile } from '#cli/doctor/share/shared-file.ts';
import { readRegionFile } from '#cli/region/region-source.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import type { WireAnswer, WireQuestion } from '#platform/wire-tap.ts';
import { createFilesSimulator } from '#simulators/files/index.ts';
import { addCopy as addFiledCopy, addRecord, createFilesWorld } from '#simulators/files/world.ts';
import { createSip2Simulator } from '#simulators/sip2/index.ts';
import { stockOfFiles } from '#simulators/sip2/files-stock.ts';
import { createWmsSimulator, INSTITUTION, KEY, SECRET } from '#simulators/wms/index.ts';
import { catalogueOfFiles } from '#simulators/z3950/files-catalogue.ts';
import { createSruSimulator, SRU_PATH } from '#simulators/z3950/index.ts';
import { libraryOf } from '#simulators/sip2/world-library.ts';
import { addCopy, addPatron, checkOut, createSip2World } from '#simulators/sip2/world.ts';
import { testConfig as symphonyConfig } from '#tests/conformance/symphony-config.ts';
import { marcOf, testConfig as filesConfig } from '#tests/conformance/files-system.ts';
import { testConfig as kohaConfig } from '#tests/conformance/koha-system.ts';
import { REGION } from '#tests/e2e/support/heritage-report.ts';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startPlantedRegion } from './support/planted-region.ts';

const AT = new Date('2026-12-01T09:00:00Z');
const logger = createLogger('silent');

async function share(path: string, id: string, env: Readonly<Record<string, string>>) {
  const { region } = readRegionFile(path);
  const system = region.systems.find((one) => one.id === id);
  if (system === undefined) throw new Error(`no system ${id}`);
  const asked = await askForSharing(system, (name) => env[name], logger);
  return { asked, ...writeSharedFile({ system, asked, at: AT, never: [] }) };
}

it('has no mark of any reader of systems that are full of them, and none of their accounts is asked for', async () => {
  const planted = await startPlantedRegion();
  onTestFinished(() => planted.close());
  const folder = createFolder();
  folder.write('region.yaml', planted.regionText('http://127.0.0.1:9'));

  for (const id of ['koha-n', 'symphony-e']) {
    planted.simulators.get(id)?.calls.clear();
    const { text, asked, keptValues } = await share(join(folder.path, 'region.yaml'), id, planted.env);

    expect(asked.map(({ outcome }) => outcome)).toEqual(['asked', 'asked', 'asked', 'asked', 'asked']);
    expect(keptValues).toBeGreaterThan(20);
    expect(planted.marks.all.filter((mark) => text.includes(mark.text))).toEqual([]);
    const calls = planted.simulators.get(id)?.calls.list ?? [];
    expect(calls.map(({ path }) => path).filter((path) => /patron|checkout|hold|account/i.test(path))).toEqual([]);
  }
  // Behind an adapter server its wire cannot be heard.
  await expect(share(join(folder.path, 'region.yaml'), 'koha-s', planted.env)).rejects.toThrow(/beside that server/);
});

const SIP2_SECRETS: Readonly<Record<string, string>> = {
  HILL_SIP_USER: 'terminal',
  HILL_SIP_PASSWORD: 'terminal-password',
};

it('shows a report and a SIP2 server with the columns and codes of the region file, and nothing else of them', async () => {
  const world = createSip2World({ institution: 'Main' });
  addCopy(world, { barcode: '0001', titleId: '101', owner: 'Main', title: 'Mrs Ashworth remembers' });
  checkOut(world, { barcode: '0001', card: addPatron(world).card });
  const server = await createSip2Simulator({ library: libraryOf(world), connections: 1 });
  onTestFinished(() => server.close());
  const folder = createFolder();
  const live = `    live:
      address: ${server.url}
      credentials: { userEnv: HILL_SIP_USER, passwordEnv: HILL_SIP_PASSWORD }
      settings: { institution: Main }
`;
  folder.write('region.yaml', REGION.replace('exports/', '') + live);
  folder.write(
    'titles.csv',
    [
      'Title number,Title,Subtitle,Authors,Corporate authors,Edition,Place,Publisher,Year,ISBN,ISSN,Series,Subjects,Class mark,Material,Notes,Barcode,Site,Shelf mark,Location,Loan type,Status,Due date,Borrower of Mrs Ashworth',
      '101,Grief and the telephone,,Marsh,,,,,2019,,,,,WM 55,Book,,0001,Main,WM 55 MAR,ASHWORTH,Standard,On loan,03/12/2026,Eileen Ashworth',
      '',
    ].join('\r\n'),
  );

  const path = join(folder.path, 'region.yaml');
  const { text, asked } = await share(path, 'hill', SIP2_SECRETS);
  const file = JSON.parse(text) as { readonly kept: Readonly<Record<string, Readonly<Record<string, unknown>>>> };

  expect(asked.map(({ outcome }) => outcome)).toEqual(['asked', 'asked', 'asked', 'asked', 'asked with its title']);
  const source = { ...readRegionFile(path), secret: (name: string) => SIP2_SECRETS[name] };
  await expect(shareSystem(source, ['hill'], path, 'silent')).rejects.toThrow(/there is such a file already/);
  await expect(shareSystem(source, undefined, path, 'silent')).rejects.toThrow(/name one system/);
  expect(text).not.toMatch(/ashworth|eileen|grief|telephone|marsh|wm 55|terminal|127\.0\.0\.1/i);
  expect(text).toContain('"Shelf mark"');
  expect(text).toContain('"item information (SIP2, message 17)"');
  expect(text).toContain('"status (SIP2, message 99)"');
  expect(file.kept['each code with how often it was seen']).toMatchObject({
    'Loan type': { Standard: 1 },
    Status: { 'On loan': 1 },
    status: { '04': 1 },
  });
});

it.each(['z3950', 'wms'])('shows what %s says of a copy, and no title', async (kind) => {
  const world = createFilesWorld();
  const record = addRecord(world, marcOf('Mrs Ashworth remembers'));
  addFiledCopy(world, record, { branch: 'MAIN', barcode: '30001000000017' });
  const served = createSip2World({ stock: stockOfFiles(world, 'Europe/London') });
  const server =
    kind === 'wms'
      ? await createWmsSimulator({ files: world, library: served })
      : await createSruSimulator({ library: catalogueOfFiles(world, libraryOf(served)), form: 'opac' });
  const exports = await createFilesSimulator({ world });
  onTestFinished(async () => {
    await server.close();
    await exports.close();
  });
  const system: SystemConfig = {
    ...filesConfig(exports.url, 5_000),
    owners: [{ ...koha.owners[0], code: 'MAIN' } as SystemConfig['owners'][number]],
    live: {
      ...koha,
      kind,
      address: server.url,
      credentials: { ...koha.credentials, clientIdEnv: 'WMS_KEY', clientSecretEnv: 'WMS_SECRET' },
      settings:
        kind === 'wms'
          ? { institution: INSTITUTION, tokenUrl: '/token', numberPrefix: 'b' }
          : { path: SRU_PATH, statusIn: 'temporaryLocation' },
    },
  };

  const secrets = new Map([
    ['WMS_KEY', KEY],
    ['WMS_SECRET', SECRET],
  ]);
  const asked = await askForSharing(system, (name) => secrets.get(name), logger);
  const { text } = writeSharedFile({ system, asked, at: AT, never: [] });

  expect(asked.map(({ outcome }) => outcome)).toEqual(['asked', 'asked', 'asked', 'asked', 'asked with its title']);
  expect(text).not.toMatch(/ashworth|remembers|30001000000017|127\.0\.0\.1|tk_/i);
  expect(text).toContain('"availableNow"');
  // Of the export, which was fetched: its records as they are read.
  expect(text).toContain('"file 1, from its beginning"');
  expect(text).toContain('"records of MARC"');
  expect(text).toMatch(/"245 [^"]*"/);
});

const koha = kohaConfig('http://127.0.0.1:9', { login: 'oauth' });
const symphony = symphonyConfig('http://127.0.0.1:9', { login: true });
const files: SystemConfig = {
  ...koha,
  kind: 'files',
  settings: {
    records: [{ source: 'a.mrc' }],
    copies: { tag: '952', subfields: { owner: 'a', location: 'c', barcode: 'p' } },
  },
};
const sip2: SystemConfig = { ...koha, kind: 'sip2', settings: {} };

const get = (operation: string): WireQuestion => ({
  protocol: 'http',
  operation,
  method: 'GET',
  path: '/',
  query: '',
  headers: {},
});
const http = (body: unknown, more: object = {}): WireAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  ...more,
});
const FILE: WireQuestion = { protocol: 'file', operation: 'ashworth.mrc' };
const begins = (text: string): WireAnswer => ({ begins: Buffer.from(text) });
const item17: WireQuestion = { protocol: 'sip2', operation: 'item information', code: '17' };
const sip = (fields: Readonly<Record<string, string>>, fixed = '03000120260523    230244'): WireAnswer => ({
  code: '18',
  fixed,
  fields: new Map(Object.entries(fields).map(([name, value]) => [name, [value]])),
});

function fileOf(
  system: SystemConfig,
  question: WireQuestion,
  answer: WireAnswer,
  never: readonly string[] = ['hill-hospital'],
): string {
  const rules = adapterKinds.get(system.kind)?.share?.(system);
  if (rules === undefined) throw new Error('no rules');
  const asked: readonly AskedQuestion[] = [{ name: 'records', outcome: 'asked', heard: [{ question, answer, rules }] }];
  return writeSharedFile({ system, asked, at: AT, never }).text;
}

/** What must be in no file, in whatever form. */
const PLANTED =
  /ashworth|eileen|e\.ash@|nhs\.example|943 ?476 ?5919|29000012345678|0113 ?496|LS1 ?4AP|grief|hill-hospital|s3cr3t/i;

describe('replaces', () => {
  it.each<readonly [string, SystemConfig, WireQuestion, WireAnswer]>([
    ['a field that nobody knows', koha, get('items'), http([{ item_id: 1, zz_last_reader: 'Eileen Ashworth' }])],
    ['a field whose name is somebody', koha, get('items'), http({ ashworth: 1, 'Eileen Ashworth': { a: 1 } })],
    [
      'what is nested in one',
      koha,
      get('items'),
      http({ extra: { of: [{ nhs: '943 476 5919', tel: '0113 496 0000' }] } }),
    ],
    ['a number that is no code', koha, get('items'), http({ nhs_number: 9434765919, location: 29000012345678 })],
    ['a code that is a card', koha, get('items'), http({ location: '29000012345678' })],
    ['a code that is a name', koha, get('items'), http({ location: 'Ashworth', collection_code: 'MRSASHWORTH' })],
    [
      'a code with a blank, or a mail, or a postcode',
      koha,
      get('items'),
      http({ location: 'Ashworth office', itype: 'e.ash@nhs.example', home_library_id: 'LS14AP' }),
    ],
    [
      'a code that a text calls somebody',
      koha,
      get('authorised values LOC'),
      http([{ value: 'ASHWORTH', description: "Mrs Ashworth's office" }]),
    ],
    ['a code that is a user name', koha, get('items'), http({ location: 'ashworth', collection_code: 'eashworth2' })],
    [
      'a code that a field about people has',
      koha,
      get('items'),
      http({ location: 'ASHWORTH', last_patron: { surname: 'Ashworth' } }),
    ],
    ['a code that is the place', koha, get('items'), http({ location: 'hill-hospital' })],
    [
      'an address of a library',
      koha,
      get('libraries'),
      http([
        {
          library_id: 'LIB',
          name: 'Ashworth Ward',
          postal_code: 'LS1 4AP',
          phone: '0113 496 0000',
          email: 'e.ash@nhs.example',
        },
      ]),
    ],
    [
      'a date that is none',
      koha,
      get('items'),
      http({ last_seen_date: 'when Eileen Ashworth came', timestamp: '943 476 5919' }),
    ],
    [
      'what stands behind a day, or in the place of a time',
      koha,
      get('items'),
      http([
        { last_seen_date: '2026-01-26 29000012345678', timestamp: '26/01/2026 29000012345678' },
        { last_seen_date: '2026-01-26T29000012345678Z', timestamp: '2026-01-26 09:30 29000012345678' },
        { last_seen_date: '2026-01-2629000012345678', timestamp: '2026-01-26T09:30:00.29000012345678' },
      ]),
    ],
    [
      'an error in JSON',
      koha,
      get('items'),
      http({ error: 'Patron Eileen Ashworth (29000012345678) has it' }, { status: 500 }),
    ],
    [
      'a web page',
      koha,
      get('items'),
      http('<!DOCTYPE html><html><body>Eileen Ashworth</body></html>', { status: 502 }),
    ],
    [
      'a text',
      koha,
      get('items'),
      http('Eileen Ashworth', { status: 500, headers: { 'content-type': 'text/plain; name="Ashworth"' } }),
    ],
    ['JSON that is cut', koha, get('items'), http('{"name":"Eileen Ashworth","a')],
    [
      'headers',
      koha,
      get('items'),
      http(
        {},
        {
          headers: {
            'set-cookie': 's=s3cr3t',
            'x-served-by': 'lms.hill-hospital.example',
            'x-reader': 'Eileen Ashworth',
            'content-type': 'text/ashworth',
            etag: '"ashworth"',
          },
        },
      ),
    ],
    [
      'elements, attributes and their names',
      koha,
      get('OAI-PMH'),
      http(
        '<OAI-PMH xmlns="urn:ashworth"><request verb="Eileen Ashworth" ashworth="1">http://lms.hill-hospital.example/</request><Ashworth>1</Ashworth><ListRecords><!-- Ashworth --><record><header><identifier>oai:hill-hospital:1</identifier><setSpec>EileenAshworth</setSpec></header></record></ListRecords></OAI-PMH>',
      ),
    ],
    [
      'a record in MARCXML',
      koha,
      get('records'),
      http(
        '<record><leader>00000nam a2200000 a 4500</leader><controlfield tag="001">29000012345678</controlfield><datafield tag="245" ind1="1" ind2="0"><subfield code="a">Grief</subfield></datafield><datafield tag="Eil" ind1="Ashworth" ind2=" "><subfield code="Ashworth">x</subfield></datafield><datafield tag="952" ind1=" " ind2=" "><subfield code="c">Ashworth</subfield><subfield code="x">for Eileen Ashworth</subfield></datafield></record>',
      ),
    ],
    [
      'a title of Symphony',
      symphony,
      get('live items'),
      http(
        '<LookupTitleInfoResponse><TitleInfo><titleID>29000012345678</titleID><staffNote>Eileen Ashworth</staffNote><ItemInfo><currentLocationID>Ashworth</currentLocationID><userID>29000012345678</userID></ItemInfo></TitleInfo></LookupTitleInfoResponse>',
      ),
    ],
    [
      'a resource of Symphony',
      symphony,
      get('copy'),
      http({
        resource: '/user/patron',
        key: '29000012345678',
        fields: {
          currentLocation: { resource: '/ashworth', key: 'MRS-ASHWORTH' },
          circRecord: { fields: { patron: { displayName: 'ASHWORTH, EILEEN' } } },
          bib: { fields: [{ tag: '245', subfields: [{ code: '_', data: 'Grief' }] }] },
        },
      }),
    ],
    [
      'a first line that is no heading',
      files,
      FILE,
      begins('Eileen Ashworth,943 476 5919,LS1 4AP\n29000012345678,Ashworth,Grief\n'),
    ],
    ['lines without any form', files, FILE, begins('Eileen Ashworth\r\n\u0000\u0001Ashworth')],
    [
      'fields of SIP2',
      sip2,
      item17,
      sip({
        AB: '29000012345678',
        AJ: 'Grief',
        AF: 'Eileen Ashworth has it',
        AP: 'Ashworth',
        ZZ: 'Eileen Ashworth',
        Ashworth: '1',
        BG: 'hill-hospital',
      }),
    ],
    ['fixed fields of SIP2 that are none', sip2, item17, sip({}, 'EileenAshworth29000012345678')],
  ])('%s', (_what, system, question, answer) => {
    expect(fileOf(system, question, answer)).not.toMatch(PLANTED);
  });
});

it('calls a search by Z39.50 what it is, and no file', () => {
  const catalogue: SystemConfig = { ...koha, kind: 'z3950', address: 'tcp://127.0.0.1:210', settings: {} };
  const text = fileOf(catalogue, { protocol: 'z3950', operation: 'search' }, http('<records><opacRecord/></records>'));

  expect(text).toContain('"asked": "search (Z39.50)"');
});

it.each([
  '2026-11-24',
  '2026-11-24 09:30',
  '2026-11-24T09:30:00',
  '2026-11-24T09:30:00.123Z',
  '2026-11-24 09:30:00,123456+01:00',
  '2026-11-24T09:30:00+0000',
  '2026-11-24T093000Z',
  '24/11/2026',
  '24.11.2026 09:30',
  '20261124    093000',
  '20261124   Z093000',
  '202611240000093000',
])('keeps the time and the zone of %s, and no day of it', (text) => {
  const file = fileOf(koha, get('items'), http({ timestamp: text }));
  const [, shown = ''] = /"timestamp": "(.*2001.*)"/.exec(file) ?? [];

  const withoutDay = (date: string): string => date.replace(/^(\d{4}-\d\d-\d\d|\d\d[./]\d\d[./]\d{4}|\d{8})/, '');
  expect(withoutDay(shown)).toBe(withoutDay(text));
  expect(shown).toHaveLength(text.length);
});

it('keeps form and equality: dates keep their time, equal texts stay equal, codes are counted', () => {
  const rows = [
    {
      item_id: 51,
      external_id: 'AB-0012',
      location: 'STACK-2',
      lost_status: 0,
      timestamp: '2026-11-24T09:30:00+00:00',
    },
    {
      item_id: 52,
      external_id: 'AB-0012',
      location: 'STACK-2',
      lost_status: 4,
      timestamp: '2026-11-24T10:30:00+00:00',
    },
  ];
  const file = JSON.parse(fileOf(koha, get('items'), http(rows))) as {
    readonly kept: Readonly<Record<string, unknown>>;
    readonly answers: readonly [{ readonly exchanges: readonly [{ readonly answer: readonly [Row, Row] }] }];
  };
  interface Row {
    readonly external_id: string;
    readonly timestamp: string;
  }
  const [first, second] = file.answers[0].exchanges[0].answer;

  expect(first.external_id).toMatch(/^[A-Z]{2}-\d{4}$/);
  expect(first.external_id).not.toBe('AB-0012');
  expect(second.external_id).toBe(first.external_id);
  expect(first.timestamp).toMatch(/^2001-\d\d-(1[3-9]|2\d)T09:30:00\+00:00$/);
  expect(second.timestamp.slice(0, 10)).toBe(first.timestamp.slice(0, 10));
  expect(file.kept['each code with how often it was seen']).toEqual({
    location: { 'STACK-2': 2 },
    lost_status: { '0': 1, '4': 1 },
  });
});

it('takes no line of dashes, and no day that stands in for another, for something that is left', () => {
  const day = (month: number, at: number): string => `2001-${String(month).padStart(2, '0')}-${String(at)}`;
  const rows = Array.from({ length: 180 }, (_, at) => ({
    last_seen_date: day(1 + (at % 12), 13 + Math.floor(at / 12)),
    public_notes: '--------------',
  }));

  expect(fileOf(koha, get('items'), http(rows))).toContain('"public_notes": "--------------"');
});

it('writes nothing where something is left that the region file or a secret says', () => {
  expect(() => fileOf(koha, get('items'), http({ home_library_id: 'A' }), ['home_library_id'])).toThrow(
    /nothing was written/,
  );
});
