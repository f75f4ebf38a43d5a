/** Two of each part as processes of their own: together they ask a Koha no more than its limits allow, whatever becomes of one of them. */
import { createTcpProxy, type TcpProxy } from '#conformance/wire/tcp-proxy.ts';
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { createLogger } from '#platform/logger.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import type { KohaSimulator } from '#simulators/koha/index.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, projectRoot, runScript, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';

/** No launcher before it: a process that is killed is the one that works. */
const MAIN = join(projectRoot, 'doors', 'cli', 'main.ts');
const SYSTEM = 'koha-b';
const SECRET = 'the secret of a region of several processes';
/** One for each process that asks. */
const CONNECTIONS = 3;
const PER_SECOND = 60;
/** Nobody listens there. */
const NOBODY = 'http://127.0.0.1:9/graphql';
const PATIENCE = { timeout: 90_000, interval: 100 };
const BUDGET_MS = 20_000;

const folder = makeTemporaryFolder();
const running: MerciaProcess[] = [];
let demo: RunningDemo;
let koha: KohaSimulator;
let wire: TcpProxy;
let database: TestDatabase;
let databaseWire: TcpProxy;
let routers: readonly Served[];
let gateways: readonly string[];
let holdings: readonly Holding[];

interface Served {
  readonly process: MerciaProcess;
  readonly url: string;
}
interface Holding {
  readonly id: string;
  readonly liveKeys: readonly string[];
}
interface Described {
  readonly region: object;
  readonly libraries: readonly { readonly system: string }[];
  readonly systems: readonly { readonly id: string; readonly harvest?: object; readonly limits?: object }[];
}

/** The demonstration region with one system alone, which is asked over the wire that counts. */
function describeRegion(): string {
  const whole = parse(demo.regionText.replaceAll(koha.url, wire.address)) as Described;
  return stringify({
    ...whole,
    // Nobody who asks without a key may wait for longer than the region says.
    region: { ...whole.region, budgetMs: BUDGET_MS },
    // It names systems, those that are gone among them.
    feeds: undefined,
    libraries: whole.libraries.filter(({ system }) => system === SYSTEM),
    systems: whole.systems
      .filter(({ id }) => id === SYSTEM)
      .map((system) => ({
        ...system,
        limits: { connections: CONNECTIONS, perSecond: PER_SECOND, callTimeoutMs: BUDGET_MS, freshForMs: 0 },
        harvest: { ...system.harvest, pageSize: 10, everySeconds: 5 },
      })),
  });
}

beforeAll(async () => {
  demo = await startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0 });
  const found = demo.systems.find(({ id }) => id === SYSTEM);
  if (found?.id !== SYSTEM) throw new Error(`no ${SYSTEM}`);
  koha = found.simulator;
  await koha.faults.set({ slowMs: 20 });
  wire = await createTcpProxy(Number(new URL(koha.url).port));
  database = await createTestDatabase();
  const { host, port, user, database: name } = database.connection;
  databaseWire = await createTcpProxy(join(host, `.s.PGSQL.${port}`));
  const region = join(folder.path, 'region.yaml');
  writeFileSync(region, describeRegion());
  const env = {
    ...demo.env,
    MERCIA_CONTEXT_SECRET: SECRET,
    MERCIA_PATRON_SECRET: 'the secret of that region for everything personal',
    DATABASE_URL: `postgres://${user}@127.0.0.1:${databaseWire.port}/${name}`,
  };
  const start = (part: string, ...flags: readonly string[]): MerciaProcess => {
    const asked = part === 'console' ? { ...env, MERCIA_URL: gateways[0] ?? '' } : env;
    const own = part === 'console' ? [] : ['--region', region];
    const started = runScript(MAIN, ['serve', part, '--log-level', 'info', ...own, ...flags], asked);
    running.push(started);
    return started;
  };
  const serve = async (part: string, ...flags: readonly string[]): Promise<Served> => {
    const process = start(part, '--port', '0', ...flags);
    const [, url = ''] = await process.printed(/listens on (\S+)/);
    return { process, url };
  };
  for (let each = 0; each < 2; each += 1) start('harvester');
  const [first, second, ...catalogues] = await Promise.all([
    serve('circulation'),
    serve('circulation'),
    serve('catalogue'),
    serve('catalogue'),
  ]);
  routers = [first, second];
  gateways = await Promise.all(
    routers.map(async ({ url }, at) => {
      const parts = ['--catalogue-url', catalogues[at]?.url ?? '', '--circulation-url', url];
      const gateway = await serve('gateway', ...parts, '--patrons-url', NOBODY, '--migration-url', NOBODY);
      return gateway.url;
    }),
  );
  await Promise.all(gateways.map(() => serve('console')));
}, 180_000);

afterAll(async () => {
  for (const { child } of running) child.kill('SIGTERM');
  await Promise.all(running.map(({ ended }) => ended));
  await wire.close();
  await databaseWire.close();
  await database.close();
  await demo.close();
  folder.remove();
});

async function ask(url: string, query: string, variables: object = {}, headers: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'mercia-budget-ms': String(BUDGET_MS), ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await answer.json()) as { readonly data: unknown; readonly errors?: unknown };
}

