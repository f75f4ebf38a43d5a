import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ownIdentity } from '../process-identity.ts';
import { tryFileLock } from './file-lock.ts';

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mercia-lock-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

it.each([
  ['of no bytes', ''],
  ['that was cut', '{"pid":12,"sta'],
  ['that names no process', '{"pid":"x"}'],
])('takes over a lock file %s, as a power cut may leave it, and its guard file', async (_, damaged) => {
  const folder = await createFolder();
  const path = join(folder, 'start.lock');
  for (const name of [path, `${path}.clear`]) await writeFile(name, damaged);

  const lock = await tryFileLock(path, AbortSignal.timeout(20_000));

  const { pid } = await ownIdentity();
  expect(await tryFileLock(path, AbortSignal.timeout(20_000))).toMatchObject({ pid });
  expect(await readdir(folder)).toEqual(['start.lock']);
  if ('release' in lock) await lock.release();
  expect(existsSync(path)).toBe(false);
});

it('waits no longer than it may for a process that clears a lock away and does not end', async () => {
  const path = join(await createFolder(), 'start.lock');
  await writeFile(path, '');
  await writeFile(`${path}.clear`, JSON.stringify({ ...(await ownIdentity()), since: '2026-12-03T00:00:00Z' }));

  await expect(tryFileLock(path, AbortSignal.timeout(200))).rejects.toMatchObject({ name: 'TimeoutError' });
});
