import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ageWorld } from '#simulators/koha/age-world.ts';
import { createFixtureWorld, FIXTURE_LOGINS, FIXTURE_OAUTH } from '#simulators/koha/fixture-world.ts';
import { createKohaSimulator, type KohaSimulator, type KohaSimulatorOptions } from '#simulators/koha/index.ts';
import { createRandom } from '#simulators/random.ts';
import { checkIn, checkOut, deleteItem, placeHold, setWaiting } from '#simulators/koha/world.ts';

const LOGIN = `Basic ${Buffer.from(FIXTURE_LOGINS.admin.join(':')).toString('base64')}`;

const running: KohaSimulator[] = [];

async function start(options: Partial<KohaSimulatorOptions> = {}): Promise<KohaSimulator> {
  const simulator = await createKohaSimulator({ world: createFixtureWorld(), ...options });
  running.push(simulator);
  return simulator;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});

async function get(simulator: KohaSimulator, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${simulator.url}${path}`, {
    headers: { authorization: LOGIN, accept: 'application/json', ...headers },
  });
}

async function rows(response: Response): Promise<readonly Record<string, unknown>[]> {
  return (await response.json()) as Record<string, unknown>[];
}

function q(where: unknown): string {
  return `q=${encodeURIComponent(JSON.stringify(where))}`;
}

async function tokenOf(simulator: KohaSimulator): Promise<string> {
  const response = await fetch(`${simulator.url}/api/v1/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: FIXTURE_OAUTH.clientId,
      client_secret: FIXTURE_OAUTH.secret,
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

describe('paging and filters beyond the recordings', () => {
  test('fails with 500 where a page of no rows is asked for', async () => {
    const response = await get(await start(), '/api/v1/items?_per_page=0');

    expect(response.status).toBe(500);
  });

  test('shows page 1 and the page size for a total on page 0', async () => {
    const response = await get(await start(), '/api/v1/items?_page=0&_per_page=7');

    expect(response.headers.get('x-total-count')).toBe('7');
    expect((await rows(response)).map((row) => row['item_id'])).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('joins conditions by -or and -and, and reads -between, -in and -like', async () => {
    const simulator = await start();
    const where = {
      '-or': [{ item_id: { '-between': [10, 12] } }, { item_id: { '-in': [946] } }],
      '-and': [{ external_id: { '-like': '39999%' } }, { 'me.withdrawn': 0 }],
    };

    const found = await rows(await get(simulator, `/api/v1/items?${q(where)}`));

    expect(found.map((row) => row['item_id'])).toEqual([10, 11, 12, 946]);
  });

  test('finds no item in an empty array, and with null those that have no such value', async () => {
    const simulator = await start();

    const none = await rows(await get(simulator, `/api/v1/items?${q({ biblio_id: [] })}`));
    const unbarcoded = await rows(await get(simulator, `/api/v1/items?${q({ external_id: null })}&_per_page=1`));

    expect(none).toEqual([]);
    expect(unbarcoded.map((row) => row['external_id'])).toEqual([null]);
  });

  test('takes a Z timestamp for the time on the wall', async () => {
    const simulator = await start();
    const since = async (stamp: string): Promise<number> => {
      const response = await get(simulator, `/api/v1/items?${q({ timestamp: { '>=': stamp } })}&_per_page=1`);
      return Number(response.headers.get('x-total-count'));
    };

    const sameInstant = [await since('2026-11-24T14:00:00Z'), await since('2026-11-24T15:00:00+01:00')];

    expect(sameInstant[0]).toBe(simulator.world.items.size);
    expect(sameInstant[1]).toBeLessThan(200);
  });

  test('refuses an embed where the endpoint has none, as a bare string', async () => {
    const response = await get(await start(), '/api/v1/biblios/5', { 'x-koha-embed': 'items' });

    expect(response.status).toBe(400);
    expect(typeof (await response.json())).toBe('string');
  });

  test('hides items from the public that OpacHiddenItems names', async () => {
    const world = createFixtureWorld();
    world.preferences.OpacHiddenItems = { itemnumber: [83] };
    const simulator = await start({ world });

    const shown = await rows(await get(simulator, '/api/v1/public/biblios/10/items'));
    const staff = await rows(await get(simulator, '/api/v1/biblios/10/items'));

    expect(shown.map((row) => row['item_id'])).toEqual([84, 85]);
    expect(staff).toHaveLength(3);
  });

  test('describes itself without login', async () => {
    const response = await fetch(`${(await start()).url}/api/v1/`);

    const described = (await response.json()) as { swagger: string; paths: Record<string, unknown> };

    expect(described.swagger).toBe('2.0');
    expect(Object.keys(described.paths)).toEqual(expect.arrayContaining(['/items', '/holds', '/public/items']));
    expect(described.paths).not.toHaveProperty('/item_types');
  });
});

describe('what changes stamp', () => {
  test('a loan and a return stamp the item, a hold and its waiting do not', () => {
    const world = createFixtureWorld();
    const stamp = (): number => world.items.get(83)?.timestamp ?? 0;
    const before = stamp();

    const hold = placeHold(world, { biblio_id: 10, patron_id: 6, pickup_library_id: 'LPL' });
    setWaiting(world, hold.hold_id, 83);
    const afterHold = stamp();
    checkOut(world, { item_id: 83, patron_id: 6 });
    const afterLoan = stamp();

    expect(afterHold).toBe(before);
    expect(afterLoan).toBe(world.now());
    expect(world.holds.has(hold.hold_id)).toBe(false);
  });

  test('a return away from home starts the transfer home', () => {
    const world = createFixtureWorld();
    const home = world.items.get(83)?.home_library_id ?? '';
    checkOut(world, { item_id: 83, patron_id: 6 });

    checkIn(world, 83, home === 'CPL' ? 'FFL' : 'CPL');

    expect(world.transfers.get(83)?.to_library_id).toBe(home);
  });

  test('OAI-PMH with items tells of a deleted copy, without items it does not', async () => {
    const world = createFixtureWorld({ oaiItems: true });
    const simulator = await start({ world });
    const from = new Date(world.now()).toISOString().slice(0, 19);
    deleteItem(world, 85);
    const list = async (): Promise<string> => {
      const path = `/cgi-bin/koha/oai.pl?verb=ListIdentifiers&metadataPrefix=marcxml&from=${from}Z`;
      return (await get(simulator, path)).text();
    };

    const withItems = await list();
    world.preferences['OAI-PMH:include_items'] = false;
    const withoutItems = await list();

    expect(withItems).toContain('KOHA-TEST-1:10<');
    expect(withoutItems).toContain("code='noRecordsMatch'");
  });

  test('ages the same way from the same seed', () => {
    const [one, two] = [createFixtureWorld(), createFixtureWorld()];

    const events = ageWorld(one, createRandom(7), 200);

    expect(ageWorld(two, createRandom(7), 200)).toEqual(events);
    expect(new Set(events.map(({ change }) => change)).size).toBeGreaterThan(4);
    expect(ageWorld(createFixtureWorld(), createRandom(8), 200)).not.toEqual(events);
  });

  test('never loses or doubles a loan while it ages', () => {
    const world = createFixtureWorld();

    ageWorld(world, createRandom(3), 2000);

    const lent = [...world.items.values()].filter((item) => item.checked_out_date !== null).map((item) => item.item_id);
    expect([...world.checkouts.values()].map((loan) => loan.item_id).toSorted((a, b) => a - b)).toEqual(lent);
  });
});

describe('faults', () => {
  test('refuses connections while down and answers on the same port afterwards', async () => {
    const simulator = await start();
    await simulator.faults.set({ down: true });

    await expect(get(simulator, '/api/v1/libraries')).rejects.toThrow();
    await simulator.faults.clear();

    expect((await get(simulator, '/api/v1/libraries')).status).toBe(200);
  });

  test('comes back by itself after the time it was told', async () => {
    const simulator = await start();

    const switched = await fetch(`${simulator.controlUrl}/_simulator/faults`, {
      method: 'POST',
      body: JSON.stringify({ down: true, downForMs: 20 }),
    });
    await expect.poll(() => simulator.faults.current.down, { interval: 5 }).toBe(false);

    expect(switched.status).toBe(200);
    expect((await get(simulator, '/api/v1/libraries')).status).toBe(200);
  });

  test('refuses a time for what it does not end', async () => {
    const simulator = await start();

    const refused = await fetch(`${simulator.controlUrl}/_simulator/faults`, {
      method: 'POST',
      body: JSON.stringify({ hang: true, downForMs: 20 }),
    });

    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('downForMs counts only with down');
    expect(simulator.faults.current.hang).toBe(false);
  });

  test('kills its sockets at once and restarts on its port', async () => {
    const simulator = await start({ faults: { hang: true } });
    const hanging = get(simulator, '/api/v1/libraries');
    const failed = expect(hanging).rejects.toThrow();
    await expect.poll(() => simulator.calls.count(), { interval: 5 }).toBe(1);

    await simulator.kill();
    await failed;
    await simulator.faults.clear();
    await simulator.restart();

    expect((await get(simulator, '/api/v1/libraries')).status).toBe(200);
    expect(simulator.calls.list.map((call) => call.status)).toEqual([null, 200]);
  });

  test('resets the connection', async () => {
    const simulator = await start({ faults: { reset: true } });

    await expect(get(simulator, '/api/v1/libraries')).rejects.toThrow();
  });

  test('says garbage: a page of HTML with 200, and half of the right answer', async () => {
    const simulator = await start({ faults: { garbage: 'html' } });

    const html = await get(simulator, '/api/v1/libraries');
    await simulator.faults.set({ garbage: 'truncated' });
    const half = await get(simulator, '/api/v1/libraries');

    expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(half.status).toBe(200);
    const text = await half.text();
    expect(text.startsWith('[{"address1"')).toBe(true);
    expect(() => JSON.parse(text) as unknown).toThrow();
  });

  test.each([
    ['empty', ''],
    ['shape', '{"message":"busy"}'],
    ['rows', '[{"message":"busy"},null]'],
  ] as const)('says garbage: %s', async (garbage, text) => {
    const simulator = await start({ faults: { garbage } });

    const answer = await get(simulator, '/api/v1/libraries');

    expect([answer.status, await answer.text()]).toEqual([200, text]);
  });

  test('leaves fields out of rows that are right, as another version might', async () => {
    const simulator = await start();
    const fieldsOf = async (): Promise<number> => {
      const [row] = (await (await get(simulator, '/api/v1/libraries')).json()) as readonly object[];
      return Object.keys(row ?? {}).length;
    };
    const whole = await fieldsOf();
    await simulator.faults.set({ garbage: 'thin' });

    expect(await fieldsOf()).toBe(Math.floor(whole / 2));
  });

  test.each([{ garbage: 'gzip' }, { cutOff: true }] as const)(
    'sends a body that cannot be read: %o',
    async (faults) => {
      const simulator = await start({ faults });

      const answer = await get(simulator, '/api/v1/libraries');

      expect(answer.status).toBe(200);
      await expect(answer.text()).rejects.toThrow();
    },
  );

  test('sends the right answer a little at a time', async () => {
    const simulator = await start();
    const whole = await (await get(simulator, '/api/v1/libraries')).text();
    await simulator.faults.set({ trickleMs: 1 });

    expect(await (await get(simulator, '/api/v1/libraries')).text()).toBe(whole);
  });

  test('asks for patience with 503 and Retry-After', async () => {
    const simulator = await start({ faults: { status: 503, retryAfterSeconds: 7 } });

    const response = await get(simulator, '/cgi-bin/koha/oai.pl?verb=Identify');

    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7']);
  });

  test('touches only the kinds of call named, so many times', async () => {
    const simulator = await start({ faults: { status: 500, only: ['holds'], times: 1 } });

    const statuses: number[] = [];
    for (const path of ['/api/v1/items', '/api/v1/holds', '/api/v1/holds']) {
      statuses.push((await get(simulator, path)).status);
    }

    expect(statuses).toEqual([200, 500, 200]);
  });

  test('refuses good credentials, and forgets tokens', async () => {
    const simulator = await start();
    const authorization = `Bearer ${await tokenOf(simulator)}`;
    const status = async (): Promise<number> => (await get(simulator, '/api/v1/libraries', { authorization })).status;

    const good = await status();
    simulator.faults.expireTokens();
    const expired = await status();
    await simulator.faults.set({ wrongCredentials: true });
    const refused = await get(simulator, '/api/v1/libraries');

    expect([good, expired, refused.status]).toEqual([200, 401, 403]);
  });

  test('lets a token end after an hour of the world', async () => {
    let now = Date.UTC(2026, 10, 24, 12);
    const simulator = await start({ clock: () => now });
    const authorization = `Bearer ${await tokenOf(simulator)}`;

    now += 3_600_001;

    expect((await get(simulator, '/api/v1/libraries', { authorization })).status).toBe(401);
  });

  test('makes a record fail in every MARC form but not in JSON', async () => {
    const simulator = await start({ faults: { badRecords: [10] } });
    const as = async (accept: string): Promise<number> =>
      (await get(simulator, '/api/v1/biblios?_per_page=20', { accept })).status;

    expect([await as('application/marcxml+xml'), await as('application/json')]).toEqual([500, 200]);
  });

  test('names what it cannot read in faults sent over HTTP', async () => {
    const simulator = await start();

    const response = await fetch(`${simulator.url}/_simulator/faults`, { method: 'POST', body: '{"dwon": true}' });

    expect(response.status).toBe(400);
    expect(await response.text()).toContain('dwon');
    expect(simulator.faults.current.down).toBe(false);
  });
});

describe('workers and calls', () => {
  test('lets a third connection wait until a worker is free', async () => {
    const simulator = await start({ workers: 2, keepAliveMs: 20 });
    const held = [1, 2].map(() => connect(simulator.port, '127.0.0.1'));
    await Promise.all(held.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));

    // Two idle connections hold both workers; the third is served only when the simulator lets one of them go.
    const ended = Promise.race(held.map((socket) => new Promise((resolve) => socket.once('end', resolve))));
    for (const socket of held) socket.resume();
    const response = await get(simulator, '/api/v1/libraries');
    await ended;

    expect(response.status).toBe(200);
    for (const socket of held) socket.destroy();
  });

  test('serves no more connections at once than it has workers', async () => {
    const simulator = await start({ workers: 1, faults: { hang: true, times: 1 } });
    const first = get(simulator, '/api/v1/libraries');
    const firstFails = expect(first).rejects.toThrow();
    await expect.poll(() => simulator.calls.count(), { interval: 5 }).toBe(1);

    const second = connect(simulator.port, '127.0.0.1');
    const cut = new Promise((resolve) => second.once('error', resolve).once('close', resolve));
    second.write('GET /api/v1/libraries HTTP/1.1\r\nHost: here\r\n\r\n');
    const received: string[] = [];
    second.on('data', (chunk) => received.push(chunk.toString()));
    await new Promise((resolve) => second.once('connect', resolve));
    const third = fetch(`${simulator.controlUrl}/_simulator/calls`);
    const seen = (await (await third).json()) as unknown[];

    expect(seen).toHaveLength(1);
    expect(received).toEqual([]);
    await simulator.kill();
    await Promise.all([firstFails, cut]);
  });

  test('logs each request by kind, without credentials', async () => {
    const simulator = await start();
    await tokenOf(simulator);

    await get(simulator, `/api/v1/items?${q({ biblio_id: [5, 10] })}`);
    await get(simulator, '/cgi-bin/koha/oai.pl?verb=ListRecords&metadataPrefix=marcxml');

    expect(simulator.calls.list.map((call) => call.kind)).toEqual(['oauth-token', 'items', 'oai:ListRecords']);
    expect(simulator.calls.count('items')).toBe(1);
    expect(JSON.stringify(simulator.calls.list)).not.toContain(FIXTURE_OAUTH.secret);
  });
});
