import { createApiKey, type ApiKeyRecord } from '#platform/api-key.ts';
import { createKeyReader } from '#gateway/identity/keys.ts';
import { KEY_CACHED_MS } from '#platform/key-lookup.ts';
import { REFUSED_PER_WINDOW } from '#platform/refused-credentials.ts';
import { openDatabase } from '#store/database.ts';
import { findApiKey, insertApiKey, revokeApiKey } from '#store/repositories/api-keys/api-keys.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { databaseUrl } from '#tests/support/fresh-database.ts';
import { runHere } from '#tests/support/run-here.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearer, startSigningIn } from './support/signing-in.ts';
import type { SigningInGraph } from './support/signing-in.ts';

const VALID = { expiresAt: null, revokedAt: null, service: null, budgetMs: null } as const;
const store = withTestDatabase();
let at = Date.parse('2026-11-24T12:00:00Z');
let lookUps = 0;
let graph: SigningInGraph;
beforeAll(async () => {
  graph = await start();
});
afterAll(() => graph.close());
beforeEach(() => {
  lookUps = 0;
});

function start(): Promise<SigningInGraph> {
  const find = async (id: string): Promise<ApiKeyRecord | null> => {
    lookUps += 1;
    return findApiKey(store.db, id);
  };
  return startSigningIn({
    issuers: [],
    identity: { readKey: createKeyReader({ find, now: () => at, ticks: () => at }) },
  });
}

async function keep(more: Partial<ApiKeyRecord> = {}): Promise<{ readonly id: string; readonly key: string }> {
  const { id, hash, key } = createApiKey();
  const kept = { id, hash, role: 'operator' as const, ...VALID, ...more };
  await insertApiKey(store.db, { ...kept, name: 'a test', createdAt: new Date(at) });
  return { id, key };
}

describe('a key', () => {
  it('signs a program in, by either header, under a name that tells of the key and no more', async () => {
    const { id, key } = await keep();

    for (const headers of [bearer(key), { 'x-api-key': key }]) {
      const { status, told } = await graph.askAs(headers);

      expect(status).toBe(200);
      expect(told).toMatchObject({ role: 'operator', subject: `key.${id}` });
      expect(told).not.toHaveProperty('libraries');
    }
  });

  it('of staff is refused, however it came about: accounts are read by persons', async () => {
    await expect(keep({ role: 'staff' })).rejects.toThrow(/check constraint/);
    const { id, hash, key } = createApiKey();
    const record = { id, hash, role: 'staff' as const, ...VALID };
    const readKey = createKeyReader({ find: () => Promise.resolve(record), now: () => at, ticks: () => at });

    await expect(readKey(key)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: expect.stringMatching(/staff sign in as the persons/) as string,
    });
  });

  it('of one service of feeds does not open the graph', async () => {
    const { key } = await keep({ role: 'public', service: 'rtac', budgetMs: 2_000 });

    expect(await graph.askAs(bearer(key))).toMatchObject({
      status: 401,
      message: 'The key opens RTAC alone, and not the graph.',
      told: null,
    });
  });

  it('of the public stays without a name', async () => {
    const { key } = await keep({ role: 'public' });

    expect((await graph.askAs(bearer(key))).told).toMatchObject({ role: 'public', subject: null });
  });

  it('is looked up once for many requests', async () => {
    const { key } = await keep();

    await Promise.all(Array.from({ length: 5 }, () => graph.askAs(bearer(key))));
    await graph.askAs(bearer(key));

    expect(lookUps).toBe(1);
  });

  it('that is not known is looked up for one address no more often than it may be wrong, also at one moment', async () => {
    const other = await start();
    const keys = Array.from({ length: 100 }, () => createApiKey().key);
    const asked = await Promise.all(keys.map((key) => other.askAs(bearer(key))));
    await other.close();

    expect(lookUps).toBe(REFUSED_PER_WINDOW);
    expect(asked.filter(({ status }) => status === 401)).toHaveLength(REFUSED_PER_WINDOW);
    for (const { status, headers } of asked)
      if (status !== 401) expect([status, Number(headers.get('retry-after')) > 0]).toEqual([429, true]);
  });

  it('that is revoked is refused within the time that the docs promise', async () => {
    const { id, key } = await keep();
    expect((await graph.askAs(bearer(key))).status).toBe(200);

    expect(await revokeApiKey(store.db, id, new Date(at))).toBe(true);
    at += KEY_CACHED_MS + 1;
    const asked = await graph.askAs(bearer(key));

    expect(KEY_CACHED_MS).toBeLessThanOrEqual(15_000);
    expect(asked).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', message: 'The key was revoked.', told: null });
    expect(await revokeApiKey(store.db, id, new Date(at))).toBe(false);
  });

  it('whose time is over is refused at that moment, though it is remembered', async () => {
    const { key } = await keep({ expiresAt: new Date(at + 1_000) });
    expect((await graph.askAs(bearer(key))).status).toBe(200);

    at += 1_000;

    expect(await graph.askAs(bearer(key))).toMatchObject({ status: 401, message: 'The time of the key is over.' });
  });

  it('with the id of another, or of nobody, is refused in the same words', async () => {
    const { id } = await keep();
    const guess = createApiKey();
    const wrong = guess.key.replace(guess.id, id);

    const answers = [await graph.askAs(bearer(wrong)), await graph.askAs(bearer(guess.key))];

    expect(answers.map(({ status, message }) => [status, message])).toEqual([
      [401, 'There is no such key.'],
      [401, 'There is no such key.'],
    ]);
  });

  it('stands neither in the database nor in the log', async () => {
    const { key } = await keep();
    await graph.askAs(bearer(key));
    const secret = key.slice(-43);

    const { rows } = await sql<{ row: string }>`SELECT api_key::text AS row FROM api_key`.execute(store.db);

    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(graph.logged)).not.toContain(secret);
  });
});

