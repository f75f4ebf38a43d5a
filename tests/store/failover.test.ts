import { createLogger } from '#platform/logger.ts';
import { isMerciaError } from '#platform/errors.ts';
import { openStore } from '#store/open-store.ts';
import { sql } from 'kysely';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { HAS_POSTGRESQL, ORDINARY_USER, startOwnServer } from '#tests/support/own-postgres.ts';
import { withServers } from './server-support.ts';

/** Without Debian's PostgreSQL there is none that can follow another. */
describe.skipIf(!HAS_POSTGRESQL)('a database of two servers', () => {
  const servers = withServers();
  const logger = createLogger('silent');

  it('is found where it takes writes, and where it does after one server has died: reads go on, nothing acknowledged is lost', async () => {
    const folder = await servers.folder(ORDINARY_USER);
    const primary = await startOwnServer(folder, 'primary');
    const standby = await startOwnServer(folder, 'standby', { primary });
    let crashed = false;
    servers.undo(() => standby.crash());
    servers.undo(async () => {
      if (!crashed) await primary.crash();
    });
    // The standby first: whoever connects there must go on.
    const databaseUrl = `postgres://mercia@127.0.0.1:${standby.port},127.0.0.1:${primary.port}/postgres`;
    const store = await openStore({ databaseUrl, dataFolder: folder, logger, purpose: 'tool' });
    servers.undo(() => store.close());

    const acknowledged: string[] = [];
    const failures: unknown[] = [];
    let ended = false;
    const writer = async (lane: number): Promise<void> => {
      for (let number = 0; !ended; number += 1) {
        const name = `lane-${lane}-${number}`;
        try {
          await store.db.insertInto('setting').values({ key: name, value: '1' }).execute();
          acknowledged.push(name);
        } catch (error) {
          failures.push(error);
          await delay(20);
        }
      }
    };
    const writing = Promise.all([1, 2, 3].map(writer));
    await expect.poll(() => acknowledged.length).toBeGreaterThan(50);
    await primary.crash();
    crashed = true;
    // Nobody has promoted the standby yet: whoever reads goes on, and is told nothing else than before.
    await expect.poll(() => failures.length).toBeGreaterThan(0);
    const writtenBefore = acknowledged.length;
    for (let number = 0; number < 20; number += 1) {
      const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM setting`.execute(store.db);
      expect(rows[0]?.count).toBeGreaterThanOrEqual(writtenBefore);
    }
    await expect
      .poll(() => store.state())
      .toEqual({ usable: true, problem: expect.stringContaining('a standby is read from') as unknown });
    expect(acknowledged.length).toBe(writtenBefore);
    // What keeps its session would keep the standby.
    await expect(sql`SELECT 1`.execute(store.jobs)).rejects.toThrow('database: ');
    // The same server comes back: what read from the standby writes there again.
    await primary.start();
    await expect.poll(() => acknowledged.length).toBeGreaterThan(writtenBefore + 50);
    await primary.crash();
    await standby.promote();
    await expect.poll(() => store.state()).toEqual({ usable: true, problem: null });
    const before = acknowledged.length;
    await expect.poll(() => acknowledged.length).toBeGreaterThan(before + 50);
    ended = true;
    await writing;

    const kept = new Set((await store.db.selectFrom('setting').select('key').execute()).map(({ key }) => key));
    expect(acknowledged.filter((name) => !kept.has(name))).toEqual([]);
    expect(failures.filter((error) => !isMerciaError(error, 'STORE_UNAVAILABLE'))).toEqual([]);
    expect(store.describe()).toMatch(/^PostgreSQL at 127\.0\.0\.1:\d+, 127\.0\.0\.1:\d+\/postgres/u);
  });
});
