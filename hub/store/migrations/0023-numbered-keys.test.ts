import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { withTestDatabase } from '#tests/support/database.ts';
import { keyNumber } from '../key-number.ts';
import { numberedKeys } from './0023-numbered-keys.ts';

const KEYS = ['isbn:9780198526636', 'isbn:9780198526636', 'ty:midwifery|2004', 'ta:midwifery|jones'];

describe('the migration of keys to numbers', () => {
  const store = withTestDatabase();

  it('keeps every key of every record, and who waits where', async () => {
    // As the tables were before.
    const statements = [
      sql`DROP TABLE match_key, ignored_key, unmatched`,
      sql`CREATE TABLE match_key (key text NOT NULL, record bigint NOT NULL, PRIMARY KEY (key, record))`,
      sql`CREATE INDEX match_key_record ON match_key (record)`,
      sql`CREATE TABLE ignored_key (key text PRIMARY KEY)`,
      sql`CREATE TABLE unmatched (record bigint PRIMARY KEY, place text NOT NULL, new_of smallint)`,
      sql`CREATE INDEX unmatched_place ON unmatched (place)`,
      sql`CREATE INDEX edition_libraries ON edition USING gin (libraries)`,
      sql`DROP INDEX edition_series`,
      sql`ALTER TABLE edition ALTER COLUMN description TYPE jsonb USING description::jsonb`,
      sql`CREATE INDEX edition_dois ON edition USING gin ((description #> '{identifiers,dois}'))`,
      sql`ALTER TABLE item ADD PRIMARY KEY (id)`,
      sql`INSERT INTO match_key (key, record) SELECT key, number FROM unnest(${KEYS}::text[]) WITH ORDINALITY AS k(key, number)`,
      sql`INSERT INTO ignored_key (key) VALUES ('ty:midwifery|2004')`,
      sql`INSERT INTO unmatched (record, place, new_of) VALUES (1, 'isbn:9780198526636', 1), (9, '', NULL)`,
    ];
    for (const statement of statements) await statement.execute(store.db);

    await numberedKeys.up(store.db);

    const keys = await store.db.selectFrom('match_key').selectAll().orderBy('record').execute();
    expect(keys).toEqual(KEYS.map((key, place) => ({ key: keyNumber(key), record: place + 1 })));
    expect(await store.db.selectFrom('ignored_key').selectAll().execute()).toEqual([
      { key: keyNumber('ty:midwifery|2004') },
    ]);
    expect(await store.db.selectFrom('unmatched').selectAll().orderBy('record').execute()).toEqual([
      { record: 1, place: keyNumber('isbn:9780198526636'), new_of: 1 },
      { record: 9, place: 0, new_of: null },
    ]);
  });
});
