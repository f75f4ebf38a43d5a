/** Guards of several processes over one database: each has its own guards, shares and connections to the database here. */
import { createTcpProxy, type TcpProxy } from '#conformance/wire/tcp-proxy.ts';
import { MerciaError } from '#platform/errors.ts';
import { askAs, createHostGuards, type HostGuard } from '#platform/host-guard/index.ts';
import { createLogger } from '#platform/logger.ts';
import { openDatabase } from '#store/database.ts';
import { describeHolder } from '#store/holder.ts';
import { openHostShares } from '#store/host-shares/host-shares.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';

const signal = new AbortController().signal;
const live = { signal, urgency: 'live' } as const;
const background = { signal, urgency: 'background' } as const;

const store = withTestDatabase();
let wire: TcpProxy;
let hosts = 0;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const { host, port } = store.connection;
  wire = await createTcpProxy(join(host, `.s.PGSQL.${port}`));
});
afterEach(async () => {
  if (wire.mode !== 'pass') wire.setMode('pass');
  await Promise.all(closing.splice(0).map((close) => close()));
});
afterAll(() => wire.close());

interface Limits {
  readonly connections: number;
  readonly perSecond?: number;
  readonly callTimeoutMs?: number;
}

/** What one process asks a host through. */
function startProcess(
  host: string,
  limits: Limits,
  { now, answersReaders = true }: { now?: () => number; answersReaders?: boolean } = {},
): HostGuard {
  const { user, database } = store.connection;
  const url = `postgres://${user}@127.0.0.1:${wire.port}/${database}`;
  const db = openDatabase({ target: { url }, applicationName: 'test', poolSize: 2, statementTimeoutMs: 5_000 });
  const shares = openHostShares({
    db,
    logger: createLogger('silent'),
    name: 'test',
    answersReaders,
    ...(now && { now }),
  });
  closing.push(async () => {
    await shares.close();
    await db.destroy();
  });
  const breaker = { failures: 1_000, openMs: 1_000, maxOpenMs: 1_000 };
  return createHostGuards({ shares }).for({ id: host, limits: { callTimeoutMs: 100, ...limits, breaker } });
}

/** A host that counts what is asked of it at once, and when. */
function createHost(answerMs: number) {
  const begun: number[] = [];
  let now = 0;
  let most = 0;
  return {
    name: `host-${(hosts += 1)}`,
    begun,
    get most() {
      return most;
    },
    exchange: async (): Promise<string> => {
      begun.push(performance.now());
      now += 1;
      most = Math.max(most, now);
      await pause(answerMs);
      now -= 1;
      return 'fine';
    },
  };
}

const askOften = (
  guard: HostGuard,
  times: number,
  exchange: () => Promise<string>,
  options: typeof live | typeof background = live,
): Promise<string[]> => Promise.all(Array.from({ length: times }, () => guard.run(exchange, options)));

describe('processes that ask the same host', () => {
  it.each([
    { connections: 1, perProcess: 4 },
    { connections: 3, perProcess: 30 },
  ])(
    'ask no more than $connections at once together, and all of them get their answers',
    async ({ connections, perProcess }) => {
      const host = createHost(5);
      const guards = [startProcess(host.name, { connections }), startProcess(host.name, { connections })];
      const harvester = startProcess(host.name, { connections }, { answersReaders: false });

      const answers = await Promise.all([
        ...guards.map((guard) => askOften(guard, perProcess, host.exchange)),
        askOften(harvester, perProcess, host.exchange, background),
      ]);

      expect(answers.flat()).toHaveLength(3 * perProcess);
      expect(host.most).toBeLessThanOrEqual(connections);
    },
  );

  it('begin no more in a second together than it may be asked', async () => {
    const [perSecond, connections] = [20, 2];
    const host = createHost(1);
    const guards = [1, 2].map(() => startProcess(host.name, { connections, perSecond }));

    await Promise.all(guards.map((guard) => askOften(guard, 15, host.exchange)));

    const begun = host.begun.toSorted((a, b) => a - b);
    const inSecondFrom = (from: number): number => begun.filter((at) => at >= from && at < from + 1_000).length;
    // Those that were due before may begin late, on a machine that is busy; no more than run at once.
    expect(Math.max(...begun.map(inSecondFrom))).toBeLessThanOrEqual(perSecond + connections);
  });

  it('let an account go first, although another one harvests and holds all there is', async () => {
    const host = createHost(5);
    const harvester = startProcess(host.name, { connections: 1 }, { answersReaders: false });
    const router = startProcess(host.name, { connections: 1 }, { answersReaders: false });
    let isAnswered = false;
    const harvest = async (): Promise<void> => {
      while (!isAnswered) await harvester.run(host.exchange, background);
    };
    const harvesting = Promise.all([harvest(), harvest()]);
    await expect.poll(() => host.begun.length).toBeGreaterThan(0);

    // The harvest ends with this alone.
    await askAs({ urgency: 'account', caller: 'reader' }, () => router.run(host.exchange, live));
    isAnswered = true;
    await harvesting;

    expect(host.most).toBe(1);
  });

  it('keep the pause that one of them was asked for', async () => {
    const host = createHost(1);
    const [first, second] = [startProcess(host.name, { connections: 2 }), startProcess(host.name, { connections: 2 })];
    await Promise.all([first, second].map((guard) => guard.run(host.exchange, live)));
    const tooMany = new MerciaError('LMS_RATE_LIMITED', 'no', { retryAfterSeconds: 60 });

    await expect(first.run(() => Promise.reject(tooMany), live)).rejects.toBe(tooMany);

    await expect.poll(() => second.state().pausedUntil ?? 0).toBeGreaterThan(Date.now() + 50_000);
    await expect(second.run(host.exchange, live)).rejects.toMatchObject({ code: 'LMS_RATE_LIMITED', notSent: true });
  });
});

