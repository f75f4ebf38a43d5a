/** Drops at an OpenSSH server: fetched whole, never from a host with another key, never half. */
import { createAdapter, FULL, pagesOf, SYSTEM } from '#adapters/files/folder.fixture.ts';
import type { HarvestSource } from '#contract/adapter.ts';
import { makeDrop, writeDrop } from '#simulators/files/drops.ts';
import { sshdAvailable, startSshHost, type SshHost } from '#tests/feeds/support/delivery-hosts.ts';
import { startCuttingProxy } from '#tests/feeds/support/cutting-proxy.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { openSftpConnection } from '#platform/sftp-connection.ts';
import { mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDropWorld, DAY, dropSystem, NOW, WRITTEN } from './drop-world.ts';

describe.skipIf(!sshdAvailable)('drops at an SFTP host (skipped where there is no OpenSSH server)', () => {
  const root = makeTemporaryFolder();
  let host: SshHost;
  let next = 0;

  beforeAll(async () => {
    host = await startSshHost(root.path);
  });
  afterAll(async () => {
    await host.close();
    root.remove();
  });

  function sourceAt(
    folder: string,
    more: object = {},
    { at = host, maxMegabytes = 2048 }: { readonly at?: SshHost; readonly maxMegabytes?: number } = {},
  ): HarvestSource {
    const sftp = {
      host: '127.0.0.1',
      port: at.port,
      folder,
      hostKey: at.fingerprint,
      userEnv: 'DROP_USER',
      privateKeyEnv: 'DROP_KEY',
      ...more,
    };
    const system = dropSystem({ sftp, complete: { manifest: 'drop-{date}.json' } }, { maxMegabytes });
    const secrets = { DROP_USER: at.user, DROP_KEY: at.privateKey, DROP_PASSWORD: 'not-the-password' };
    const adapter = createAdapter(system, { now: NOW, secrets });
    onTestFinished(() => adapter.close());
    if (adapter.harvest === undefined) throw new Error('no harvest');
    return adapter.harvest;
  }

  function dropFolder(records = 3): string {
    next += 1;
    const folder = join(root.path, `drops-${next}`);
    writeDrop(folder, makeDrop(createDropWorld(records), { of: DAY, end: 'manifest' }), WRITTEN);
    return folder;
  }

  const problemOf = (source: HarvestSource): Promise<string> =>
    pagesOf(source, FULL).then(
      () => 'none',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  // A folder of its own, in which nobody else leaves anything.
  beforeAll(() => {
    mkdirSync(join(root.path, 'tmp'));
    vi.stubEnv('TMPDIR', join(root.path, 'tmp'));
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });
  const leftOver = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('mercia-file-'));

  it('are read with the date of their lists, and leave nothing on this machine', async () => {
    const before = leftOver();

    const pages = await pagesOf(sourceAt(dropFolder()), FULL);

    expect(pages.flatMap(({ records }) => records)).toHaveLength(3);
    expect(pages[0]?.records[0]).toMatchObject({ holdings: [{ facts: { asOf: '2026-11-26T02:00:00.000Z' } }, {}] });
    expect(leftOver()).toEqual(before);
  });

  it('are not asked of a host that shows another key', async () => {
    const other = `SHA256:${'A'.repeat(43)}`;

    expect(await problemOf(sourceAt(dropFolder(), { hostKey: other }))).toBe(
      `[${SYSTEM}] drop: the SFTP host shows the key ${host.fingerprint}, and the region file names ${other}: nothing was ` +
        'asked of it; if its keepers confirm the new key, write it into settings.drop.sftp.hostKey',
    );
  });

  it.each([
    [
      'a password that is refused',
      { privateKeyEnv: null, passwordEnv: 'DROP_PASSWORD' },
      /refuses the log-in; check the variables/,
    ],
    ['a variable that is not set', { userEnv: 'NOBODY' }, /the environment variable NOBODY is not set/],
    [
      'a folder that is not there',
      { folder: '/no/such/folder' },
      /listing the folder: it is not there; check settings\.drop\.sftp\.folder/,
    ],
  ])('name %s, and repeat no secret', async (_, more, words) => {
    const problem = await problemOf(sourceAt(dropFolder(), more));

    expect(problem).toMatch(words);
    expect(problem).not.toMatch(/not-the-password|PRIVATE KEY/);
  });

  it('with a symbolic link among their files are refused', async () => {
    const folder = dropFolder();
    const [list, elsewhere] = [join(folder, `items-${DAY}.csv`), join(root.path, 'readers.csv')];
    renameSync(list, elsewhere);
    symlinkSync(elsewhere, list);

    expect(await problemOf(sourceAt(folder))).toMatch(
      /drop: items-[\d-]+\.csv is a symbolic link, which is not followed/,
    );
  });

  it('whose connection breaks in the middle of a file are not taken in, and are the next time', async () => {
    const before = leftOver();
    const folder = dropFolder(2_000);
    const proxy = await startCuttingProxy({ to: host.port, after: 100_000, of: 'SERVER', then: 'CUT' });
    onTestFinished(() => proxy.close());

    expect(await problemOf(sourceAt(folder, { port: proxy.port }))).toMatch(
      /^\[hill-files\] drop: .* by SFTP failed \(/,
    );
    expect(leftOver()).toEqual(before);
    expect((await pagesOf(sourceAt(folder), FULL)).flatMap(({ records }) => records)).toHaveLength(2_000);
  });

  it('are read on after Mercia was busy for longer than the host may be silent, and a silent host is given up', async () => {
    const folder = dropFolder();
    const asked = { name: 'hill', host: '127.0.0.1', hostKey: host.fingerprint, username: host.user, silenceMs: 3_000 };
    const signal = AbortSignal.timeout(60_000);
    const proxy = await startCuttingProxy({ to: host.port, after: 100_000, of: 'SERVER', then: 'SILENCE' });
    onTestFinished(() => proxy.close());
    const connection = await openSftpConnection({ ...asked, port: proxy.port, privateKey: host.privateKey, signal });
    onTestFinished(() => connection.close());

    await sleep(3_500);

    const names = (await connection.tried(connection.client.list(folder))).map(({ name }) => name);
    expect(names).toContain(`items-${DAY}.csv`);
    writeFileSync(join(folder, 'long'), Buffer.alloc(1_000_000));
    await expect(buffer(connection.read(join(folder, 'long')))).rejects.toThrow('the host was silent for 3 s');
  });

  it('are cut off where a file is longer than may be, whatever size the host told', async () => {
    const before = leftOver();
    const folder = join(root.path, 'endless');
    mkdirSync(folder);
    const script = fileURLToPath(new URL('endless-sftp.ts', import.meta.url));
    const endless = await startSshHost(folder, `${process.execPath} ${script}`);
    onTestFinished(() => endless.close());

    const problem = await problemOf(sourceAt(dropFolder(), {}, { at: endless, maxMegabytes: 3 }));

    expect(problem).toContain(
      'catalogue-2026-11-26.mrc: the file named in settings.records[0].source is longer than 3 MB',
    );
    expect(leftOver()).toEqual(before);
  });
});
