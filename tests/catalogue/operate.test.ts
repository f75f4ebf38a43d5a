/** Rejects, keys and who changed what: for operators, and rejects for the migration team too. */
import { createApiKey } from '#platform/api-key.ts';
import type { Role } from '#platform/signed-context.ts';
import { insertApiKey } from '#store/repositories/api-keys/api-keys.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOW, openCatalogue, type CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
const SECRET_TITLE = 'Mrs Smith has borrowed this';
let world: CatalogueWorld;
beforeAll(() => {
  world = openCatalogue(store.db);
});
beforeEach(async () => {
  await sql`DELETE FROM reject_retry`.execute(store.db);
});

beforeAll(async () => {
  await sql`INSERT INTO system (system_id) VALUES ('north'), ('south'), ('left')`.execute(store.db);
  const rejects = [
    ['north', '12', 'field 245'],
    ['north', null, 'record 13 of the page'],
    ['south', '7', 'leader'],
    ['left', '1', 'leader'],
  ] as const;
  for (const [system, localId, place] of rejects) {
    await sql`
      INSERT INTO reject (system, local_id, place, reason, format, raw, rejected_at, digest)
      SELECT id, ${localId}, ${place}, 'not in UTF-8', 'iso2709', ${Buffer.from(SECRET_TITLE)}, ${new Date(NOW)},
        ${Buffer.from(`${system} ${place}`)} FROM system WHERE system_id = ${system}`.execute(store.db);
  }
});

