import { afterEach, describe, expect, test } from 'vitest';
import { createSymphonySimulator, type SymphonySimulator } from '#simulators/symphony/index.ts';
import { addClient, addPatron, addPolicy, addStaff, createSymphonyWorld } from '#simulators/symphony/world.ts';
import type { SymphonyWorld } from '#simulators/symphony/world.ts';
import { sharedAvailable } from '#tests/support/shared.ts';
import { worldOfTitles } from './symphony-recorded-titles.ts';
import { includeFieldsOf, isResource, resourcesIn, worldOfResources } from './symphony-recorded-resources.ts';
import type { RecordedResource } from './symphony-recorded-resources.ts';
import {
  ACCOUNTS,
  ACTS,
  NOT_APPLICABLE,
  NOT_HELD_OF_PATRONS,
  POLICIES,
  readBody,
  recordedBodies,
  RESOURCES,
  SCRUBBED,
  TITLE_EXCEPTIONS,
} from './symphony-recordings.ts';
import { all, outline, readXml, textIn } from './xml-tree.ts';

const CLIENT = 'Test_Client';
let simulator: SymphonySimulator | null = null;

afterEach(async () => {
  await simulator?.close();
  simulator = null;
});

async function serve(world: SymphonyWorld): Promise<SymphonySimulator> {
  addClient(world, CLIENT, 'staff');
  addStaff(world, 'STAFF', 'right');
  simulator = await createSymphonySimulator({ world });
  return simulator;
}

