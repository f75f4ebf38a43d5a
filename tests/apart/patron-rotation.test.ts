/** The secret for personal data is replaced, one process after the other, while a reader uses an account; no request fails and nothing is lost. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serveCirculation } from '#cli/serve/circulation.ts';
import { serveGateway } from '#cli/serve/gateway.ts';
import { servePatrons } from '#cli/serve/subgraphs.ts';
import type { Shutdown } from '#cli/shutdown.ts';
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { DEMO_CARDS } from '#demo/readers.ts';
import { loadSettings } from '#platform/config.ts';
import { createLogger } from '#platform/logger.ts';
import type { KohaSimulator } from '#simulators/koha/index.ts';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia } from '#tests/support/mercia-process.ts';
import { createOwnShutdown } from '#tests/support/own-shutdown.ts';
import { withTime } from '#tests/support/with-time.ts';
import { findFreePorts } from './free-ports.ts';

const CONTEXT_SECRET = 'the secret between the parts of this region';
const OLD = 'what everything personal was sealed with until now';
const NEW = 'what everything personal is sealed with from now on';
/** As docs/operations.md says. */
const STEPS = [
  { MERCIA_PATRON_SECRET: OLD },
  { MERCIA_PATRON_SECRET: OLD, MERCIA_PATRON_SECRET_ACCEPTED: NEW },
  { MERCIA_PATRON_SECRET: NEW, MERCIA_PATRON_SECRET_ACCEPTED: OLD },
  { MERCIA_PATRON_SECRET: NEW },
] as const;
const SERVE = { circulation: serveCirculation, patrons: servePatrons, gateway: serveGateway };
type Part = keyof typeof SERVE;
const PARTS = ['circulation', 'patrons', 'gateway'] as const;
type At = Readonly<Record<Part, number>>;
const START: At = { circulation: 0, patrons: 0, gateway: 0 };
/** In which order the parts are restarted, and with the settings of which step. */
const RESTARTS: readonly (readonly [step: number, ...order: Part[]])[] = [
  [1, 'gateway', 'patrons', 'circulation'],
  [2, 'circulation', 'gateway', 'patrons'],
];

const ME = '{ me { accounts { id facts { state loans { id renewals } holds { id } } } } }';
const LINK = 'mutation ($input: LinkAccountInput!) { linkAccount(input: $input) { account { id } refusal { code } } }';
const PLACE = `mutation ($account: ID!, $holding: ID!) { placeHold(input: { account: $account, holding: $holding,
  idempotencyKey: "one wish" }) { outcome refusal { code } hold { id } } }`;
const CANCEL = 'mutation ($hold: ID!) { cancelHold(input: { hold: $hold }) { outcome refusal { code } } }';

interface Account {
  readonly id: string;
  readonly facts: {
    readonly state: string;
    readonly loans: readonly { readonly id: string; readonly renewals: number }[];
    readonly holds: readonly { readonly id: string }[];
  };
}

const folder = makeTemporaryFolder();
/** What runs of each part. */
const running = new Map<Part, { readonly port: number; readonly shutdown: Shutdown }>();
const relays = new Map<Part, Server>();
let at: At = START;
let nextPort: number;
let database: TestDatabase;
let demo: RunningDemo;
let koha: KohaSimulator;
let token: string;
let env: Readonly<Record<string, string>>;

