import { MerciaError } from '#platform/errors.ts';
import { VERSION } from '#platform/version.ts';
import { toRefusal } from '#platform/whole-file.ts';
import { sql, type Kysely, type Transaction } from 'kysely';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo, type CopyToStreamQuery } from 'pg-copy-streams';
import { toStoreError } from '../errors.ts';
import { readState, SCHEMA_LOCK } from '../migrate.ts';
import { isRunning } from '../process-identity.ts';
import type { Database } from '../tables.ts';
import type { Upkeep } from '../upkeep.ts';
import { newDigest, writeManifest, type BackedUpTable, type Manifest } from './manifest.ts';
import { listSequences, listTables, type Table } from './tables.ts';
import { watch } from './watch.ts';

export interface BackupOptions {
  /** Must not be there yet. */
  readonly folder: string;
  /** Called before each table, and waited for. */
  readonly onTable?: (table: string) => void | Promise<void>;
  /** What of the tables' size is done, of all of it. */
  readonly onProgress?: (done: number, all: number) => void;
  /** Called if another process changes the tables: it is waited for. */
  readonly onWait?: () => void;
}

/**
 * Writes every table as it was at one moment, while others go on writing. The folder has its name only once it is whole. Throws
 * CONFIG_INVALID if the folder is there already, BAD_USER_INPUT if it cannot be written, STORE_UNAVAILABLE for the database. The connection
 * of `client` is of no more use then.
 */
export async function writeBackup({ client, db, version }: Upkeep, options: BackupOptions): Promise<Manifest> {
  const { folder, onWait } = options;
  await assertAbsent(folder);
  const draft = `${folder}.unfinished-${process.pid}`;
  let failure: unknown;
  try {
    await removeLeftBehind(folder);
    await mkdir(draft, { recursive: true, mode: 0o700 });
    await lockSchema(db, onWait);
    const tables = await listTables(db);
    const manifest = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((snapshot) =>
        writeSnapshot({ client, snapshot, postgresql: version, tables }, draft, options).catch((error: unknown) => {
          failure = error;
          throw error;
        }),
      );
    await writeManifest(draft, manifest);
    await rename(draft, folder);
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // That a closed connection takes no ROLLBACK tells nobody why it was closed.
    throw toRefusal(folder, toStoreError(failure ?? error));
  }
}

async function assertAbsent(folder: string): Promise<void> {
  if ((await stat(folder).catch(() => null)) === null) return;
  throw new MerciaError('CONFIG_INVALID', `${folder} is there already: name a folder that is not, for the backup`);
}

/** What backups of the same name left when they were killed: it has rows about readers, and nobody would look for it. */
async function removeLeftBehind(folder: string): Promise<void> {
  const [parent, prefix] = [dirname(folder), `${basename(folder)}.unfinished-`];
  for (const name of await readdir(parent).catch(() => [])) {
    const pid = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (!/^\d+$/.test(pid)) continue;
    // In a container each process may have the same number.
    const isOther = Number(pid) !== process.pid;
    if (isOther && (await isRunning({ pid: Number(pid), started: '0' }))) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

/** Until the connection ends. Before the snapshot, which would else be of before the change that was waited for. */
async function lockSchema(db: Kysely<Database>, onWait: BackupOptions['onWait']): Promise<void> {
  const { rows } = await sql<{ free: boolean }>`SELECT pg_try_advisory_lock_shared(${SCHEMA_LOCK}) AS free`.execute(db);
  if (rows[0]?.free === true) return;
  onWait?.();
  await sql`SELECT pg_advisory_lock_shared(${SCHEMA_LOCK})`.execute(db);
}

interface Source {
  readonly client: pg.Client;
  readonly snapshot: Transaction<Database>;
  readonly postgresql: string;
  readonly tables: readonly Table[];
}

async function writeSnapshot(
  { client, snapshot, postgresql, tables }: Source,
  folder: string,
  { onTable, onProgress }: BackupOptions,
): Promise<Manifest> {
  if (tables.length === 0)
    throw new MerciaError('CONFIG_INVALID', 'the database has no tables: there is nothing to back up');
  // The first statement, before which there is no snapshot: what empties or drops a table waits until the backup is done.
  await sql`LOCK TABLE ${sql.join(tables.map(({ name }) => sql.id(name)))} IN ACCESS SHARE MODE`.execute(snapshot);
  const { done: migrations } = await readState(snapshot);
  const sequences = await listSequences(snapshot);
  const { rows } = await sql<{ at: Date }>`SELECT now() AS at`.execute(snapshot);
  const all = tables.reduce((sum, { size }) => sum + size, 0);
  const written: BackedUpTable[] = [];
  let before = 0;
  for (const table of tables) {
    await onTable?.(table.name);
    const onBytes = (bytes: number): void => onProgress?.(before + Math.min(bytes, table.size), all);
    written.push(await writeTable(client, table, folder, onBytes));
    before += table.size;
  }
  const at = (rows[0]?.at ?? new Date()).toISOString();
  return {
    format: 1,
    mercia: VERSION,
    at,
    postgresql,
    migrations: [...migrations],
    tables: written,
    sequences: [...sequences],
  };
}

async function writeTable(
  client: pg.Client,
  { name, columns }: Table,
  folder: string,
  onBytes: (bytes: number) => void,
): Promise<BackedUpTable> {
  const file = `${name}.copy.gz`;
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  // A table of partitions can be copied by a query alone.
  const rows = client.query(copyTo(`COPY (SELECT ${list} FROM ${client.escapeIdentifier(name)}) TO STDOUT`));
  const digest = newDigest();
  let [raw, bytes] = [0, 0];
  try {
    await pipeline(
      rows,
      watch((chunk) => {
        raw += chunk.length;
        onBytes(raw);
      }),
      createGzip({ level: 1 }),
      watch((chunk) => {
        digest.update(chunk);
        bytes += chunk.length;
      }),
      createWriteStream(join(folder, file), { mode: 0o600, flags: 'wx', flush: true }),
    );
  } catch (error) {
    await leaveUnread(client, rows);
    throw error;
  }
  return { name, columns: [...columns], file, rows: rows.rowCount, bytes, sha256: digest.digest('hex') };
}

/** Nobody reads the rows that are left: what is asked on this connection next would wait behind them for ever, and keep its locks. */
async function leaveUnread(client: pg.Client, rows: CopyToStreamQuery): Promise<void> {
  // It says that its connection was closed, which is what is done here.
  rows.on('error', () => undefined);
  await client.end();
}
