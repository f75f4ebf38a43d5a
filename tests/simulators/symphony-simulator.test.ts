import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readMarcBytes, type MarcRecord } from '#marc/index.ts';
import { createRandom } from '#simulators/random.ts';
import { writeExport } from '#simulators/symphony/export.ts';
import { createSymphonySimulator, type SymphonySimulator } from '#simulators/symphony/index.ts';
import { readRecords } from '#simulators/read-records.ts';
import { loadRecord } from '#simulators/symphony/load-records.ts';
import {
  addBib,
  addClient,
  addItem,
  addLibrary,
  addPatron,
  addStaff,
  bindTogether,
  checkOut,
  createSymphonyWorld,
  deleteBib,
  endTransit,
  placeHold,
  recall,
  sendForHold,
} from '#simulators/symphony/world.ts';
import type { SymphonyWorld } from '#simulators/symphony/world.ts';
import { all, readXml, textIn, type Element } from './xml-tree.ts';

const HEADERS = { 'x-sirs-clientID': 'staff-client', 'SD-Originating-App-Id': 'test', Accept: 'application/json' };
const MINUTE = 60_000;

let now = 0;
let world: SymphonyWorld;
let simulator: SymphonySimulator;

function marc(title: string): MarcRecord {
  const subfields = [{ code: 'a', value: title }];
  return { leader: '00000nam a2200000 a 4500', fields: [{ tag: '245', ind1: '1', ind2: '0', subfields }] };
}

beforeEach(async () => {
  now = Date.UTC(2026, 10, 24, 12);
  world = createSymphonyWorld({ now: () => now });
  addLibrary(world, 'NORTH', 'North Library');
  addLibrary(world, 'SOUTH', 'South Library');
  addClient(world, 'staff-client', 'staff');
  addClient(world, 'public-client', 'public');
  addStaff(world, 'STAFF', 'right');
  addBib(world, { key: '10', marc: marc('Nursing care /') });
  addItem(world, { bibKey: '10', library: 'NORTH', barcode: '3001', callNumber: 'WY 100', classification: 'NLM' });
  addItem(world, { bibKey: '10', library: 'SOUTH', barcode: '3002' });
  addPatron(world, { library: 'NORTH' });
  simulator = await createSymphonySimulator({ world });
});

afterEach(async () => {
  await simulator.close();
});

