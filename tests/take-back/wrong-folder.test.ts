import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { runHere } from '#tests/support/run-here.ts';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { NAMED, writeFiles } from './support/named-region.ts';

it('says that a data folder is not there, and makes no empty database in it', { timeout: 120_000 }, async () => {
  const { path, remove } = makeTemporaryFolder();
  onTestFinished(remove);
  writeFiles({
    path,
    write: (name, contents) => {
      writeFileSync(join(path, name), contents);
    },
  });
  const data = join(path, 'mistyped');
  const flags = ['--region', join(path, 'region.yaml'), '--data', data];

  const { code, stderr } = await runHere(['take-back', NAMED, '--reason', 'Incident 12', ...flags]);

  expect(code).not.toBe(0);
  expect(stderr).toContain(`there is no data folder ${data}, so nothing was taken back`);
  expect(existsSync(data)).toBe(false);
});