interface Found {
  readonly search: {
    readonly nodes: readonly { readonly holdings: readonly { readonly availability: { readonly state: string } }[] }[];
  };
}

/** The states of what a gateway answers to a search. */
async function statesOf(gateway: string, words: string): Promise<readonly string[]> {
  const query = `query ($words: String!) { search(query: $words, first: 10) { nodes { holdings { availability { state } } } } }`;
  const { data } = await ask(gateway, query, { words });
  return (data as Found).search.nodes.flatMap((edition) =>
    edition.holdings.map(({ availability }) => availability.state),
  );
}

/** What a router answers of one holding, without a catalogue before it. */
async function askRouter({ url }: Served, { id, liveKeys }: Holding): Promise<string> {
  const context = await createContextSigner(SECRET)({
    role: 'public',
    subject: null,
    correlationId: 'test',
    receivedAt: Date.now(),
    deadline: Date.now() + BUDGET_MS,
  });
  const query =
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Holding { availability { state reason { message } } } } }';
  const { data } = await ask(
    url,
    query,
    { of: [{ __typename: 'Holding', id, liveKeys }] },
    { 'mercia-context': context },
  );
  const [entity] = (data as { readonly _entities: readonly { readonly availability: { readonly state: string } }[] })
    ._entities;
  return entity?.availability.state ?? 'nothing';
}

/** How many exchanges with the system a router has had. */
async function exchangesOf({ url }: Served): Promise<number> {
  const scraped = await (await fetch(new URL('/metrics', url))).text();
  const counts = [...scraped.matchAll(/^mercia_host_exchanges_total\{[^}]*\} (\d+)$/gm)].map(([, count]) =>
    Number(count),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function finishedRuns(kind: 'full' | 'changes'): Promise<number> {
  const runs = await database.db.selectFrom('harvest_run').selectAll().where('kind', '=', kind).execute();
  return runs.filter(({ finished_at: at }) => at !== null).length;
}

function readHoldings(): Promise<Holding[]> {
  return database.db.selectFrom('holding').select(['id', 'live_keys as liveKeys']).orderBy('id').execute();
}

const WORDS = ['care', 'nursing', 'health', 'medicine'];

describe('several processes that ask one Koha', () => {
  it('ask no more at once, and no more in a second, than it may be asked, and all get their answers', async () => {
    const states: string[] = [];
    // While it is harvested, too: as soon as there is something to ask for.
    await expect.poll(readHoldings, PATIENCE).not.toEqual([]);
    while ((await finishedRuns('full')) === 0) {
      const some = (await readHoldings()).slice(0, 4);
      const asked = routers.flatMap((router) => some.map((holding) => askRouter(router, holding)));
      states.push(...(await Promise.all(asked)));
    }
    await expect.poll(() => statesOf(gateways[0] ?? '', WORDS[0] ?? ''), PATIENCE).not.toEqual([]);
    for (const found of await Promise.all(gateways.flatMap((each) => WORDS.map((words) => statesOf(each, words)))))
      states.push(...found);

    expect(new Set(states)).toEqual(new Set(['LIVE']));
    for (const router of routers) expect(await exchangesOf(router)).toBeGreaterThan(0);
    expect(wire.most).toBeLessThanOrEqual(CONNECTIONS);
    const at = koha.calls.list.map((call) => call.at);
    const inSecondFrom = (from: number): number => at.filter((each) => each >= from && each < from + 1_000).length;
    // Those that had begun before may arrive late, on a machine that is busy; no more than are open at once.
    expect(Math.max(...at.map(inSecondFrom))).toBeLessThanOrEqual(PER_SECOND + CONNECTIONS);
    holdings = (await readHoldings()).slice(0, 10);
  }, 120_000);

  it('answer live questions while the database hangs', async () => {
    databaseWire.setMode('hang');

    const states = await Promise.all(
      routers.flatMap((router) => holdings.map((holding) => askRouter(router, holding))),
    );

    databaseWire.setMode('pass');
    expect(new Set(states)).toEqual(new Set(['LIVE']));
    expect(wire.most).toBeLessThanOrEqual(CONNECTIONS);
  }, 120_000);

  it('take over what a killed one held', async () => {
    const [killed, other] = routers;
    if (killed === undefined || other === undefined) throw new Error('two routers run');
    killed.process.child.kill('SIGKILL');
    await killed.process.ended;

    expect(await Promise.all(holdings.map((holding) => askRouter(other, holding)))).not.toContain('UNKNOWN');
    await expect
      .poll(async () => await (await fetch(new URL('/metrics', other.url))).text(), PATIENCE)
      .toMatch(/mercia_host_concurrency_limit\{system="koha-b"\} [23]/);
    expect(wire.most).toBeLessThanOrEqual(CONNECTIONS);
  }, 120_000);

  it('say nothing of a lease that another one has', () => {
    const printed = running.map(({ stdout, stderr }) => `${stdout()}${stderr()}`).join('\n');
    expect(printed).not.toContain('is harvesting it');
  });
});
