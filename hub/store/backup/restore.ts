import { MerciaError } from '#platform/errors.ts';
import { VERSION } from '#platform/version.ts';
import { sql, type Kysely, type Transaction } from 'kysely';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { toStoreError } from '../errors.ts';
import { migrate, MIGRATIONS } from '../migrate.ts';
import { revokeApiKey } from '../repositories/api-keys/api-keys.ts';
import type { Database } from '../tables.ts';
import type { Upkeep } from '../upkeep.ts';
import type { BackedUpTable, Manifest } from './manifest.ts';
import { listTables, type Table } from './tables.ts';
import { watch } from './watch.ts';

export interface RestoreOptions {
  readonly folder: string;
  /** What `checkBackup` read of it. */
  readonly manifest: Manifest;
  /** Whether tables of Mercia that are there already are dropped; if not, they are left and nothing is restored. */
  readonly replace: boolean;
  /** Whether the tables are brought to the newest shape; if not, they are those of the Mercia that wrote the backup, for that one. */
  readonly migrates: boolean;
  /** Called with the bytes of the backup's files as they are read. */
  readonly onBytes?: (bytes: number) => void;
}

/** The key of a program. */
export interface ValidKey {
  readonly id: string;
  readonly name: string;
}

/**
 * Makes the tables as the backup's Mercia had them, fills them, and brings them to the newest shape if wished: all in one transaction, so
 * that a failure leaves the database as it was. Nobody is signed in to the pages afterwards, and keys that the replaced database had
 * revoked stay revoked. Gives the keys that are valid then: a backup does not know which were revoked after it. Needs no superuser. Throws
 * CONFIG_INVALID or STORE_UNAVAILABLE.
 */
export async function restoreBackup({ client, db }: Upkeep, options: RestoreOptions): Promise<readonly ValidKey[]> {
  assertKnown(options);
  try {
    await assertAlone(db);
    await db.transaction().execute(async (transaction) => {
      const revoked = await makeRoom(transaction, options.replace);
      await migrate(transaction, {}, options.manifest.migrations);
      await fill(client, transaction, options);
      if (options.migrates) await migrate(transaction, {});
      for (const { id, at } of revoked) await revokeApiKey(transaction, id, at);
    });
    await sql`ANALYZE`.execute(db);
    const { rows } = await sql<ValidKey>`
      SELECT id, name FROM api_key WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
      ORDER BY created_at, id`.execute(db);
    return rows;
  } catch (error) {
    throw toStoreError(error);
  }
}

function assertKnown({ folder, manifest: { mercia, migrations } }: RestoreOptions): void {
  const unknown = migrations.filter((name) => !(name in MIGRATIONS));
  if (unknown.length === 0) return;
  throw new MerciaError(
    'CONFIG_INVALID',
    `${folder} was written by Mercia ${mercia} (${unknown.join(', ')}), and this is Mercia ${VERSION}, which does not know that: restore it with Mercia ${mercia}`,
  );
}

/** A part that serves would go on with what it remembers of the database before. */
async function assertAlone(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ name: string; pid: number }>`
    SELECT application_name AS name, pid FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'mercia%' AND application_name <> 'mercia supervisor'
      AND pid <> pg_backend_pid() ORDER BY pid`.execute(db);
  const [other] = rows;
  if (other === undefined) return;
  throw new MerciaError(
    'CONFIG_INVALID',
    `a part of Mercia uses the database (${other.name}, server process ${other.pid}): stop all parts, then restore`,
  );
}

interface RevokedKey {
  readonly id: string;
  readonly at: Date;
}

/** Gives the keys that were revoked in what it deletes. */
async function makeRoom(transaction: Transaction<Database>, replace: boolean): Promise<readonly RevokedKey[]> {
  const { rows } = await sql<{ tables: number; ours: boolean; keys: boolean; name: string }>`
    SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')) AS tables,
      to_regclass('kysely_migration') IS NOT NULL AS ours, to_regclass('api_key') IS NOT NULL AS keys, current_database() AS name`.execute(
    transaction,
  );
  const [found] = rows;
  if (found === undefined || found.tables === 0) return [];
  if (!found.ours)
    throw new MerciaError(
      'CONFIG_INVALID',
      `the database ${found.name} has tables that are not Mercia's: restore into one of its own`,
    );
  if (!replace)
    throw new MerciaError(
      'CONFIG_INVALID',
      `the database ${found.name} is not empty: restore into an empty one, or say --replace to delete all that it has`,
    );
  const { rows: revoked } = found.keys
    ? await sql<RevokedKey>`SELECT id, revoked_at AS at FROM api_key WHERE revoked_at IS NOT NULL`.execute(transaction)
    : { rows: [] };
  await sql.raw(DROP_EVERYTHING).execute(transaction);
  return revoked;
}