async function get(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${simulator.baseUrl}${path}`, { headers: { ...HEADERS, ...headers } });
  return { status: answer.status, body: await answer.json() };
}

async function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: unknown }> {
  const sent = { method: 'POST', headers: { ...HEADERS, ...headers }, body: JSON.stringify(body) };
  const answer = await fetch(`${simulator.baseUrl}${path}`, sent);
  return { status: answer.status, body: await answer.json() };
}

async function logIn(): Promise<{ 'x-sirs-sessionToken': string }> {
  const { body } = await post('/user/staff/login', { login: 'STAFF', password: 'right' });
  return { 'x-sirs-sessionToken': (body as { sessionToken: string }).sessionToken };
}

async function titles(...keys: readonly string[]): Promise<readonly Element[]> {
  const asked = keys.map((key) => `&titleID=${key}`).join('');
  const answer = await fetch(
    `${simulator.baseUrl}/rest/standard/lookupTitleInfo?clientID=public-client${asked}` +
      '&includeAvailabilityInfo=true&includeItemInfo=true&includeBoundTogether=true',
  );
  return all(readXml(await answer.text()), 'TitleInfo');
}

function copies(title: Element | undefined): readonly Element[] {
  return title === undefined ? [] : all(title, 'CallInfo').flatMap((call) => all(call, 'ItemInfo'));
}

const timedOut = { status: 401, body: { messageList: [expect.objectContaining({ code: 'sessionTimedOut' })] } };
const cannotLogIn = { status: 401, body: { messageList: [expect.objectContaining({ code: 'unableToLogin' })] } };

describe('who may', () => {
  test('refuses titles without a session, and without a client', async () => {
    expect(await get('/catalog/bib/key/10')).toEqual(timedOut);
    expect((await get('/policy/library/simpleQuery?key=*', { 'x-sirs-clientID': 'nobody' })).status).toBe(401);
  });

  test('gives a token of 36 characters, or of 32 where the server is old', async () => {
    const { 'x-sirs-sessionToken': token } = await logIn();
    world.settings.sessionTokens = 'hex';
    const { 'x-sirs-sessionToken': old } = await logIn();

    expect(token).toMatch(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u);
    expect(old).toMatch(/^[\da-f]{32}$/u);
  });

  test('refuses a wrong password, and staff under a public client', async () => {
    const wrong = await post('/user/staff/login', { login: 'STAFF', password: 'wrong' });
    const asReader = { 'x-sirs-clientID': 'public-client' };
    const publicly = await post('/user/staff/login', { login: 'STAFF', password: 'right' }, asReader);

    expect(wrong).toEqual(cannotLogIn);
    expect(publicly).toEqual(cannotLogIn);
  });

  test('ends a session an hour after its last use, and all of them at a restart', async () => {
    const session = await logIn();
    now += 59 * MINUTE;
    const used = await get('/catalog/bib/key/10', session);
    now += 61 * MINUTE;
    const late = await get('/catalog/bib/key/10', session);
    const again = await logIn();
    simulator.faults.expireTokens();

    expect(used.status).toBe(200);
    expect(late).toEqual(timedOut);
    expect(await get('/catalog/bib/key/10', again)).toEqual(timedOut);
  });

  test('ends the earlier session of an account where only one is allowed', async () => {
    world.settings.oneSessionPerLogin = true;
    const first = await logIn();
    const second = await logIn();

    expect(await get('/catalog/bib/key/10', first)).toEqual(timedOut);
    expect((await get('/catalog/bib/key/10', second)).status).toBe(200);
  });

  test('names each missing field of a log-in', async () => {
    const { status, body } = await post('/user/staff/login', {});

    expect(status).toBe(400);
    expect(body).toMatchObject({ messageList: [{ code: 'requiredFieldMissing' }, { code: 'requiredFieldMissing' }] });
  });
});

describe('the JSON services', () => {
  test('opens what includeFields names, and leaves the rest as keys', async () => {
    const session = await logIn();
    const fields = 'title,callList{library,itemList{barcode,currentLocation}}';

    const { body } = await get(`/catalog/bib/key/10?includeFields=${fields}`, session);

    expect(body).toMatchObject({
      key: '10',
      fields: {
        title: 'Nursing care',
        callList: [
          {
            fields: {
              library: { resource: '/policy/library', key: 'NORTH' },
              itemList: [{ key: '10:1:1', fields: { barcode: '3001', currentLocation: { key: 'STACKS' } } }],
            },
          },
          { key: '10:2' },
        ],
      },
    });
  });

  test('refuses a field that a resource has not, and * in braces where the server does', async () => {
    const session = await logIn();
    const unknown = await get('/catalog/bib/key/10?includeFields=colour', session);
    world.settings.starInFields = 'refused';
    const star = await get('/catalog/bib/key/10?includeFields=*,callList{*}', session);

    expect([unknown.status, star.status]).toEqual([400, 400]);
  });

  test('tells no such record from no such key', async () => {
    const session = await logIn();

    expect(await get('/catalog/bib/key/11', session)).toMatchObject({
      status: 404,
      body: { messageList: [{ code: 'recordNotFound' }] },
    });
    expect(await get('/catalog/bib/key/a10', session)).toMatchObject({
      status: 400,
      body: { messageList: [{ code: 'keyParseError' }] },
    });
  });

  test('puts a search into its envelope, whose last row lies past the end', async () => {
    const session = await logIn();

    const { body } = await get('/catalog/bib/search?q=TITLE:nursing&ct=5&includeFields=title', session);

    expect(body).toEqual({
      searchQuery: 'TITLE:nursing',
      startRow: 1,
      lastRow: 5,
      rowsPerPage: 5,
      totalResults: 1,
      result: [{ resource: '/catalog/bib', key: '10', fields: { title: 'Nursing care' } }],
    });
  });

  test('refuses a record in use, and the renewal of what is recalled, as HTTP 500', async () => {
    const session = await logIn();
    checkOut(world, { itemKey: '10:1:1', patronKey: '1' });
    recall(world, '10:1:1', now + 60 * MINUTE);
    const renewal = await post(
      '/circulation/circRecord/renew',
      { '@resource': '/circulation/circRecord', item: { '@resource': '/catalog/item', '@key': '10:1:1' } },
      session,
    );
    world.refusals.set('10', { status: 500, code: 'hatErrorResponse.116', message: 'Record in use' });

    expect(renewal).toMatchObject({ status: 500, body: { messageList: [{ code: 'hatErrorResponse.105' }] } });
    expect(await get('/catalog/bib/key/10', session)).toMatchObject({
      status: 500,
      body: { messageList: [{ code: 'hatErrorResponse.116' }] },
    });
  });
});

describe('lookupTitleInfo', () => {
  test('gives many titles in one call, in the order asked, and nothing for one that is not there', async () => {
    addBib(world, { key: '20', marc: marc('Second') });

    const found = await titles('20', '99', '10');

    expect(found.map((title) => textIn(title, 'titleID'))).toEqual(['20', '10']);
    expect(simulator.calls.count('titles')).toBe(1);
  });

  test('refuses more titles than its limit', async () => {
    world.settings.titlesPerLookup = 2;

    const answer = await fetch(
      `${simulator.baseUrl}/rest/standard/lookupTitleInfo?clientID=public-client&titleID=1&titleID=2&titleID=3`,
    );

    expect(answer.status).toBe(400);
  });

  test('tells loan, recall and transit of copies', async () => {
    checkOut(world, { itemKey: '10:1:1', patronKey: '1', due: Date.UTC(2026, 11, 1, 23, 59) });
    recall(world, '10:1:1', Date.UTC(2026, 10, 28, 23, 59));
    const hold = placeHold(world, { bibKey: '10', patronKey: '1', pickupLibrary: 'NORTH' });
    sendForHold(world, hold.key, '10:2:1');

    const [title] = await titles('10');
    const [lent, sent] = copies(title);

    expect(lent?.children.map(({ name, text }) => `${name}=${text}`)).toEqual(
      expect.arrayContaining([
        'currentLocationID=CHECKEDOUT',
        'dueDate=2026-12-01T00:00:00.000+00:00',
        'recallDueDate=2026-11-28T00:00:00.000+00:00',
        'chargeable=false',
      ]),
    );
    expect(sent?.children.map(({ name, text }) => `${name}=${text}`)).toEqual(
      expect.arrayContaining([
        'currentLocationID=INTRANSIT',
        'transitSourceLibraryID=SOUTH',
        'transitDestinationLibraryID=NORTH',
        'transitReason=HOLD',
        'numberOfHolds=1',
      ]),
    );
  });

  test('puts what arrives for a hold on the hold shelf', async () => {
    const hold = placeHold(world, { bibKey: '10', patronKey: '1', pickupLibrary: 'NORTH' });
    sendForHold(world, hold.key, '10:2:1');
    endTransit(world, '10:2:1');

    const [title] = await titles('10');
    const [, held] = copies(title);

    expect(held === undefined ? null : textIn(held, 'currentLocationID')).toBe('HOLDS');
    expect(held === undefined ? null : textIn(held, 'transitReason')).toBeUndefined();
  });

  test('leaves out what is shadowed as title, call number or copy, but not what its location hides', async () => {
    for (const key of ['31', '32', '33', '34']) {
      addBib(world, { key, marc: marc('Hidden'), shadowed: key === '31' });
      addItem(world, { bibKey: key, library: 'NORTH', shadowed: key === '33' });
    }
    Object.assign(world.calls.get('32:1') ?? {}, { shadowed: true });
    Object.assign(world.items.get('34:1:1') ?? {}, { currentLocation: 'WITHDRAWN' });

    const found = await titles('31', '32', '33', '34');

    expect(found.map((title) => [textIn(title, 'titleID'), copies(title).length])).toEqual([
      ['32', 0],
      ['33', 0],
      ['34', 1],
    ]);
  });

  test('leads from a title bound in to the copy that holds it', async () => {
    addBib(world, { key: '20', marc: marc('Bound in') });
    const child = addItem(world, { bibKey: '20', library: 'NORTH' });
    world.items.delete(child.key);
    world.itemsOfCall.set(child.callKey, []);
    bindTogether(world, '10:1', [child.callKey]);

    const [title] = await titles('20');

    expect(textIn(title ?? { name: '', text: '', children: [] }, 'numberOfBoundwithLinks')).toBe('1');
    expect(
      all(title ?? { name: '', text: '', children: [] }, 'BoundwithLinkInfo').map((link) => textIn(link, 'itemID')),
    ).toEqual(['3001', undefined]);
  });
});

describe('the export', () => {
  async function exported(): Promise<MarcRecord[]> {
    const answer = await fetch(simulator.exportUrl);
    const records: MarcRecord[] = [];
    for (const result of readMarcBytes(new Uint8Array(await answer.arrayBuffer()))) {
      if (result.kind !== 'reject') records.push(result.record);
    }
    return records;
  }

  test('holds titles under their key, with copies in 999', async () => {
    checkOut(world, { itemKey: '10:1:1', patronKey: '1' });

    const [record] = await exported();

    expect(record?.fields[0]).toEqual({ tag: '001', value: 'a10' });
    expect(record?.fields.filter(({ tag }) => tag === '999')).toEqual([
      {
        tag: '999',
        ind1: ' ',
        ind2: ' ',
        subfields: [
          { code: 'a', value: 'WY 100' },
          { code: 'w', value: 'NLM' },
          { code: 'c', value: '1' },
          { code: 'i', value: '3001' },
          { code: 'k', value: 'CHECKEDOUT' },
          { code: 'l', value: 'STACKS' },
          { code: 'm', value: 'NORTH' },
          { code: 'r', value: 'Y' },
          { code: 's', value: 'Y' },
          { code: 't', value: 'BOOK' },
        ],
      },
      expect.objectContaining({ tag: '999' }),
    ]);
  });

  test('splits a title that has too many copies', async () => {
    world.settings.exportBytesPerRecord = 200;
    for (let copy = 0; copy < 10; copy++) addItem(world, { callKey: '10:1' });

    const records = await exported();
    const barcodes = records.flatMap(({ fields }) => fields.filter(({ tag }) => tag === '999'));

    expect(records.length).toBeGreaterThan(2);
    expect(barcodes).toHaveLength(12);
  });

  test('is read back as the catalogue that it was made of, a split title whole', async () => {
    world.settings.exportBytesPerRecord = 200;
    for (let copy = 0; copy < 10; copy++) addItem(world, { callKey: '10:1' });
    const folder = await mkdtemp(join(tmpdir(), 'mercia-symphony-'));
    const file = join(folder, 'catalogue.mrc');
    await writeFile(file, writeExport(world));
    const other = createSymphonyWorld();

    const loaded = await readRecords(file, (marc) => loadRecord(other, marc, 0, createRandom(1)));
    await rm(folder, { recursive: true });

    expect(loaded.items).toBe(12);
    expect([...other.bibs.keys()]).toEqual(['10']);
    expect([...other.items.values()].map(({ barcode }) => barcode)).toEqual(expect.arrayContaining(['3001', '3002']));
  });

  test('stays as it was until it is made anew', async () => {
    const first = await fetch(simulator.exportUrl);
    const modified = first.headers.get('last-modified') ?? '';
    deleteBib(world, '10');
    now += MINUTE;
    const kept = await fetch(simulator.exportUrl, { headers: { 'If-Modified-Since': modified } });
    simulator.runExport();
    const anew = await fetch(simulator.exportUrl, { headers: { 'If-Modified-Since': modified } });

    expect(kept.status).toBe(304);
    expect(anew.status).toBe(200);
    expect(await exported()).toEqual([]);
  });
});
