/** A file of a hundred thousand records is read as a stream: it takes less memory than it is long. */
import { dataField, record } from '#adapters/files/folder.fixture.ts';
import { writeIso2709 } from '#adapters/protocols/marc/index.ts';
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

it('takes less than half the memory that it is long', () => {
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
  const told: unknown = JSON.parse(execFileSync(process.execPath, [child, folder.path], { encoding: 'utf8' }));

  expect(told).toEqual({ records: RECORDS, grownBy: expect.any(Number) as number });
  expect((told as { grownBy: number }).grownBy).toBeLessThan(statSync(path).size / 2);
});
