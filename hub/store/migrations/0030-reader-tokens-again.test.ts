import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { withTestDatabase } from '#tests/support/database.ts';
import { readerTokensAgain } from './0030-reader-tokens-again.ts';

const store = withTestDatabase();

it('forgets tokens of readers that were made in another way, so that their list is due, and leaves the other lists', async () => {
  const statements = [
    sql`INSERT INTO system (system_id) VALUES ('north')`,
    sql`INSERT INTO reader (system, reader_token, email) SELECT id, 'account', 'made as before' FROM system`,
    sql`INSERT INTO reader_group (key, evidence, systems, tokens) VALUES ('k', '{EMAIL}', '{1}', '{account}')`,
    sql`INSERT INTO loan_list (system, list, as_of, tried_at, left_out, row_count)
      SELECT id, list, now(), now(), 0, 1 FROM system, unnest(ARRAY['READERS', 'OPEN_LOANS']) AS list`,
  ];
  for (const statement of statements) await statement.execute(store.db);

  await readerTokensAgain.up(store.db);

  expect(await store.db.selectFrom('reader').selectAll().execute()).toEqual([]);
  expect(await store.db.selectFrom('reader_group').selectAll().execute()).toEqual([]);
  const lists = await store.db.selectFrom('loan_list').selectAll().orderBy('list').execute();
  expect(lists).toMatchObject([
    { list: 'OPEN_LOANS', as_of: expect.any(Date) as Date, row_count: 1 },
    { list: 'READERS', as_of: null, row_count: null, tried_at: new Date(0) },
  ]);
});