/** All of a host, claimed by a process that says no more. */
async function claimForSilent(host: string, holder: string, expiresInMs: number): Promise<void> {
  const claim = { units: 1, wants: 1, isLive: true, asks: false, since: 0 };
  await sql`INSERT INTO host_process VALUES (${holder}, clock_timestamp() + make_interval(secs => ${expiresInMs / 1_000}))`.execute(
    store.db,
  );
  await store.db
    .insertInto('host_share')
    .values({ host, claims: JSON.stringify({ [holder]: claim }) })
    .execute();
}

async function hasExpired(holder: string): Promise<boolean> {
  const { rows } = await sql<{ expired: boolean }>`
    SELECT expires_at < clock_timestamp() AS expired FROM host_process WHERE holder = ${holder}`.execute(store.db);
  return rows[0]?.expired ?? false;
}

describe('what a killed process held', () => {
  it('is free when its claim has expired, and not before', async () => {
    const host = createHost(1);
    const holder = 'test (process 1 on elsewhere), 1-1@elsewhere/0, 0';
    await claimForSilent(host.name, holder, 100);

    const expired = await startProcess(host.name, { connections: 1 }).run(() => hasExpired(holder), live);

    expect(expired).toBe(true);
  });

  it('is free at once if it ran on the same machine', async () => {
    const host = createHost(1);
    const child = spawn(process.execPath, ['-e', '']);
    const holder = (await describeHolder('test')).replaceAll(String(process.pid), String(child.pid));
    await once(child, 'exit');
    await claimForSilent(host.name, holder, 600_000);

    await startProcess(host.name, { connections: 1 }).run(host.exchange, live);

    expect(await hasExpired(holder)).toBe(false);
  });
});

describe('a database that hangs', () => {
  it('stops nothing that is asked within a share; after its time nothing is asked, which is said, until it is back', async () => {
    const host = createHost(1);
    let lateMs = 0;
    const guard = startProcess(host.name, { connections: 2 }, { now: () => performance.now() + lateMs });
    await guard.run(host.exchange, live);

    wire.setMode('hang');
    lateMs = 10_000;
    for (let at = 0; at < 20; at += 1) await guard.run(host.exchange, live);
    expect(guard.state().concurrency).toBe(2);

    lateMs = 20_000;
    expect(guard.state().concurrency).toBe(0);
    const refused = await guard.run(host.exchange, live).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'LMS_RATE_LIMITED',
      notSent: true,
      message: expect.stringMatching(/not asked: the database does not answer/) as string,
    });
    expect(host.begun).toHaveLength(21);

    wire.setMode('pass');
    await expect.poll(() => guard.run(host.exchange, live).catch(String), { timeout: 30_000 }).toBe('fine');
  });

  it('lets nobody wait for the whole of their time who asked before it was known', async () => {
    const host = createHost(1);
    wire.setMode('reset');
    const guard = startProcess(host.name, { connections: 2 });

    const asked = guard.run(host.exchange, live);

    await expect(asked).rejects.toMatchObject({ code: 'LMS_RATE_LIMITED', notSent: true });
    expect(host.begun).toEqual([]);
  });
});