/** All but what belongs to an extension. */
const DROP_EVERYTHING = `DO $$
  DECLARE
    it record;
  BEGIN
    FOR it IN
      SELECT o.kind, o.name FROM (
        SELECT 'TABLE' AS kind, oid::regclass::text AS name, oid, 'pg_class'::regclass AS of, 1 AS turn FROM pg_class
          WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
        UNION ALL SELECT 'ROUTINE', oid::regprocedure::text, oid, 'pg_proc'::regclass, 2 FROM pg_proc
          WHERE pronamespace = current_schema()::regnamespace
        UNION ALL SELECT 'TEXT SEARCH CONFIGURATION', oid::regconfig::text, oid, 'pg_ts_config'::regclass, 3 FROM pg_ts_config
          WHERE cfgnamespace = current_schema()::regnamespace
        UNION ALL SELECT 'TEXT SEARCH DICTIONARY', oid::regdictionary::text, oid, 'pg_ts_dict'::regclass, 4 FROM pg_ts_dict
          WHERE dictnamespace = current_schema()::regnamespace
      ) AS o
      WHERE NOT EXISTS (SELECT 1 FROM pg_depend WHERE classid = o.of AND objid = o.oid AND deptype = 'e')
      ORDER BY turn
    LOOP
      EXECUTE format('DROP %s IF EXISTS %s CASCADE', it.kind, it.name);
    END LOOP;
  END $$`;

/** A browser's cookie would open one again that was signed out since. */
const SESSIONS = 'console_session';

async function fill(
  client: pg.Client,
  transaction: Transaction<Database>,
  { folder, manifest, onBytes }: RestoreOptions,
): Promise<void> {
  const backedUp = new Map(manifest.tables.map((table) => [table.name, table]));
  const tables = await listTables(transaction);
  assertSameTables(folder, tables, manifest.tables);
  // What migrations wrote into new tables is in the backup as it became. Back to front, because of references.
  for (const { name } of tables.toReversed()) {
    const { rows } = await sql`SELECT 1 FROM ${sql.id(name)} LIMIT 1`.execute(transaction);
    if (rows.length > 0) await sql`DELETE FROM ${sql.id(name)}`.execute(transaction);
  }
  for (const { name } of tables) {
    const table = backedUp.get(name);
    if (table !== undefined && name !== SESSIONS) await fillTable(client, table, folder, onBytes);
  }
  for (const { name, last, isCalled } of manifest.sequences)
    await sql`SELECT setval(${name}::regclass, ${last}::bigint, ${isCalled})`.execute(transaction);
}

function assertSameTables(folder: string, tables: readonly Table[], backedUp: readonly BackedUpTable[]): void {
  const describe = ({ name, columns }: Pick<Table, 'name' | 'columns'>): string => `${name} (${columns.join(', ')})`;
  const [here, there] = [tables.map(describe), backedUp.map(describe)];
  const odd = [...here.filter((table) => !there.includes(table)), ...there.filter((table) => !here.includes(table))];
  if (odd.length === 0) return;
  throw new MerciaError(
    'CONFIG_INVALID',
    `${folder}: its tables are not those of its migrations, look at ${odd.join('; ')}: restore it with the Mercia that wrote it`,
  );
}

async function fillTable(
  client: pg.Client,
  { name, columns, file, rows }: BackedUpTable,
  folder: string,
  onBytes: RestoreOptions['onBytes'],
): Promise<void> {
  const path = join(folder, file);
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const into = client.query(copyFrom(`COPY ${client.escapeIdentifier(name)} (${list}) FROM STDIN`));
  const see = watch((chunk) => onBytes?.(chunk.length));
  await pipeline(createReadStream(path), see, createGunzip(), into);
  if (into.rowCount === rows) return;
  throw new MerciaError(
    'CONFIG_INVALID',
    `${path}: the table ${name} has ${into.rowCount} rows in it, and should have ${rows}`,
  );
}
