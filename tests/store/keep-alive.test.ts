/** A server that is gone without a word, as after a power cut, is noticed where no statement has a limit of time. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTcpProxy } from '#conformance/wire/tcp-proxy.ts';
import { connectOnce, openDatabase } from '#store/database.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';

const store = withTestDatabase();
/** The kernel's number for a timer that asks whether the other side is still there. */
const KEEP_ALIVE = '02';
const JIFFIES_PER_SECOND = 100;

/** In how many seconds the kernel asks the other side of a connection to this port; infinite if it never does. */
function readKeepAlive(port: number): number {
  const to = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n');
  const [timer, when = ''] =
    lines
      .find((line) => line.trim().split(/\s+/)[2] === to)
      ?.trim()
      .split(/\s+/)[5]
      ?.split(':') ?? [];
  return timer === KEEP_ALIVE ? Number.parseInt(when, 16) / JIFFIES_PER_SECOND : Infinity;
}

describe.skipIf(process.platform !== 'linux')('a connection to the database', () => {
  it.each(['of a pool', 'for one work'])(
    '%s is asked after ten quiet seconds whether its server is there',
    async (kind) => {
      const { user, database, host, port } = store.connection;
      const wire = await createTcpProxy(join(host, `.s.PGSQL.${port}`));
      const target = { url: `postgres://${user}@127.0.0.1:${wire.port}/${database}` };
      const db =
        kind === 'of a pool'
          ? openDatabase({ target, applicationName: 'test', poolSize: 1, statementTimeoutMs: 0 })
          : (await connectOnce(target, 'test')).db;
      try {
        await sql`SELECT 1`.execute(db);

        await expect.poll(() => readKeepAlive(wire.port), { interval: 20, timeout: 2_000 }).toBeLessThan(10.1);
      } finally {
        await db.destroy();
        await wire.close();
      }
    },
  );
});
