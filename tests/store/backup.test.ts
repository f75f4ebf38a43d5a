import { createLogger } from '#platform/logger.ts';
import { connectOnce } from '#store/database.ts';
import { checkBackup, type Manifest } from '#store/backup/manifest.ts';
import { restoreBackup } from '#store/backup/restore.ts';
import { writeBackup } from '#store/backup/write-backup.ts';
import { migrateToLatest } from '#store/migrate.ts';
import { createApiKey } from '#platform/api-key.ts';
import { createKeyLookup } from '#platform/key-lookup.ts';
import { findApiKey, insertApiKey, revokeApiKey } from '#store/repositories/api-keys/api-keys.ts';
import { openForUpkeep, type Upkeep } from '#store/upkeep.ts';
import {
  createBareDatabase,
  createTestDatabase,
  databaseUrl,
  type TestDatabase,
} from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, projectRoot } from '#tests/support/mercia-process.ts';
import { runHere } from '#tests/support/run-here.ts';
import { createOldDatabase } from '#tests/upgrade/old-database.ts';
import { readAll } from '#tests/upgrade/read-all.ts';
import { sql } from 'kysely';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

function openUpkeep(database: TestDatabase, name: string): Promise<Upkeep> {
  const logger = createLogger('silent');
  return openForUpkeep(
    { databaseUrl: databaseUrl(database), dataFolder: '/nonexistent', logger, purpose: 'tool' },
    name,
  );
}

async function restore(database: TestDatabase, folder: string, manifest: Manifest, replace = false): Promise<void> {
  const upkeep = await openUpkeep(database, 'mercia restore');
  try {
    await restoreBackup(upkeep, { folder, manifest, replace, migrates: true });
  } finally {
    await upkeep.close();
  }
}