describe.skipIf(!sharedAvailable)('the simulated Symphony against bodies of real ones', () => {
  const names = sharedAvailable ? recordedBodies() : [];
  const titleLookups = names.filter((name) => name.includes('/lookupTitleInfo-'));
  const holdable = new Map(
    sharedAvailable
      ? (JSON.parse(readBody('psu-myaccount/policy-location-simpleQuery.json')) as RecordedPolicy[]).map(
          ({ key, fields }) => [key, fields.holdable],
        )
      : [],
  );

  test.each(titleLookups)('%s', async (name) => {
    const recorded = readXml(readBody(name));
    const { baseUrl } = await serve(worldOfTitles(recorded, holdable));
    const titles = all(recorded, 'TitleInfo').map((title) => `titleID=${textIn(title, 'titleID') ?? ''}`);
    const bound = textIn(recorded.children[0] ?? recorded, 'numberOfBoundwithLinks') !== undefined;

    const answer = await fetch(
      `${baseUrl}/rest/standard/lookupTitleInfo?clientID=${CLIENT}&${titles.join('&')}` +
        `&includeAvailabilityInfo=true&includeItemInfo=true&includeBoundTogether=${String(bound)}`,
    );

    expect(answer.status).toBe(200);
    // Names of libraries are texts of the site's policies, which were not recorded.
    const without = {
      texts: ['libraryWithAvailableCopies', 'libraryWithAvailableResvCopies'],
      elements: TITLE_EXCEPTIONS[name]?.names ?? [],
    };
    expect(outline(readXml(await answer.text()), without)).toEqual(outline(recorded, without));
  });

  test('checks or lists every recorded body, each once', () => {
    const listed = NOT_APPLICABLE.map(([name]) => name);
    const checked = [...RESOURCES.map(({ name }) => name), ...POLICIES.map(([name]) => name), ...ACTS, ...ACCOUNTS];

    expect([...titleLookups, ...checked, ...listed].toSorted()).toEqual(names);
    expect(names.length).toBeGreaterThan(50);
  });

  test.each(RESOURCES)('$name', async ({ name, path, zone }) => {
    const recorded = JSON.parse(readBody(name)) as RecordedResource;
    const system = await serve(worldOfResources([recorded], zone, RECORDED_AT));

    const answer = await ask(system, `${path}?includeFields=${includeFieldsOf(recorded)}`);

    expect(answer).toEqual({ status: 200, body: comparable(recorded) });
  });

  test.each(RESOURCES)('$name in the second shape', async ({ name, path, zone }) => {
    const recorded = JSON.parse(readBody(name)) as RecordedResource;
    const system = await serve(worldOfResources([recorded], zone, RECORDED_AT));

    const answer = await ask(system, `${path}?includeFields=${includeFieldsOf(recorded)}`, {
      accept: 'application/vnd.sirsidynix.roa.resource.v2+json',
    });

    expect(answer).toEqual({ status: 200, body: secondShape(comparable(recorded)) });
  });

  test.each(ACCOUNTS)('%s: the account, with the keys of what is on it', async (name) => {
    const recorded = JSON.parse(readBody(name)) as RecordedResource;
    const system = await serve(worldOfResources([recorded], zoneOf(name), RECORDED_AT));
    const held = Object.entries(recorded.fields ?? {}).filter(
      ([field]) => !NOT_HELD_OF_PATRONS.test(field) && SCRUBBED[name]?.includes(field) !== true,
    );

    const fields = held.map(([field]) => field).join(',');
    const answer = await ask(system, `/user/patron/key/${recorded.key}?includeFields=${fields}`);

    const { resource, key } = recorded;
    expect(answer).toEqual({ status: 200, body: { resource, key, fields: closed(Object.fromEntries(held)) } });
    expect(held.length).toBeGreaterThan(8);
  });

  test.each(ACCOUNTS)('%s: each loan, hold and bill', async (name) => {
    const recorded: unknown = JSON.parse(readBody(name));
    const parts = resourcesIn(recorded).filter(({ resource }) =>
      /circRecord|holdRecord|circulation\/block/u.test(resource),
    );
    const system = await serve(worldOfResources([recorded], zoneOf(name), RECORDED_AT));

    for (const part of parts) {
      const fields = includeFieldsOf(part);
      const answer = await ask(system, `${part.resource}/key/${part.key}?includeFields=${fields}`);

      expect(answer).toEqual({ status: 200, body: comparable(part) });
    }
    expect(parts.length > 0).toBe(!name.endsWith('empty.json'));
  });

  test.each(POLICIES)('%s', async (name, list) => {
    const recorded = JSON.parse(readBody(name)) as RecordedResource[];
    const world = createSymphonyWorld({ stock: false });
    for (const { key, fields } of recorded) addPolicy(world, list, key, fields ?? {});
    const system = await serve(world);
    const [first] = recorded;
    if (first === undefined) throw new Error('no policy was recorded');

    const answer = await ask(system, `/policy/${list}/simpleQuery?key=*&includeFields=${includeFieldsOf(first)}`);

    expect(answer).toEqual({ status: 200, body: recorded });
  });

  test('psu-myaccount/placeHold-success.json, then error-hold-duplicate-722.json', async () => {
    const placed = JSON.parse(readBody('psu-myaccount/placeHold-success.json')) as { holdRecord: RecordedResource };
    const refused: unknown = JSON.parse(readBody('psu-myaccount/error-hold-duplicate-722.json'));
    const item = JSON.parse(readBody('psu-myaccount/item-by-barcode.json')) as RecordedResource;
    const world = worldOfResources([item], 'America/New_York', RECORDED_AT);
    addPatron(world, { key: '900001', barcode: '29999000000001', library: 'UP-PAT' });
    world.next.hold = Number(placed.holdRecord.key);
    const system = await serve(world);
    const body = JSON.stringify({
      patronBarcode: '29999000000001',
      itemBarcode: item.fields?.['barcode'],
      pickupLibrary: { resource: '/policy/library', key: 'UP-PAT' },
      holdType: 'TITLE',
      holdRange: 'GROUP',
    });

    const first = await ask(system, '/circulation/holdRecord/placeHold', { method: 'POST', body });
    const second = await ask(system, '/circulation/holdRecord/placeHold', { method: 'POST', body });

    expect(first).toEqual({ status: 200, body: { ...(first.body as object), ...placed } });
    expect(second).toEqual({ status: 500, body: refused });
  });

  test('psu-myaccount/renew-success.json', async () => {
    const recorded = JSON.parse(readBody('psu-myaccount/renew-success.json')) as { circRecord: RecordedResource };
    const world = worldOfResources([recorded], 'America/New_York', RECORDED_AT);
    const loan = world.circRecords.get(recorded.circRecord.key);
    // As it was before: the answer tells of the renewal.
    Object.assign(loan ?? {}, { renewalCount: 69 });
    const system = await serve(world);

    const answer = await ask(
      system,
      `/circulation/circRecord/renew?includeFields=circRecord{${includeFieldsOf(recorded.circRecord)}}`,
      { method: 'POST', body: JSON.stringify({ item: { resource: '/catalog/item', key: '2145643:5:1' } }) },
    );

    // The rule of loans decides how long it is renewed for.
    const times = { dueDate: ofKind(''), renewalDate: ofKind('') };
    const { circRecord } = comparable(recorded) as { circRecord: RecordedResource };
    const renewed = { ...circRecord, fields: { ...circRecord.fields, ...times } };
    expect(answer).toEqual({ status: 200, body: { finesAndFeesAssessed: null, circRecord: renewed } });
  });

  test('psu-myaccount/renew-error-500-unhandledException.json', async () => {
    const recorded = JSON.parse(readBody('psu-myaccount/renew-error-500-unhandledException.json')) as {
      messageList: readonly { readonly code: string; readonly message: string }[];
    };
    const world = createSymphonyWorld();
    const [message] = recorded.messageList;
    if (message === undefined) throw new Error('no message was recorded');
    world.refusals.set('3591032:1:1', { status: 500, ...message });
    const system = await serve(world);

    const answer = await ask(system, '/circulation/circRecord/renew', {
      method: 'POST',
      body: JSON.stringify({ item: { resource: '/catalog/item', key: '3591032:1:1' } }),
    });

    expect(answer).toEqual({ status: 500, body: recorded });
  });
});

