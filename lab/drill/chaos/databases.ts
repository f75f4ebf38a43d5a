/** Two PostgreSQL servers, of which one takes writes and the other has every commit before it is acknowledged, and PgBouncer before them. */
import { randomUUID } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, chmodSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '#store/database.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import {
  HAS_PGBOUNCER,
  HAS_POSTGRESQL,
  IS_ROOT,
  ORDINARY_USER,
  startOwnServer,
  startPooler,
  type OwnServer,
  type Pooler,
} from '#tests/support/own-postgres.ts';
import { findFreePorts } from '#tests/apart/free-ports.ts';
import { execFileSync } from 'node:child_process';

export interface Databases {
  /** Names both servers. */
  readonly url: string;
  /** Leads through PgBouncer; the same as {@link url} without it. */
  readonly pooledUrl: string;
  /** For the rig itself, with all rights. */
  readonly db: Kysely<Database>;
  /** The server that takes writes. */
  primary(): OwnServer;
  /** Of the server that takes writes; null where none could be mounted. */
  disk(): SmallDisk | null;
  readonly hasStandby: boolean;
  /** The first dies, the second takes writes from then on. */
  failOver(): Promise<void>;
  /** What has died for good becomes the copy of the other. */
  rebuild(): Promise<void>;
  /** Takes every connection that ordinary users may have; what it gives ends them. */
  exhaust(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const USER = 'mercia_parts';
const NAME = 'mercia';
const DISK_MEGABYTES = 640;
const SETTINGS = {
  max_connections: 130,
  shared_buffers: '32MB',
  min_wal_size: '32MB',
  max_wal_size: '96MB',
  wal_retrieve_retry_interval: '500ms',
};

interface Host {
  readonly folder: string;
  readonly port: number;
  readonly disk: SmallDisk | null;
  server: OwnServer;
}

export async function startDatabases(hasStandby: boolean): Promise<Databases> {
  if (!HAS_POSTGRESQL) throw new Error('The chaos run needs Debian’s PostgreSQL (apt-get install postgresql).');
  const folder = mkdtempSync(join(tmpdir(), 'mercia-chaos-'));
  if (IS_ROOT) chownSync(folder, ORDINARY_USER.uid, ORDINARY_USER.gid);
  const disks: SmallDisk[] = [];
  const firstPort = await findFreePorts(2);
  const start = async (name: string, port: number, primary?: Host): Promise<Host> => {
    const home = join(folder, name);
    const disk = hasStandby ? mountSmallDisk(home, DISK_MEGABYTES, ORDINARY_USER) : null;
    if (disk === null) mkdirSync(join(home, 'data'), { recursive: true, mode: 0o700 });
    else disks.push(disk);
    if (IS_ROOT) for (const path of [home, join(home, 'data')]) chownSync(path, ORDINARY_USER.uid, ORDINARY_USER.gid);
    return { folder: home, port, disk, server: await startOn(home, port, primary) };
  };
  let first = await start('one', firstPort);
  await prepare(first.port);
  let second = hasStandby ? await start('two', firstPort + 1, first) : null;
  const address = (user: string): string => {
    const hosts = [second, first].flatMap((host) => (host === null ? [] : [`127.0.0.1:${host.port}`]));
    return `postgres://${user}@${hosts.join(',')}/${NAME}`;
  };
  const url = address(USER);
  let isDead = false;
  const pooler = hasStandby && HAS_PGBOUNCER ? await startPooler(folder, pooled(first)) : null;
  const db = openDatabase({
    target: { url: address('mercia') },
    applicationName: 'chaos',
    poolSize: 2,
    statementTimeoutMs: 10_000,
  });
  return {
    url,
    pooledUrl: pooler === null ? url : `postgres://${USER}@127.0.0.1:${pooler.port}/${NAME}`,
    db,
    hasStandby,
    primary: () => first.server,
    disk: () => first.disk,
    async failOver() {
      if (second === null) throw new Error('there is no other server');
      await first.server.crash();
      await second.server.promote();
      [first, second] = [second, first];
      isDead = true;
      pooler?.moveTo(pooled(first));
    },
    async rebuild() {
      if (second === null || !isDead) return;
      isDead = false;
      const data = join(second.folder, 'data');
      for (const name of readdirSync(data)) rmSync(join(data, name), { recursive: true });
      second.server = await startOn(second.folder, second.port, first);
    },
    exhaust: () => exhaust(db, first.port),
    async close() {
      await db.destroy();
      await pooler?.stop();
      for (const host of [second, first]) await host?.server.crash().catch(() => undefined);
      for (const disk of disks) disk.unmount();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startOn(folder: string, port: number, primary?: Host): Promise<OwnServer> {
  const copyOf = primary === undefined ? {} : { primary: primary.server };
  return startOwnServer(folder, 'data', { ...copyOf, port, settings: SETTINGS });
}

function pooled({ port }: Host): Parameters<Pooler['moveTo']>[0] {
  return { host: '127.0.0.1', port, user: USER };
}

async function prepare(port: number): Promise<void> {
  const client = new pg.Client({ connectionString: `postgres://mercia@127.0.0.1:${port}/postgres` });
  await client.connect();
  await client.query(`CREATE ROLE ${USER} LOGIN`);
  await client.query(`CREATE DATABASE ${NAME} OWNER ${USER}`);
  await client.end();
}

const PARTS_END_EVERY_MS = 100;

/** Whoever had a connection has lost it, and gets none. */
async function exhaust(db: Kysely<Database>, port: number): Promise<() => Promise<void>> {
  const held = new Set<pg.Client>();
  const name = `hog ${randomUUID().slice(0, 8)}`;
  const connectionString = `postgres://${USER}@127.0.0.1:${port}/${NAME}`;
  const hold = async (): Promise<void> => {
    for (;;) {
      const client = new pg.Client({ connectionString, application_name: name });
      client.on('error', () => held.delete(client));
      try {
        await client.connect();
        held.add(client);
      } catch {
        return;
      }
    }
  };
  const end = (): Promise<unknown> =>
    sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ${USER} AND application_name <> ${name}`
      .execute(db)
      .catch(() => undefined);
  await hold();
  await end();
  await hold();
  // Whoever came between has it no longer.
  const timer = setInterval(() => void end().then(hold), PARTS_END_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ${name}`.execute(db);
    for (const client of held) await client.end().catch(() => undefined);
  };
}

/** So small that it can be filled without harm: a file system in memory of its own. Linux, and root alone may mount it. */
export interface SmallDisk {
  /** Leaves no byte free. */
  fill(): void;
  free(): void;
  unmount(): void;
}

const BALLAST = 'ballast';
const CHUNK = Buffer.alloc(1024 * 1024);

/** Makes the folder, which belongs to `owner`; null where nothing can be mounted. */
function mountSmallDisk(
  path: string,
  megabytes: number,
  owner: { readonly uid: number; readonly gid: number },
): SmallDisk | null {
  mkdirSync(path, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const data = join(path, 'data');
  mkdirSync(data);
  chownSync(data, owner.uid, owner.gid);
  chmodSync(data, 0o700);
  const ballast = join(path, BALLAST);
  return {
    fill() {
      for (let size = CHUNK.length; size > 0; size = Math.min(CHUNK.length, freeBytes(path))) {
        try {
          writeFileSync(ballast, CHUNK.subarray(0, size), { flag: 'a' });
        } catch {
          // What was left is less than that.
        }
      }
    },
    free: () => {
      rmSync(ballast, { force: true });
    },
    unmount: () => {
      execFileSync('umount', ['-l', path]);
    },
  };
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}