const REJECTS = `query ($system: ID, $first: Int, $after: String) { rejects(system: $system, first: $first, after: $after) {
  nodes { id system { id } localId place reason since } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
const RETRIES = '{ rejectRetries { system { id } state askedAt startedAt finishedAt problem outcome { read } } }';
const KEYS = '{ apiKeys { id name role service madeAt expiresAt revokedAt } }';
const ACTIONS =
  '{ actions(first: 3) { nodes { kind actor role subject note at } pageInfo { hasNextPage endCursor } } }';
const RETRY = `mutation ($system: ID!) { retryRejects(input: { system: $system }) {
  retry { id state system { id } } refusal { code message } } }`;
const REVOKE = `mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { apiKey { id revokedAt } refusal { code } } }`;

const TAKE_BACK = `mutation ($records: [ID!]!, $reason: String!) { takeBack(input: { records: $records, reason: $reason }) {
  takeBack { id at reason state records problem } refusal { code records } } }`;
const TAKE_BACKS = '{ takeBacks { id reason state records } }';
const TAKEN_BACK =
  'query ($id: ID!) { takeBack(id: $id) { id readers { knownSince publishedSince readings { caller } } } }';
const NORTH_12 = { records: ['north:record:12'], reason: 'Incident 12' };

async function makeKey(name: string): Promise<{ readonly id: string; readonly key: string }> {
  const { id, hash, key } = createApiKey();
  const of = { role: 'migration', createdAt: new Date(NOW), expiresAt: null, revokedAt: null } as const;
  await insertApiKey(store.db, { id, hash, name, ...of, service: null, budgetMs: null });
  return { id, key };
}

function countActions(): Promise<number> {
  return sql<{ count: number }>`SELECT count(*)::int AS count FROM action`
    .execute(store.db)
    .then(({ rows }) => rows[0]?.count ?? 0);
}

const BOTH: readonly Role[] = ['migration', 'operator'];
const ROLES: readonly Role[] = ['public', 'patron', 'staff', 'migration', 'operator'];

describe.each([
  ['rejects', REJECTS, {}, BOTH],
  ['rejectRetries', RETRIES, {}, BOTH],
  ['apiKeys', KEYS, {}, ['operator']],
  ['actions', ACTIONS, {}, ['operator']],
  ['retryRejects', RETRY, { system: 'south' }, BOTH],
  ['revokeApiKey', REVOKE, { id: '0123456789ab' }, ['operator']],
  ['takeBacks', TAKE_BACKS, {}, ['operator']],
  ['takeBack', TAKE_BACK, NORTH_12, ['operator']],
] as const)('%s', (field, text, variables, allowed: readonly Role[]) => {
  it.each(ROLES)('answers the role %s, or refuses it', async (role) => {
    const before = await countActions();
    const { data, errors } = await world.ask(text, variables, role);

    if (allowed.includes(role)) {
      expect(errors).toEqual([]);
      expect(data?.[field]).not.toBeNull();
    } else {
      expect(data).toEqual({ [field]: null });
      expect(errors).toMatchObject([{ path: [field], code: 'FORBIDDEN' }]);
      expect(await countActions()).toBe(before);
    }
  });
});

describe('taking back', () => {
  it('is written down with who and why, and shown to operators', async () => {
    const { data } = await world.ask(TAKE_BACK, NORTH_12, 'operator');
    const { takeBack } = data?.['takeBack'] as { takeBack: { id: string } };
    const shown = await world.ask(TAKEN_BACK, { id: takeBack.id }, 'operator');
    const listed = await world.ask(TAKE_BACKS, {}, 'operator');
    const actions = await world.ask(ACTIONS, {}, 'operator');

    expect(takeBack).toMatchObject({ ...NORTH_12, state: 'OPEN', problem: null });
    expect(shown.data).toMatchObject({
      takeBack: { id: takeBack.id, readers: { publishedSince: null, readings: [] } },
    });
    expect(listed.data?.['takeBacks']).toContainEqual({ id: takeBack.id, ...NORTH_12, state: 'OPEN' });
    const { nodes } = actions.data?.['actions'] as { nodes: readonly unknown[] };
    expect(nodes[0]).toMatchObject({
      ...{ kind: 'TAKEN_BACK', actor: 'somebody', role: 'operator' },
      ...{ subject: 'north:record:12', note: 'Incident 12' },
    });
    const none = await world.ask(TAKEN_BACK, { id: 'nonsense' }, 'operator');
    expect([none.data, none.errors]).toEqual([{ takeBack: null }, []]);
  });

  it.each([
    [
      'a record that was never here',
      { ...NORTH_12, records: ['north:record:12', 'north:record:none'] },
      'NO_SUCH_RECORD',
    ],
    ['a system that was never here', { ...NORTH_12, records: ['nowhere:record:1'] }, 'NO_SUCH_RECORD'],
    ['what is no id', { ...NORTH_12, records: ['12'] }, 'BAD_USER_INPUT'],
    ['nothing', { ...NORTH_12, records: [] }, 'BAD_USER_INPUT'],
    ['no reason', { ...NORTH_12, reason: ' ' }, 'BAD_USER_INPUT'],
    ['a reason that is a story', { ...NORTH_12, reason: 'x'.repeat(201) }, 'BAD_USER_INPUT'],
  ])('of %s is refused, and nothing is done', async (_what, input, code) => {
    const before = await countActions();
    const { data, errors } = await world.ask(TAKE_BACK, input, 'operator');

    const { refusal } = (data?.['takeBack'] ?? {}) as { refusal?: { code: string } };
    expect(refusal?.code ?? errors[0]?.code).toBe(code);
    expect(await countActions()).toBe(before);
  });
});

describe('rejects', () => {
  it('are of the systems of the region, in pages, without a word of what they say', async () => {
    const first = await world.ask(REJECTS, { first: 2 }, 'operator');
    const { pageInfo } = first.data?.['rejects'] as { pageInfo: { endCursor: string } };
    const second = await world.ask(REJECTS, { first: 2, after: pageInfo.endCursor }, 'operator');

    const since = new Date(NOW).toISOString();
    expect(first.data).toMatchObject({
      rejects: {
        nodes: [
          { system: { id: 'north' }, localId: '12', place: 'field 245', reason: 'not in UTF-8', since },
          { system: { id: 'north' }, localId: null, place: 'record 13 of the page' },
        ],
        pageInfo: { hasNextPage: true, hasPreviousPage: false },
      },
    });
    expect(second.data).toMatchObject({
      rejects: { nodes: [{ system: { id: 'south' } }], pageInfo: { hasNextPage: false, hasPreviousPage: true } },
    });
    expect(JSON.stringify([first, second])).not.toContain(SECRET_TITLE);
  });

  it('are of one system if it is named; a name that the region does not have is told', async () => {
    const south = await world.ask(REJECTS, { system: 'south' }, 'migration');
    const left = await world.ask(REJECTS, { system: 'left' }, 'migration');
    const cursor = await world.ask(REJECTS, { after: 'nonsense' }, 'migration');

    expect((south.data?.['rejects'] as { nodes: unknown[] }).nodes).toHaveLength(1);
    expect(left.errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringMatching(/^system: /) as string },
    ]);
    expect(cursor.errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringMatching(/^after: /) as string },
    ]);
  });
});

describe('retryRejects', () => {
  it('writes down one open wish for a system, and who asked', async () => {
    const first = await world.ask(RETRY, { system: 'north' }, 'operator');
    const again = await world.ask(RETRY, { system: 'north' }, 'migration');
    const { data } = await world.ask(ACTIONS, {}, 'operator');

    const retry = { state: 'WAITING', system: { id: 'north' } };
    expect(first.data).toMatchObject({ retryRejects: { retry, refusal: null } });
    expect(again.data).toMatchObject({ retryRejects: { retry, refusal: { code: 'ALREADY_ASKED' } } });
    expect((await world.ask(RETRIES, {}, 'operator')).data).toMatchObject({ rejectRetries: [retry] });
    expect((data?.['actions'] as { nodes: unknown[] }).nodes[0]).toEqual({
      kind: 'REJECTS_RETRIED',
      actor: 'somebody',
      role: 'operator',
      subject: 'north',
      note: null,
      at: new Date(NOW).toISOString(),
    });
  });

  it('is refused where every record could be read', async () => {
    const { data } = await world.ask(RETRY, { system: 'west' }, 'operator');

    expect(data).toMatchObject({ retryRejects: { retry: null, refusal: { code: 'NO_REJECTS' } } });
  });
});

describe('what is changed', () => {
  it('is not changed if it cannot be written down who did it', async () => {
    const { id } = await makeKey('unaudited');
    await sql`ALTER TABLE action RENAME TO action_away`.execute(store.db);
    const retry = await world.ask(RETRY, { system: 'north' }, 'operator');
    const revoke = await world.ask(REVOKE, { id }, 'operator');
    await sql`ALTER TABLE action_away RENAME TO action`.execute(store.db);

    expect([retry.errors.length, revoke.errors.length]).toEqual([1, 1]);
    expect((await world.ask(RETRIES, {}, 'operator')).data).toEqual({ rejectRetries: [] });
    expect(JSON.stringify((await world.ask(KEYS, {}, 'operator')).data)).toContain(`"id":"${id}","name":"unaudited"`);
    const kept = await sql`SELECT 1 FROM api_key WHERE id = ${id} AND revoked_at IS NULL`.execute(store.db);
    expect(kept.rows).toHaveLength(1);
  });
});

describe('keys', () => {
  it('are shown without their secret, and revoked once', async () => {
    const { id, key } = await makeKey('the discovery system');
    const listed = await world.ask(KEYS, {}, 'operator');
    const revoked = await world.ask(REVOKE, { id }, 'operator');
    const again = await world.ask(REVOKE, { id }, 'operator');
    const unknown = await world.ask(REVOKE, { id: 'ffffffffffff' }, 'operator');
    const { data } = await world.ask(ACTIONS, {}, 'operator');

    const shown = (listed.data?.['apiKeys'] as { id: string }[]).find((one) => one.id === id);
    expect(shown).toEqual({
      id,
      name: 'the discovery system',
      role: 'migration',
      service: null,
      madeAt: new Date(NOW).toISOString(),
      expiresAt: null,
      revokedAt: null,
    });
    expect(JSON.stringify(listed)).not.toContain(key.slice(-20));
    expect(revoked.data).toMatchObject({
      revokeApiKey: { apiKey: { id, revokedAt: new Date(NOW).toISOString() }, refusal: null },
    });
    expect(again.data).toMatchObject({ revokeApiKey: { apiKey: { id }, refusal: { code: 'ALREADY_REVOKED' } } });
    expect(unknown.data).toMatchObject({ revokeApiKey: { apiKey: null, refusal: { code: 'NO_SUCH_KEY' } } });
    expect((data?.['actions'] as { nodes: unknown[] }).nodes[0]).toMatchObject({ kind: 'KEY_REVOKED', subject: id });
  });
});
