/** How a Koha is told who asks, and how it says no: koha.md 1 to 8, 39. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { createId } from '#domain/ids.ts';
import { koha } from '#adapters/koha/index.ts';
import { createLogger } from '#platform/logger.ts';
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import { addAuthorisedValue, addLibrary } from '#simulators/koha/world.ts';
import { errorOf } from '#conformance/outcome.ts';
import {
  createTestAdapter,
  createTestWorld,
  SYSTEM,
  testConfig,
  TEST_SECRETS,
} from '#tests/conformance/koha-system.ts';
import type { KohaTestOptions } from '#tests/conformance/koha-options.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { letPass } from '#tests/support/let-pass.ts';
import { afterEach, describe, expect, it } from 'vitest';
import type { Said } from '../scripted-server.ts';
import { createScriptedKoha } from './scripted-koha.ts';

const signal = new AbortController().signal;
const holding = { id: createId(SYSTEM, 'holding', '1@alder'), liveKeys: ['r:1', 'l:alder'] };
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function start(options: KohaTestOptions): Promise<{ simulator: KohaSimulator; adapter: LmsAdapter }> {
  const simulator = await createKohaSimulator({ world: createTestWorld(options) });
  const adapter = createTestAdapter(simulator.url, options);
  open.push(
    () => simulator.close(),
    () => adapter.close(),
  );
  return { simulator, adapter };
}

function adapterWith(
  address: string,
  secrets: Readonly<Record<string, string>>,
  changes: Partial<KohaTestOptions> = {},
): LmsAdapter {
  const options: KohaTestOptions = { login: 'oauth', ...changes };
  const system = testConfig(address, options);
  const adapter = koha.create({
    system,
    guard: freshGuard(system),
    secret: (name) => secrets[name],
    logger: createLogger('silent'),
    now: Date.now,
  });
  open.push(() => adapter.close());
  return adapter;
}

/** With both ways to log in. */
function both(address: string): LmsAdapter {
  const system = testConfig(address, { login: 'oauth' });
  const credentials = { ...system.credentials, userEnv: 'USER', passwordEnv: 'PASSWORD' };
  const adapter = koha.create({
    system: { ...system, credentials },
    secret: (name) => TEST_SECRETS[name],
    guard: freshGuard(system),
    logger: createLogger('silent'),
    now: Date.now,
  });
  open.push(() => adapter.close());
  return adapter;
}

async function ask(adapter: LmsAdapter): Promise<unknown> {
  return adapter.items?.findAvailability([holding], signal);
}

