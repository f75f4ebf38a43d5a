import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeWholeFile } from './whole-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mercia-whole-file-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('gives a file its name when it is whole, and keeps who may read the one before', async () => {
  const path = join(folder, 'list.csv');
  writeFileSync(path, 'before');
  chmodSync(path, 0o600);
  let seen: readonly string[] = [];

  await writeWholeFile(path, async (file) => {
    await pipeline(['half', 'and half'], file);
    seen = [readFileSync(path, 'utf8'), ...readdirSync(folder)];
  });

  expect(seen).toEqual(['before', 'list.csv', `list.csv.unfinished-${String(process.pid)}`]);
  expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['halfand half', ['list.csv']]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('leaves the file before as it was if writing fails, and nothing of its own', async () => {
  const path = join(folder, 'list.csv');
  writeFileSync(path, 'before');

  const failed = writeWholeFile(path, async (file) => {
    file.write('half');
    await Promise.reject(new Error('the graph is gone'));
  });

  await expect(failed).rejects.toThrow('the graph is gone');
  expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['before', ['list.csv']]);
});

it('writes the file that a link leads to', async () => {
  const path = join(folder, 'list.csv');
  writeFileSync(path, 'before');
  symlinkSync(path, join(folder, 'newest.csv'));

  await writeWholeFile(join(folder, 'newest.csv'), (file) => pipeline(['all'], file));

  expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['all', ['list.csv', 'newest.csv']]);
});

it('makes the file that a link leads to and that is not there yet', async () => {
  mkdirSync(join(folder, 'kept'));
  symlinkSync(join('kept', 'list.csv'), join(folder, 'newest.csv'));

  await writeWholeFile(join(folder, 'newest.csv'), (file) => pipeline(['all'], file));

  expect(lstatSync(join(folder, 'newest.csv')).isSymbolicLink()).toBe(true);
  expect([readFileSync(join(folder, 'kept', 'list.csv'), 'utf8'), readdirSync(folder)]).toEqual([
    'all',
    ['kept', 'newest.csv'],
  ]);
});

it('keeps rights that the mask of the process would take, and the owner where it may', async () => {
  const path = join(folder, 'list.csv');
  writeFileSync(path, 'before');
  chmodSync(path, 0o664);
  if (process.getuid?.() === 0) chownSync(path, 65_534, 65_533);
  const { mode, uid, gid } = statSync(path);

  await writeWholeFile(path, (file) => pipeline(['all'], file));

  const after = statSync(path);
  expect([readFileSync(path, 'utf8'), after.mode, after.uid, after.gid]).toEqual(['all', mode, uid, gid]);
});

it('overwrites a file if its folder takes no second one', async () => {
  const path = join(folder, 'l'.repeat(255));
  writeFileSync(path, 'before');

  await writeWholeFile(path, (file) => pipeline(['all'], file));

  expect([readFileSync(path, 'utf8'), readdirSync(folder).length]).toEqual(['all', 1]);
});

// Only Linux has /proc, by which a pipe without a name can be opened again.
it.runIf(process.platform === 'linux')('writes into a pipe that has no name, such as /dev/stdout', async () => {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const pipe = openSync(path, 'r+');
  unlinkSync(path);

  await writeWholeFile(`/proc/self/fd/${String(pipe)}`, (file) => pipeline(['all'], file));

  const read = Buffer.alloc(3);
  readSync(pipe, read);
  closeSync(pipe);
  expect(read.toString()).toBe('all');
});

it('writes into what is no file, such as a terminal', async () => {
  await writeWholeFile('/dev/null', (file) => pipeline(['all'], file));

  expect(statSync('/dev/null').isFile()).toBe(false);
});

it.skipIf(!existsSync('/dev/full'))('says that a disk is full (skipped where there is no /dev/full)', async () => {
  const failed = writeWholeFile('/dev/full', (file) => pipeline(['x'], file));

  await expect(failed).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: '/dev/full cannot be written: its disk is full.',
  });
});
