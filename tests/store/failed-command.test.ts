/** A command that opened the database and then cannot go on: it lets go of it, so that it ends at once and a bundled server stops. */
import { withTestDatabase } from '#tests/support/database.ts';
import { databaseUrl } from '#tests/support/fresh-database.ts';
import { runHere } from '#tests/support/run-here.ts';
import { sql } from 'kysely';
import { expect, it } from 'vitest';

const store = withTestDatabase();

it.each([['harvest'], ['serve', 'circulation']])(
  'leaves no connection behind where credentials are not set: mercia %s',
  async (...command) => {
    const others = async (): Promise<number | undefined> =>
      (
        await sql<{ count: number }>`SELECT count(*) AS count FROM pg_stat_activity
          WHERE datname = current_database() AND application_name LIKE 'mercia%'`.execute(store.db)
      ).rows[0]?.count;
    const { code, stderr } = await runHere([...command, '--region', 'lab/demo/region.yaml'], {
      DATABASE_URL: databaseUrl(store),
      MERCIA_CONTEXT_SECRET: 'a secret that only this test knows of, and nobody else',
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining('environment variables that are not set')]);
    // The server sees the end of a connection a moment later; one that was left behind stays.
    await expect.poll(others, { timeout: 10_000 }).toBe(0);
  },
);
