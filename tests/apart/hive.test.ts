/** The same supergraph and the same subgraphs under another router, Hive Gateway, beside Mercia's own (docs/other-routers.md). */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_SYSTEMS } from '#demo/generate.ts';
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { DEMO_SERVERS } from '#demo/region-text.ts';
import type { DemoSystemId } from '#demo/libraries.ts';
import { DEMO_CARDS } from '#demo/readers.ts';
import { SHOWCASE } from '#demo/showcase.ts';
import { signInAs } from '#cli/demo/sign-in.ts';
import type { DemoPersonId } from '#demo/persons.ts';
import { createApiKey } from '#platform/api-key.ts';
import { createLogger } from '#platform/logger.ts';
import { insertApiKey } from '#store/repositories/api-keys/api-keys.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/fresh-database.ts';
import { projectRoot, runMercia, runScript, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findFreePorts } from './free-ports.ts';

const hive = join(projectRoot, 'lab/bench/peers/hive/node_modules/@graphql-hive/gateway/dist/bin.js');
const installed = existsSync(hive);
const readmeQuery = readFileSync(join(projectRoot, 'lab', 'demo', 'readme-query.graphql'), 'utf8');

/** Of one title, what the state of a system decides. */
function queryFor(isbn: string): string {
  return `{ editions(by: [{ isbn: "${isbn}" }]) { editions { holdings {
    id library { system { id } } availability { state itemCount availableCount reason { code } }
  } } } }`;
}

interface Holding {
  readonly library: { readonly system: { readonly id: DemoSystemId } };
  readonly availability: {
    readonly state: string;
    readonly availableCount: number | null;
    readonly reason: { readonly code: string } | null;
  } | null;
}
interface Answer {
  readonly data?: {
    readonly editions: readonly { readonly editions: readonly { readonly holdings: readonly Holding[] }[] }[];
  };
  readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}
interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly answer: Answer;
}

type MoreHeaders = Readonly<Record<string, string>>;

async function ask(url: string, query: string, more: MoreHeaders = {}, variables: object = {}): Promise<Asked> {
  return toAsked(
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', prefer: 'wait=20', 'x-correlation-id': 'asked-of-both', ...more },
      body: JSON.stringify({ query, variables }),
    }),
  );
}

async function askByAddress(url: string, query: string, variables: object): Promise<Asked> {
  const address = new URL(url);
  address.search = new URLSearchParams({ query, variables: JSON.stringify(variables) }).toString();
  return toAsked(
    await fetch(address, {
      headers: {
        accept: 'application/json',
        'apollo-require-preflight': 'true',
        'x-correlation-id': 'asked-of-both',
      },
    }),
  );
}

async function toAsked(response: Response): Promise<Asked> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, answer: JSON.parse(text) as Answer };
}

function holdingsOf({ answer }: Asked): readonly Holding[] {
  return (answer.data?.editions ?? []).flatMap(({ editions }) => editions).flatMap(({ holdings }) => holdings);
}

function statesOf(asked: Asked, isOfSystem: (id: DemoSystemId) => boolean): readonly (string | undefined)[] {
  return holdingsOf(asked)
    .filter(({ library }) => isOfSystem(library.system.id))
    .map(({ availability }) => availability?.state);
}

/** When a fact was told differs from one question to the next, and nothing else does. */
function withoutMoments(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data).replaceAll(/"asOf":"[^"]+"/g, '"asOf":"THEN"'));
}