describe('OAuth2 client credentials', () => {
  it('cost one log-in for many calls at once, and none while the token lasts', async () => {
    const { simulator, adapter } = await start({ login: 'oauth' });

    await Promise.all(Array.from({ length: 8 }, () => ask(adapter)));
    await ask(adapter);

    expect(simulator.calls.count('oauth-token')).toBe(1);
  });

  it('are renewed before the token ends', async () => {
    const { simulator, adapter } = await start({ login: 'oauth' });

    await ask(adapter);
    letPass(3_500_000);
    await ask(adapter);
    letPass(50_000);
    await ask(adapter);

    expect(simulator.calls.count('oauth-token')).toBe(2);
    expect(simulator.calls.list.filter((call) => call.status === 401)).toEqual([]);
  });

  it('are renewed once when a token is refused', async () => {
    const { simulator, adapter } = await start({ login: 'oauth' });
    await ask(adapter);
    simulator.faults.expireTokens();

    await ask(adapter);

    expect(simulator.calls.count('oauth-token')).toBe(2);
  });

  it('that are wrong say LMS_AUTH_FAILED, and are not tried again for a minute', async () => {
    const simulator = await createKohaSimulator({ world: createTestWorld({ login: 'oauth' }) });
    open.push(() => simulator.close());
    const adapter = adapterWith(simulator.url, { ...TEST_SECRETS, CLIENT_SECRET: 'wrong-secret' });

    const first = await errorOf(ask(adapter));
    const second = await errorOf(ask(adapter));
    letPass(61_000);
    await errorOf(ask(adapter));

    expect([first.code, second.code]).toEqual(['LMS_AUTH_FAILED', 'LMS_AUTH_FAILED']);
    expect(first.message + String(first.cause)).not.toContain('wrong-secret');
    expect(simulator.calls.count('oauth-token')).toBe(2);
  });

  it('come before Basic where both are named, and give way to it where the site has them switched off', async () => {
    const on = await start({ login: 'oauth' });
    const off = await start({ login: 'oauth', preferences: { RESTOAuth2ClientCredentials: false } });

    await ask(both(on.simulator.url));
    await ask(both(off.simulator.url));
    await ask(both(off.simulator.url));

    // Until the site is back, or has them switched on.
    const late = both(off.simulator.url);
    await ask(late);
    off.simulator.world.preferences.RESTOAuth2ClientCredentials = true;
    letPass(600_000);
    await ask(late);

    expect(on.simulator.calls.count('oauth-token')).toBe(1);
    expect(off.simulator.calls.list.flatMap(({ kind, status }) => (kind === 'oauth-token' ? [status] : []))).toEqual([
      ...Array<unknown>(3).fill(expect.any(Number)),
      200,
    ]);
    expect(off.simulator.calls.list.filter((call) => call.kind === 'items').map((call) => call.status)).toEqual([
      200, 200, 200, 200,
    ]);
  });

  it.each<readonly [string, Said]>([
    ['401', { status: 401, body: { error: 'invalid_client' } }],
    ['403', { status: 403, body: { error: 'unauthorized_client' } }],
    ['503', { status: 503, body: '' }],
    ['a page for people', { body: '<!DOCTYPE html><html>Sign in</html>' }],
  ])('leave Basic, which works, in use where a later look is answered %s', async (_name, later) => {
    let said: Said = { status: 404, body: { error: 'Unavailable' } };
    const server = await createScriptedKoha(({ path, headers }) => {
      if (path.endsWith('/oauth/token')) return said;
      if (headers.authorization?.startsWith('Basic ') !== true) return { status: 401, body: { error: 'Unauthorized' } };
      return { body: [], headers: { 'x-total-count': '0' } };
    });
    open.push(() => server.close());
    const adapter = both(server.address);
    const looks = () => server.asked.filter(({ path }) => path.endsWith('/oauth/token')).length;
    await ask(adapter);
    said = later;

    letPass(600_000);
    expect(await ask(adapter)).toEqual([null]);
    const looked = looks();
    expect(looked).toBeGreaterThan(1);
    expect(await ask(adapter)).toEqual([null]);
    expect(looks()).toBe(looked);

    said = { body: { access_token: 't', expires_in: 3600 } };
    letPass(600_000);
    await errorOf(ask(adapter));
    expect(server.asked.at(-1)?.headers.authorization).toBe('Bearer t');
  });
});

describe('Basic', () => {
  it('with a wrong password is 403, which is told apart from a missing permission', async () => {
    const { simulator } = await start({ login: 'basic' });
    const wrong = adapterWith(simulator.url, { ...TEST_SECRETS, PASSWORD: 'not the password' }, { login: 'basic' });

    const error = await errorOf(ask(wrong));

    expect(simulator.calls.list.at(-1)?.status).toBe(403);
    expect(error.code).toBe('LMS_AUTH_FAILED');
    expect(error.message).toContain('user or password refused');
    expect(error.message).not.toContain('not the password');
  });

  it('names the permission that the account lacks', async () => {
    const { adapter } = await start({ login: 'basic', permissions: [] });

    const error = await errorOf(ask(adapter));

    expect(error.code).toBe('LMS_NOT_PERMITTED');
    expect(error.message).toContain('lacks the permission catalogue');
  });

  it.each([
    [
      {
        error: 'Authorization failure. Missing required permission(s).',
        required_permissions: [{ borrowers: 'edit_borrowers' }, { tools: 'label_creator' }],
      },
      'borrowers:edit_borrowers or tools:label_creator',
    ],
    [
      {
        error: 'Authorization failure. Missing required permission(s).',
        required_permissions: { borrowers: 'edit_borrowers', updatecharges: 'remaining_permissions' },
      },
      'borrowers:edit_borrowers and updatecharges:remaining_permissions',
    ],
    [
      { error: 'Authorization failure. Missing required permission(s).', required_permissions: null },
      'that Koha does not name',
    ],
  ])('reads every form in which permissions are named: %j', async (body, words) => {
    const server = await createScriptedKoha(() => ({ status: 403, body }));
    open.push(() => server.close());

    const error = await errorOf(ask(adapterWith(server.address, TEST_SECRETS, { login: 'basic' })));

    expect(error.message).toContain(words);
  });
});

