/** A replica that follows a real server: it is read from while it is well, and nobody is told an error, or less, when it is not. */
import { createFeedReader } from '#feed-log/index.ts';
import { createLogger } from '#platform/logger.ts';
import { openStore, type Store } from '#store/open-store.ts';
import type { Database } from '#store/tables.ts';
import { openCatalogue, region } from '#tests/catalogue/catalogue-world.ts';
import { publish } from '#tests/feeds/support/feed-log.ts';
import { feedRegion } from '#tests/feeds/support/feed-region.ts';
import { HAS_POSTGRESQL, ORDINARY_USER, startOwnServer, type OwnServer } from '#tests/support/own-postgres.ts';
import { applyPage, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { reportReplica, renderReplica } from '#cli/doctor/database-report.ts';
import { sql, type Kysely } from 'kysely';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, chownSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withServers } from './server-support.ts';

const EVERYTHING = { repository: 'editions', set: null, from: null, until: null };

describe.skipIf(!HAS_POSTGRESQL)('a replica', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mercia-replica-'));
  const log: { readonly msg: string; readonly problem?: string }[] = [];
  const logger = pino({ base: null }, { write: (line) => void log.push(JSON.parse(line) as (typeof log)[number]) });
  const open: Store[] = [];
  let primary: OwnServer;
  let replica: OwnServer;

  const urlOf = ({ port }: OwnServer): string => `postgres://mercia@127.0.0.1:${port}/postgres`;
  async function openWith(lagSeconds: number): Promise<Store> {
    const databaseUrl = urlOf(primary);
    const store = await openStore({
      databaseUrl,
      replica: { url: urlOf(replica), lagSeconds },
      dataFolder: folder,
      logger,
      purpose: 'tool',
    });
    open.push(store);
    await expect.poll(async () => (await store.reads.state())?.isUsed, { timeout: 10_000 }).toBe(true);
    return store;
  }
  const atReplica = async (db: Kysely<Database>): Promise<boolean> => {
    const { rows } = await sql<{ follows: boolean }>`SELECT pg_is_in_recovery() AS follows`.execute(db);
    return rows[0]?.follows === true;
  };
  const pause = (): Promise<void> => replica.tell('SELECT pg_wal_replay_pause()');
  const resume = (): Promise<void> => replica.tell('SELECT pg_wal_replay_resume()');

  beforeAll(async () => {
    chownSync(folder, ORDINARY_USER.uid, ORDINARY_USER.gid);
    primary = await startOwnServer(folder, 'primary');
    replica = await startOwnServer(folder, 'replica', { primary, asynchronous: true });
  }, 60_000);
  afterEach(async () => {
    // Also behind a test that failed.
    await resume();
    for (const store of open.splice(0)) await store.close();
    log.length = 0;
  });
  afterAll(async () => {
    await replica.crash();
    await primary.crash();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives the public lists that may be some seconds old, and whoever rules what they have just changed', async () => {
    const store = await openWith(600);
    const catalogue = openCatalogue(store.db, region, { reads: store.reads });
    const search = '{ search(query: "chilblains") { totalCount edges { node { id title } } } }';
    expect(await atReplica(store.reads.db)).toBe(true);
    expect(await atReplica(store.db)).toBe(false);

    await pause();
    await applyPage(store.db, 'north', pageOf([harvested('1', marcOf('245 10 $a Chilblains'))]));
    const team = await catalogue.ask(search, {}, 'migration');
    expect(team.data).toMatchObject({ search: { totalCount: 1, edges: [{ node: { title: 'Chilblains' } }] } });
    expect((await catalogue.ask(search)).data).toMatchObject({ search: { totalCount: 0 } });
    // By its id it is found by everybody: somebody may have been told of it a moment ago.
    const { id } = (team.data?.['search'] as { edges: { node: { id: string } }[] }).edges[0]?.node ?? {};
    expect((await catalogue.ask('query ($id: ID!) { edition(id: $id) { title } }', { id })).data).toEqual({
      edition: { title: 'Chilblains' },
    });
    await resume();
    await expect
      .poll(async () => (await catalogue.ask(search)).data)
      .toMatchObject({ search: { totalCount: 1, edges: [{ node: { title: 'Chilblains' } }] } });
    const asked = '{ readReplica { isUsed lagSeconds problem fallbacks } }';
    expect((await catalogue.ask(asked, {}, 'migration')).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await catalogue.ask(asked, {}, 'operator')).data).toEqual({
      readReplica: { isUsed: true, lagSeconds: expect.any(Number) as unknown, problem: null, fallbacks: 0 },
    });
  });

  it('never hides a change behind a position that a feed has told', async () => {
    const store = await openWith(600);
    const reader = createFeedReader({ db: store.db, region: feedRegion(), reads: store.reads });
    await publish(store.db, [{ identifier: 'mids-1', second: 1 }]);
    await expect
      .poll(() =>
        store.reads.whole(
          async (db) => (await db.selectFrom('feed_state').select('position').executeTakeFirst())?.position,
        ),
      )
      .toBe(1);
    await reader.state();
    const before = (await store.reads.state())?.fallbacks ?? 0;
    expect((await reader.page(EVERYTHING, 0, 10)).entries).toHaveLength(1);
    expect((await store.reads.state())?.fallbacks).toBe(before);

    await pause();
    await publish(store.db, [
      { identifier: 'mids-2', second: 2 },
      { identifier: 'mids-3', second: 3 },
    ]);
    expect(await reader.state()).toMatchObject({ position: 3 });
    const { entries } = await reader.page(EVERYTHING, 1, 10);
    await resume();

    expect(entries.map(({ identifier }) => identifier)).toEqual(['mids-2', 'mids-3']);
    expect((await store.reads.state())?.fallbacks).toBe(before + 1);
  });

  it('has all that was committed before a report was asked for', async () => {
    const store = await openWith(600);
    for (let number = 0; number < 30; number += 1) {
      const key = `report-${String(number)}`;
      await store.db.insertInto('setting').values({ key, value: '1' }).execute();
      const found = await store.reads.report(async (reports) => {
        const row = await reports.selectFrom('setting').select('key').where('key', '=', key).executeTakeFirst();
        return { key: row?.key, follows: await atReplica(reports) };
      });
      expect(found).toEqual({ key, follows: true });
    }
    await pause();
    await store.db.insertInto('setting').values({ key: 'unseen', value: '1' }).execute();
    const seen = await store.reads.report((reports) =>
      reports.selectFrom('setting').select('key').where('key', '=', 'unseen').execute(),
    );
    await resume();
    expect(seen).toHaveLength(1);
  });

  it('is left alone while it is too far behind, or does not know what was taken back; each is said once', async () => {
    const store = await openWith(2);
    await pause();
    const write = async (): Promise<void> => {
      await store.db.insertInto('setting').values({ key: randomUUID(), value: '1' }).execute();
    };
    await expect
      .poll(
        async () => {
          await write();
          return (await store.reads.state())?.problem;
        },
        { timeout: 10_000 },
      )
      .toMatch(/^it is \d+ s behind, more than the 2 s that it may be$/u);
    expect(await atReplica(store.reads.db)).toBe(false);
    await expect.poll(() => log.filter(({ msg }) => msg.startsWith('The replica is not read from')).length).toBe(1);
    await resume();
    await expect.poll(async () => (await store.reads.state())?.isUsed, { timeout: 10_000 }).toBe(true);
    expect(log.filter(({ msg }) => msg === 'The replica is read from').length).toBe(2);

    await pause();
    await sql`INSERT INTO take_back (id, at, reason, state) VALUES (${randomUUID()}, now(), 'a case', 'OPEN')`.execute(
      store.db,
    );
    await store.reads.look();
    expect(await store.reads.state()).toMatchObject({
      isUsed: false,
      problem: expect.stringContaining('taken back') as unknown,
    });
    await resume();
    await expect.poll(async () => (await store.reads.state())?.isUsed, { timeout: 10_000 }).toBe(true);
  });

  it('may die and come back under whoever reads: no answer is an error', async () => {
    const store = await openWith(600);
    const catalogue = openCatalogue(store.db, region, { reads: store.reads });
    const failures: unknown[] = [];
    let answers = 0;
    let ended = false;
    const again = async (work: () => Promise<unknown>): Promise<void> => {
      while (!ended) {
        await work().then(
          () => (answers += 1),
          (error: unknown) => failures.push(error),
        );
      }
    };
    const searching = [1, 2, 3].map(() =>
      again(async () => {
        const { errors } = await catalogue.ask('{ search(query: "chilblains asthma") { totalCount didYouMean } }');
        if (errors.length > 0) throw new Error(JSON.stringify(errors));
      }),
    );
    const inSnapshots = again(() =>
      store.reads.whole((db) =>
        db
          .transaction()
          .setIsolationLevel('repeatable read')
          .execute(async (snapshot) => {
            await sql`SELECT count(*) FROM record`.execute(snapshot);
            await sql`SELECT pg_sleep(0.02)`.execute(snapshot);
          }),
      ),
    );
    const reporting = again(() => store.reads.report((reports) => sql`SELECT pg_sleep(0.05)`.execute(reports)));
    const enough = async (): Promise<void> => {
      const until = answers + 40;
      await expect.poll(() => answers, { timeout: 10_000 }).toBeGreaterThan(until);
    };
    await enough();
    await replica.crash();
    await enough();
    expect(await store.reads.state()).toMatchObject({ isUsed: false, problem: expect.any(String) as unknown });
    const doctor = {
      databaseUrl: urlOf(primary),
      databaseDirectUrl: undefined,
      databaseReadUrl: urlOf(replica),
      databaseReadLagSeconds: 30,
    };
    expect(renderReplica((await reportReplica(doctor))!)).toMatch(
      /warn +it would not be read from: it cannot be asked/u,
    );
    await replica.start();
    await expect.poll(async () => (await store.reads.state())?.isUsed, { timeout: 10_000 }).toBe(true);
    await enough();
    ended = true;
    await Promise.all([...searching, inSnapshots, reporting]);

    expect(failures).toEqual([]);
    expect(renderReplica((await reportReplica(doctor))!)).toMatch(/^replica +at most \d\.\d s behind/u);
    expect(log.filter(({ msg }) => msg.startsWith('The replica is not read from')).length).toBe(1);
  });
});

