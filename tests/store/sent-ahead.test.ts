import { openDatabase } from '#store/database.ts';
import type { Database } from '#store/tables.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql, type Kysely } from 'kysely';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';

const database = withTestDatabase();
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).toReversed()) await one();
});

/** One connection to the database, and how often something was sent through it. */
async function open() {
  const { host, port, ...who } = database.connection;
  let sent = 0;
  const relay = createServer((client) => {
    const server = connect(`${host}/.s.PGSQL.${String(port)}`);
    client.on('data', () => (sent += 1)).on('error', () => server.destroy());
    client.pipe(server).on('error', () => client.destroy());
    server.pipe(client);
  }).listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const connection = { ...who, host: '127.0.0.1', port: (relay.address() as AddressInfo).port };
  const db = openDatabase({ target: { connection }, applicationName: 'test', poolSize: 1, statementTimeoutMs: 60_000 });
  undo.push(
    () => relay.close(),
    () => db.destroy(),
  );
  await limitOf(db);
  const timesSent = async (work: () => Promise<unknown>): Promise<number> => {
    const before = sent;
    await work();
    return sent - before;
  };
  return { db, timesSent };
}

async function limitOf(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ limit: string }>`SELECT current_setting('statement_timeout') AS limit`.execute(db);
  return rows[0]?.limit ?? '';
}

describe('what is sent ahead of a statement', () => {
  it('goes out with it: the beginning of a transaction and its settings', async () => {
    const { db, timesSent } = await open();
    const limits: string[] = [];

    const times = await timesSent(() =>
      db.transaction().execute(async (transaction) => {
        await sql`SET LOCAL lock_timeout = 250`.execute(transaction);
        await sql`SET LOCAL statement_timeout = 700`.execute(transaction);
        limits.push(await limitOf(transaction));
        await sql`SET LOCAL statement_timeout = 600`.execute(transaction);
        limits.push(await limitOf(transaction));
      }),
    );

    expect({ limits, after: await limitOf(db), times }).toEqual({
      limits: ['700ms', '600ms'],
      after: '1min',
      times: 3,
    });
  });

  it('is not sent where nothing follows, and not to the next who has the connection', async () => {
    const { db, timesSent } = await open();
    const fail = new Error('changed my mind');

    const times = await timesSent(async () => {
      await db.transaction().execute((transaction) => sql`SET LOCAL statement_timeout = 700`.execute(transaction));
      await expect(
        db.transaction().execute(() => {
          throw fail;
        }),
      ).rejects.toBe(fail);
    });

    expect({ times, limit: await limitOf(db) }).toEqual({ times: 0, limit: '1min' });
  });

  it('is told of what the server refuses, with the statement that follows, and leaves nothing behind', async () => {
    const { db } = await open();

    await expect(
      db.transaction().execute(async (transaction) => {
        await sql`SET LOCAL statement_timeout = 'soon'`.execute(transaction);
        await limitOf(transaction);
      }),
    ).rejects.toThrow(/invalid value for parameter "statement_timeout"/);

    expect(await limitOf(db)).toBe('1min');
  });
});