/** Stands for all processes of a part: asks the one that runs at the moment. */
async function startRelay(part: Part): Promise<void> {
  const relay = createServer((incoming, answer) => {
    const { method, headers, url: path } = incoming;
    const port = running.get(part)?.port;
    const outgoing = httpRequest({ port, host: '127.0.0.1', method, headers, path }, (told) => {
      answer.writeHead(told.statusCode ?? 500, told.headers);
      told.pipe(answer);
    });
    incoming.pipe(outgoing);
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  relays.set(part, relay);
}

/** The next one takes over before the last one goes, as where two run. */
async function restart(part: Part, step: number): Promise<void> {
  const before = running.get(part);
  const port = nextPort;
  nextPort += 1;
  const shutdown = createOwnShutdown();
  await SERVE[part](loadSettings({}, { ...env, ...STEPS[step], MERCIA_PORT: String(port) }), shutdown);
  running.set(part, { port, shutdown });
  at = { ...at, [part]: step };
  await before?.shutdown.close();
}

function addressOf(part: Part): string {
  return `http://127.0.0.1:${(relays.get(part)?.address() as AddressInfo).port}/graphql`;
}

async function ask(query: string, variables: object = {}): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(addressOf('gateway'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...withTime(CONTEXT_SECRET) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Readonly<Record<string, unknown>>; errors?: unknown };
  expect(errors, JSON.stringify(at)).toBeUndefined();
  return data;
}

async function readAccount(): Promise<Account> {
  const { me } = (await ask(ME)) as { readonly me: { readonly accounts: readonly Account[] } };
  expect(me.accounts, JSON.stringify(at)).toHaveLength(1);
  const [account] = me.accounts;
  if (account === undefined) throw new Error('no account');
  return account;
}

/** What `mercia patrons secrets` says hangs on which secret. */
async function readReport(step: number): Promise<unknown> {
  const command = runMercia(['patrons', 'secrets'], { ...env, ...STEPS[step] });
  expect(await command.ended, command.stderr()).toBe(0);
  return JSON.parse(command.stdout());
}

beforeAll(async () => {
  [database, demo] = await Promise.all([
    createTestDatabase(),
    startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0, issuerPort: 0 }),
  ]);
  const system = demo.systems.find(({ id }) => id === 'koha-a');
  if (system?.id !== 'koha-a' || demo.issuer === null) throw new Error('no Koha, or nobody can sign in');
  koha = system.simulator;
  token = await demo.issuer.keys.sign({ ...demo.issuer.claimsOf('reader'), mercia_development: undefined });
  const region = join(folder.path, 'region.yaml');
  writeFileSync(region, demo.regionText.replace(/^ *development: true\n/m, ''));
  for (const [name, value] of Object.entries(demo.env)) vi.stubEnv(name, value);
  for (const part of PARTS) await startRelay(part);
  env = {
    ...demo.env,
    MERCIA_REGION: region,
    MERCIA_DATA: join(folder.path, 'none'),
    MERCIA_LOG_LEVEL: 'silent',
    MERCIA_CONTEXT_SECRET: CONTEXT_SECRET,
    MERCIA_CIRCULATION_URL: addressOf('circulation'),
    MERCIA_PATRONS_URL: addressOf('patrons'),
    DATABASE_URL: databaseUrl(database),
  };
  nextPort = await findFreePorts(40);
  for (const part of PARTS) await restart(part, 0);
}, 120_000);

afterAll(async () => {
  for (const { shutdown } of running.values()) await shutdown.close();
  for (const relay of relays.values()) {
    relay.closeAllConnections();
    relay.close();
  }
  vi.unstubAllEnvs();
  await demo.close();
  await database.close();
  folder.remove();
});

describe('while the patron secret is replaced step by step', () => {
  it('a linked card, a hold, a repeated write and an id from before stay what they were', async () => {
    const [card] = DEMO_CARDS.filter(({ person }) => person === 'reader');
    const input = { library: card?.library, card: card?.card, pin: card?.pin };
    expect(await ask(LINK, { input })).toMatchObject({ linkAccount: { refusal: null } });
    const before = await readAccount();
    const wish = { account: before.id, holding: 'koha-a:holding:1@severnhythe' };
    const placed = (await ask(PLACE, wish))['placeHold'] as { outcome: string; hold: { id: string } };
    expect(placed).toMatchObject({ outcome: 'DONE', refusal: null });
    const holds = koha.world.holds.size;

    for (const [step, ...order] of RESTARTS) {
      for (const part of order) {
        await restart(part, step);
        const account = await readAccount();
        expect(account.facts.state, JSON.stringify(at)).toBe('LIVE');
        expect(account.facts.holds).toHaveLength(before.facts.holds.length + 1);
        // By the id of before and by that of now, each at the same time as the other.
        const repeats = await Promise.all([before.id, account.id].map((id) => ask(PLACE, { ...wish, account: id })));
        for (const repeat of repeats) expect(repeat).toMatchObject({ placeHold: { outcome: 'DONE', refusal: null } });
        expect(await ask(LINK, { input })).toMatchObject({ linkAccount: { refusal: { code: 'ALREADY_LINKED' } } });
      }
    }
    expect(koha.world.holds.size).toBe(holds);
    expect(await readReport(2)).toMatchObject({ links: { current: 1, accepted: 0 }, writes: { acceptedAlone: 0 } });

    for (const part of ['gateway', 'circulation', 'patrons'] as const) {
      await restart(part, 3);
      const { id, facts } = await readAccount();
      expect(facts.holds).toHaveLength(before.facts.holds.length + 1);
      expect(await ask(PLACE, { ...wish, account: id })).toMatchObject({ placeHold: { outcome: 'DONE' } });
    }
    expect(koha.world.holds.size).toBe(holds);
    const { holds: last } = (await readAccount()).facts;
    for (const { id } of last) await ask(CANCEL, { hold: id });
    expect(koha.world.holds.size).toBeLessThan(holds);
  }, 60_000);
});
