import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { holdsRecord } from './holds-record.ts';

function folder(): string {
  const made = makeTemporaryFolder();
  onTestFinished(() => {
    made.remove();
  });
  return made.path;
}

// An error that nobody listens to would fail this file, and in a hub it ends the process.
it('rejects, and fails nothing else, if the file is gone or cannot be read', async () => {
  const path = folder();
  mkdirSync(join(path, 'a-folder.xml'));

  await expect(holdsRecord(join(path, 'gone.xml'), ['hill.b4'])).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(holdsRecord(join(path, 'a-folder.xml'), ['hill.b4'])).rejects.toMatchObject({ code: 'EISDIR' });
  // Errors of streams are told in a later turn.
  await new Promise((done) => setImmediate(done));
});

it('finds a name in front of the place where a packed file is cut off', async () => {
  const path = join(folder(), 'all.xml.gz');
  const packed = gzipSync(`hill.b4 ${'telephone '.repeat(1_000)}`);

  writeFileSync(path, packed.subarray(0, -8));

  expect(await holdsRecord(path, ['hill.b4'])).toBe(true);
  await expect(holdsRecord(path, ['hill.b5'])).rejects.toMatchObject({ code: 'Z_BUF_ERROR' });
});
