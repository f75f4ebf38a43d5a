import { createLogger } from '#platform/logger.ts';
import { readPostmaster } from '#store/bundled/postmaster.ts';
import { openStore } from '#store/open-store.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAlive, withServers } from './server-support.ts';

describe('the store', () => {
  const servers = withServers();
  const shared = withTestDatabase();
  const logger = createLogger('silent');

  function urlOf(): string {
    const { host, database, user } = shared.connection;
    return `postgres://${user}:secret-word@${encodeURIComponent(host)}/${database}`;
  }

  it('opens on the bundled server, ready to use, for a start and a tool beside it', async () => {
    const dataFolder = await servers.folder();
    const start = await openStore({ dataFolder, logger, purpose: 'start' });
    servers.undo(() => start.close());
    const tool = await openStore({ dataFolder, logger, purpose: 'tool' });

    await tool.db.insertInto('system').values({ system_id: 'ash' }).execute();
    await tool.close();
    const systems = await start.db.selectFrom('system').select('system_id').execute();

    expect(systems).toEqual([{ system_id: 'ash' }]);
    expect(start.describe()).toMatch(/^PostgreSQL in .*\/pg \(version \d+\.\d+\)$/u);
    await expect(openStore({ dataFolder, logger, purpose: 'start' })).rejects.toThrow(/another `mercia start`/u);
  });

  it('is stopped with its server when it is closed', async () => {
    const dataFolder = await servers.folder();
    const store = await openStore({ dataFolder, logger, purpose: 'start' });
    const { rows } = await sql<{ folder: string }>`SELECT current_setting('data_directory') AS folder`.execute(
      store.db,
    );
    const postmaster = await readPostmaster(rows[0]?.folder ?? '');
    expect(await isAlive(postmaster?.pid)).toBe(true);

    await store.close();

    expect(await isAlive(postmaster?.pid)).toBe(false);
  });

  it('opens on the server of a DATABASE_URL and tells no password', async () => {
    const store = await openStore({ databaseUrl: urlOf(), dataFolder: '/nonexistent', logger, purpose: 'start' });
    servers.undo(() => store.close());

    expect(await store.db.selectFrom('record').selectAll().execute()).toEqual([]);
    expect(store.describe()).toContain(shared.connection.database);
    expect(store.describe()).not.toContain('secret-word');
  });

  it('reads at the server that takes writes where the other one takes them itself, and refuses what is no address of one replica', async () => {
    const here = { dataFolder: '/nonexistent', logger, purpose: 'tool' as const };
    const two = { url: 'postgres://mercia@a.example:5432,b.example:5432/mercia', lagSeconds: 30 };
    await expect(openStore({ ...here, replica: two })).rejects.toThrow(/is for a server of DATABASE_URL/u);
    await expect(openStore({ ...here, databaseUrl: urlOf(), replica: two })).rejects.toThrow(/names several hosts/u);

    const store = await openStore({ ...here, databaseUrl: urlOf(), replica: { url: urlOf(), lagSeconds: 30 } });
    servers.undo(() => store.close());
    const asked = [
      await store.reads.whole(async (_, isReplica) => isReplica),
      (await sql<{ one: number }>`SELECT 1 AS one`.execute(store.reads.db)).rows[0]?.one,
      await store.reads.report(async (reports) => (await sql`SELECT 1`.execute(reports)).rows.length),
    ];

    expect(asked).toEqual([false, 1, 1]);
    await expect
      .poll(() => store.reads.state())
      .toEqual({
        isUsed: false,
        lagSeconds: null,
        problem: 'it takes writes itself: name a server that follows the one of DATABASE_URL',
        fallbacks: 3,
      });
  });

  it('lets reports read only', async () => {
    const store = await openStore({ databaseUrl: urlOf(), dataFolder: '/nonexistent', logger, purpose: 'tool' });
    servers.undo(() => store.close());

    const writing = store.reports.insertInto('system').values({ system_id: 'birch' }).execute();

    await expect(writing).rejects.toThrow('takes no writes');
    expect(await store.reports.selectFrom('system').selectAll().execute()).toEqual([]);
  });

  it('outlives connections that the server closes', async () => {
    const store = await openStore({ databaseUrl: urlOf(), dataFolder: '/nonexistent', logger, purpose: 'tool' });
    servers.undo(() => store.close());
    await store.db.selectFrom('system').selectAll().execute();

    await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mercia'`.execute(
      shared.db,
    );
    await expect
      .poll(() =>
        store.db
          .selectFrom('system')
          .selectAll()
          .execute()
          .catch(() => 'lost'),
      )
      .toEqual([]);
  });

  it('is opened for a part before its database answers, and brings that to the newest shape when it does', async () => {
    const empty = 'an empty one';
    await sql`CREATE DATABASE ${sql.id(empty)}`.execute(shared.db);
    const { host, user, port } = shared.connection;
    const proxy = createServer((incoming) => {
      const outgoing = connect(join(host, `.s.PGSQL.${port}`));
      incoming.on('error', () => outgoing.destroy()).pipe(outgoing);
      outgoing.on('error', () => incoming.destroy()).pipe(incoming);
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port: proxied } = proxy.address() as AddressInfo;
    proxy.close();
    await once(proxy, 'close');

    const databaseUrl = `postgres://${user}@127.0.0.1:${proxied}/${encodeURIComponent(empty)}`;
    const store = await openStore({ databaseUrl, dataFolder: '/nonexistent', logger, purpose: 'part' });
    servers.undo(async () => {
      await store.close();
      proxy.close();
      await sql`DROP DATABASE ${sql.id(empty)} WITH (FORCE)`.execute(shared.db);
    });
    expect(store.describe()).toContain('it does not answer yet');
    expect(await store.state()).toEqual({ usable: false, problem: 'the database does not answer' });
    await expect(store.db.selectFrom('system').selectAll().execute()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });

    proxy.listen(proxied, '127.0.0.1');
    await store.settled;

    expect(await store.state()).toEqual({ usable: true, problem: null });
    expect(store.describe()).toMatch(/\(version \d+/u);
    expect(await store.db.selectFrom('system').selectAll().execute()).toEqual([]);
  });

  it('is closed although its database never answered', async () => {
    const databaseUrl = 'postgres://127.0.0.1:1/none';
    const store = await openStore({ databaseUrl, dataFolder: '/nonexistent', logger, purpose: 'part' });

    await expect(store.close()).resolves.toBeUndefined();
  });

  it('has no tables before it was brought to a shape, and says so in words for whoever runs it', async () => {
    await expect(sql`SELECT 1 FROM not_there`.execute(shared.db)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('the tables of this version are not there yet') as string,
    });
  });

  it.each([
    ['postgres://127.0.0.1:1/none', 'STORE_UNAVAILABLE', 'database: no answer; check that the PostgreSQL server runs'],
    ['127.0.0.1:5432', 'CONFIG_INVALID', 'DATABASE_URL is no address of a PostgreSQL server'],
  ])('says what is wrong with %s', async (databaseUrl, code, message) => {
    const purpose = code === 'CONFIG_INVALID' ? 'part' : 'tool';
    const opening = openStore({ databaseUrl, dataFolder: '/nonexistent', logger, purpose });

    await expect(opening).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string });
  });

  it('says that the server has no such database', async () => {
    const databaseUrl = urlOf().replace(shared.connection.database, 'elsewhere');

    const opening = openStore({ databaseUrl, dataFolder: '/nonexistent', logger, purpose: 'tool' });

    await expect(opening).rejects.toThrow('database: the server has no such database');
  });
});
