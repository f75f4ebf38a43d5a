import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readServerRecord, writeServerRecord } from './folders.ts';

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mercia-folder-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('what a data folder says of its server', () => {
  it('is read as it was written, and null before', async () => {
    const folder = await createFolder();
    expect(await readServerRecord(folder)).toBeNull();

    const record = { outsidePgFolder: '/var/lib/mercia/data-x1/pg', socketFolder: null };
    await writeServerRecord(folder, record);
    expect(await readServerRecord(folder)).toEqual(record);
  });

  it.each([
    ['of no bytes', ''],
    ['that was cut', '{"outsidePgFolder":"/var/lib/mer'],
    ['of something else', '[]'],
  ])(
    'is refused if it is a file %s: otherwise a new, empty database would be made, and the old one forgotten',
    async (_, damaged) => {
      const folder = await createFolder();
      await writeFile(join(folder, 'server.json'), damaged);

      await expect(readServerRecord(folder)).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringContaining(`${join(folder, 'server.json')}, which says where the database is`) as string,
      });
    },
  );

  it('is not needed where the database lies inside', async () => {
    const folder = await createFolder();
    await writeFile(join(folder, 'server.json'), '');
    await mkdir(join(folder, 'pg'));

    expect(await readServerRecord(folder)).toBeNull();
  });
});
