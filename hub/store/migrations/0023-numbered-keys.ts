import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { bigintArray } from '../binary-array.ts';
import { keyNumber } from '../key-number.ts';

/**
 * Match keys as numbers: an index over them is half as wide, and compares no texts. With them goes what a first load paid for
 * and nobody asked: an edition is looked up by its DOIs as by other numbers, no question asks for the libraries of `edition`
 * by an index, a copy is never looked up by its number, and `description` is only read whole.
 */
const BEFORE: readonly string[] = [
  `ALTER TABLE match_key RENAME TO former_key`,
  `ALTER INDEX match_key_pkey RENAME TO former_key_pkey`,
  `ALTER INDEX match_key_record RENAME TO former_key_record`,
  `CREATE TABLE match_key (key bigint NOT NULL, record bigint NOT NULL)`,
  `ALTER TABLE ignored_key RENAME TO former_ignored`,
  `ALTER INDEX ignored_key_pkey RENAME TO former_ignored_pkey`,
  `CREATE TABLE ignored_key (key bigint PRIMARY KEY)`,
];

const AFTER: readonly string[] = [
  `DROP TABLE former_key, former_ignored`,
  `ALTER TABLE match_key ADD PRIMARY KEY (key, record)`,
  `CREATE INDEX match_key_record ON match_key (record)`,
  `ALTER TABLE unmatched ALTER COLUMN place TYPE bigint USING 0`,
  `UPDATE unmatched u SET place = k.place
    FROM (SELECT record, min(key) AS place FROM match_key GROUP BY record) k WHERE k.record = u.record`,

  `DROP INDEX edition_libraries, edition_dois`,
  `ALTER TABLE edition ALTER COLUMN description TYPE json USING description::json`,
  `ALTER TABLE item DROP CONSTRAINT item_pkey`,
];

/** Keys turned into numbers at a time. */
const BATCH = 50_000;

export const numberedKeys: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of BEFORE) await sql.raw(statement).execute(db);
    await copyKeys(db);
    const { rows } = await sql<{ key: string }>`SELECT key FROM former_ignored`.execute(db);
    const ignored = [...new Set(rows.map(({ key }) => keyNumber(key)))];
    await sql`INSERT INTO ignored_key (key) SELECT unnest(${bigintArray(ignored)}::bigint[])`.execute(db);
    for (const statement of AFTER) await sql.raw(statement).execute(db);
  },
};

/** In the order of the old keys, each record's of one key together. */
async function copyKeys(db: Kysely<unknown>): Promise<void> {
  for (let last: { readonly key: string; readonly record: number } | undefined = { key: '', record: 0 }; last;) {
    const { rows }: { rows: { readonly key: string; readonly record: number }[] } = await sql<{
      key: string;
      record: number;
    }>`SELECT key, record FROM former_key WHERE (key, record) > (${last.key}, ${last.record}::bigint)
      ORDER BY key, record LIMIT ${BATCH}`.execute(db);
    await sql`
      INSERT INTO match_key (key, record)
      SELECT * FROM unnest(${bigintArray(rows.map(({ key }) => keyNumber(key)))}::bigint[],
        ${bigintArray(rows.map(({ record }) => record))}::bigint[])`.execute(db);
    last = rows.length < BATCH ? undefined : rows.at(-1);
  }
}