/** Room for a restart of each server on a busy machine. */
const LONG = { timeout: 60_000 };

describe.skipIf(!HAS_POSTGRESQL)('replicas, when another server takes over that had less than the first', () => {
  const servers = withServers();

  it('are read from if they follow that one, and not if they have what it never had', async () => {
    const folder = await servers.folder(ORDINARY_USER);
    const soon = { asynchronous: true, settings: { wal_retrieve_retry_interval: '200ms' } };
    const first = await startOwnServer(folder, 'first');
    let firstRuns = true;
    servers.undo(async () => {
      if (firstRuns) await first.crash();
    });
    const heir = await startOwnServer(folder, 'heir', { ...soon, primary: first });
    servers.undo(() => heir.crash());
    const follower = await startOwnServer(folder, 'follower', { ...soon, primary: heir });
    servers.undo(() => follower.crash());
    const stranger = await startOwnServer(folder, 'stranger', { ...soon, primary: first });
    servers.undo(() => stranger.crash());
    const openWith = async (replica: OwnServer): Promise<Store> => {
      const store = await openStore({
        databaseUrl: `postgres://mercia@127.0.0.1:${first.port},127.0.0.1:${heir.port}/postgres`,
        replica: { url: `postgres://mercia@127.0.0.1:${replica.port}/postgres`, lagSeconds: 600 },
        dataFolder: folder,
        logger: createLogger('silent'),
        purpose: 'tool',
      });
      servers.undo(() => store.close());
      await expect.poll(async () => (await store.reads.state())?.isUsed, LONG).toBe(true);
      return store;
    };
    const [near, far] = [await openWith(follower), await openWith(stranger)];
    const isLostSeen = async (): Promise<boolean> => {
      const { rows } = await sql<{ seen: boolean }>`
        SELECT pg_is_in_recovery() AND EXISTS (SELECT FROM setting WHERE key = 'lost') AS seen`.execute(far.reads.db);
      return rows[0]?.seen === true;
    };

    await heir.crash();
    await first.tell(
      "INSERT INTO setting (key, value) VALUES ('lost', '1')",
      "SELECT pg_logical_emit_message(true, 'more than the other writes', repeat('x', 4000000))",
    );
    await expect.poll(isLostSeen, LONG).toBe(true);
    await first.crash();
    firstRuns = false;
    await heir.start();
    await heir.promote();
    await expect.poll(() => far.state(), LONG).toMatchObject({ usable: true, problem: null });
    const later = ['1', '2', '3', '4', '5', '6'];
    for (const key of later) {
      await near.db.insertInto('setting').values({ key, value: '1' }).execute();
      await far.reads.look();

      expect([await isLostSeen(), (await far.reads.state())?.problem]).toEqual([
        false,
        'it is on timeline 1 and the server that takes writes on 2: it does not follow that server, or not yet',
      ]);
    }
    await expect.poll(async () => (await near.reads.state())?.isUsed, LONG).toBe(true);
    const report = (reports: Kysely<Database>) =>
      reports.selectFrom('setting').select('key').where('key', 'in', later).orderBy('key').execute();
    expect((await near.reads.report(report)).map(({ key }) => key)).toEqual(later);
    expect((await near.reads.state())?.isUsed).toBe(true);
  }, 120_000);
});
