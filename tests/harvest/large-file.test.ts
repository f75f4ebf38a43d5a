/** A file of a hundred thousand records is read as a stream: what is held of it does not grow with its length. */
import { dataField, record } from '#adapters/files/folder.fixture.ts';
import { writeIso2709 } from '#marc/index.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const RECORDS = 100_000;
const NOTES = Array.from({ length: 60 }, (_, index) =>
  dataField('500', { a: `Note ${index}: of forty letters or so, no more` }),
);

it('holds less than a tenth of it at any time', () => {
  const folder = makeTemporaryFolder();
  onTestFinished(() => {
    folder.remove();
  });
  const path = join(folder.path, 'catalogue.mrc');
  const file = openSync(path, 'w');
  for (let number = 1; number <= RECORDS; number += 1) {
    writeSync(file, writeIso2709(record(`b${number}`, `Title ${number}`, ...NOTES)));
  }
  closeSync(file);

  const child = fileURLToPath(new URL('large-file-child.ts', import.meta.url));
  const read: unknown = JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', child, folder.path], { encoding: 'utf8' }),
  );

  expect(read).toEqual({
    records: RECORDS,
    pages: expect.any(Number) as number,
    grownBy: expect.any(Number) as number,
  });
  const { pages, grownBy } = read as { pages: number; grownBy: number };
  // It was looked at more than once, and something is held.
  expect(pages).toBeGreaterThan(300);
  expect(grownBy).toBeGreaterThan(0);
  expect(grownBy).toBeLessThan(statSync(path).size / 10);
}, 300_000);
