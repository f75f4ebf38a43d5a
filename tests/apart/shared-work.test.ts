/**
 * A region whose parts are processes of their own, over a PostgreSQL server that is stopped and started: they start before their
 * database, and harvesters share the work that is asked for on a page of another process.
 */
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { DEMO_SERVERS } from '#demo/region-text.ts';
import { DEMO_CLIENT } from '#demo/identity.ts';
import { createLogger } from '#platform/logger.ts';
import type { KohaSimulator } from '#simulators/koha/index.ts';
import { openDatabase } from '#store/database.ts';
import { startBundledServer, type BundledServer } from '#store/supervisor.ts';
import { createVisitor, type Visitor } from '#tests/console/support/visitor.ts';
import { makeTemporaryFolder, projectRoot, runScript, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findFreePorts } from './free-ports.ts';

/** No launcher before it: a process that is killed is the one that works. */
const MAIN = join(projectRoot, 'doors', 'cli', 'main.ts');
const SYSTEM = 'koha-b';
const BAD_RECORD = 12;
/** Nobody listens there. */
const NOBODY = 'http://127.0.0.1:9/graphql';
const PATIENCE = { timeout: 90_000, interval: 200 };

const folder = makeTemporaryFolder();
const running: MerciaProcess[] = [];
let demo: RunningDemo;
let koha: KohaSimulator;
let postgres: BundledServer | null = null;
let harvesters: readonly MerciaProcess[];
let graph: string;
let pages: string;
let operator: Visitor;

async function startDatabase(): Promise<void> {
  postgres = await startBundledServer({ dataFolder: join(folder.path, 'data'), logger: createLogger('silent') });
}

async function stopDatabase(): Promise<void> {
  await postgres?.stop();
  postgres = null;
}

/** A server's socket lies elsewhere after each start; this port leads to it. */
const door = createServer((incoming) => {
  if (postgres === null) {
    incoming.destroy();
    return;
  }
  const { host, port } = postgres.connection;
  const outgoing = connect(join(host, `.s.PGSQL.${port}`));
  incoming.on('error', () => outgoing.destroy()).pipe(outgoing);
  outgoing.on('error', () => incoming.destroy()).pipe(incoming);
});

function start(part: string, env: Readonly<Record<string, string>>, ...flags: readonly string[]): MerciaProcess {
  const started = runScript(MAIN, ['serve', part, '--log-level', 'info', ...flags], env);
  running.push(started);
  return started;
}

beforeAll(async () => {
  const first = await findFreePorts(DEMO_SERVERS.length + 1);
  const ports = DEMO_SERVERS.map((_, index) => first + index);
  const issuerPort = first + DEMO_SERVERS.length;
  demo = await startDemoRegion({ ports, issuerPort, logger: createLogger('silent'), changeEveryMs: 0 });
  const found = demo.systems.find(({ id }) => id === SYSTEM);
  if (found?.id !== SYSTEM || demo.issuer === null) throw new Error(`no ${SYSTEM}, or no issuer`);
  koha = found.simulator;
  // REST alone fails for the bad record: OAI-PMH would mend it.
  koha.world.preferences['OAI-PMH'] = false;
  await koha.faults.set({ badRecords: [BAD_RECORD] });
  // One system is enough work for two.
  for (const { id, simulator } of [...demo.systems, ...demo.exports]) if (id !== SYSTEM) await simulator.kill();
  await startDatabase();
  if (postgres === null) throw new Error('no database');
  const { user, database } = postgres.connection;
  await stopDatabase();
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');

  pages = `http://127.0.0.1:${String(await findFreePorts(1))}`;
  const env = {
    ...demo.env,
    MERCIA_DEMO_HOST: '127.0.0.1',
    MERCIA_DEMO_PORT: String(first),
    MERCIA_CONTEXT_SECRET: 'the secret of a region that shares its work',
    MERCIA_PATRON_SECRET: 'the secret of that region for everything personal',
    DATABASE_URL: `postgres://${user}@127.0.0.1:${String((door.address() as AddressInfo).port)}/${database}`,
  };
  const catalogue = start('catalogue', env, '--port', '0');
  harvesters = [start('harvester', env), start('harvester', env)];
  const [, catalogueUrl = ''] = await catalogue.printed(/catalogue listens on (\S+)/);
  const others = ['--circulation-url', NOBODY, '--patrons-url', NOBODY, '--migration-url', NOBODY];
  const gateway = start('gateway', env, '--port', '0', '--catalogue-url', catalogueUrl, ...others);
  graph = (await gateway.printed(/The gateway of .* listens on (\S+)/))[1] ?? '';
  const signIn = {
    MERCIA_URL: graph,
    MERCIA_CONSOLE_URL: pages,
    MERCIA_SIGN_IN_ISSUER: demo.issuer.issuer,
    MERCIA_SIGN_IN_CLIENT: DEMO_CLIENT,
  };
  const pagesOf = start('console', { ...env, ...signIn }, '--port', new URL(pages).port);
  await pagesOf.printed(/The console listens on/);
  for (const harvester of harvesters) await harvester.printed(/The harvester of .* is running/);
}, 180_000);

