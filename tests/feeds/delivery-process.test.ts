/** Deliveries as an operator sees them: the commands, a process that is killed in the middle, and the schedule. */
import { createDeliveryRound } from '#feeds/delivery/index.ts';
import type { Delivery } from '#domain/feeds.ts';
import type { Database } from '#store/tables.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { databaseUrl } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia } from '#tests/support/mercia-process.ts';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureLog } from '#feed-log/publish/state.ts';
import type { Kysely } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startCuttingProxy } from './support/cutting-proxy.ts';
import { sshdAvailable, startSshHost, type SshHost } from './support/delivery-hosts.ts';
import {
  deliveryOptions,
  deliveryTo,
  filesAt,
  hoursLater,
  makeReceiver,
  MORNING,
  recordsIn,
  titles,
} from './support/delivery-world.ts';
import { EPOCH, marcOf, publish } from './support/feed-log.ts';
import { feedRegion } from './support/feed-region.ts';

const TITLES = 200;
const LONG = 'A title that goes on. '.repeat(200);

describe.skipIf(!sshdAvailable)('deliveries as they run (skipped where there is no OpenSSH server)', () => {
  const store = withTestDatabase();
  const folder = makeTemporaryFolder();
  let host: SshHost;
  let jobs: Kysely<Database>;

  beforeAll(async () => {
    jobs = store.open();
    host = await startSshHost(folder.path);
    // Of this very database: a command takes any other log for that of a restored backup, and begins again.
    await ensureLog(store.db, MORNING);
    await store.db.updateTable('feed_state').set({ epoch: EPOCH, rules: 'test' }).execute();
    const long = titles(TITLES).map((title) => ({ ...title, marc: marcOf(title.identifier, LONG) }));
    await publish(store.db, long);
  });
  afterAll(async () => {
    await host.close();
    folder.remove();
  });

  it(
    'sends the whole load again when a process was killed, and its receipts are right',
    { timeout: 150_000 },
    async () => {
      const receiver = makeReceiver(folder.path, 'killed');
      const proxy = await startCuttingProxy({ to: host.port, after: 300_000, then: 'SILENCE', firstOnly: true });
      onTestFinished(() => proxy.close());
      const region = join(folder.path, 'region.yaml');
      writeFileSync(region, regionFile({ port: proxy.port, folder: receiver, hostKey: host.fingerprint }));
      const data = join(folder.path, 'data');
      const env = { DATABASE_URL: databaseUrl(store), EDS_USER: host.user, EDS_KEY: host.privateKey };
      const mercia = (...args: readonly string[]) => runMercia([...args, '--region', region, '--data', data], env);

      const killed = mercia('feed', 'deliver', 'eds');
      await Promise.race([proxy.reached, killed.ended]);
      expect(killed.child.exitCode).toBeNull();
      killed.child.kill('SIGKILL');
      await killed.ended;
      const [half] = await store.db.selectFrom('feed_delivery').selectAll().execute();
      const again = mercia('feed', 'deliver', 'eds');
      const ended = await again.ended;

      expect(half).toMatchObject({ kind: 'FULL', attempts: 1, finished_at: null, problem: null });
      expect([ended, again.stderr()]).toEqual([0, '']);
      expect(again.stdout()).toMatch(/^eds FULL up to 200 of epoch 0a1b2c3d: attempt 2 of .*, arrived /);
      const files = filesAt(receiver);
      expect(files).toEqual([expect.stringMatching(/^full\/edsfull\d{14}\.mrc$/)]);
      expect(recordsIn(join(receiver, files[0] ?? ''))).toHaveLength(TITLES);
      expect(readdirSync(join(data, 'deliveries'))).toEqual([]);
      const receipts = await store.db.selectFrom('feed_delivery').selectAll().orderBy('id').execute();
      expect(receipts).toMatchObject([
        { attempts: 1, problem: 'was broken off, and sent again', finished_at: null },
        { kind: 'FULL', attempts: 2, problem: null, to_position: TITLES },
      ]);

      const shown = mercia('feed', 'deliveries');
      expect(await shown.ended).toBe(0);
      expect(shown.stdout()).toMatch(/^ID +STATE +LAST ARRIVED +NEXT +FAILED\neds +ON_TIME +\S+ +\S+ +0$/m);
      expect(shown.stdout()).toMatch(/^ {2}edsfull\d{14}\.mrc {2}200 records {2}\d+ bytes {2}SHA-256 [0-9a-f]{64}$/m);
      const json = mercia('feed', 'deliveries', '--json');
      expect(await json.ended).toBe(0);
      expect(JSON.parse(json.stdout())).toMatchObject({
        delivery: 'eds',
        state: 'ON_TIME',
        receipts: [{ attempts: 2 }, { attempts: 1 }],
      });
      const unknown = mercia('feed', 'deliver', 'edss');
      expect(await unknown.ended).toBe(1);
      expect(unknown.stderr()).toContain('The region file has no delivery "edss"; it has eds.');
      for (const each of [again, shown, json, unknown]) {
        expect(`${each.stdout()}${each.stderr()}`).not.toContain('PRIVATE KEY');
      }
    },
  );

  it('delivers when it is due, waits longer after each failure, and says so in the log', async () => {
    const receiver = makeReceiver(folder.path, 'scheduled');
    const delivery = deliveryTo(host.port, receiver, { id: 'timed', hostKey: host.fingerprint });
    const schedule = scheduleOf(delivery);

    await schedule.look(0);
    expect(filesAt(receiver)).toEqual(['full/timedfull20310302020000.mrc']);
    await publish(store.db, [{ identifier: 'mids-1', second: 2 }]);
    await schedule.look(23);
    rmSync(join(receiver, 'update'), { recursive: true });
    for (const hours of [24, 24.05, 24.1, 24.2, 24.3]) await schedule.look(hours);
    expect(await attemptsOf('timed')).toEqual([1, 3]);
    mkdirSync(join(receiver, 'update'));
    await schedule.look(31);
    expect(await attemptsOf('timed')).toEqual([1, 4]);
    expect(filesAt(receiver)).toContain('update/timedupdate20310303090000.mrc');
    await schedule.look(90);

    expect(schedule.logged()).toEqual([
      'info a delivery arrived',
      'warn a delivery failed; it is sent again',
      'warn a delivery failed; it is sent again',
      'error a delivery failed; it is sent again',
      'error a delivery does not arrive',
      'info a delivery arrived',
      'error a delivery does not arrive',
      'info a delivery arrived',
    ]);
  });

  it('waits while everything is held, says so once, and goes on when it is let go', async () => {
    const receiver = makeReceiver(folder.path, 'waiting');
    const delivery = deliveryTo(host.port, receiver, { id: 'waiting', hostKey: host.fingerprint });
    const [editions] = await store.db.selectFrom('feed_repository').select('id').execute();
    const hold = { repository: editions?.id ?? 0, set_spec: '', since: MORNING, would_lose: 40, had: 100 };
    await store.db.insertInto('feed_hold').values(hold).execute();
    const schedule = scheduleOf(delivery);

    await schedule.look(0);
    await schedule.look(1);
    expect(filesAt(receiver)).toEqual([]);
    expect(schedule.logged()).toEqual(['warn a delivery does not arrive']);
    await store.db.deleteFrom('feed_hold').execute();
    await schedule.look(2);

    expect(filesAt(receiver)).toHaveLength(1);
  });

  async function attemptsOf(delivery: string): Promise<readonly number[]> {
    const rows = await store.db.selectFrom('feed_delivery').selectAll().where('delivery', '=', delivery).execute();
    return rows.sort((a, b) => a.id - b.id).map(({ attempts }) => attempts);
  }

  /** A schedule whose looks are called one by one, each at its hour. */
  function scheduleOf(delivery: Delivery): { look(hours: number): Promise<void>; logged(): readonly string[] } {
    const lines: string[] = [];
    const logger = pino(
      { level: 'info', base: null, formatters: { level: (label) => ({ level: label }) } },
      {
        write: (line) => {
          const { level, msg } = JSON.parse(line) as { level: string; msg: string };
          lines.push(`${level} ${msg}`);
        },
      },
    );
    let now = MORNING;
    const secrets = { EDS_USER: host.user, EDS_KEY: host.privateKey };
    const world = { db: store.db, jobs, dataFolder: join(folder.path, delivery.id), secrets };
    const region = feedRegion({ deliveries: [delivery] });
    const options = deliveryOptions(world, { region, logger, clock: () => now });
    const look = createDeliveryRound({ options: () => options, logger });
    return {
      async look(hours) {
        now = hoursLater(hours);
        await look();
      },
      logged: () => lines,
    };
  }
});

function regionFile({ port, folder, hostKey }: { port: number; folder: string; hostKey: string }): string {
  return `
region:
  id: mids
  name: The Midlands
libraries:
  - id: north
    name: North Infirmary
    system: koha-north
systems:
  - id: koha-north
    name: Koha of the north
    kind: koha
    address: https://koha.example.org/
    owners:
      - code: NOR
        library: north
feeds:
  namespace: mids.example.org
  adminEmail: feeds@mids.example.org
  deliveries:
    - id: eds
      protocol: SFTP
      host: 127.0.0.1
      port: ${port}
      folder: ${folder}
      userEnv: EDS_USER
      privateKeyEnv: EDS_KEY
      hostKey: ${hostKey}
`;
}