describe('no log-in', () => {
  it('sends no Authorization header, because a wrong one breaks the public endpoints too', async () => {
    const record = '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader></record>';
    const server = await createScriptedKoha(({ path }) =>
      path.endsWith('/items') ? { body: [], headers: { 'x-total-count': '0' } } : { body: record },
    );
    open.push(() => server.close());

    await ask(adapterWith(server.address, {}, { login: 'none' }));

    expect(server.asked.map((one) => [one.path, one.headers.authorization ?? null])).toEqual([
      ['/api/v1/public/biblios/1/items', null],
      // No copy is shown: whether the record is.
      ['/api/v1/public/biblios/1', null],
    ]);
  });

  it('says 401 for what it is', async () => {
    const server = await createScriptedKoha(() => ({ status: 401, body: { error: 'Authentication failure.' } }));
    open.push(() => server.close());

    const error = await errorOf(ask(adapterWith(server.address, {}, { login: 'none' })));

    expect(error.code).toBe('LMS_AUTH_FAILED');
    expect(error.message).toContain('needs a log-in');
  });
});

it('refuses a client id without its secret, and does not ask as the public instead', () => {
  const system = testConfig('http://127.0.0.1:1', { login: 'oauth' });
  const credentials = { ...system.credentials, clientSecretEnv: null };
  const create = () =>
    koha.create({
      system: { ...system, credentials },
      secret: () => undefined,
      guard: freshGuard(system),
      logger: createLogger('silent'),
      now: Date.now,
    });

  expect(create).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
});

it('names the environment variable that is not set, and asks nothing', async () => {
  const server = await createScriptedKoha(() => ({ body: [] }));
  open.push(() => server.close());

  const error = await errorOf(ask(adapterWith(server.address, { CLIENT_ID: 'x' })));

  expect(error.code).toBe('CONFIG_INVALID');
  expect(error.message).toContain('CLIENT_SECRET');
  expect(server.asked).toEqual([]);
});

describe('what an account may see', () => {
  it('with the catalogue permission alone is facts without the hold shelf, and says so', async () => {
    const { simulator, adapter } = await start({ login: 'oauth', permissions: ['catalogue'] });

    const [facts] = (await adapter.items?.findAvailability([holding], signal)) ?? [];
    await ask(adapter);

    expect(facts).toMatchObject({
      items: [{ status: 'AVAILABLE', limitations: ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'], reason: null }],
      holdQueue: null,
      limitation: { code: 'NOT_SUPPORTED', system: SYSTEM },
    });
    // A permission that is missing is not asked for again at once.
    expect(simulator.calls.count('holds')).toBe(1);
  });

  it('is told by the probe, with the names of the missing permissions', async () => {
    const { adapter } = await start({ login: 'oauth', permissions: ['catalogue'] });

    const probe = await adapter.probe(signal);

    const failed = probe.steps.filter((step) => !step.ok);
    expect(failed.map((step) => step.what)).toEqual(['holds', 'loans']);
    expect(failed[0]?.detail).toContain('reserveforothers:place_holds');
    expect(failed[1]?.detail).toContain('circulate:circulate_remaining_permissions');
    expect(probe.capabilities).toEqual([
      'HARVEST_FULL',
      'HARVEST_CHANGES',
      'LIVE_ITEMS',
      'HOLDING_STATEMENTS',
      'CODE_LISTS',
      'LOAN_COUNTS',
    ]);
  });
});

it('tells what an instance can do from its own description, for want of a version', async () => {
  const { adapter } = await start({ login: 'oauth' });

  expect((await adapter.probe(signal)).product).toBe('Koha 23.05 or older');
});

it('takes a branch in other letters for the one of the region file, and says that holds need the same', async () => {
  const { simulator, adapter } = await start({ login: 'oauth' });
  simulator.world.libraries.delete('A1');
  addLibrary(simulator.world, 'a1', 'Alder Main');

  const probe = await adapter.probe(signal);

  const step = probe.steps.find(({ what }) => what === 'branches');
  expect(step).toMatchObject({ ok: true, warn: true });
  expect(step?.detail).toContain('Koha writes a1 (A1); write the same into the region file');
  expect(probe.unmapped).toEqual([]);
});

it('lists the codes and branches that the region file does not explain', async () => {
  const { simulator, adapter } = await start({ login: 'oauth' });
  addAuthorisedValue(simulator.world, 'NOT_LOAN', '9', 'Packed for the move');
  addLibrary(simulator.world, 'ZZ', 'Somebody');

  const probe = await adapter.probe(signal);

  expect(probe.unmapped).toEqual([
    { list: 'NOT_LOAN', code: '9', label: 'Packed for the move', where: 'settings.codes.NOT_LOAN' },
    { list: 'branch', code: 'ZZ', label: 'Somebody', where: 'owners' },
  ]);
});