/** After every recorded loan began, and before those that are not overdue are due. */
const RECORDED_AT = Date.parse('2019-07-16T12:00:00Z');

function zoneOf(name: string): string {
  return name.startsWith('stanford') ? 'America/Los_Angeles' : 'America/New_York';
}

/** References as keys, with nothing of what they lead to. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (isResource(value)) return { resource: value.resource, key: value.key };
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, closed(one)]));
}

async function ask(
  { baseUrl }: SymphonySimulator,
  path: string,
  { accept = 'application/json', ...init }: { accept?: string; method?: string; body?: string } = {},
): Promise<{ status: number; body: unknown }> {
  const headers = { 'x-sirs-clientID': CLIENT, 'SD-Originating-App-Id': 'test', Accept: accept };
  const login = await fetch(`${baseUrl}/user/staff/login`, {
    method: 'POST',
    headers: { ...headers, Accept: 'application/json' },
    body: JSON.stringify({ login: 'STAFF', password: 'right' }),
  });
  const { sessionToken } = (await login.json()) as { sessionToken: string };
  const answer = await fetch(`${baseUrl}${path}`, {
    ...init,
    headers: { ...headers, 'x-sirs-sessionToken': sessionToken },
  });
  return { status: answer.status, body: await answer.json() };
}

/** What the simulator reckons by rules of its own; their kind must agree all the same. */
const RECKONED = ['sortCallNumber', 'queueLength', 'overdue', 'estimatedOverdueAmount'];

function comparable(recorded: unknown): unknown {
  if (Array.isArray(recorded)) return recorded.map(comparable);
  if (typeof recorded !== 'object' || recorded === null) return recorded;
  return Object.fromEntries(
    Object.entries(recorded).map(([name, value]: [string, unknown]) => [
      name,
      RECKONED.includes(name) ? ofKind(value) : comparable(value),
    ]),
  );
}

/** Matches whatever is of the same kind. */
function ofKind(value: unknown): unknown {
  const kinds = { string: String, number: Number, boolean: Boolean, object: Object } as const;
  return expect.any(kinds[typeof value as keyof typeof kinds]);
}

function secondShape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(secondShape);
  if (isResource(value)) {
    return { '@resource': value.resource, '@key': value.key, ...(secondShape(value.fields ?? {}) as object) };
  }
  if (typeof value !== 'object' || value === null || 'asymmetricMatch' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, secondShape(one)]));
}

interface RecordedPolicy {
  readonly key: string;
  readonly fields: { readonly holdable: boolean };
}