describe('a backup', () => {
  const temporary = makeTemporaryFolder();
  const folder = join(temporary.path, 'backup');
  const opened: TestDatabase[] = [];
  let source: TestDatabase;
  let before: ReadonlyMap<string, readonly string[]>;
  let manifest: Manifest;

  /** The number of rulings that were written while the backup was. */
  let written = 0;

  beforeAll(async () => {
    source = await createOldDatabase('with-feeds');
    opened.push(source);
    await migrateToLatest(source.db);
    await sql`UPDATE ruling SET note = ${'a tab\t, a line\n, a \\N, \\., ü and 中'}`.execute(source.db);
    before = await readAll(source.db);
    const upkeep = await openUpkeep(source, 'mercia backup');
    manifest = await writeBackup(upkeep, {
      folder,
      // Others go on: before each table is read, one is written that is read first, and one that is read last.
      async onTable() {
        written += 1;
        await source.db.transaction().execute(async (other) => {
          await sql`INSERT INTO ruling SELECT 'a', ${written}, 'b', '1', 'SAME', 'x', now()`.execute(other);
          await sql`INSERT INTO kept_hidden VALUES ('a', ${written}, 'TAKEN_BACK', now())`.execute(other);
        });
      },
    });
    await upkeep.close();
  });
  afterAll(async () => {
    for (const database of opened) await database.close();
    temporary.remove();
  });

  async function bare(): Promise<TestDatabase> {
    const database = await createBareDatabase();
    opened.push(database);
    return database;
  }

  it('is of one moment while others write, and restored is what it was', async () => {
    const target = await bare();

    await restore(target, folder, await checkBackup(folder));

    expect(written).toBe(before.size - 1);
    expect(Object.fromEntries(await readAll(target.db))).toEqual(Object.fromEntries(before));
    const { rows } = await sql<{ isNew: boolean }>`
      INSERT INTO edition (systems, libraries, format, title, description, updated_at) VALUES ('{}', '{}', 'BOOK', '', '{}', now())
      RETURNING id > (SELECT max(id) FROM edition) AS "isNew"`.execute(target.db);

    expect(rows).toEqual([{ isNew: true }]);
  });

  it('takes away what one of its name left when it was killed, and leaves one that is being written', async () => {
    const [place, { pid: ended }] = [join(temporary.path, 'nightly'), spawnSync(process.execPath, ['--version'])];
    onTestFinished(() => {
      rmSync(place, { recursive: true });
    });
    for (const name of [`b.unfinished-${ended}`, `b.unfinished-${process.ppid}`, `c.unfinished-${ended}`]) {
      mkdirSync(join(place, name), { recursive: true });
      writeFileSync(join(place, name, 'account_link.copy.gz'), 'x');
    }
    const upkeep = await openUpkeep(source, 'mercia backup');
    await writeBackup(upkeep, { folder: join(place, 'b') });
    await upkeep.close();

    expect(readdirSync(place).toSorted()).toEqual(['b', `b.unfinished-${process.ppid}`, `c.unfinished-${ended}`]);
  });

  it('signs nobody in again, and says which keys are valid again', async () => {
    const [database, empty] = [await createTestDatabase(), await bare()];
    opened.push(database);
    const { db } = database;
    const [revoked, valid] = [createApiKey(), createApiKey()];
    const opens = { role: 'operator', expiresAt: null, revokedAt: null, service: null, budgetMs: null } as const;
    for (const [{ id, hash }, name] of [
      [revoked, 'lost laptop'],
      [valid, 'reports'],
    ] as const)
      await insertApiKey(db, { id, hash, name, createdAt: new Date(), ...opens });
    const session = { key: Buffer.from('k'), content: 'sealed', used_at: new Date(), ends_at: new Date() };
    await db.insertInto('console_session').values(session).execute();
    const kept = join(temporary.path, 'with-keys');
    onTestFinished(() => {
      rmSync(kept, { recursive: true });
    });
    const upkeep = await openUpkeep(database, 'mercia backup');
    await writeBackup(upkeep, { folder: kept });
    await upkeep.close();
    await revokeApiKey(db, revoked.id, new Date());
    await db.deleteFrom('console_session').execute();

    await restore(database, kept, await checkBackup(kept), true);
    const lookUp = createKeyLookup({ find: (id) => findApiKey(db, id), now: Date.now });
    await expect(lookUp(revoked.key)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(lookUp(valid.key)).resolves.toMatchObject({ id: valid.id });
    expect(await db.selectFrom('console_session').select('key').execute()).toEqual([]);

    const { code, stderr } = await runHere(['restore', kept], { DATABASE_URL: databaseUrl(empty) });
    expect(code).toBe(0);
    // Nobody can know here that it was revoked.
    expect(stderr).toContain(`Keys that are valid now: ${revoked.id} (lost laptop), ${valid.id} (reports).`);
  });

  it('is for its owner alone to read', () => {
    const modes = [folder, ...readdirSync(folder).map((name) => join(folder, name))].map((path) => statSync(path).mode);
    expect(new Set(modes.map((mode) => mode & 0o077))).toEqual(new Set([0]));
  });

  it.each([
    [
      'cut off',
      (path: string) => {
        truncateSync(path, statSync(path).size - 1);
      },
      /ruling\.copy\.gz: it has the table ruling and is 1 bytes too short/,
    ],
    [
      'changed',
      (path: string) => {
        writeFileSync(path, gzipSync(readFileSync(path)));
      },
      /ruling\.copy\.gz: it has the table ruling and is not as it was written/,
    ],
    [
      'lost',
      (path: string) => {
        rmSync(path);
      },
      /ruling\.copy\.gz: it has the table ruling and cannot be read \(ENOENT/,
    ],
  ])('is refused by the name of a file that was %s', async (_, damage, message) => {
    const copy = join(temporary.path, 'damaged');
    cpSync(folder, copy, { recursive: true });
    damage(join(copy, 'ruling.copy.gz'));

    await expect(checkBackup(copy)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(message) as string,
    });
    rmSync(copy, { recursive: true });
  });

  it('is refused if its manifest was changed or is not there', async () => {
    const copy = join(temporary.path, 'damaged');
    cpSync(folder, copy, { recursive: true });
    const path = join(copy, 'manifest.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"rows": \d+/, '"rows": 1000000'));

    await expect(checkBackup(copy)).rejects.toThrow(/manifest\.json: it is not as it was written/);
    rmSync(path);
    await expect(checkBackup(copy)).rejects.toThrow(/manifest\.json: it cannot be read .* is no whole backup/);
    rmSync(copy, { recursive: true });
  });

  it('does not go into a database that has something, unless told, and not if a part uses it', async () => {
    const target = await createTestDatabase();
    opened.push(target);
    await target.db.insertInto('system').values({ system_id: 'north' }).execute();

    await expect(restore(target, folder, manifest)).rejects.toThrow(
      /is not empty: restore into an empty one, or say --replace/,
    );
    expect(await target.db.selectFrom('system').select('system_id').execute()).toEqual([{ system_id: 'north' }]);

    await restore(target, folder, manifest, true);
    expect(Object.fromEntries(await readAll(target.db))).toEqual(Object.fromEntries(before));

    const { client: part } = await connectOnce({ connection: target.connection }, 'mercia jobs');
    await expect(restore(target, folder, manifest, true)).rejects.toThrow(
      /a part of Mercia uses the database \(mercia jobs, server process \d+\)/,
    );
    await part.end();
  });

  it('leaves a database as it was if it cannot be restored', async () => {
    const target = await createTestDatabase();
    opened.push(target);
    await target.db.insertInto('system').values({ system_id: 'north' }).execute();
    const tables = manifest.tables.map((table) => (table.name === 'system' ? { ...table, rows: 77 } : table));
    const wrong = { ...manifest, tables };

    await expect(restore(target, folder, wrong, true)).rejects.toThrow(/rows in it, and should have 77/);
    await expect(
      restore(target, folder, { ...manifest, migrations: ['9999-later'], mercia: '9.0.0' }, true),
    ).rejects.toThrow(/written by Mercia 9\.0\.0 \(9999-later\), and this is Mercia \d/);
    expect(await target.db.selectFrom('system').select('system_id').execute()).toEqual([{ system_id: 'north' }]);
  });

  it('ends, says why, and leaves nothing behind if its disk takes no more', { timeout: 120_000 }, async () => {
    const large = await createTestDatabase();
    opened.push(large);
    await sql`
      INSERT INTO setting (key, value)
      SELECT 'large ' || n, to_jsonb((SELECT string_agg(md5(n || ' ' || m), '') FROM generate_series(1, 100) AS m))
      FROM generate_series(1, 10000) AS n`.execute(large.db);
    const place = join(temporary.path, 'small-disk');
    mkdirSync(place);
    const [to, limit] = [join(place, 'backup'), 'ulimit -f 128; exec "$0" "$@"'];

    const child = spawn(
      '/bin/sh',
      ['-c', limit, process.execPath, join(projectRoot, 'doors/cli/mercia.mjs'), 'backup', to],
      {
        env: { PATH: '/usr/bin:/bin', DATABASE_URL: databaseUrl(large) },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = (await once(child, 'close')) as [number | null];

    expect([code, said]).toEqual([1, expect.stringContaining(`${to} cannot be written: it would be larger than`)]);
    expect(said).not.toContain('    at ');
    expect(readdirSync(place)).toEqual([]);
    rmSync(place, { recursive: true });
  });

  it('does not begin where there is something, and leaves nothing behind that could pass for one', async () => {
    const empty = await bare();
    const [of, nothing] = [await openUpkeep(source, 'mercia backup'), await openUpkeep(empty, 'mercia backup')];

    await expect(writeBackup(of, { folder })).rejects.toThrow(/is there already/);
    await expect(writeBackup(nothing, { folder: join(temporary.path, 'other') })).rejects.toThrow(/nothing to back up/);
    expect(readdirSync(temporary.path)).toEqual(['backup']);
    await Promise.all([of.close(), nothing.close()]);
  });

  it('meets no rule that would change rows as they are put back', async () => {
    const { rows } = await sql`
      SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 4 <> 0`.execute(source.db);

    expect(rows).toEqual([]);
  });
});
