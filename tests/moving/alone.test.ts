/** Somebody who wants to switch a library alone, over HTTP: in another's place, as two, by keys, or by the page of another site. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { IdentityIssuer, Region } from '#domain/region.ts';
import { createKeyReader } from '#gateway/identity/keys.ts';
import { createApiKey } from '#platform/api-key.ts';
import { createLogger } from '#platform/logger.ts';
import { createContextVerifier } from '#platform/signed-context.ts';
import type { IdentityProvider } from '#simulators/identity-provider/index.ts';
import { findApiKey, insertApiKey, revokeApiKey } from '#store/repositories/api-keys/api-keys.ts';
import { readHere } from '#store/replica.ts';
import { createMigrationSubgraph } from '#subgraphs/migration/index.ts';
import { SECRET, type GraphAnswer } from '#tests/federation/support/start-graph.ts';
import {
  bearer,
  startProvider,
  startSigningIn,
  toIssuer,
  type SigningInGraph,
} from '#tests/gateway/support/signing-in.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const store = withTestDatabase();
const person = (id: string, ...roles: readonly string[]) => ({ id, name: id, about: id, roles, affiliations: [] });
const staffOf = (id: string, library: string) => ({
  ...person(id, 'desk'),
  affiliations: [`staff@${library}.example`],
});
const PERSONS = [
  person('reader'),
  staffOf('neighbour', 'wyre'),
  staffOf('own', 'south'),
  person('anne', 'move'),
  person('bert', 'run'),
  person('carl', 'move', 'run'),
];
const MORE: Partial<IdentityIssuer> = {
  roles: new Map([
    ['desk', 'staff'],
    ['move', 'migration'],
    ['run', 'operator'],
  ]),
  libraries: new Map([
    ['wyre.example', 'wyre-library' as LibraryId],
    ['south.example', 'south' as LibraryId],
  ]),
};

let provider: IdentityProvider;
/** A region whose people sign in, and one that has keys alone. */
let [graph, keyed]: readonly SigningInGraph[] = [];

beforeAll(async () => {
  provider = await startProvider(PERSONS);
  const issuers = [toIssuer(provider, MORE)];
  [graph, keyed] = await Promise.all([startWith(issuers), startWith([])]);
});
afterAll(async () => {
  await Promise.all([graph?.close(), keyed?.close()]);
  await provider.close();
});
beforeEach(async () => {
  await sql`TRUNCATE move_phase, move_request`.execute(store.db);
});

function startWith(issuers: readonly IdentityIssuer[]): Promise<SigningInGraph> {
  const [old, next] = ['old' as SystemId, 'next' as SystemId];
  const memberships = [
    { system: old, phase: 'LIVE' as const, since: null },
    { system: next, phase: 'TEST_LOADED' as const, since: null },
  ];
  const south = { id: 'south' as LibraryId, name: 'South', aliases: [], network: null, organisations: [], sites: [] };
  const region: Region = {
    ...{ id: 'r', name: 'R', budgetMs: 2_000, networks: [], organisations: [], systems: [], issuers },
    libraries: [{ ...south, system: old, memberships }],
  };
  const subgraph = createMigrationSubgraph({
    region,
    store: { db: store.db, reports: store.db, reads: readHere({ db: store.db, reports: store.db }) },
    verify: createContextVerifier(SECRET),
    clock: () => new Date(),
    logger: createLogger('silent'),
  });
  const readKey = createKeyReader({ find: (id) => findApiKey(store.db, id), now: Date.now });
  return startSigningIn({ issuers, identity: { readKey }, migration: (request) => subgraph.execute(request) });
}

const ASK = 'askForPhase(input: { library: "south", phase: CATALOGUE_FROZEN }) { request { id } }';
const confirming = (id: string) => `confirmPhase(input: { id: "${id}" }) { request { state } }`;
const withdrawing = (id: string) => `withdrawPhase(input: { id: "${id}" }) { request { state } }`;

type Headers = Readonly<Record<string, string>>;

async function as(id: string): Promise<Headers> {
  return bearer(await provider.keys.sign(provider.claimsOf(id)));
}

function send(headers: Headers, mutation: string, of = graph): Promise<GraphAnswer> {
  if (of === undefined) throw new Error('the graph is not up');
  return of.ask(`mutation { ${mutation} }`, {}, headers);
}

async function asked(headers: Headers, of = graph): Promise<string> {
  const { data, errors } = await send(headers, ASK, of);
  expect(errors).toEqual([]);
  return (data as { readonly askForPhase: { readonly request: { readonly id: string } } }).askForPhase.request.id;
}

/** What was refused, and why. */
async function refusal(headers: Headers, mutation: string, of = graph): Promise<string> {
  const { errors } = await send(headers, mutation, of);
  return errors.map(({ extensions, message }) => `${String(extensions['code'])} ${message}`).join(' ');
}

/** Where anything stands that was decided, and how each request ended. */
async function standing(): Promise<readonly string[]> {
  const phases = await store.db.selectFrom('move_phase').select(['system', 'phase']).orderBy('system').execute();
  const requests = await store.db.selectFrom('move_request').select('state').orderBy('id').execute();
  return [...phases.map(({ system, phase }) => `${system} ${phase}`), ...requests.map(({ state }) => state)];
}

const FROZEN = ['next TEST_LOADED', 'old CATALOGUE_FROZEN', 'CONFIRMED'];

