import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
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

it('writes into what is no file, such as a terminal', async () => {
  await writeWholeFile('/dev/null', (file) => pipeline(['all'], file));

  expect(statSync('/dev/null').isFile()).toBe(false);
});
