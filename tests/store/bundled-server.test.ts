import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '#store/database.ts';
import { acquireStartLock, type BundledServer } from '#store/supervisor.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive, withServers } from './server-support.ts';

async function ask(server: Pick<BundledServer, 'connection'>, statement: string): Promise<unknown> {
  const db = openDatabase({
    target: server,
    applicationName: 'test',
    poolSize: 1,
    statementTimeoutMs: 5_000,
  });
  const { rows } = await sql.raw<{ answer?: unknown }>(statement).execute(db);
  await db.destroy();
  return rows[0]?.answer;
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

describe('the bundled server', () => {
  const servers = withServers();
  /** A data folder whose database is made already; making one takes most of a test's time. */
  let used: string;

  beforeAll(async () => {
    used = await mkdtemp(join(tmpdir(), 'mercia-store-'));
  });
  afterAll(async () => {
    await rm(used, { recursive: true, force: true });
  });

  it('makes its database anew when the making was cut short, keeps its folders to its own user and its settings small, whatever the umask', async () => {
    await mkdir(join(used, 'pg.new-1'));
    await writeFile(join(used, 'pg.new-1', 'PG_VERSION'), '18');

    const child = await servers.child({ dataFolder: used, umask: 0 });
    const { pgFolder = '', socketFolder = '' } = child.report;
    const connection = { host: socketFolder, port: 5432, user: 'mercia', database: 'mercia' };

    expect(existsSync(join(used, 'pg.new-1'))).toBe(false);
    expect(await modeOf(pgFolder)).toBe('700');
    expect(await modeOf(socketFolder)).toBe('700');
    expect((await stat(pgFolder)).uid).not.toBe(0);
    expect(await ask({ connection }, "SELECT current_setting('listen_addresses') AS answer")).toBe('');
    expect(await ask({ connection }, "SELECT current_setting('jit') AS answer")).toBe('off');
    expect(await ask({ connection }, "SELECT current_setting('dynamic_shared_memory_type') AS answer")).toBe('mmap');
    expect(
      await ask({ connection }, 'SELECT datcollate AS answer FROM pg_database WHERE datname = current_database()'),
    ).toBe('C.UTF-8');
  });

  it('starts, keeps what was written, and starts again', async () => {
    const first = await servers.start(used);
    await ask(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();

    const second = await servers.start(used);

    expect(first.startedByUs).toBe(true);
    expect(await isAlive(first.pid)).toBe(false);
    expect(existsSync(first.connection.host)).toBe(false);
    expect(second.startedByUs).toBe(true);
    expect(await ask(second, 'SELECT answer FROM kept')).toBe(42);
  });

  it('is joined, and stopped, by the next process when its own died hard', async () => {
    const died = await servers.child({ dataFolder: used });
    await died.kill();
    expect(await isAlive(died.report.pid)).toBe(true);

    const adopted = await servers.start(used);

    expect(adopted.startedByUs).toBe(false);
    expect(adopted.pid).toBe(died.report.pid);
    expect(await ask(adopted, 'SELECT 1 AS answer')).toBe(1);
    await adopted.stop();
    expect(await isAlive(died.report.pid)).toBe(false);
  });

  it('ends what a process that died hard had asked for, and gives its locks to others', async () => {
    const server = await servers.start(used);
    const held = (): Promise<unknown> =>
      ask(server, "SELECT count(*)::text AS answer FROM pg_locks WHERE locktype = 'advisory'");
    const died = await servers.child({ dataFolder: used, statement: 'SELECT pg_advisory_lock(7), pg_sleep(3600)' });
    await expect.poll(held, { timeout: 30_000 }).toBe('1');

    await died.kill();

    await expect.poll(held, { timeout: 60_000 }).toBe('0');
  }, 100_000);

  it('is shared by processes and stopped by the last of them', async () => {
    const [one, other] = await Promise.all([
      servers.child({ dataFolder: used, startLock: true }),
      servers.child({ dataFolder: used }),
    ]);
    expect(one.report.pid).toBe(other.report.pid);
    expect([one.report.startedByUs, other.report.startedByUs].sort()).toEqual([false, true]);

    await other.finish();
    expect(await isAlive(one.report.pid)).toBe(true);

    await one.finish();
    expect(await isAlive(one.report.pid)).toBe(false);
  });

  it('lets one start on a data folder, and tells the second who it is', async () => {
    const first = await servers.child({ dataFolder: used, startLock: true });

    await expect(acquireStartLock(used)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(
        new RegExp(
          `\`mercia start\` \\(process ${first.process.pid ?? 0}, since \\d{4}-.*Z\\) uses the data folder`,
          'u',
        ),
      ) as string,
    });

    await first.kill();
    const lock = await acquireStartLock(used);
    await lock.release();
    // What the first left behind is cleared away by whoever uses it next.
    await (await servers.start(used)).stop();
    expect(await isAlive(first.report.pid)).toBe(false);
  });

  it('does not take a number in a pid file for a server', async () => {
    const first = await servers.start(used);
    await first.stop();
    const lines = [process.pid, first.pgFolder, 1, 5432, first.connection.host, '', '', 'ready'];
    await writeFile(join(first.pgFolder, 'postmaster.pid'), lines.join('\n'));

    const second = await servers.start(used);

    expect(second.startedByUs).toBe(true);
    expect(await ask(second, 'SELECT 1 AS answer')).toBe(1);
  });

  it('puts its socket into a short folder where the temporary one is too deep', async () => {
    const folder = await servers.folder();
    const deep = join(folder, 'deep'.repeat(20));
    await mkdir(deep);

    const child = await servers.child({ dataFolder: used }, { env: { TMPDIR: deep } });

    expect(child.report.socketFolder).toMatch(/^\/tmp\/mercia-/u);
  });
});