describe('a step of a move', () => {
  it.each(['nobody', 'reader', 'neighbour', 'own'])(
    'is neither asked for, confirmed nor withdrawn by %s',
    async (who) => {
      const id = await asked(await as('anne'));
      const headers = who === 'nobody' ? {} : await as(who);

      for (const mutation of [ASK, confirming(id), withdrawing(id)]) {
        expect(await refusal(headers, mutation)).toMatch(/^FORBIDDEN \w+: only the roles "migration" and "operator"/);
      }
      expect(await standing()).toEqual(['ASKED']);
    },
  );

  it('is not confirmed by whoever asked, in whichever role, sign-in or operation', async () => {
    const headers = await as('carl');
    const id = await asked(headers);
    const own = /FORBIDDEN confirmPhase: you asked for it yourself/;
    const claims = provider.claimsOf('carl');
    for (const roles of [['move'], ['run'], ['move', 'run']]) {
      const again = bearer(await provider.keys.sign({ ...claims, roles, jti: roles.join(' ') }));
      expect(await refusal(again, confirming(id))).toMatch(own);
    }
    // Twice in one operation, and what is asked for in it: its id is the next.
    expect(await refusal(headers, `a: ${confirming(id)} b: ${confirming(id)}`)).toMatch(own);
    const next = String(Number(id) + 1);
    const all = `a: ${withdrawing(id)} b: ${ASK} c: ${confirming(next)} d: ${confirming(next)}`;
    expect(await refusal(headers, all)).toMatch(own);
    expect(await standing()).toEqual(['WITHDRAWN', 'ASKED']);
  });

  it('is taken once, by one of two who confirm it at once, and not again', async () => {
    const id = await asked(await as('anne'));
    const [bert, carl] = [await as('bert'), await as('carl')];

    const both = await Promise.all([refusal(bert, confirming(id)), refusal(carl, confirming(id))]);

    expect(both.toSorted()).toEqual(['', expect.stringMatching(/was confirmed already/)]);
    for (const headers of [bert, carl]) {
      expect(await refusal(headers, confirming(id))).toMatch(/was confirmed already/);
      expect(await refusal(headers, withdrawing(id))).toMatch(/was confirmed already/);
    }
    expect(await standing()).toEqual(FROZEN);
  });

  it('is not taken by an address, a form, a text or a batch that another site could have sent', async () => {
    const url = graph?.url ?? '';
    const [anne, bert] = [await as('anne'), await as('bert')];
    const query = `mutation { ${confirming(await asked(anne))} }`;
    const body = JSON.stringify({ query });
    const sent = (type: string, text: string) =>
      fetch(url, { method: 'POST', headers: { ...bert, 'content-type': type }, body: text });

    const answers = [
      await fetch(`${url}?${new URLSearchParams({ query }).toString()}`, { headers: bert }),
      await fetch(`${url}?${new URLSearchParams({ query }).toString()}`, {
        headers: { ...bert, 'content-type': 'application/json' },
      }),
      await sent('text/plain', body),
      await sent('application/x-www-form-urlencoded', new URLSearchParams({ query }).toString()),
      await sent('application/json', `[${body}]`),
      await fetch(`${url}?${new URLSearchParams({ query }).toString()}`, { method: 'POST', headers: bert }),
    ];

    expect(answers.every(({ status }) => status >= 400 && status < 500)).toBe(true);
    expect(await standing()).toEqual(['ASKED']);
  });
});

describe('a key', () => {
  async function key(): Promise<{ readonly id: string; readonly headers: Headers }> {
    const { id, hash, key: text } = createApiKey();
    const record = {
      id,
      hash,
      role: 'operator' as const,
      expiresAt: null,
      revokedAt: null,
      service: null,
      budgetMs: null,
    };
    await insertApiKey(store.db, { ...record, name: 'a test', createdAt: new Date() });
    return { id, headers: bearer(text) };
  }
  const revoke = (id: string) => revokeApiKey(store.db, id, new Date());

  it('takes no step where people sign in, neither beside them nor after one was asked for by it', async () => {
    const { headers } = await key();
    const id = await asked(await as('anne'));

    for (const mutation of [ASK, confirming(id), withdrawing(id)]) {
      expect(await refusal(headers, mutation)).toMatch(/^FORBIDDEN \w+: .* Sign in as the person that you are/);
    }
    expect(await standing()).toEqual(['ASKED']);

    await sql`TRUNCATE move_request`.execute(store.db);
    const before = await asked(headers, keyed);
    expect(await refusal(await as('anne'), confirming(before))).toMatch(/was asked for with a key/);
    expect(await standing()).toEqual(['ASKED']);
  });

  it('that is taken back in between neither confirms nor is confirmed, however lately it was looked up', async () => {
    const [one, other, third] = [await key(), await key(), await key()];
    const id = await asked(one.headers, keyed);
    // The gateway has just seen it.
    expect(await refusal(other.headers, confirming('0'), keyed)).toMatch(/there is no request 0/);
    await revoke(other.id);
    const why = 'the steps of a move are for people, and you signed in with a key that was taken back, or has ended.';
    expect(await refusal(other.headers, confirming(id), keyed)).toBe(`FORBIDDEN confirmPhase: ${why}`);
    expect(await refusal(other.headers, withdrawing(id), keyed)).toBe(`FORBIDDEN withdrawPhase: ${why}`);
    await revoke(one.id);
    expect(await refusal(third.headers, confirming(id), keyed)).toMatch(/was asked for with a key that was taken back/);
    expect(await standing()).toEqual(['ASKED']);

    expect(await refusal(third.headers, withdrawing(id), keyed)).toBe('');
    expect(await refusal((await key()).headers, confirming(await asked(third.headers, keyed)), keyed)).toBe('');
    expect(await standing()).toEqual([...FROZEN.slice(0, 2), 'WITHDRAWN', 'CONFIRMED']);
  });
});
