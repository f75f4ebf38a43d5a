import { reportDatabase } from '#cli/doctor/database-report.ts';
import { createLogger } from '#platform/logger.ts';
import { openStore } from '#store/open-store.ts';
import { prepared } from '#store/prepared.ts';
import { databaseUrl as urlOf } from '#tests/support/fresh-database.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { startDemoRegion } from '#demo/index.ts';
import { SHOWCASE } from '#demo/showcase.ts';
import { runMercia } from '#tests/support/mercia-process.ts';
import { sql } from 'kysely';
import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HAS_PGBOUNCER, startPooler, type Pooler } from '#tests/support/own-postgres.ts';
import { withServers } from './server-support.ts';

const QUESTION = `{ search(query: "pathology", first: 1) { totalCount }
  editions(by: [{ isbn: "${SHOWCASE.pathology}" }]) { editions { holdings { availability { state } } } } }`;

describe.skipIf(!HAS_PGBOUNCER)('a database behind PgBouncer, which gives each transaction another session', () => {
  const servers = withServers();
  const database = withTestDatabase();
  const logger = createLogger('silent');

  async function start(): Promise<{
    readonly pooler: Pooler;
    readonly databaseUrl: string;
    readonly directUrl: string;
  }> {
    const folder = await servers.folder({ uid: statSync(database.connection.host).uid, gid: 0 });
    const pooler = await startPooler(folder, database.connection);
    servers.undo(() => pooler.stop());
    const { user, database: name } = database.connection;
    return {
      pooler,
      databaseUrl: `postgres://${user}@127.0.0.1:${pooler.port}/${name}`,
      directUrl: urlOf(database),
    };
  }

  it('serves look-ups through it, and what needs a session at the server', async () => {
    const { databaseUrl, directUrl } = await start();
    const store = await openStore({ databaseUrl, directUrl, dataFolder: '/nonexistent', logger, purpose: 'tool' });
    servers.undo(() => store.close());

    const asked = await Promise.all(
      Array.from({ length: 40 }, async (_, number) => {
        const { rows } = await sql<{ number: number }>`SELECT ${number}::int AS number ${prepared}`.execute(store.db);
        return rows[0]?.number;
      }),
    );
    const limits = await Promise.all(
      [700, 800].map((ms) =>
        store.db.transaction().execute(async (transaction) => {
          await sql`SET LOCAL statement_timeout = ${sql.lit(ms)}`.execute(transaction);
          const { rows } = await sql<{ limit: string }>`
            SELECT current_setting('statement_timeout') AS limit`.execute(transaction);
          return rows[0]?.limit;
        }),
      ),
    );
    const { rows: directly } = await sql<{ onlyReads: string }>`
      SELECT current_setting('default_transaction_read_only') AS "onlyReads"`.execute(store.reports);

    expect(asked).toEqual(Array.from({ length: 40 }, (_, number) => number));
    expect(limits).toEqual(['700ms', '800ms']);
    expect(directly).toEqual([{ onlyReads: 'on' }]);
    await expect(store.reports.deleteFrom('setting').execute()).rejects.toThrow(/takes no writes/u);
    await expect(store.db.deleteFrom('setting').where('key', '=', 'none').execute()).resolves.toBeDefined();
  });

  it('is well, says doctor, which asks the server itself how many connections it gives', async () => {
    const { databaseUrl: pooled, directUrl: databaseDirectUrl } = await start();

    const report = await reportDatabase({ databaseUrl: pooled, databaseDirectUrl });

    expect(report).toEqual({ connections: expect.any(Number) as number, needed: 95, warning: null });
  });

  it('runs the whole of Mercia', { timeout: 180_000 }, async () => {
    const { databaseUrl, directUrl } = await start();
    const folder = await servers.folder();
    const demo = await startDemoRegion({ logger, changeEveryMs: 0 });
    servers.undo(() => demo.close());
    await writeFile(join(folder, 'region.yaml'), demo.regionText);
    const mercia = runMercia(
      ['start', '--region', join(folder, 'region.yaml'), '--data', join(folder, 'data'), '--port', '0'],
      { ...demo.env, DATABASE_URL: databaseUrl, DATABASE_DIRECT_URL: directUrl },
    );
    servers.undo(async () => {
      mercia.child.kill('SIGTERM');
      await mercia.ended;
    });
    const [, graph = ''] = await mercia.printed(/the graph listens on (\S+);/u);
    await mercia.printed(/^Ready\./mu);

    const ask = async (): Promise<unknown> => {
      const response = await fetch(graph, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: QUESTION }),
      });
      return response.json();
    };

    await expect.poll(async () => JSON.stringify(await ask())).toMatch(/"totalCount":[1-9].*"state":"LIVE"/u);
    expect(mercia.stderr()).not.toMatch(/prepared statement|unsupported startup parameter|"level":(50|"error")/u);
  });
});