describe('a gateway', () => {
  it('without a database says that it can check no key', async () => {
    const other = await startSigningIn({
      issuers: [],
      identity: { readKey: createKeyReader({ find: null, now: Date.now }) },
    });

    const asked = await other.askAs(bearer(createApiKey().key));

    expect(asked).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
      message: expect.stringMatching(/DATABASE_URL/) as string,
    });
    await other.close();
  });

  it('whose database is gone refuses keys for now, and answers the public', async () => {
    const db = openDatabase({
      target: { url: 'postgres://nobody@127.0.0.1:1/nothing' },
      applicationName: 'test',
      poolSize: 1,
      statementTimeoutMs: 1_000,
    });
    const readKey = createKeyReader({ find: (id) => findApiKey(db, id), now: Date.now });
    const other = await startSigningIn({ issuers: [], identity: { readKey } });

    const asked = await other.askAs(bearer(createApiKey().key));

    expect(asked).toMatchObject({ status: 503, code: 'STORE_UNAVAILABLE', told: null });
    expect((await other.askAs({})).status).toBe(200);
    await other.close();
    await db.destroy();
  });
});

describe('mercia keys', () => {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const run = (...args: readonly string[]) => runHere(['keys', ...args], { DATABASE_URL: databaseUrl(store) });

  it('makes a key that works, lists it without its secret, and ends it', async () => {
    const made = await run('create', '--name', 'discovery layer', '--role', 'public', '--expires', '2027-03-31');
    const key = made.stdout.trim();
    const id = key.split('_')[1] ?? '';
    const works = await graph.askAs(bearer(key));
    const listed = await run('list');
    const revoked = await run('revoke', id);

    expect(made.code).toBe(0);
    expect(works.status).toBe(200);
    expect(listed.stdout).toMatch(new RegExp(`${id}  discovery layer  public .* valid until 2027-04-01T00:00Z`));
    expect(listed.stdout).not.toContain(key.slice(-43));
    expect(revoked.code).toBe(0);
    expect((await run('list')).stdout).toContain('revoked on');
  });

  it('makes a key of one service with its budget', async () => {
    const made = await run('create', '--name', 'EDS', '--service', 'rtac', '--budget-ms', '2500');
    const id = made.stdout.split('_')[1] ?? '';

    expect(made.stderr).toContain('apikey=');
    expect(await findApiKey(store.db, id)).toMatchObject({ role: 'public', service: 'rtac', budgetMs: 2_500 });
    expect((await run('list')).stdout).toMatch(new RegExp(`${id} +EDS +rtac \\(2500 ms\\)`));
  });

  it.each([
    [['create', '--name', 'x'], /Say what the key opens: --role or --service/],
    [['create', '--name', 'x', '--role', 'public', '--service', 'rtac'], /cannot be used with option/],
    [['create', '--name', 'x', '--role', 'public', '--budget-ms', '500'], /--budget-ms needs --service/],
    [['create', '--name', 'x', '--service', 'rtac', '--budget-ms', '99'], /from 100 to 30000/],
    [['create', '--name', 'x', '--service', 'oai'], /Allowed choices are rtac, daia/],
    [['create', '--name', 'x', '--role', 'staff'], /Allowed choices are public, migration, operator/],
    [['create', '--name', 'x', '--role', 'patron'], /Allowed choices are public, migration, operator/],
    [['create', '--name', '\u200b', '--role', 'operator'], /Say what the key is for/],
    [['create', '--name', 'x', '--role', 'operator', '--expires', '2027-02-31'], /--expires must be a day/],
    [['create', '--name', 'x', '--role', 'operator', '--expires', yesterday], /--expires is a day that is over/],
    [['revoke', 'nothing'], /There is no key nothing/],
  ])('refuses %j', async (args, message) => {
    const { code, stderr, stdout } = await run(...args);

    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });
});