describe.skipIf(!installed)('the supergraph under Hive, which npm ci --prefix lab/bench/peers/hive installs', () => {
  const processes: MerciaProcess[] = [];
  let demo: RunningDemo;
  let database: TestDatabase;
  let circulation: MerciaProcess;
  let own: string;
  let other: string;

  async function start(process: MerciaProcess, listening: RegExp): Promise<string> {
    processes.push(process);
    return (await process.printed(listening))[1] ?? '';
  }

  function simulator(id: DemoSystemId): RunningDemo['systems'][number]['simulator'] {
    const found = demo.systems.find((system) => system.id === id);
    if (found === undefined) throw new Error(`no ${id}`);
    return found.simulator;
  }

  async function askBoth(query: string, more?: MoreHeaders): Promise<readonly [Asked, Asked]> {
    return Promise.all([ask(own, query, more), ask(other, query, more)]);
  }

  async function signedInAs(person: DemoPersonId): Promise<MoreHeaders> {
    return { authorization: `Bearer ${await signInAs(demo.issuer?.issuer ?? '', person)}` };
  }

  beforeAll(async () => {
    const demoPort = await findFreePorts(DEMO_SERVERS.length + 1);
    const ports = DEMO_SERVERS.map((_, index) => demoPort + index);
    const issuerPort = demoPort + DEMO_SERVERS.length;
    demo = await startDemoRegion({ ports, issuerPort, logger: createLogger('silent'), changeEveryMs: 0 });
    database = await createTestDatabase();
    const { user, port, database: name, host } = database.connection;
    const env = {
      MERCIA_DEMO_HOST: '127.0.0.1',
      MERCIA_DEMO_PORT: String(demoPort),
      MERCIA_CONTEXT_SECRET: 'the secret of a region under two routers',
      MERCIA_PATRON_SECRET: 'the secret of the readers under two routers',
      MERCIA_LOG_LEVEL: 'silent',
      MERCIA_PORT: '0',
    };
    const storeEnv = {
      ...env,
      DATABASE_URL: `postgres://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`,
    };
    const harvester = runMercia(['serve', 'harvester'], storeEnv);
    circulation = runMercia(['serve', 'circulation'], storeEnv);
    const circulationUrl = await start(circulation, /circulation listens on (\S+)/);
    const patronsEnv = { ...storeEnv, MERCIA_CIRCULATION_URL: circulationUrl };
    const [catalogueUrl, patronsUrl] = await Promise.all([
      start(runMercia(['serve', 'catalogue'], storeEnv), /catalogue listens on (\S+)/),
      start(runMercia(['serve', 'patrons'], patronsEnv), /patrons listens on (\S+)/),
      start(harvester, /The first round of harvest is over/),
    ]);
    const routerEnv = {
      ...storeEnv,
      MERCIA_CATALOGUE_URL: catalogueUrl,
      MERCIA_CIRCULATION_URL: circulationUrl,
      MERCIA_PATRONS_URL: patronsUrl,
    };
    const hivePort = String(await findFreePorts(1));
    [own, other] = await Promise.all([
      start(runMercia(['serve', 'gateway'], routerEnv), /listens on (\S+)/),
      start(
        runScript(hive, ['supergraph', '--config-path', 'lab/other-router/hive.config.ts'], {
          ...routerEnv,
          MERCIA_PORT: hivePort,
        }),
        /Listening on (http:\/\/127\.0\.0\.1:\d+)/,
      ).then((address) => `${address}/graphql`),
    ]);
    // The first question after a start pays for what is compiled, and may find its budget spent on that.
    await askBoth(readmeQuery);
  }, 120_000);

  afterEach(async () => {
    await Promise.all(demo.systems.map(({ simulator: { faults } }) => faults.clear()));
  });

  afterAll(async () => {
    for (const { child } of processes) child.kill('SIGKILL');
    await Promise.all(processes.map(({ ended }) => ended));
    await demo.close();
    await database.close();
  });

  it("answers the README's query as Mercia's own gateway does", async () => {
    const [mercia, asked] = await askBoth(readmeQuery);

    expect(asked.answer.errors).toBeUndefined();
    // All of the first systems, and two that are exports.
    expect(new Set(holdingsOf(asked).map(({ library }) => library.system.id)).size).toBe(DEMO_SYSTEMS.length + 2);
    expect(new Set(statesOf(asked, (id) => DEMO_SYSTEMS.includes(id)))).toEqual(new Set(['LIVE']));
    expect(withoutMoments(asked.answer.data)).toEqual(withoutMoments(mercia.answer.data));
  });

  it('joins a copy to the site that it is at, and the site to the catalogue, as Mercia’s own gateway does', async () => {
    const query = `{ editions(by: [{ isbn: "${SHOWCASE.pathology}" }]) { editions {
      nearest(to: { latitude: 52.19, longitude: -2.21 }, first: 20) { distanceMetres site { id } holdings {
        id library { system { id } } availability { state availableCount reason { code } items { edges { node {
          currentLocation { siteCode site { id name address { town } coordinates { latitude } library { id } } } } } } } } } } } }`;

    const [mercia, asked] = await askBoth(query);

    expect(asked.answer.errors).toBeUndefined();
    expect(asked.answer.data).toEqual(mercia.answer.data);
    expect(asked.text).toContain(
      '"site":{"id":"temestead-general","name":"Temestead General Hospital Library","address":',
    );
  });

  it('tells the budget that it applied and the correlation id', async () => {
    const [mercia, asked] = await askBoth('{ region { name } }', { prefer: 'wait=3' });

    for (const name of ['preference-applied', 'vary', 'x-correlation-id'])
      expect([name, asked.headers.get(name)]).toEqual([name, mercia.headers.get(name)]);
  });

  it('keeps the states of a region of which one system is dead', async () => {
    await simulator('symphony-d').faults.set({ down: true });

    const [mercia, asked] = await askBoth(queryFor(SHOWCASE.anatomy));

    expect(statesOf(asked, (id) => id === 'symphony-d')).not.toContain('LIVE');
    expect(new Set(statesOf(asked, (id) => id !== 'symphony-d'))).toEqual(new Set(['LIVE']));
    expect(asked.answer.data).toEqual(mercia.answer.data);
    expect(asked.answer.errors).toBeUndefined();
  });

  it('says what is available now of a page, and that nothing is known of it while its system is dead', async () => {
    const queryOf = (library: string) => `{ search(query: "", filter: { libraries: ["${library}"] }, first: 50) {
      availableNow(libraries: ["${library}"]) { available { id title } unavailable { id } unknown { id } } } }`;
    await simulator('koha-c').faults.set({ down: true });

    const [merciaWell, well] = await askBoth(queryOf('severnhythe'));
    const [merciaDead, dead] = await askBoth(queryOf('fosseholm'));

    expect(well.text).toMatch(/"available":\[\{"id":"demo:edition:\d+","title":"/);
    expect(well.answer.data).toEqual(merciaWell.answer.data);
    expect(dead.text).toContain('"available":[],"unavailable":[],"unknown":[{"id":"demo:edition:');
    expect([dead.answer.data, dead.answer.errors]).toEqual([merciaDead.answer.data, undefined]);
  });

  it('ends within the budget where a system hangs, and says so', async () => {
    await simulator('koha-a').faults.set({ hang: true });

    const asked = await ask(other, queryFor(SHOWCASE.clinicalTrials), { prefer: 'wait=1' });

    const silent = holdingsOf(asked).filter(({ library }) => library.system.id === 'koha-a');
    expect(silent.length).toBeGreaterThan(0);
    expect(new Set(silent.map(({ availability }) => availability?.reason?.code))).toEqual(new Set(['TIMEOUT']));
    expect(asked.headers.get('preference-applied')).toBe('wait=1');
  });

  it.each([
    ['too deep', `{ editions(by: []) { editions { ${'holdings { edition { '.repeat(7)} title ${'} }'.repeat(7)} } } }`],
    ['too many aliases', `{ ${Array.from({ length: 51 }, (_, index) => `a${index}: region { name }`).join(' ')} }`],
    ['no GraphQL', '{ editions('],
    ['unknown to the schema', '{ region { colour } }'],
  ])('refuses a query that is %s with the same words', async (_, query) => {
    const [mercia, asked] = await askBoth(query);

    expect(asked.status).toBe(400);
    expect(asked.answer.errors).toEqual(mercia.answer.errors);
  });

  it('knows who asks, by token and by key', async () => {
    const { id, key, hash } = createApiKey();
    const kept = { id, hash, name: 'two routers', role: 'operator' as const, libraries: [], createdAt: new Date() };
    await insertApiKey(database.db, { ...kept, expiresAt: null, revokedAt: null, service: null, budgetMs: null });

    const [mercia, asked] = await askBoth('{ me { id } }', await signedInAs('reader'));
    const [, anybody] = await askBoth('{ me { id } }');
    const [, operator] = await askBoth('{ audit { edges { cursor } } }', { 'x-api-key': key });

    expect(asked.answer).toEqual(mercia.answer);
    expect(asked.text).toMatch(/"id":"demo:patron:[\w-]{24}"/);
    expect(anybody.answer.data).toEqual({ me: null });
    expect(operator.answer).toEqual({ data: { audit: { edges: [] } } });
    expect(asked.headers.get('cache-control')).toBe('private, no-store');
  });

  it('refuses a card in an address with the same words, also after it was sent as it should be', async () => {
    const query =
      'query ($c: String!) { accountByCard(library: "a", card: $c, purpose: DESK_ENQUIRY) { refusal { code } } }';
    const variables = { c: '21001004711' };
    await Promise.all([own, other].map((url) => ask(url, query, {}, variables)));

    const [mercia, asked] = await Promise.all([own, other].map((url) => askByAddress(url, query, variables)));

    expect([mercia?.status, asked?.status]).toEqual([400, 400]);
    expect(asked?.answer).toEqual(mercia?.answer);
    expect(asked?.text).toContain('would be part of the address');
    expect(asked?.text).not.toContain('21001004711');
  });

  it('tells what a reader has, and of a record that the index does not have null without an error', async () => {
    const [card] = DEMO_CARDS.filter(({ person }) => person === 'reader');
    const reader = await signedInAs('reader');
    const link = `mutation ($l: ID!, $c: String!, $p: String!) {
      linkAccount(input: { library: $l, card: $c, pin: $p }) { refusal { code } } }`;
    await ask(own, link, reader, { l: card?.library, c: card?.card, p: card?.pin });
    const query = `{ me { accounts { facts { state loans { id title item { id } record { id title } }
      holds { id title record { id title } } } } } }`;
    const [, whole] = await askBoth(query, reader);
    const titles = whole.text.match(/"record":\{"id":"[^"]+"/g) ?? [];
    const lost = /:record:([^"]+)"/.exec(titles[0] ?? '')?.[1] ?? '';
    await database.db.updateTable('record').set({ visibility: 'SUPPRESSED' }).where('local_id', '=', lost).execute();

    const [mercia, asked] = await askBoth(query, reader);

    expect(titles.length).toBeGreaterThan(1);
    expect([mercia, asked].flatMap(({ answer }) => answer.errors ?? [])).toEqual([]);
    expect(asked.answer).toEqual(mercia.answer);
    expect(asked.text.match(/"record":\{"id"/g)).toHaveLength(titles.length - 1);
    expect(asked.text).toContain('"record":null');
  });

  it('lets a patron write', async () => {
    const renew =
      'mutation { renewLoan(input: { loan: "koha-a:loan:x", idempotencyKey: "one-of-two-routers" }) { outcome } }';

    const [mercia, asked] = await askBoth(renew, await signedInAs('reader'));

    expect(mercia.answer.data).not.toBeUndefined();
    expect(asked.answer).toEqual(mercia.answer);
  });

  it.each([{ authorization: 'Bearer a.b.c' }, { 'x-api-key': 'mk_nothing' }, { authorization: 'Basic eDp5' }])(
    'refuses %j with the same words',
    async (headers) => {
      const [mercia, asked] = await askBoth('{ region { name } }', headers);

      expect([mercia.status, asked.status]).toEqual([401, 401]);
      expect(asked.answer).toEqual(mercia.answer);
      for (const name of ['www-authenticate', 'x-correlation-id', 'vary', 'cache-control'])
        expect([name, asked.headers.get(name)]).toEqual([name, mercia.headers.get(name)]);
    },
  );

  it('shows nothing of what it asked of whom when a subgraph is gone', async () => {
    circulation.child.kill('SIGKILL');
    await circulation.ended;

    const [mercia, asked] = await askBoth(readmeQuery);

    expect(asked.status).toBe(200);
    expect(asked.answer.data).toEqual(mercia.answer.data);
    const [theirs] = mercia.answer.errors ?? [];
    expect(asked.answer.errors?.length).toBeGreaterThan(0);
    for (const error of asked.answer.errors ?? []) expect(error.extensions).toEqual(theirs?.extensions);
    expect(asked.text).not.toMatch(/representations|liveKeys|127\.0\.0\.1/);
  });
});