afterAll(async () => {
  for (const { child } of running) child.kill('SIGTERM');
  await Promise.all(running.map(({ ended }) => ended));
  await stopDatabase();
  door.close();
  await demo.close();
  folder.remove();
});

async function readSignIn(): Promise<string> {
  return ((await (await fetch(`${pages}/ready`)).json()) as { readonly signIn: string }).signIn;
}

const rejects = async (): Promise<string> => (await operator.get(`/operate/rejects?system=${SYSTEM}`)).text;

/** How often the record was read since the calls were last cleared: each time begins with one such question. */
const readings = (): number =>
  koha.calls.list.filter(
    ({ kind, query }) =>
      kind === 'biblios' &&
      query.includes('_order_by') &&
      decodeURIComponent(query).includes(`"biblio_id":[${BAD_RECORD}]`),
  ).length;

/** How often each harvester says that it has read rejects again. */
const said = (): readonly number[] =>
  harvesters.map(({ stdout, stderr }) => `${stdout()}${stderr()}`.split('Rejects were read again').length - 1);

async function isHarvested(): Promise<boolean> {
  const report = await fetch(new URL('/ready', graph));
  const { systems } = (await report.json()) as {
    readonly systems: readonly { readonly id: string; readonly state: string }[];
  };
  return systems.some(({ id, state }) => id === SYSTEM && state === 'ready');
}

/** The harvester that holds the system now. */
async function worker(): Promise<MerciaProcess | undefined> {
  if (postgres === null) throw new Error('no database');
  const { connection } = postgres;
  const db = openDatabase({ target: { connection }, applicationName: 'test', poolSize: 1, statementTimeoutMs: 5_000 });
  const leases = await db.selectFrom('harvest_lease').select('holder').execute();
  await db.destroy();
  return harvesters.find(({ pid }) => leases.some(({ holder }) => holder.includes(`(process ${String(pid)} on`)));
}

describe('parts that are started before their database', () => {
  it('are there, and say what is not possible now', async () => {
    const stranger = createVisitor(pages);
    const [help, ask, account] = [
      await stranger.get('/help'),
      await stranger.get('/sign-in'),
      await stranger.get('/account'),
    ];

    expect([help.status, ask.status, account.status]).toEqual([200, 503, 503]);
    expect(ask.text).toContain('Nobody can sign in now. The database with the sessions does not answer.');
    expect(account.text).toContain('Nobody can sign in or out now');
    expect((await stranger.get('/')).text).toContain('The region’s index does not answer.');
    expect(await readSignIn()).toBe('not now: the database does not answer');
  });

  it('work when it is there, without being started again', async () => {
    await startDatabase();

    await vi.waitFor(async () => {
      expect(await readSignIn()).toBe('on');
    }, PATIENCE);
    operator = createVisitor(pages);
    expect((await operator.signIn('operator')).text).toContain('You are signed in Operator');
    await vi.waitFor(async () => {
      expect(await isHarvested()).toBe(true);
    }, PATIENCE);
    expect(await rejects()).toContain('1 record could not be read.');
    for (const { child } of running) expect([child.exitCode, child.signalCode]).toEqual([null, null]);
  }, 120_000);
});

describe('records that are read again because an operator asked for it on a page', () => {
  it('are read by one of two harvesters, once, and the page tells what came of it', async () => {
    koha.calls.clear();
    const asked = await operator.post('/operate/rejects', { system: SYSTEM });
    expect([asked.status, asked.location]).toEqual([303, `/operate/rejects?system=${SYSTEM}`]);

    await vi.waitFor(async () => {
      expect(await rejects()).toMatch(/Done Ended today .*: 0 records can be read now, 1 still cannot be read\./);
    }, PATIENCE);
    expect([readings(), said().toSorted()]).toEqual([1, [0, 1]]);
  }, 120_000);

  it('are read by the other if the one that reads them is killed in the middle', async () => {
    koha.calls.clear();
    const before = said();
    await koha.faults.set({ hang: true, only: ['biblios'] });
    await operator.post('/operate/rejects', { system: SYSTEM });
    await vi.waitFor(() => {
      expect(readings()).toBe(1);
    }, PATIENCE);
    const killed = await worker();
    expect(await rejects()).toMatch(/1 record could not be read\..*Reading them again: Running/);
    // What hangs already hangs on: the other one, which may begin at once, is answered.
    await koha.faults.clear();
    killed?.child.kill('SIGKILL');
    expect(await killed?.ended).toBeNull();

    await vi.waitFor(async () => {
      expect(await rejects()).toMatch(/Done Ended today .*: 1 record can be read now\./);
    }, PATIENCE);
    const more = said().map((times, index) => times - (before[index] ?? 0));
    expect(more).toEqual(harvesters.map((harvester) => (harvester === killed ? 0 : 1)));
    expect((await operator.get('/operate/rejects')).text).toContain('Every record that was harvested could be read.');
    expect((await operator.get('/operate/audit')).text.split('Had records read again')).toHaveLength(3);
  }, 120_000);
});
