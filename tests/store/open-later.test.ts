/** A part that opens the database as soon as it answers, while another one changes the tables for longer than a look-up may take. */
import { createLogger } from '#platform/logger.ts';
import { openStoreLater } from '#store/open-later.ts';
import { SCHEMA_LOCK } from '#store/migrate.ts';
import { createBareDatabase, databaseUrl } from '#tests/support/fresh-database.ts';
import { sql } from 'kysely';
import { expect, it } from 'vitest';

/** Longer than the limit of a look-up of such a part, and what its connection waits beyond that. */
const OTHERS_TAKE_S = 17;

it('waits for whoever changes the tables, however long it takes', async () => {
  const bare = await createBareDatabase();
  const lines: string[] = [];
  const { promise: settled, resolve } = Promise.withResolvers<undefined>();
  const stream = {
    write(line: string) {
      const { msg } = JSON.parse(line) as { readonly msg: string };
      lines.push(msg);
      if (msg === 'The database answers now') resolve(undefined);
    },
  };
  const logger = createLogger('info', 'test', stream);
  try {
    const store = await bare.db.transaction().execute(async (other) => {
      await sql`SELECT pg_advisory_xact_lock(${SCHEMA_LOCK})`.execute(other);
      const opened = openStoreLater({ databaseUrl: databaseUrl(bare), directUrl: undefined }, logger, 'test');
      await sql`SELECT pg_sleep(${OTHERS_TAKE_S})`.execute(other);
      return opened;
    });
    try {
      await settled;
      expect((await store.state()).usable).toBe(true);
    } finally {
      await store.close();
    }

    expect(lines).toEqual([
      'Another process changes the tables of the database or backs them up; it is waited for',
      'brought the database to the newest shape',
      'The database answers now',
    ]);
  } finally {
    await bare.close();
  }
}, 60_000);
