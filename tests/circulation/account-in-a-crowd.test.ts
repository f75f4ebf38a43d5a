/** A reader's account at a slow system while a crowd that did not sign in asks it for more than it can answer. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { createRemoteAdapter } from '#adapters/remote/index.ts';
import { toLiveKeys } from '#adapters/shared/live-keys.ts';
import { createId, type LibraryId, type SystemId } from '#domain/ids.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { createPatronDependencies } from '#subgraphs/circulation/index.ts';
import { createKohaReaders } from '#tests/conformance/koha-readers.ts';
import { SYSTEM, testConfig } from '#tests/conformance/koha-system.ts';
import { startAdapterServer, TEST_SECRET, type TestAdapterServer } from '#tests/support/adapter-server.ts';
import { NO_RULES } from '#tests/support/reading-rules.ts';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askRouter, createNamer, SECRET, type AskedRouter, type Namer } from './support/asked-router.ts';

/** What counts is who is answered before whom: no time is up in this test. */
const LONG_MS = 100_000;
const SLOW_MS = 20;
/** More than the connections to an adapter server. */
const CROWD = 20;
const TITLES = 40;

const ACCOUNT = `query ($accounts: [_Any!]!) {
  _entities(representations: $accounts) { ... on Account { facts { state reason { code } loans { title } } } } }`;
const COPIES = `query ($holdings: [_Any!]!) {
  _entities(representations: $holdings) { ... on Holding { availability { state } } } }`;

interface Scene {
  readonly adapter: LmsAdapter;
  readonly close: () => Promise<void>;
}

type Koha = Awaited<ReturnType<typeof createKohaReaders>>;

const openAdapter = (koha: Koha): LmsAdapter =>
  koha.createAdapter(`http://127.0.0.1:${String(koha.port)}`, LONG_MS, pino({ level: 'silent' }));

function besideTheHub(koha: Koha): Promise<Scene> {
  const adapter = openAdapter(koha);
  return Promise.resolve({ adapter, close: () => adapter.close() });
}

async function behindAnAdapterServer(koha: Koha): Promise<Scene> {
  const hosted = openAdapter(koha);
  const server: TestAdapterServer = await startAdapterServer(new Map<SystemId, LmsAdapter>([[SYSTEM, hosted]]));
  const adapter = createRemoteAdapter({
    system: testConfig(server.address, { login: 'oauth' }, LONG_MS),
    address: server.address,
    sign: createContextSigner(TEST_SECRET),
    now: Date.now,
    rules: NO_RULES,
  });
  return {
    adapter,
    async close() {
      await adapter.close();
      await server.close();
      await hosted.close();
    },
  };
}

describe.each([
  ['in the process of the hub', besideTheHub],
  ['behind an adapter server', behindAnAdapterServer],
])('a slow Koha %s that a crowd asks', (_, open) => {
  let koha: Koha;
  let scene: Scene;
  let router: AskedRouter;
  let namer: Namer;

  beforeEach(async () => {
    koha = await createKohaReaders({ login: 'oauth' });
    scene = await open(koha);
    const means = createPatronDependencies({ secret: SECRET, db: null, now: Date.now });
    router = askRouter({ adapters: [scene.adapter], means, now: Date.now, callTimeoutMs: LONG_MS, sites: ['A1'] });
    namer = createNamer(means, Date.now);
    await koha.simulator.faults.set({ slowMs: SLOW_MS });
  });
  afterEach(async () => {
    await scene.close();
    await koha.close();
  });

  /** Titles of one request: each request asks for others. */
  function holdingsOf(request: number, titles: number): readonly object[] {
    return Array.from({ length: titles }, (_title, index) => {
      const record = String(1_000 + request * TITLES + index);
      return {
        __typename: 'Holding',
        id: createId(SYSTEM, 'holding', `${record}@alder`),
        liveKeys: toLiveKeys(record, 'alder' as LibraryId, 1),
        library: { __typename: 'Library', id: 'alder' },
      };
    });
  }

  async function askCopies(caller: string, request: number, titles: number): Promise<void> {
    const asked = { role: 'public', subject: null, caller, correlationId: `${caller}-${String(request)}` } as const;
    const told = await router.ask(COPIES, { holdings: holdingsOf(request, titles) }, { ...asked, budgetMs: LONG_MS });
    expect(told.errors).toEqual([]);
    expect(JSON.stringify(told.data)).not.toMatch(/TIMEOUT|UNKNOWN/);
  }

  /** Requests that come all at once, and how many of them were answered. */
  function startCrowd(callerOf: (request: number) => string): { done: Promise<unknown>; answered: () => number } {
    let answered = 0;
    const requests = Array.from({ length: CROWD }, async (_request, index) => {
      await askCopies(callerOf(index), index, TITLES);
      answered += 1;
    });
    return { done: Promise.all(requests), answered: () => answered };
  }

  /** So that the crowd comes first: some of it is under way at the system. */
  async function untilAsked(): Promise<void> {
    const before = koha.simulator.calls.list.length;
    while (koha.simulator.calls.list.length < before + 4) await new Promise(setImmediate);
  }

  it.each([
    ['one visitor', () => 'visitor'],
    ['many visitors', (request: number) => `visitor ${String(request)}`],
  ])('tells an account before all that %s asked for', async (_crowd, callerOf) => {
    const crowd = startCrowd(callerOf);
    await untilAsked();

    const id = namer.account(SYSTEM);
    const accounts = [{ __typename: 'Account', id, grant: await namer.grant({ account: id }) }];
    const told = await router.ask(ACCOUNT, { accounts }, { caller: 'reader', budgetMs: LONG_MS });

    expect(told.data?.['_entities']).toMatchObject([{ facts: { state: 'LIVE', reason: null } }]);
    expect(crowd.answered()).toBe(0);
    await crowd.done;
  });

  it('tells somebody else of one title before most of what one visitor asked for', async () => {
    const crowd = startCrowd(() => 'visitor');
    await untilAsked();

    await askCopies('another', CROWD, 1);

    expect(crowd.answered()).toBeLessThan(CROWD / 2);
    await crowd.done;
  });
});
